import type { Address, HostPattern, Origin } from '../../model/origin.ts'
import type { SourceRange } from '../../text/range.ts'
import { answer } from '../answer/answer.ts'
import { guardsOf } from './guards.ts'
import type { Directive } from '../../text/directive.ts'
import { errorPageOf } from '../words/error-page.ts'
import { ownHandler } from '../compile/handlers.ts'
import { LOCAL } from '../directives/handlers.ts'
import type { Instance } from '../compile/instance.ts'
import type { Level } from '../compile/level.ts'
import { foreignIn } from '../compile/modules.ts'
import { patternOf, locationsOf, routesOf, serverPattern } from './routes.ts'
import type { Server } from '../compile/servers.ts'
import { testedBy } from './tested.ts'
import type { UnseenInclude } from '../read/unseen.ts'

function addressesOf({ servers }: Instance): Address[] {
  return servers.flatMap(({ listens }) =>
    listens.map(({ host, family, port, socket, range }): Address => ({
      host,
      port,
      ...(family === 6 && { family }),
      ...(socket !== undefined && { socket }),
      range,
    })),
  )
}

/** Names that stand for nobody: `_`, the empty one. */
const isNobody = (name: string): boolean => name === '' || name === '_'

/** Every address has a server that answers for names that no other has; of a fragment, it need not be one of those in sight. */
function hostsOf({ servers, groups }: Instance, whole: boolean): HostPattern[] {
  const named = servers.flatMap(({ names }) =>
    names
      .filter(({ name }) => !isNobody(name))
      .map(({ kind, name, range }): HostPattern => ({ kind, source: name, range })),
  )
  const takesAny = ({ names, listens }: Server): boolean =>
    names.every(({ name }) => isNobody(name)) || listens.some(({ isDefault }) => isDefault)
  const first = groups[0]?.first
  if (!first || (!whole && !servers.some(takesAny))) return named
  return [...named, { kind: 'any', source: 'default server', range: first.directive.range }]
}

/** What other modules may do to the answers of a level. */
const programsAt = (level: Level): Directive[] =>
  [...foreignIn(level)].flatMap(([kind, directive]) =>
    ['handler', 'variable', 'known', 'plain'].includes(kind) ? [] : [directive],
  )

/** Handlers whose program no file of ours shows. What a proxy_pass leads to, the site's links know. */
function openOf(instance: Instance, includes: UnseenInclude[]): Origin['open'] {
  const unseen = includes.map(({ range, name }) => ({
    scope: serverPattern(),
    why: `what include ${name} brings in is not in sight`,
    range,
  }))
  return [
    ...unseen,
    ...instance.servers.flatMap((server) => {
      const inServer = programsAt(server.level).map((directive) => ({
        scope: serverPattern(),
        why: `${directive.name} runs a program`,
        range: directive.range,
      }))
      const inLocations = locationsOf(server).flatMap((location) => {
        const handler = ownHandler(location.level)
        const hidden = handler && handler.name !== 'proxy_pass' && !LOCAL.includes(handler.name) ? [handler] : []
        const programs = programsAt(location.level).filter((directive) =>
          location.level.own.get(directive.name)?.includes(directive),
        )
        return [...hidden, ...programs].map((directive) => ({
          scope: patternOf(location),
          why: `${directive.name} hands on to a program`,
          range: directive.range,
        }))
      })
      return [...inServer, ...inLocations]
    }),
  ]
}

/** Puts off what not every run asks for. */
function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** Whether an error page is written for a backend that is down or too slow. */
const wordsOutages = (directives: Directive[]): boolean =>
  directives.some(
    (one) =>
      errorPageOf(one)?.statuses.some((status) => status === 502 || status === 504) === true ||
      (one.block !== null && wordsOutages(one.block)),
  )

const hasLimits = (directives: Directive[]): boolean =>
  directives.some(
    ({ name, block }) => name === 'limit_req' || name === 'limit_conn' || (block !== null && hasLimits(block)),
  )

/** Methods that file handling takes. */
const davMethods = (directives: Directive[]): string[] =>
  directives.flatMap(({ name, args, block }) => [
    ...(name === 'dav_methods' || name === 'dav_ext_methods'
      ? args.map(({ value }) => value.toUpperCase()).filter((value) => value !== 'OFF')
      : []),
    ...(block ? davMethods(block) : []),
  ])

/** `whole`: it is a main configuration, and no server of it is out of sight. */
export function originOf(instance: Instance, whole: boolean, includes: UnseenInclude[]): Origin {
  const routes = lazily(() => routesOf(instance))
  const guards = lazily(() => guardsOf(instance))
  const open = lazily(() => openOf(instance, includes))
  const tested = lazily(() => testedBy(instance))
  const written = [...instance.http.own.values()].flat()
  const named = new Set(davMethods(written))
  const range: SourceRange =
    instance.http.directive?.range ?? instance.servers[0]?.directive.range ?? instance.file.range(0, 0)
  return {
    layer: 'nginx',
    name: instance.file.path,
    range,
    addresses: addressesOf(instance),
    hosts: hostsOf(instance, whole),
    ...(wordsOutages(written) && { wordsOutages: true }),
    ...(hasLimits(written) && { hasLimits: true }),
    ...(named.size > 0 && { named: [...named] }),
    get routes() {
      return routes()
    },
    get guards() {
      return guards()
    },
    get open() {
      return open()
    },
    get tested() {
      return tested()
    },
    leftOut: instance.ledger.leftOut,
    splitsMethods: true,
    answer: (request, backend, asked) => answer(instance, request, backend ?? null, asked),
  }
}
