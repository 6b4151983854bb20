import { isAbsolute, relative, sep } from 'node:path'

/** Whether a path is a folder or lies in it; both absolute and real. */
export function isBelow(path: string, folder: string): boolean {
  if (isPlain(path) && isPlain(folder))
    return path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`)
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** Whether a path is absolute and as short as can be, so that its text tells where it lies: of most it is asked a thousand times. */
export const isPlain = (path: string): boolean =>
  sep === '/' &&
  path.startsWith('/') &&
  !path.includes('/.') &&
  !path.includes('//') &&
  (path === '/' || !path.endsWith('/'))
