import { requireOf } from '../src/apache/words/require.ts'
import { defineRule } from '../src/rule.ts'
import type { Outcome } from '../src/model/outcome.ts'
import { blocksAround, everyDirective, layerAt } from '../src/questions/blocks.ts'
import { askedPaths } from '../src/questions/index.ts'
import type { Asked } from '../src/questions/index.ts'
import type { Site } from '../src/model/site.ts'
import type { Directive } from '../src/text/directive.ts'

/** Asks who it is: `Require all denied` and the like ask nobody. */
const asksWho = (directive: Directive): boolean => {
  const required = requireOf(directive)
  return (
    required !== null &&
    !required.negated &&
    /^(?:valid-user|user|group|ldap-|dbm-group|dbd-group|file-)/.test(required.provider)
  )
}

const below = (directives: Directive[]): Directive[] => directives.flatMap((one) => [one, ...below(one.block ?? [])])

/** GET and HEAD are one to httpd. */
const isListed = ({ args }: Directive, method: string): boolean =>
  args.some(({ value }) => value === method || (/^(?:GET|HEAD)$/.test(value) && /^(?:GET|HEAD)$/.test(method)))

/** A line of the section is what asks for the password. */
const asksIn =
  (lines: Directive[]) =>
  ({ status, decidedBy }: Outcome): boolean =>
    status === 401 &&
    decidedBy !== null &&
    lines.some(({ range }) => range.file === decidedBy.file && range.start.offset === decidedBy.start.offset)

/** Past access control and every guard, whatever is behind them says. */
const getsIn = ({ status, by, decidedBy }: Outcome): boolean =>
  by !== 'unknown' && by !== 'denied' && !(decidedBy !== null && status !== null && status >= 400 && by === 'response')

/** The paths at which a method surely gets in that the section leaves out, though others are asked who they are. */
function isBypassed(section: Directive, lines: Directive[], { cells }: Asked): boolean {
  if (!cells.some(({ method, outcomes }) => isListed(section, method) && outcomes.some(asksIn(lines)))) return false
  return cells.some(
    ({ method, outcomes }) => method !== 'TRACE' && !isListed(section, method) && outcomes.every(getsIn),
  )
}

const isGranted = (directive: Directive): boolean => {
  const required = requireOf(directive)
  return required?.provider === 'all' && !required.negated && required.args[0]?.toLowerCase() === 'granted'
}

const isSection = ({ name }: Directive): boolean => /^limit(?:except)?$/i.test(name)

/** What lets everybody in beside a section for some methods: httpd takes one line of several that holds (mod_authz_core, RequireAny). */
function grantedBeside(site: Site, section: Directive): Directive | undefined {
  const [around] = blocksAround(site, section.range)
  return (around?.block ?? site.trees.get(section.range.file)?.directives ?? []).find(isGranted)
}

/** Nobody is ever asked by these lines. */
const neverAsks = (site: Site, lines: Directive[]): boolean =>
  !askedPaths(site).some(({ cells }) => cells.some(({ outcomes }) => outcomes.some(asksIn(lines))))

export default defineRule({
  id: 'limit-bypass',
  severity: 'error',
  layers: ['apache'],
  summary: 'A password that is asked for inside <Limit> only leaves the other methods open',
  messages: {
    lifted:
      'Expected the password to be asked for, since the `Require all granted` beside this section lets everybody in whatever it says: move that into a section for the other methods',
    bypass:
      'Expected the password for every method, since any that `<Limit {{methods}}>` does not list gets in without it: put the Require outside, or write `<LimitExcept>`',
  },
  check({ site, report }) {
    for (const section of everyDirective(site)) {
      if (!isSection(section) || layerAt(site, section.range) !== 'apache') continue
      const lines = below(section.block ?? []).filter(asksWho)
      const granted = lines.length > 0 ? grantedBeside(site, section) : undefined
      if (granted && neverAsks(site, lines)) {
        report({
          message: 'lifted',
          range: section.range,
          related: [{ message: 'lets everybody in', range: granted.range }],
        })
        continue
      }
      if (
        lines.length === 0 ||
        section.name.toLowerCase() !== 'limit' ||
        !askedPaths(site).some((asked) => isBypassed(section, lines, asked))
      )
        continue
      report({
        message: 'bypass',
        range: section.range,
        data: { methods: section.args.map(({ value }) => value).join(' ') },
      })
    }
  },
})
