import { basename } from 'node:path'

/** Files that are not linted, but say what the others mean. */
const ASIDE =
  /^(?:\.?(?:docker-)?compose(?:\.[\w-]+)*\.ya?ml|Dockerfile|[jt]sconfig(?:\.[\w-]+)*\.json|package\.json|\.env|\.gitignore)$/

export const isAside = (path: string): boolean => ASIDE.test(basename(path))
