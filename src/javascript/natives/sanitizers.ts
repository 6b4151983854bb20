import { stringOf, type Call, type ExternalValue, type Value } from '../value.ts'

/** Functions that take markup out of a text, or escape it, by package. Seen: sanitize-html 2.17.5, xss 1.0.17, dompurify and isomorphic-dompurify
 * 2.36, striptags 3.2, insane 2.6.2, he 1.2, escape-html 1.0.3, sanitizer 0.1.3. */
const SANITIZERS: Readonly<Record<string, readonly string[]>> = {
  'sanitize-html': ['', 'default'],
  xss: ['', 'default', 'filterXSS'],
  dompurify: ['sanitize', 'default.sanitize'],
  'isomorphic-dompurify': ['sanitize', 'default.sanitize'],
  striptags: ['', 'default'],
  insane: ['', 'default'],
  he: ['escape', 'encode'],
  'escape-html': ['', 'default'],
  sanitizer: ['sanitize', 'escape'],
}

/** A text without markup: each of them gives it back as it is. */
const PLAIN = /^[\w/.~?=:@,;%+$!*()-]*$/

export const isSanitizer = ({ package: name, path, args }: ExternalValue): boolean =>
  args === null && Object.hasOwn(SANITIZERS, name) && (SANITIZERS[name]?.includes(path.join('.')) ?? false)

/** What such a function gives for a text without markup; null: it is another function, or another text. */
export function sanitizerCall(callee: ExternalValue, { args, open }: Call): Value | null {
  const [text, options] = args
  if (!isSanitizer(callee) || !text || open) return null
  if (options && !hasPlainOptions(options)) return null
  const plain = stringOf(text)
  return plain !== null && PLAIN.test(plain) ? text : null
}

/** Options that only list what is allowed: no function of the program's own looks at the text. */
const hasPlainOptions = (options: Value): boolean =>
  options.kind === 'object' &&
  !options.open &&
  [...options.members.values()].every((member) => member.kind === 'array' || member.kind === 'constant')
