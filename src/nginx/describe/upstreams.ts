import type { Upstreams } from '../../model/upstream.ts'
import type { Directive, DirectiveFile } from '../../text/directive.ts'
import { FORWARDS } from '../directives/handlers.ts'

/** Those of an upstream block that are asked: one that is `down` never is, a `backup` only where none of the others can be reached. */
function serversOf(block: readonly Directive[]): string[] {
  const without = (servers: readonly Directive[], word: string): readonly Directive[] => {
    const others = servers.filter(({ args }) => !args.some(({ value }) => value === word))
    return others.length > 0 ? others : servers
  }
  const servers = block.filter(({ name, args }) => name === 'server' && args.length > 0)
  return without(without(servers, 'down'), 'backup').map(({ args }) => args[0]?.value ?? '')
}

/** Whom the files send requests to: each place that passes on, and the servers of each upstream block. */
export function upstreamsOf(trees: readonly DirectiveFile[]): Upstreams {
  const uses: Upstreams['uses'] = []
  const groups = new Map<string, readonly string[]>()
  const waiting: (readonly Directive[])[] = trees.map(({ directives }) => directives)
  for (let directives = waiting.pop(); directives; directives = waiting.pop()) {
    for (const { name, args, block, range } of directives) {
      const first = args[0]?.value
      if (first !== undefined && FORWARDS.includes(name)) uses.push({ upstream: first, range })
      if (first !== undefined && name === 'upstream' && block) groups.set(first.toLowerCase(), serversOf(block))
      if (block) waiting.push(block)
    }
  }
  return { uses, groups }
}
