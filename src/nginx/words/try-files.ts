import type { Directive, Word } from '../../text/directive.ts'
import { once, type Reading, refusedAs, taken } from '../../text/reading.ts'
import { parseNumber } from './values.ts'

/** `try_files $uri $uri/ =404` (ngx_http_core_try_files). `last`: a status, or where the request starts over. */
export interface TryFiles {
  files: { path: string; isFolder: boolean; word: Word }[]
  last: { status: number } | { target: string }
}

interface Refusal {
  message: string
  word: Word
}

export const readTryFiles = once(({ args }: Directive): Reading<TryFiles, Refusal> => {
  const files = args.slice(0, -1).map((word) => {
    const isFolder = word.value.endsWith('/')
    return { path: isFolder ? word.value.slice(0, -1) : word.value, isFolder, word }
  })
  const last = args.at(-1)
  if (!last?.value.startsWith('=')) return taken({ files, last: { target: last?.value ?? '' } })
  const status = parseNumber(last.value.slice(1))
  return status === null || status > 999
    ? refusedAs({ message: `Expected a status such as =404, not "${last.value}"`, word: last })
    : taken({ files, last: { status } })
})
