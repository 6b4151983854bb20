import type { Directive } from '../../text/directive.ts'
import { balancerIn } from '../words/proxied.ts'
import { type Loaded, missingSpeaker } from '../directives/needed-modules.ts'

/** A member that is disabled or stopped, or asked only where no other can be reached (`status=+H`, `+R`). */
const isSpare = ({ args }: Directive): boolean => args.some(({ value }) => /^status=\+?[a-z]*[dshr]/i.test(value))

/** The members of each balancer by its lower-case name: those in its `<Proxy>`, and those that name it themselves. */
export function membersByBalancer(
  directives: readonly Directive[],
  found = new Map<string, string[]>(),
  around: string | null = null,
): Map<string, string[]> {
  for (const line of directives) {
    const { name: directive, args, block } = line
    const key = directive.toLowerCase()
    const [first, second] = args.map(({ value }) => value)
    const balancer = first === undefined ? null : balancerIn(first)
    const name = balancer ?? around
    const member = balancer === null ? first : second
    if (key === 'balancermember' && name !== null && member !== undefined && !isSpare(line))
      found.set(name, [...(found.get(name) ?? []), member])
    if (block) membersByBalancer(block, found, key === 'proxy' && balancer !== null ? name : around)
  }
  return found
}

/** Whoever a URL leads to: a balancer's members, or the one that it names. */
export const membersOf = (url: string, members: ReadonlyMap<string, readonly string[]>): readonly string[] =>
  isBalancer(url) ? (members.get(balancerIn(url) ?? '') ?? []) : [url]

const isBalancer = (url: string): boolean => balancerIn(url) !== null

/** No member of the balancer can be reached: httpd leaves them all out. */
export function isDeserted(url: string, members: ReadonlyMap<string, readonly string[]>, loaded: Loaded): boolean {
  const own = members.get(balancerIn(url) ?? '') ?? []
  return own.length > 0 && own.every((member) => missingSpeaker(member, loaded) !== null)
}
