import { addTo } from '../text/group.ts'

/** One instruction of a Dockerfile. `heredoc`: text of its own follows it, which is a file's, or a script's. */
export interface Instruction {
  name: string
  rest: string
  heredoc: string | null
}

const INSTRUCTION = /^\s*(FROM|ARG|WORKDIR|COPY|ADD|RUN|ENV|CMD|ENTRYPOINT)\s+(.*)$/i
const HEREDOC = /<<-?(["']?)(\w+)\1/
const IS_COMMENT = /^\s*#/

/** Where a line with nothing but a word stands, the last ones first. */
function placesOf(lines: string[]): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (let at = lines.length - 1; at >= 0; at--) addTo(places, lines[at]?.trim() ?? '', at)
  return places
}

/** The instructions of a Dockerfile, each in one line; comments and empty lines within one are left out, as Docker does. */
export function instructionsOf(text: string): Instruction[] {
  const lines = text.split(/\r?\n/)
  const found: Instruction[] = []
  let places: Map<string, number[]> | undefined
  for (let at = 0; at < lines.length; at++) {
    if (IS_COMMENT.test(lines[at] ?? '')) continue
    const parts: string[] = []
    let last = lines[at] ?? ''
    while (last.endsWith('\\') && at + 1 < lines.length) {
      const next = lines[++at] ?? ''
      if (IS_COMMENT.test(next) || next.trim() === '') continue
      parts.push(last.slice(0, -1))
      last = next
    }
    const [, name = '', rest = ''] = INSTRUCTION.exec([...parts, last].join(' ')) ?? []
    if (name === '') continue
    const word = /^(?:COPY|ADD|RUN)$/i.test(name) ? HEREDOC.exec(rest)?.[2] : undefined
    const ends = word === undefined ? [] : ((places ??= placesOf(lines)).get(word) ?? [])
    while ((ends.at(-1) ?? Infinity) <= at) ends.pop()
    const end = ends.at(-1)
    const heredoc = end === undefined ? null : lines.slice(at + 1, end).join('\n')
    at = end ?? at
    found.push({ name: name.toUpperCase(), rest: rest.trim(), heredoc })
  }
  return found
}
