/** A request target, or the status that httpd refuses it with. */
export type Target =
  { path: string; args: string | null; unparsed: string; host: string | null } | { status: 400 | 404; unparsed: string }

const UNRESERVED = /[A-Za-z0-9._~-]/

/** ap_normalize_path: `/./`, `/../` and, unless told otherwise, `//`; null: it leads above the root. */
function normalize(path: string, mergeSlashes: boolean): string | null {
  if (!/%|\/[/.]/.test(path)) return path
  const text = path.replace(/%([0-9A-Fa-f]{2})/g, (all, digits: string) => {
    const char = String.fromCharCode(Number.parseInt(digits, 16))
    return UNRESERVED.test(char) ? char : all
  })
  const out: string[] = []
  const segments = text.slice(1).split('/')
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1
    if (segment === '..') {
      if (out.length === 0) return null
      out.pop()
    } else if (segment !== '.' && (segment !== '' || !mergeSlashes)) {
      out.push(segment)
      continue
    }
    if (last && out.at(-1) !== '') out.push('')
  }
  return `/${out.join('/')}`
}

function decode(text: string): string {
  if (/^[ -$&-~]*$/.test(text)) return text
  const bytes = Buffer.from(
    text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    'latin1',
  )
  const utf8 = bytes.toString('utf8')
  return utf8.includes('\ufffd') ? bytes.toString('latin1') : utf8
}

export interface TargetRules {
  mergeSlashes: boolean
  encodedSlashes: 'on' | 'off' | 'nodecode'
}

/** Splits and decodes a target as ap_process_request_internal does: `/..`, a fragment and a broken escape are 400, `%2F` is 404. */
export function parseTarget(target: string, { mergeSlashes, encodedSlashes }: TargetRules): Target {
  const [, authority, origin = target] = /^[a-z]+:\/\/([^/?]*)(.*)$/i.exec(target) ?? []
  const mark = origin.indexOf('?')
  const raw = (mark < 0 ? origin : origin.slice(0, mark)) || '/'
  const args = mark < 0 ? null : origin.slice(mark + 1)
  if (!raw.startsWith('/') || origin.includes('#')) return { status: 400, unparsed: raw }
  const path = normalize(raw, mergeSlashes)
  if (path === null || /%(?![0-9A-Fa-f]{2})/.test(path)) return { status: 400, unparsed: raw }
  if (/%00/.test(path) || (encodedSlashes === 'off' && /%2f/i.test(path))) return { status: 404, unparsed: raw }
  const decoded = encodedSlashes === 'nodecode' ? path.split(/%2f/i).map(decode).join('%2F') : decode(path)
  return { path: decoded, args, unparsed: raw, host: authority?.replace(/:\d+$/, '') ?? null }
}

const encode = (path: string): string => encodeURI(path).replace(/[?#]/g, encodeURIComponent)

/** Percent-encodes what may not stand in a path (ap_os_escape_path, in small letters). */
export const escapePath = (path: string): string => encode(path).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())

/** The same, of a path that is sent to a backend (ap_proxy_canonenc, in capitals). */
export const escapeForwarded = encode
