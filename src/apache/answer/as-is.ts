import { Undecided } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import type { Handled } from './handler.ts'

/** asis_handler: the file's own header lines, of which `Status:` is the answer's, as far as they go. */
export function sendAsIs(x: Exchange): Handled {
  const range = x.handler?.range ?? x.config.core?.opening ?? null
  if (x.file !== 'file') return { status: 404, by: 'not-found', range: null }
  const file = x.filename === null ? null : x.shared.httpd.read(x.filename)
  if (!file) throw new Undecided('which status the file says', range)
  let status = 200
  for (const line of file.text.split(/\r?\n/)) {
    const [, name, value = ''] = /^([^:\s]+)\s*:\s*(.*?)\s*$/.exec(line) ?? []
    if (name === undefined) break
    const key = name.toLowerCase()
    if (key === 'status') status = Number.parseInt(value, 10) || 200
    else if (key === 'location') x.out.set(key, value)
    else if (key !== 'content-type') x.err.add(key, value)
  }
  const target = x.out.get('location')?.value
  if (target?.startsWith('/') && (status === 200 || (status >= 300 && status < 400)))
    return { redirect: target, keepsHandler: false, range }
  return { made: true, x, status, by: 'static', range }
}
