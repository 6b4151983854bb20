// node:path in a browser: the page's paths have slashes.
import path from 'path-browserify'

export default path
export const posix = path
export const { basename, dirname, extname, isAbsolute, join, normalize, parse, relative, resolve, sep } = path
