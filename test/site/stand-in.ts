import { upstreamsOf as apacheUpstreams } from '../../src/apache/describe/upstreams.ts'
import { upstreamsOf as nginxUpstreams } from '../../src/nginx/describe/upstreams.ts'
import type { Address, HostPattern, Origin, Route } from '../../src/model/origin.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import type { Reading } from '../../src/model/reading.ts'
import type { Forwarded, Request } from '../../src/model/request.ts'
import { anyPattern, exactPattern, prefixPattern } from '../../src/model/path-pattern.ts'
import type { PathPattern } from '../../src/model/path-pattern.ts'
import { methods, EVERY } from '../../src/model/method-set.ts'
import type { Directive, DirectiveFile } from '../../src/text/directive.ts'
import type { SourceRange } from '../../src/text/range.ts'
import { sourceFile } from '../../src/text/source-file.ts'

/** Origins small enough to see what they do: what joins and cuts them is under test, not how a layer reads. */
export const place = (file: string, line: number): SourceRange => ({
  file,
  start: { line, column: 1, offset: line * 100 },
  end: { line, column: 50, offset: line * 100 + 49 },
})

export const outcome = (status: number, decidedBy: SourceRange | null, more: Partial<Outcome> = {}): Outcome => ({
  status,
  headers: {},
  by: 'response',
  decidedBy,
  written: [],
  steps: [],
  ...more,
})

export const address = (port: number | null, host: string | null = null, file = 'x'): Address => ({
  host,
  port,
  range: place(file, 1),
})

interface Parts {
  layer?: Origin['layer']
  addresses?: Address[]
  hosts?: HostPattern[]
  routes?: Route[]
  guards?: Origin['guards']
}
export const origin = (
  name: string,
  answer: Origin['answer'],
  { layer = 'express', addresses = [], hosts = [], routes = [], guards = [] }: Parts = {},
): Origin => ({ layer, name, range: place(name, 1), addresses, hosts, routes, guards, open: [], answer })

const pathOf = (target: string): string => target.replace(/\?.*/, '')

/** `'GET /a': 200`, as an Express application would have it. */
export function app(name: string, table: Record<string, number>, port: number | null): Origin {
  const rows = Object.entries(table).map(([key, status], index) => {
    const [method = '', path = ''] = key.split(' ')
    return {
      method,
      status,
      range: place(name, index + 2),
      pattern: path.endsWith('*') ? prefixPattern(path.slice(0, -1)) : exactPattern(path),
    }
  })
  return origin(
    name,
    (request: Request) => {
      const row = rows.find(
        ({ method, pattern }) =>
          (method === 'ALL' || method === request.method) && pattern.matches(pathOf(request.target)),
      )
      return [row ? outcome(row.status, row.range) : outcome(404, null, { by: 'not-found' })]
    },
    {
      addresses: [address(port, null, name)],
      routes: rows.map(({ method, pattern, range }) => ({
        layer: 'express',
        pattern,
        range,
        methods: method === 'ALL' ? EVERY : methods(method),
        passes: false,
      })),
    },
  )
}

export interface Forward {
  at: PathPattern
  upstream: string
  rewrite?: [string, string]
  only?: string[]
}

/** A proxy of prefixes: `rewrite` replaces the first text by the second. What is not forwarded is a 404. */
export function proxy(name: string, forwards: Forward[], port = 80): Origin {
  return origin(
    name,
    (request, backend) => {
      const path = pathOf(request.target)
      const index = forwards.findIndex(({ at }) => at.matches(path))
      const found = forwards[index]
      if (!found) return [outcome(404, null, { by: 'not-found' })]
      if (found.only && !found.only.includes(request.method))
        return [outcome(403, place(name, index + 2), { by: 'denied' })]
      const [from, to] = found.rewrite ?? ['', '']
      const sent: Forwarded = {
        method: request.method,
        target: found.rewrite ? to + request.target.slice(from.length) : request.target,
        upstream: found.upstream,
      }
      return (backend?.(sent) ?? []).map((one) => ({ ...one, forwarded: one.forwarded ?? sent }))
    },
    {
      layer: 'nginx',
      addresses: [address(port, null, name)],
      routes: forwards.map(({ at }, index) => ({
        layer: 'nginx',
        pattern: at,
        methods: EVERY,
        range: place(name, index + 2),
        passes: false,
      })),
    },
  )
}

const word = (value: string) => ({ value, raw: value, quoted: false, range: place('x', 1) })

/** A tree with one directive a line: `proxy_pass http://app`. */
export function tree(name: string, lines: string[], groups: Record<string, string[]> = {}): DirectiveFile {
  const directive = (text: string, line: number, block: Directive[] | null = null): Directive => {
    const [first = '', ...rest] = text.split(' ')
    const made = {
      name: first,
      nameRange: place(name, line),
      args: rest.map(word),
      // As httpd reads it on.
      rest: rest.join(' '),
      range: place(name, line),
      block,
      blockEnd: null,
    }
    return made
  }
  const directives = lines.map((text, index) => directive(text, index + 1))
  const blocks = Object.entries(groups).map(([group, members], index) =>
    directive(
      `upstream ${group}`,
      50 + index,
      members.map((member) => directive(`server ${member}`, 60)),
    ),
  )
  return {
    file: sourceFile(name, `/${name}`, lines.join('\n')),
    directives: [...directives, ...blocks],
    comments: [],
    problems: [],
  }
}

export const reading = (origins: Origin[], trees: DirectiveFile[] = []): Reading => ({
  origins,
  trees,
  routes: [],
  problems: [],
  upstreams: {
    uses: [...nginxUpstreams(trees).uses, ...apacheUpstreams(trees, []).uses],
    groups: new Map([...nginxUpstreams(trees).groups, ...apacheUpstreams(trees, []).groups]),
  },
})
export const everything = anyPattern()
