import { compilePattern, type Pattern } from '../../regex/pattern.ts'
import type { Directive, Word } from '../../text/directive.ts'
import { type Reading, refusedAs, taken } from '../../text/reading.ts'
import { regexError } from './regex.ts'

/** A ProxyPass or ProxyPassMatch. */
export interface ProxyLine {
  /** What it is for; null: the section that it stands in. */
  path: string | null
  pattern: Pattern | null
  /** The word that says where to; `!`: nowhere. */
  url: Word
  noCanon: boolean
}

const FLAGS = new Set(['nocanon', 'interpolate', 'noquery'])

const refuse = (message: string): Reading<ProxyLine> => refusedAs(message)

/** add_pass in mod_proxy.c. `inSection`: it stands in a Location, whose path is meant. What `key=value` may say is the workers' affair. */
export function readProxyPass(
  { name, args }: Pick<Directive, 'name' | 'args'>,
  inSection: boolean,
): Reading<ProxyLine> {
  const isMatch = name.toLowerCase() === 'proxypassmatch'
  const tilde = !inSection && args[0]?.value === '~'
  if (tilde && isMatch) return refuse('Expected a pattern behind ProxyPassMatch, without ~')
  const words = tilde ? args.slice(1) : args
  const [path, url, ...rest] = inSection ? [null, ...words] : [words[0], ...words.slice(1)]
  if (!url || path === undefined)
    return refuse(inSection ? `Expected a URL behind ${name}` : `Expected a path and a URL behind ${name}`)
  const odd = rest.find(({ value }) => !FLAGS.has(value.toLowerCase()) && !value.includes('='))
  if (odd)
    return refuse(
      inSection && url.value.startsWith('/')
        ? `Expected only a URL behind ${name} in <Location>`
        : `Expected parameters such as retry=5 behind the URL of ${name}, not ${odd.value}`,
    )
  const isRegex = isMatch || tilde
  const bad = isRegex && path ? regexError(path.value) : null
  if (bad) return refuse(`Expected a regular expression: ${path?.value ?? ''} ${bad}`)
  if (url.value !== '!' && !/^[a-z][\w+.-]*:/i.test(url.value))
    return refuse(`Expected a URL with its scheme behind ${name}, not ${url.value || 'nothing'}`)
  return taken({
    path: path?.value ?? null,
    pattern: isRegex && path ? compilePattern(path.value, false) : null,
    url,
    noCanon: rest.some(({ value }) => value.toLowerCase() === 'nocanon'),
  })
}
