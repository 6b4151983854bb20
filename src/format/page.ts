import { wrap } from './terminal.ts'
import type { Paint, Style } from './terminal.ts'

const FENCE = '```'
/** Longer lines tire the eye, however wide the terminal is. */
const WIDEST = 100

/** A rule's page for a terminal: headings, lists and paragraphs wrapped to the width, code as it stands. */
export function pageText(markdown: string, columns: number, paint: Paint): string {
  const limit = Math.min(columns, WIDEST)
  const out: string[] = []
  let paragraph: string[] = []
  let inCode = false
  const flush = (): void => {
    if (paragraph.length > 0) out.push(...prose(paragraph.join(' '), limit, paint))
    paragraph = []
  }
  for (const line of markdown.trimEnd().split(/\r?\n/)) {
    if (inCode || line.startsWith(FENCE)) {
      flush()
      if (line.startsWith(FENCE)) inCode = !inCode
      else out.push(line === '' ? '' : `    ${paint('cyan', line)}`)
      continue
    }
    const heading = /^(#+) (.*)$/.exec(line)
    if (heading || line === '' || line.startsWith('- ')) flush()
    if (heading) out.push(...wrap(heading[2] ?? '', limit).map((part) => paint(styleOf(heading[1] ?? ''), part)))
    else if (line === '') out.push('')
    else paragraph.push(line.trim())
  }
  flush()
  return `${out.join('\n')}\n`
}

const styleOf = (marks: string): Style | Style[] => (marks === '#' ? ['bold', 'underline'] : 'bold')

/** A paragraph or a list item, which hangs under its mark. */
function prose(words: string, limit: number, paint: Paint): string[] {
  const item = words.startsWith('- ')
  const indent = item ? '  ' : ''
  const lines = wrap(linksWritten(item ? words.slice(2) : words), limit - indent.length)
  return codePainted(lines, paint).map((line, index) => `${item && index === 0 ? '- ' : indent}${line}`)
}

/** `[text](address)`: the text, with the address where it leads out of the rules' folder. */
const linksWritten = (words: string): string =>
  words.replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, text: string, address: string) =>
    /^https?:/.test(address) ? `${text} (${address})` : text,
  )

/** Inline code keeps its marks, so that it is told apart without colours too; one may go on in the next line. */
function codePainted(lines: string[], paint: Paint): string[] {
  let inCode = false
  return lines.map((line) => {
    const parts = line.split('`')
    return parts
      .map((part, index) => {
        const shown = inCode ? paint('cyan', part) : part
        if (index < parts.length - 1) inCode = !inCode
        return shown
      })
      .join('`')
  })
}
