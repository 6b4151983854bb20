/** One instruction of a Dockerfile. `heredoc`: text of its own follows it, which is a file's, or a script's. */
export interface Instruction {
  name: string
  rest: string
  heredoc: string | null
}

const INSTRUCTION = /^\s*(FROM|ARG|WORKDIR|COPY|ADD|RUN|ENV|CMD|ENTRYPOINT)\s+(.*)$/i
const HEREDOC = /<<-?(["']?)(\w+)\1/
const IS_COMMENT = /^\s*#/

/** The instructions of a Dockerfile, each in one line; comments and empty lines within one are left out, as Docker does. */
export function instructionsOf(text: string): Instruction[] {
  const lines = text.split(/\r?\n/)
  const found: Instruction[] = []
  for (let at = 0; at < lines.length; at++) {
    if (IS_COMMENT.test(lines[at] ?? '')) continue
    let line = lines[at] ?? ''
    while (line.endsWith('\\') && at + 1 < lines.length) {
      const next = lines[++at] ?? ''
      if (!IS_COMMENT.test(next) && next.trim() !== '') line = `${line.slice(0, -1)} ${next}`
    }
    const [, name = '', rest = ''] = INSTRUCTION.exec(line) ?? []
    if (name === '') continue
    const word = /^(?:COPY|ADD|RUN)$/i.test(name) ? HEREDOC.exec(rest)?.[2] : undefined
    const end = word === undefined ? -1 : lines.findIndex((one, index) => index > at && one.trim() === word)
    const heredoc = end < 0 ? null : lines.slice(at + 1, end).join('\n')
    if (end >= 0) at = end
    found.push({ name: name.toUpperCase(), rest: rest.trim(), heredoc })
  }
  return found
}
