import { resolve } from 'node:path'
import type { Directive } from '../../text/directive.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { readPcre } from '../../regex/pcre.ts'
import { conditionOf } from '../words/condition.ts'
import type { Instance } from './instance.ts'
import { makeLevel } from './level.ts'
import { groupServers, makeServer } from './servers.ts'

const MAPPED: Record<string, number> = { map: 1, geo: 1, split_clients: 1 }

function variablesOf(http: Directive[]): Map<string, Directive> {
  const maps = new Map<string, Directive>()
  for (const directive of http) {
    if (MAPPED[directive.name] === undefined || !directive.block) continue
    const variable = directive.args.at(-1)?.value
    if (variable?.startsWith('$')) maps.set(variable.slice(1), directive)
  }
  return maps
}

/** Names that `set` and the named groups of regular expressions bring into being. */
function declaredIn(directives: Directive[], found = new Set<string>()): Set<string> {
  for (const directive of directives) {
    const { name, args, block } = directive
    if (name === 'set' || name === 'auth_request_set') found.add(args[0]?.value.slice(1).toLowerCase() ?? '')
    for (const group of groupsOf(directive)) found.add(group.toLowerCase())
    if (block) declaredIn(block, found)
  }
  return found
}

/** The names that patterns give their groups. */
function groupsOf(directive: Directive): string[] {
  const condition = conditionOf(directive)
  const words = condition?.kind === 'match' ? [condition.right.text] : directive.args.map(({ value }) => value)
  return words.flatMap((word) => {
    const read = word.includes('(?') ? readPcre(word) : null
    return read && !('refused' in read) ? read.names.map((group) => group.name) : []
  })
}

/** What `root` and `alias` name, as far as no variable does. */
function rootsIn(directives: Directive[], prefix: string, found = new Set<string>()): Set<string> {
  for (const { name, args, block } of directives) {
    const path = args[0]?.value ?? ''
    if ((name === 'root' || name === 'alias') && path !== '' && !path.includes('$')) found.add(resolve(prefix, path))
    if (block) rootsIn(block, prefix, found)
  }
  return found
}

/** Compiles what stands in `http {}`; several http blocks, or none, are taken together. */
export function compileInstance(
  file: SourceFile,
  directives: Directive[],
  given: Pick<Instance, 'prefix' | 'disk' | 'unseen' | 'hidden' | 'types' | 'version' | 'ledger'>,
): Instance | null {
  const blocks = directives.filter(({ name, block }) => name === 'http' && block)
  const inside = blocks.flatMap(({ block }) => block ?? [])
  const http = makeLevel('http', blocks[0] ?? null, null, inside)
  const servers = inside
    .filter(({ name, block }) => name === 'server' && block)
    .map((server) => makeServer(server, http))
  if (servers.length === 0) return null
  const upstreams = new Map(
    inside.flatMap((one) =>
      one.name === 'upstream' && one.block && one.args[0] ? [[one.args[0].value, one] as const] : [],
    ),
  )
  return {
    ...given,
    file,
    http,
    servers,
    groups: groupServers(servers),
    maps: variablesOf(inside),
    declared: declaredIn(inside),
    upstreams,
    roots: rootsIn(inside, given.prefix),
    templates: new Map(),
  }
}
