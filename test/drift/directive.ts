import type { Directive, Word } from '../../src/text/directive.ts'
import { checkArguments } from '../../src/apache/check/arguments.ts'
import { directiveInfo } from '../../src/apache/directives/index.ts'
import type { ApacheDirective } from '../../src/apache/read/directive.ts'
import { readTree } from '../../src/apache/read/reader.ts'
import { sourceFile } from '../../src/text/source-file.ts'

/** A line of httpd as its own reader takes it apart; a text: what is wrong with the number of its words. */
export function directiveIn(line: string): ApacheDirective | string {
  const [directive] = readTree(sourceFile('httpd.conf', '/httpd.conf', `${line}\n`)).directives
  if (!directive) throw new Error(`no directive: ${line}`)
  const info = directiveInfo(directive.key)
  return (info?.form && checkArguments(directive, info.form)) ?? directive
}

const NOWHERE = sourceFile('a', '/a', '').range(0, 0)

export const wordOf = (value: string): Word => ({ value, raw: value, quoted: false, range: NOWHERE })

/** A directive of these words, that stands nowhere. */
export const directiveOf = (name: string, words: string[]): Directive => ({
  name,
  nameRange: NOWHERE,
  args: words.map(wordOf),
  range: NOWHERE,
  block: null,
  blockEnd: null,
})
