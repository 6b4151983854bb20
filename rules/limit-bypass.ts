import { defineRule } from '../src/rule.ts'
import type { Directive } from '../src/source/directive.ts'

/** Asks who it is: `Require all denied` and the like ask nobody. */
const asksWho = ({ name, args }: Directive): boolean => name.toLowerCase() === 'require' && /^(?:valid-user|user|group|ldap-|dbm-group|file-)/i.test(args[0]?.value ?? '')

const below = (directives: Directive[]): Directive[] => directives.flatMap((one) => [one, ...below(one.block ?? [])])

/** Sections whose lines count as if they stood beside it, whatever they add. */
const isTransparent = ({ name }: Directive): boolean => /^(?:require(?:all|any)|ifmodule|ifversion|ifdefine|ifdirective)$/i.test(name)

const asksHere = (one: Directive): boolean => asksWho(one) || (isTransparent(one) && (one.block ?? []).some(asksHere))

const deniesAll = ({ name, args }: Directive): boolean => name.toLowerCase() === 'require' && args.map(({ value }) => value.toLowerCase()).join(' ') === 'all denied'

const isLimit = ({ name }: Directive): boolean => name.toLowerCase() === 'limit'
const isExcept = ({ name }: Directive): boolean => name.toLowerCase() === 'limitexcept'

export default defineRule({
  id: 'limit-bypass',
  severity: 'error',
  layers: ['apache'],
  summary: 'A password that is asked for inside <Limit> only leaves the other methods open',
  messages: { bypass: 'Expected the password for every method, since any that `<Limit {{methods}}>` does not list gets in without it: put the Require outside, or write `<LimitExcept>`' },
  check({ site, report }) {
    const check = (siblings: Directive[], outside: boolean): void => {
      const asked = outside || siblings.some((one) => asksHere(one) || deniesAll(one) || (isExcept(one) && below(one.block ?? []).some(asksWho)))
      for (const one of siblings) {
        if (isLimit(one) && !asked && below(one.block ?? []).some(asksWho)) report({ message: 'bypass', range: one.range, data: { methods: one.args.map(({ value }) => value).join(' ') } })
        else if (one.block) check(one.block, asked && isTransparent(one))
      }
    }
    for (const tree of site.trees.values()) if (site.layers.get(tree.file.path) === 'apache') check(tree.directives, false)
  },
})
