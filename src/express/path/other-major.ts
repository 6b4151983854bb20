import { parse } from 'path-to-regexp'
import type { Token } from 'path-to-regexp'
import { compilePath, isRefused } from './compile.ts'
import type { Major, PathOptions } from './compile.ts'

/** Forms of path-to-regexp 0.1, and what 8 has for them. */
const TO_FIVE: [RegExp, string][] = [
  [/^\/?\*$/, '/{*splat}'],
  [/\*$/, '{*splat}'],
  [/([/.]):(\w+)\?/g, '{$1:$2}'],
  [/:(\w+)\?/g, '{:$1}'],
  [/:(\w+)\([^)]*\)/g, ':$1'],
  [/\((\w+)\)\?/g, '{$1}'],
  [/(\w)\?/g, '{$1}'],
]
/** The other way round. */
const TO_FOUR: [RegExp, string][] = [
  [/\{([/.]):(\w+)\}/g, '$1:$2?'],
  [/\{\*\w+\}/g, '*'],
  [/\*\w+/g, '*'],
  [/\{(\/[\w/]+)\}/g, '($1)?'],
  [/\{(\w+)\}/g, '($1)?'],
  [/:"(\w+)"/g, ':$1'],
]

/** Paths in which nothing else stands beside these forms: there, the samples below tell everything. */
const SIMPLE: Record<Major, RegExp> = {
  4: /^(?:\/[\w~-]+(?:\{\w+\}[\w~-]*)?|\{?\/:(?:\w+|"\w+")\}?|\{\/\w+\})*(?:\/\{?\*\w+\}?)?$/,
  5: /^(?:\/[\w~-]+(?:\?|\(\w+\)\?)?[\w~-]*|\/:\w+\??)*(?:\/?\*)?$/,
}

const MOST_SAMPLES = 200

/** URL paths that a path of path-to-regexp 8 takes, and near ones. */
function samplesOf(tokens: readonly Token[]): string[] {
  let found = ['']
  for (const token of tokens) {
    const ways =
      token.type === 'text'
        ? [token.value]
        : token.type === 'param'
          ? ['a', '17']
          : token.type === 'wildcard'
            ? ['', 'a', 'a/b']
            : ['', ...samplesOf(token.tokens)]
    found = found.flatMap((before) => ways.map((way) => before + way)).slice(0, MOST_SAMPLES)
  }
  return found
}

const around = (path: string): string[] => [path, `${path}/`, `${path}/x`, `${path}x`, path.replace(/\/[^/]*$/, '')]

function reads(path: string, major: Major, options: PathOptions, url: string): boolean | null {
  const read = compilePath({ kind: 'string', value: path }, major, options)
  if (!read || isRefused(read)) return null
  const found = read.match(url)
  return found === null ? null : found !== false
}

/** How the major that runs would write a path of the other's; null: nothing simple takes the same URLs. */
export function translated(path: string, to: Major, end: boolean): string | null {
  if (!SIMPLE[to].test(path)) return null
  const options: PathOptions = { end, strict: false, sensitive: false }
  const better = (to === 5 ? TO_FIVE : TO_FOUR).reduce((text, [form, other]) => text.replace(form, other), path)
  const five = to === 5 ? better : path
  const read = compilePath({ kind: 'string', value: five }, 5, options)
  if (better === path || !read || isRefused(read)) return null
  const urls = [...new Set(['/', ...samplesOf(parse(five).tokens).flatMap(around)])].filter((url) =>
    url.startsWith('/'),
  )
  const [from, other]: [Major, Major] = to === 5 ? [4, 5] : [5, 4]
  const same = urls.every((url) => reads(path, from, options, url) === reads(better, other, options, url))
  return same && reads(better, to, options, '/') !== null ? better : null
}
