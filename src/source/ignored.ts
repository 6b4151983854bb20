import { basename, dirname, join, relative, sep } from 'node:path'
import { globMatcher } from './glob.ts'
import type { SourceFile } from './source-file.ts'

/** One line of a .gitignore. `folder`: it is for folders only. */
interface Rule { ignores: boolean; folder: boolean; matches(path: string): boolean }

/** gitignore(5): a slash before the end ties a pattern to the file's own folder, without one it is a name at any depth. */
function readRule(line: string): Rule | null {
  const text = line.replace(/(?<!\\)\s+$/, '')
  const ignores = !text.startsWith('!')
  const pattern = (ignores ? text : text.slice(1)).replace(/^\\(?=[#!])/, '')
  const name = pattern.replace(/\/+$/, '')
  if (name === '' || text.startsWith('#')) return null
  const isMatch = globMatcher(name.replace(/^\//, ''), true)
  return { ignores, folder: name !== pattern, matches: name.includes('/') ? isMatch : (path) => isMatch(basename(path)) }
}

/**
 * Whether git ignores a path (absolute), by the .gitignore files of the working directory and of the folders below it: build output, which
 * a deployment has and a checkout has not. What is in an ignored folder is ignored whatever else is written (gitignore(5)).
 */
export function ignoredBy(cwd: string, read: (path: string) => SourceFile | null): (path: string) => boolean {
  const known = new Map<string, Rule[]>()
  const rulesIn = (folder: string): Rule[] => {
    const rules = known.get(folder) ?? (read(join(folder, '.gitignore'))?.text.split('\n') ?? []).flatMap((line) => readRule(line) ?? [])
    known.set(folder, rules)
    return rules
  }
  const isIgnoredItself = (path: string, isFolder: boolean): boolean => {
    for (let folder = dirname(path); folder.length >= cwd.length; folder = dirname(folder)) {
      const way = relative(folder, path).replaceAll(sep, '/')
      const last = rulesIn(folder).findLast((rule) => (isFolder || !rule.folder) && rule.matches(way))
      if (last) return last.ignores
      if (folder === cwd) break
    }
    return false
  }
  return (path) => {
    const steps = relative(cwd, path).split(sep)
    if (steps[0] === '..' || steps[0] === '') return false
    // Of what is not there nobody knows whether it would be a folder.
    return steps.some((_, index) => isIgnoredItself(join(cwd, ...steps.slice(0, index + 1)), true))
  }
}
