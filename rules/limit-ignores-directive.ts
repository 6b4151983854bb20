import { defineRule } from '../src/rule.ts'
import { everyDirective, layerAt } from '../src/questions/blocks.ts'
import type { Directive } from '../src/text/directive.ts'

/** What httpd runs for every method, whatever section of methods it stands in. */
const IGNORES =
  /^(?:rewrite\w+|redirect\w*|header|requestheader|allowmethods|setenvif\w*|errordocument|expires\w+|addhandler|sethandler|options|directoryindex|fallbackresource)$/i

const isLimit = ({ name }: Directive): boolean => /^limit(?:except)?$/i.test(name)

const below = (directives: Directive[]): Directive[] => directives.flatMap((one) => [one, ...below(one.block ?? [])])

export default defineRule({
  id: 'limit-ignores-directive',
  severity: 'error',
  layers: ['apache'],
  summary: '<Limit> limits access control and nothing else',
  messages: {
    ignored:
      'Expected {{name}} outside `<{{section}}>`, which limits access control only and lets this apply to every method: write a condition on the method',
  },
  check({ site, report }) {
    for (const section of everyDirective(site)) {
      if (!isLimit(section) || layerAt(site, section.range) !== 'apache') continue
      for (const { name, range } of below(section.block ?? [])) {
        if (IGNORES.test(name))
          report({
            message: 'ignored',
            range,
            data: { name, section: [section.name, ...section.args.map(({ value }) => value)].join(' ') },
          })
      }
    }
  },
})
