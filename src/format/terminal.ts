import { styleText } from 'node:util'

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'blue' | 'cyan' | 'magenta' | 'underline'

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style | Style[], text: string) => string

export const painter = (colour: boolean): Paint =>
  colour ? (style, text) => (text === '' ? text : styleText(style, text, { validateStream: false })) : (_, text) => text

/** Control characters, and those that reorder or hide text: what is linted must never steer the terminal. A tab is no danger. */
const UNSAFE =
  /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uD800-\uDFFF]/gu

const escape = (char: string): string => {
  const code = char.charCodeAt(0)
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
}

/** The text with every unsafe character written out: `\x1b`. Line ends too: a message is one line. */
export const visible = (text: string): string => text.replace(UNSAFE, escape)

const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u
const MARK = /\p{Mn}|\p{Me}/u

/** How many terminal columns a visible text takes. */
export function width(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  let columns = 0
  for (const char of text) columns += MARK.test(char) ? 0 : WIDE.test(char) ? 2 : 1
  return columns
}

/** The words in lines of at most so many terminal columns; a longer word stands alone. */
export function wrap(words: string, limit: number): string[] {
  const lines: string[] = []
  let line = ''
  let columns = 0
  for (const word of words.split(' ')) {
    const wide = width(word)
    if (line !== '' && columns + 1 + wide > limit) lines.push(line)
    const goesOn = line !== '' && columns + 1 + wide <= limit
    line = goesOn ? `${line} ${word}` : word
    columns = goesOn ? columns + 1 + wide : wide
  }
  return [...lines, line]
}
