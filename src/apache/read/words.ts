import type { Word } from '../../text/directive.ts'
import { isSpace, type Line, rangeOf, skipSpace } from './lines.ts'

/** A word and where the next one starts. */
interface Read {
  value: string
  start: number
  end: number
  next: number
  quoted: boolean
}

const unescape = (text: string, quote: string): string =>
  text.includes('\\')
    ? text.replace(quote === '"' ? /\\([\\"])/g : quote === "'" ? /\\([\\'])/g : /\\(\\)/g, '$1')
    : text

/** ap_getword_conf: words end at white space; `"` or `'` at the start of one quotes up to its like, or to the end; only they and `\` are escaped. */
export function readWord(text: string, at: number): Read {
  const start = skipSpace(text, at)
  const quote = text[start] ?? ''
  if (quote !== '"' && quote !== "'") {
    let end = start
    while (end < text.length && !isSpace(text.charCodeAt(end))) end++
    return { value: unescape(text.slice(start, end), ''), start, end, next: skipSpace(text, end), quoted: false }
  }
  let end = start + 1
  while (end < text.length && text[end] !== quote) {
    end += text[end] === '\\' && (text[end + 1] === quote || text[end + 1] === '\\') ? 2 : 1
  }
  const value = unescape(text.slice(start + 1, end), quote)
  if (end < text.length) end++
  return { value, start, end, next: skipSpace(text, end), quoted: true }
}

/** All words of a line's text in `[start, end)`. */
export function readWords(line: Line, start: number, end: number): Word[] {
  const text = line.text.slice(0, end)
  const words: Word[] = []
  for (let at = skipSpace(text, start); at < text.length;) {
    const word = readWord(text, at)
    words.push({
      value: word.value,
      raw: text.slice(word.start, word.end),
      quoted: word.quoted,
      range: rangeOf(line, word.start, word.end),
    })
    at = word.next
  }
  return words
}
