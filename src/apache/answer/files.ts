import { isBelow } from '../../deployment/service.ts'
import type { Entry } from '../../files/disk.ts'
import { ask } from './exchange.ts'
import type { Exchange } from './exchange.ts'

type Found = Exclude<Entry, 'outside'>

/** What lies at an absolute path; one that is not visible is asked for. A name with an extension is taken for no folder's. */
export function fileAt(x: Exchange, path: string): Found {
  const plain = path.replace(/\/{2,}/g, '/')
  if (x.shared.assumed.has(plain)) return 'file'
  const entry = x.shared.httpd.entry(plain.length > 1 ? plain.replace(/\/$/, '') : plain)
  const slash = plain.endsWith('/')
  if (entry !== 'outside') return entry === 'file' && slash ? 'missing' : entry
  if (slash) return isFolder(x, plain.replace(/(.)\/$/, '$1')) ? 'directory' : 'missing'
  const named = /[^/]\.\w+$/.test(plain)
  return x.shared.choices.choose<Found>(`what ${plain} is`, [
    { value: 'file', when: `the file ${plain} exists` },
    { value: 'missing', when: `${plain} does not exist` },
    ...(named ? [] : [{ value: 'directory' as const, when: `${plain} is a directory` }]),
  ])
}

/** Whether a folder out of sight is there; the one that a server answers from surely is. */
export function isFolder(x: Exchange, path: string): boolean {
  const root = x.context?.folder ?? x.shared.server.documentRoot?.path
  return (
    (root !== undefined && isBelow(root, path)) ||
    ask(x, `the directory ${path}/ exists`, `the directory ${path}/ does not exist`)
  )
}

export const isOutside = (x: Exchange, path: string): boolean => x.shared.httpd.entry(path) === 'outside'
