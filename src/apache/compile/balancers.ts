import type { ApacheDirective } from '../read/directive.ts'
import { type Loaded, missingSpeaker, proxyScheme } from '../directives/needed-modules.ts'

const nameOf = (url: string): string =>
  url
    .replace(/^balancer:\/\//i, '')
    .replace(/\/.*$/s, '')
    .toLowerCase()

/** The members of each balancer by its lower-case name: those in its `<Proxy>`, and those that name it themselves. */
export function membersByBalancer(
  directives: readonly ApacheDirective[],
  found = new Map<string, string[]>(),
  around: string | null = null,
): Map<string, string[]> {
  for (const { key, args, block } of directives) {
    const [first, second] = args.map(({ value }) => value)
    const isNamed = first !== undefined && proxyScheme(first) === 'balancer'
    const name = isNamed ? nameOf(first) : around
    const member = isNamed ? second : first
    if (key === 'balancermember' && name !== null && member !== undefined)
      found.set(name, [...(found.get(name) ?? []), member])
    if (block) membersByBalancer(block, found, key === 'proxy' && isNamed ? name : around)
  }
  return found
}

/** Whoever a URL leads to: a balancer's members, or the one that it names. */
export const membersOf = (url: string, members: ReadonlyMap<string, readonly string[]>): readonly string[] =>
  proxyScheme(url) === 'balancer' ? (members.get(nameOf(url)) ?? []) : [url]

/** No member of the balancer can be reached: httpd leaves them all out. */
export function isDeserted(url: string, members: ReadonlyMap<string, readonly string[]>, loaded: Loaded): boolean {
  const own = proxyScheme(url) === 'balancer' ? (members.get(nameOf(url)) ?? []) : []
  return own.length > 0 && own.every((member) => missingSpeaker(member, loaded) !== null)
}
