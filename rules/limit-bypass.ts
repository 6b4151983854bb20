import { defineRule } from '../src/rule.ts'
import { everyDirective, layerAt } from '../src/site/blocks.ts'
import type { Directive } from '../src/source/directive.ts'

/** Asks who it is: `Require all denied` and the like ask nobody. */
const asksWho = ({ name, args }: Directive): boolean => name.toLowerCase() === 'require' && /^(?:valid-user|user|group|ldap-|dbm-group|file-)/i.test(args[0]?.value ?? '')

const below = (directives: Directive[]): Directive[] => directives.flatMap((one) => [one, ...below(one.block ?? [])])

const isLimit = ({ name }: Directive): boolean => name.toLowerCase() === 'limit'
const isExcept = ({ name }: Directive): boolean => name.toLowerCase() === 'limitexcept'

export default defineRule({
  id: 'limit-bypass',
  severity: 'error',
  layers: ['apache'],
  summary: 'A password that is asked for inside <Limit> only leaves the other methods open',
  messages: { bypass: 'Expected the password for every method, since any that `<Limit {{methods}}>` does not list gets in without it: put the Require outside, or write `<LimitExcept>`' },
  check({ site, report }) {
    const check = (siblings: Directive[]): void => {
      const asked = siblings.some((one) => asksWho(one) || (isExcept(one) && below(one.block ?? []).some(asksWho)))
      const denied = siblings.some(({ name, args }) => name.toLowerCase() === 'require' && args[0]?.value.toLowerCase() === 'all' && args[1]?.value.toLowerCase() === 'denied')
      for (const one of siblings) {
        if (isLimit(one) && !asked && !denied && below(one.block ?? []).some(asksWho)) report({ message: 'bypass', range: one.range, data: { methods: one.args.map(({ value }) => value).join(' ') } })
      }
    }
    for (const tree of site.trees.values()) if (site.layers.get(tree.file.path) === 'apache') check(tree.directives)
    for (const { block, range } of everyDirective(site)) if (block && layerAt(site, range) === 'apache') check(block)
  },
})
