import type { Comment } from '../../text/directive.ts'
import type { Finding } from '../../text/finding.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { bareName, type Command, directiveOf, lineRange, readCommand } from './command.ts'
import type { ApacheDirective, ApacheFile } from './directive.ts'
import { CONFIG_LINE_BYTES, HTACCESS_LINE_BYTES, type Line, readLines, withoutComments } from './lines.ts'

/** `.htaccess`, and the names under which projects ship one. */
export const isHtaccess = ({ path }: SourceFile): boolean =>
  /(?:^|\/)\.?htaccess(?:[.-](?:txt|dist|sample|example|default|template|orig|bak))?$/i.test(path)

export const linesOf = (file: SourceFile, comments: Comment[] = []): (() => Line | null) =>
  withoutComments(readLines(file, isHtaccess(file) ? HTACCESS_LINE_BYTES : CONFIG_LINE_BYTES), comments)

export const unclosed = ({ name, range }: ApacheDirective): Finding => ({
  ruleId: 'syntax',
  message: `Expected </${name}> to close this section`,
  range,
})

export const tooLong = (line: Line): Finding => ({
  ruleId: 'syntax',
  range: lineRange(line),
  message: `Expected at most ${isHtaccess(line.file) ? HTACCESS_LINE_BYTES : CONFIG_LINE_BYTES} bytes in a line, continuations included`,
})

export function unmatched(command: Command, inside: ApacheDirective | undefined): Finding {
  const name = bareName(command)
  const range = lineRange(command.line)
  if (!inside) return { ruleId: 'syntax', message: `Expected <${name}> before </${name}>, which closes nothing`, range }
  return {
    ruleId: 'syntax',
    message: `Expected </${inside.name}> here, not ${command.name}`,
    range,
    related: [{ message: `<${inside.name}> is opened here`, range: inside.range }],
  }
}

/** Sections in each other that are kept: what stands deeper is read, but in no tree, which others walk by recursion. */
export const DEEPEST = 200

/** How many of the sections around a wrong closing tag may be the one it means. */
const NEAR = 100

/** findLastIndex among the innermost. */
export function lastNear<T>(open: readonly T[], meant: (one: T) => boolean): number {
  const from = Math.max(0, open.length - NEAR)
  const found = open.slice(from).findLastIndex(meant)
  return found < 0 ? -1 : from + found
}

/** A closing tag of more than its name: httpd does not take it for one. */
export const closesWell = (command: Command): boolean => command.name.endsWith('>')

/** Deeper than anybody nests, and shallow enough for all who walk the tree: what is deeper is not read. */
const MOST_DEPTH = 400

/**
 * One file's directives as they are written: nothing included, expanded or decided. What stands in a section that httpd would skip is
 * there as well. Never fails: a section left open ends with the section around it, or with the file.
 */
export function readTree(file: SourceFile): ApacheFile {
  const directives: ApacheDirective[] = []
  const comments: Comment[] = []
  const problems: Finding[] = []
  const open: ApacheDirective[] = []
  const next = linesOf(file, comments)
  for (let line = next(); line; line = next()) {
    if (line.tooLong) problems.push(tooLong(line))
    const command = readCommand(line)
    if (command.kind === 'close') {
      close(command, open, problems)
      continue
    }
    const directive = directiveOf(command)
    const around = open.at(-1)
    if (open.length <= MOST_DEPTH) (around?.block ?? directives).push(directive)
    if (command.kind === 'open') open.push(open.length < DEEPEST ? directive : { ...directive, block: [] })
  }
  for (const section of open) problems.push(unclosed(section))
  return { file, directives, comments, problems }
}

function close(command: Command, open: ApacheDirective[], problems: Finding[]): void {
  const key = bareName(command).toLowerCase()
  const at = lastNear(open, (directive) => directive.key === key)
  const section = open[at]
  if (!section || !closesWell(command)) problems.push(unmatched(command, open.at(-1)))
  if (!section) return
  section.blockEnd = lineRange(command.line)
  for (const inner of open.splice(at).slice(1)) problems.push(unclosed(inner))
}
