import { basename, dirname, join, relative, sep } from 'node:path'
import { isBelow } from './below.ts'
import { globMatcher } from './glob.ts'
import type { SourceFile } from '../text/source-file.ts'

/** One line of a .gitignore. */
interface Rule {
  ignores: boolean
  matches(path: string): boolean
}

/** gitignore(5): a slash before the end ties a pattern to the file's own folder, without one it is a name at any depth. */
function readRule(line: string): Rule | null {
  const text = line.replace(/(?<!\\)\s+$/, '')
  const ignores = !text.startsWith('!')
  const pattern = (ignores ? text : text.slice(1)).replace(/^\\(?=[#!])/, '')
  const name = pattern.replace(/\/+$/, '')
  if (name === '' || text.startsWith('#')) return null
  const isMatch = globMatcher(name.replace(/^\//, ''), true)
  return { ignores, matches: name.includes('/') ? isMatch : (path) => isMatch(basename(path)) }
}

/** The rules of one .gitignore, and the folder that it stands in. */
interface Rules {
  folder: string
  rules: Rule[]
}

/** Whether all in a folder is ignored, and whose rules speak of what is in it, the nearest first. */
interface Folder {
  ignored: boolean
  rules: Rules[]
}

/** The last line of the nearest file that speaks of a path decides. */
function isMatched(path: string, all: Rules[]): boolean {
  for (const { folder, rules } of all) {
    const way = relative(folder, path).replaceAll(sep, '/')
    // Of what is not there nobody knows whether it would be a folder.
    const last = rules.findLast((rule) => rule.matches(way))
    if (last) return last.ignores
  }
  return false
}

/**
 * Whether git ignores a path (absolute), by the .gitignore files of the working directory and of the folders below it: build output, which
 * a deployment has and a checkout has not. What is in an ignored folder is ignored whatever else is written (gitignore(5)).
 */
export function ignoredBy(cwd: string, read: (path: string) => SourceFile | null): (path: string) => boolean {
  const known = new Map<string, Folder>()
  const look = (path: string, above: Folder): Folder => {
    if (above.ignored || (path !== cwd && isMatched(path, above.rules))) return { ignored: true, rules: [] }
    const rules = (read(join(path, '.gitignore'))?.text.split('\n') ?? []).flatMap((line) => readRule(line) ?? [])
    return { ignored: false, rules: rules.length > 0 ? [{ folder: path, rules }, ...above.rules] : above.rules }
  }
  /** Not by recursion: a request's path has as many folders as its sender likes. */
  const folderAt = (path: string): Folder => {
    const unknown: string[] = []
    let at = path
    for (; !known.has(at) && at !== cwd; at = dirname(at)) unknown.push(at)
    let folder = known.get(at) ?? look(cwd, { ignored: false, rules: [] })
    known.set(at, folder)
    for (const one of unknown.reverse()) {
      folder = look(one, folder)
      known.set(one, folder)
    }
    return folder
  }
  return (path) => {
    if (path === cwd || !isBelow(path, cwd)) return false
    const { ignored, rules } = folderAt(dirname(path))
    return ignored || isMatched(path, rules)
  }
}
