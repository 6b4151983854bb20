import { helpFor } from '../../src/cli/help.ts'

const OPTION = /^ {2}(?:(-\w), | {4})(--[\w-]+(?: (?:'[^']*'|[A-Z]\w*))?)(?: {2,}(.*))?$/
const MORE = /^ {8,}(\S.*)$/
const SHORT = /^ {2}(-\w), (--[\w-]+)$/

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** The lines of a help's options as a table. */
function optionsTable(lines: string[]): string {
  const rows: [name: string, about: string][] = []
  for (const line of lines) {
    const [, short, long, about = ''] = OPTION.exec(line) ?? SHORT.exec(line) ?? []
    const last = rows.at(-1)
    const [, more] = MORE.exec(line) ?? []
    if (long !== undefined) rows.push([short === undefined ? `\`${long}\`` : `\`${short}\`, \`${long}\``, about])
    else if (more !== undefined && last) last[1] = `${last[1]} ${more}`.trim()
  }
  return [
    '| option | what it does |',
    '|-|-|',
    ...rows.map(([name, about]) => `| ${cell(name)} | ${cell(about)} |`),
  ].join('\n')
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
const code = (lines: string[], language: string): string =>
  [`\`\`\`${language}`, ...lines.map((line) => line.slice(2)), '```'].join('\n')

const BLOCKS: Record<string, (lines: string[]) => string> = {
  Usage: (lines) => code(lines, 'text'),
  Options: optionsTable,
  Examples: (lines) => code(lines, 'sh'),
}

/** What `verblint COMMAND --help` says, as a page. */
export function helpPage(topic: string): string {
  const [first = '', ...rest] = helpFor(topic).trimEnd().split('\n')
  const about = first.replace(/^[^:]*: /, '')
  const blocks = rest
    .join('\n')
    .trim()
    .split(/\n\n/)
    .map((block) => {
      const [title = '', ...lines] = block.split('\n')
      const draw = BLOCKS[title]
      return draw ? `## ${title}\n\n${draw(lines)}` : block
    })
  return [`# verblint ${topic}`, `${capital(about)}.`, ...blocks].join('\n\n')
}
