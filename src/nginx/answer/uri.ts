export interface ParsedUri {
  uri: string
  args: string
  /** Something was written with `%`. */
  quoted: boolean
  plus: boolean
}

const SLASH = 0x2f
const DOT = 0x2e

const SEQUENCE = /([\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})|[\x80-\xff]/g

/** UTF-8, as configuration files are; a byte that is none becomes a lone surrogate, from which it can be had back. */
const textOf = (bytes: number[]): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(SEQUENCE, (found, sequence: string | undefined) =>
      sequence ? Buffer.from(sequence, 'latin1').toString('utf8') : String.fromCharCode(0xdc00 + found.charCodeAt(0)),
    )

const bytesOf = (text: string): number[] =>
  [...text].flatMap((char) => {
    const code = char.codePointAt(0) ?? 0
    return code >= 0xdc80 && code <= 0xdcff ? [code - 0xdc00] : [...Buffer.from(char)]
  })

/** The bytes of a path; those whose `%` form takes away their meaning (`%25`, `%23`, `%3f`) are plain anyway. null: a bad `%`, or a zero byte. */
function decode(path: string): number[] | null {
  const bytes = [...Buffer.from(path)]
  const out: number[] = []
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte !== 0x25) {
      out.push(byte)
      continue
    }
    const pair = String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0)
    if (!/^[0-9a-fA-F]{2}$/.test(pair) || pair === '00') return null
    out.push(parseInt(pair, 16))
    at += 2
  }
  return out
}

/** Resolves `.` and `..`, and merges slashes; null: above the root. */
function resolveDots(bytes: number[], mergeSlashes: boolean): number[] | null {
  const out: number[] = []
  for (let at = 0; at < bytes.length;) {
    let end = at + 1
    while (end < bytes.length && bytes[end] !== SLASH) end++
    const segment = bytes.slice(at + 1, end)
    const last = end >= bytes.length
    at = end
    const dots = segment.length <= 2 && segment.length > 0 && segment.every((byte) => byte === DOT) ? segment.length : 0
    if (dots === 2) {
      if (out.length === 0) return null
      out.length = out.lastIndexOf(SLASH)
    }
    if (dots === 0 && (segment.length > 0 || !mergeSlashes)) out.push(SLASH, ...segment)
    else if (last) out.push(SLASH)
  }
  return out
}

/** A path that means what it says: ASCII, no escapes, no slashes to merge, no dots to resolve. */
const isPlain = (path: string): boolean => path.startsWith('/') && !/[%\x80-\uffff]|\/[./]/.test(path)

/** Splits what a client sends after the host, decodes it, merges slashes and resolves dots; null: nginx answers 400
 * (ngx_http_parse_complex_uri). */
export function parseUri(target: string, mergeSlashes: boolean): ParsedUri | null {
  const raw = target.replace(/#.*$/s, '')
  const mark = raw.indexOf('?')
  const path = mark < 0 ? raw : raw.slice(0, mark)
  const uri = isPlain(path) ? path : decoded(path, mergeSlashes)
  return uri === null
    ? null
    : { uri, args: mark < 0 ? '' : raw.slice(mark + 1), quoted: path.includes('%'), plus: path.includes('+') }
}

function decoded(path: string, mergeSlashes: boolean): string | null {
  const bytes = decode(path)
  const resolved = bytes && resolveDots(bytes, mergeSlashes)
  return resolved && textOf(resolved)
}

const escapeBytes = (text: string, odd: RegExp): string =>
  odd.test(text)
    ? bytesOf(text)
        .map((byte) =>
          odd.test(String.fromCharCode(byte))
            ? `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
            : String.fromCharCode(byte),
        )
        .join('')
    : text

/** NGX_ESCAPE_URI: controls, blanks, `"#%<>?\^`{|}` and whatever is no ASCII. */
export const escapeUri = (text: string): string => escapeBytes(text, /[\x00-\x20"#%<>?\\^`{|}\x7f-\uffff]/)

/** NGX_ESCAPE_ARGS: the above, and `&+;` so that a captured text stays one argument. */
export const escapeArgs = (text: string): string => escapeBytes(text, /[\x00-\x20"#%&+;<>?\\^`{|}\x7f-\uffff]/)

/** NGX_UNESCAPE_REDIRECT: before the first `?`, `%XX` of what may stand plain in a Location is decoded. */
export function unescapeRedirect(text: string): string {
  let stopped = false
  return text.replace(/\?|%([0-9a-fA-F]{2})/g, (found, pair: string | undefined) => {
    if (stopped) return found
    const code = pair === undefined ? 0x3f : parseInt(pair, 16)
    if (code === 0x3f) stopped = true
    return code > 0x25 && code < 0x7f ? String.fromCharCode(code) : found
  })
}
