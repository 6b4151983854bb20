import type { Directive, DirectiveFile } from '../source/directive.ts'
import type { SourceRange } from '../source/range.ts'

/** A proxy directive: `upstream` as the configuration calls it. */
export interface ProxyUse { upstream: string; range: SourceRange }

export interface Upstreams {
  uses: ProxyUse[]
  /** The members of each upstream block or balancer, by lower-case name. */
  groups: Map<string, string[]>
}

/** Which argument of a directive names the upstream. */
function upstreamOf({ name, args }: Directive): string | undefined {
  const [first, second, third] = args.map((word) => word.value)
  switch (name.toLowerCase()) {
    case 'proxy_pass': case 'fastcgi_pass': case 'uwsgi_pass': case 'scgi_pass': case 'grpc_pass': return first
    // Inside <Location> the path is left out.
    case 'proxypass': case 'proxypassmatch': return [first, second].find((word) => word !== undefined && /^[a-z]+:\/\/|^unix:/i.test(word))
    case 'rewriterule': return third !== undefined && /(?:^\[|,)(?:P|proxy)(?:,|\]$)/i.test(third) ? second : undefined
    case 'sethandler': return first?.startsWith('proxy:') ? first.slice('proxy:'.length) : undefined
    default: return undefined
  }
}

function groupOf({ name, args, block }: Directive): { name: string; members: string[] } | null {
  const [first] = args
  const member = name === 'upstream' ? 'server' : name.toLowerCase() === 'proxy' && first?.value.startsWith('balancer://') ? 'balancermember' : null
  if (!member || !first || !block) return null
  const members = block.flatMap((inner) => (inner.name.toLowerCase() === member && inner.args[0] ? [inner.args[0].value] : []))
  return { name: first.value.replace(/^balancer:\/\//, '').toLowerCase(), members }
}

/** What the directive files of one reading send requests to. */
export function readUpstreams(trees: DirectiveFile[]): Upstreams {
  const found: Upstreams = { uses: [], groups: new Map() }
  const waiting = trees.map((tree) => tree.directives)
  for (let directives = waiting.pop(); directives; directives = waiting.pop()) {
    for (const directive of directives) {
      const upstream = upstreamOf(directive)
      if (upstream !== undefined) found.uses.push({ upstream, range: directive.range })
      const group = groupOf(directive)
      if (group) found.groups.set(group.name, group.members)
      if (directive.block) waiting.push(directive.block)
    }
  }
  return found
}
