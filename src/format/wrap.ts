import { width } from './visible.ts'

/** The words in lines of at most so many terminal columns; a longer word stands alone. */
export function wrap(words: string, limit: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words.split(' ')) {
    if (line !== '' && width(line) + 1 + width(word) > limit) { lines.push(line); line = word } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
