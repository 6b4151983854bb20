import type { Cell } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { known501s } from '../src/questions/known-501.ts'
import { allowAt, helpersOf, shownOf } from '../src/questions/index.ts'
import { swallowedMethods } from '../src/questions/swallowed.ts'
import { allowField, methodList, pathName, plainest, unlessSeen } from '../src/site/words.ts'

export default defineRule({
  id: '501-for-known-method',
  severity: 'error',
  layers: ['nginx', 'apache', 'express'],
  summary: 'A method that the server knows and this resource does not take gets 405, not 501',
  spec: 'RFC 9110 §15.5.6, §15.6.2',
  messages: {
    method:
      'Expected 405 with `Allow: {{allow}}` instead of 501 for {{methods}} {{path}}, since 501 says that no resource here knows the method',
    nothing:
      'Expected 404 or 410 instead of 501 for {{methods}} {{path}}, where nothing is served: 501 says that no resource here knows the method',
    mandatory:
      'Expected {{methods}} {{path}} to be answered, or 404, instead of 501, since every server must know GET and HEAD',
  },
  check({ site, report }) {
    // Express would answer these itself, behind a proxy too: fallback-swallows-options says so.
    const named = (cell: Cell): string => `${cell.method} ${pathName(cell)}`
    const swallowed = new Set(swallowedMethods(site).map(({ cell }) => named(cell)))
    for (const { range, hits, mandatory } of known501s(site)) {
      const wrong = mandatory.length > 0 ? mandatory : hits
      // Where the path serves something, its methods can be named.
      const served = wrong.filter(({ asked }) => allowAt(asked).length > 0)
      const shown = plainest(served.length > 0 ? served : wrong)
      if (!shown) continue
      const here = wrong.filter(({ asked }) => asked === shown.asked)
      const told = here.filter(({ cell }) => !swallowed.has(named(cell)))
      const methods = methodList((told.length > 0 ? told : here).map(({ cell }) => cell.method))
      const related = helpersOf(shown.outcome)
      const data = {
        methods,
        path: pathName(shown.cell) + unlessSeen(shown.outcome),
        allow: allowField(allowAt(shown.asked)),
      }
      if (mandatory.length > 0) report({ message: 'mandatory', range, about: wrong, data, related })
      else
        report({
          message: served.length > 0 ? 'method' : 'nothing',
          range,
          about: wrong,
          data,
          related,
          ...(shownOf(site, shown.cell.origin).wholly ? {} : { severity: 'warn' }),
        })
    }
  },
})
