import type { Upstreams } from '../../model/upstream.ts'
import type { Directive, DirectiveFile } from '../../text/directive.ts'
import { FORWARDS } from '../directives/handlers.ts'

/** Whom the files send requests to: each place that passes on, and the servers of each upstream block. */
export function upstreamsOf(trees: readonly DirectiveFile[]): Upstreams {
  const uses: Upstreams['uses'] = []
  const groups = new Map<string, readonly string[]>()
  const waiting: (readonly Directive[])[] = trees.map(({ directives }) => directives)
  for (let directives = waiting.pop(); directives; directives = waiting.pop()) {
    for (const { name, args, block, range } of directives) {
      const first = args[0]?.value
      if (first !== undefined && FORWARDS.includes(name)) uses.push({ upstream: first, range })
      if (first !== undefined && name === 'upstream' && block)
        groups.set(
          first.toLowerCase(),
          block.flatMap((one) => (one.name === 'server' && one.args[0] ? [one.args[0].value] : [])),
        )
      if (block) waiting.push(block)
    }
  }
  return { uses, groups }
}
