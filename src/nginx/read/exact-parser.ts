import { NginxParser, NginxParseTreeNode } from 'nginx-conf/dist/src/parser.js'
import { sourceFile } from '../../text/source-file.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { readTree } from './parser.ts'
import type { NginxFile } from './parser.ts'
import type { PlacedDirective } from './tree.ts'

/** nginx-conf's parser with nginx's own lexer, which decides what is well formed. `read` keeps every place in the text, for those who
 * report; `parse` gives nginx-conf's own nodes, for those who change a configuration and print it. */
export class ExactParser extends NginxParser {
  /** Calls back with nginx's first complaint, if any, and with all that could be read. */
  override parse(source: string, callback?: (error: Error | null, tree?: NginxParseTreeNode) => void): void {
    const read = this.read(sourceFile('', '', source))
    const [problem] = read.problems
    callback?.(problem ? new Error(`${problem.message} (line ${problem.range.start.line})`) : null, toNodes(read))
  }

  read(file: SourceFile): NginxFile {
    return readTree(file)
  }
}

/** The same tree as nginx-conf's nodes. */
function toNodes({ file, directives, comments }: NginxFile): NginxParseTreeNode {
  const root = new NginxParseTreeNode('[root]', '', null, [])
  let comment = 0
  const pending: { list: PlacedDirective[]; at: number; node: NginxParseTreeNode }[] = [
    { list: directives, at: 0, node: root },
  ]
  for (let top = pending.at(-1); top; top = pending.at(-1)) {
    const directive = top.list[top.at++]
    if (!directive) {
      pending.pop()
      continue
    }
    const { nameSpan, args, block, opaque } = directive
    const value = opaque ?? file.text.slice(args[0]?.span.start ?? 0, args.at(-1)?.span.end ?? 0)
    const node = new NginxParseTreeNode(
      file.text.slice(nameSpan.start, nameSpan.end),
      value,
      top.node,
      block && opaque === undefined ? [] : null,
    )
    node.isVerbatim = opaque !== undefined
    for (let next = comments[comment]; next && next.start < directive.end; next = comments[++comment])
      node.comments.push(next.text)
    top.node.children?.push(node)
    if (node.children && block) pending.push({ list: block, at: 0, node })
  }
  return root
}
