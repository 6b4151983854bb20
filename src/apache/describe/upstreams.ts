import type { ProxyUse, Upstreams } from '../../model/upstream.ts'
import type { Directive, DirectiveFile } from '../../text/directive.ts'
import { membersByBalancer } from '../compile/balancers.ts'
import { handlerName, proxiedUrl } from '../words/proxied.ts'
import { readProxyPass } from '../words/proxy-pass.ts'
import { ruleOf } from '../words/rewrite.ts'

/** The URL that a directive passes requests on to. */
function passedTo(directive: Directive, inLocation: boolean): string | null {
  switch (directive.name.toLowerCase()) {
    case 'proxypass':
    case 'proxypassmatch': {
      const url = readProxyPass(directive, inLocation).value?.url.value
      return url === undefined || url === '!' ? null : url
    }
    case 'rewriterule': {
      const rule = ruleOf(directive)
      return rule?.flags.proxy ? rule.output : null
    }
    case 'sethandler':
      return proxiedUrl(handlerName(directive.args[0]?.value ?? ''))
    default:
      return null
  }
}

function usesIn(directives: readonly Directive[], inLocation = false): ProxyUse[] {
  return directives.flatMap((directive) => {
    const upstream = passedTo(directive, inLocation)
    return [
      ...(upstream === null ? [] : [{ upstream, range: directive.range }]),
      ...usesIn(directive.block ?? [], inLocation || /^location/i.test(directive.name)),
    ]
  })
}

/** Whom the files send requests to: each place that passes on, and the members of each balancer. `read`: the same with variables and macros filled in. */
export function upstreamsOf(trees: readonly DirectiveFile[], read: readonly (readonly Directive[])[]): Upstreams {
  const written = new Map<string, string[]>()
  for (const { directives } of trees) membersByBalancer(directives, written)
  const known = new Map<string, string[]>()
  for (const directives of read) membersByBalancer(directives, known)
  const uses = [...trees.map(({ directives }) => directives), ...read].flatMap((directives) => usesIn(directives))
  const keyOf = ({ upstream, range }: ProxyUse): string => `${range.file}:${range.start.offset} ${upstream}`
  return {
    uses: [...new Map(uses.map((use) => [keyOf(use), use])).values()],
    groups: new Map([...written, ...known]),
  }
}
