import type { Base } from '../model/contract.ts'
import type { Part } from './part.ts'
import { problem, type Reader } from './references.ts'

/** URLs that the variables of one server may come to. */
const MOST_URLS = 100

/** The places that a list of servers names; null: all of them hang on where the document itself is served. */
export function basesOf(servers: Part, reader: Reader): Base[] | null {
  const urls = servers.items().flatMap((server) => {
    const fields = server.fields()
    const { urls, isCut } = filled(fields.get('url')?.text ?? '', fields.get('variables'))
    const told = `Expected the variables of a server to come to at most ${MOST_URLS} URLs, the others are not looked at`
    if (isCut) reader.problems.push({ ...problem(told, server.range), severity: 'warn' })
    return urls
  })
  const bases = urls.flatMap((url) => baseOf(url) ?? [])
  return bases.length > 0 ? bases : urls.length > 0 ? null : ROOT
}

/** Where a document names no server. */
export const ROOT: Base[] = [{ host: null, port: null, path: '' }]

/** The URL with its variables filled in. */
function filled(url: string, variables: Part | undefined): { urls: string[]; isCut: boolean } {
  let urls = [url]
  let isCut = false
  for (const [name, variable] of variables?.fields() ?? []) {
    const fields = variable.fields()
    const values = [fields.get('default'), ...(fields.get('enum')?.items() ?? [])].flatMap((part) => part?.text ?? [])
    const all = urls.flatMap((one) => [
      ...new Set(one.includes(`{${name}}`) ? values.map((value) => one.replaceAll(`{${name}}`, value)) : [one]),
    ])
    isCut ||= all.length > MOST_URLS
    urls = all.slice(0, MOST_URLS)
  }
  return { urls, isCut }
}

function baseOf(url: string): Base | null {
  const [, scheme, host, port, path = ''] =
    /^(?:(https?):)?\/\/(\[[^\]]*\]|[^/:?#]+)(?::(\d+))?([^?#]*)/i.exec(url) ?? []
  if (host !== undefined)
    return /[{}]/.test(url)
      ? null
      : {
          host,
          port:
            port === undefined
              ? scheme === undefined
                ? null
                : scheme.toLowerCase() === 'https'
                  ? 443
                  : 80
              : Number(port),
          path: trimmed(path),
        }
  return (url === '' || url.startsWith('/')) && !/[{}]/.test(url)
    ? { host: null, port: null, path: trimmed(url.replace(/[?#].*/, '')) }
    : null
}

const trimmed = (path: string): string => path.replace(/\/+$/, '')
