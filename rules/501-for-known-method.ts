import { COMMON, MANDATORY } from '../src/http/methods.ts'
import { defineRule } from '../src/rule.ts'
import { textAt } from '../src/site/blocks.ts'
import { OTHER } from '../src/site/cells.ts'
import { blockedMethods, decisions, isOwnRoute, placeKey, servedAt, servedSomewhere, servesMethod, whollyVisible } from '../src/site/questions.ts'
import type { Decision } from '../src/site/questions.ts'
import { allowField, methodList, pathName, plainest } from '../src/site/words.ts'

/** Another method of the path is served, and never meets this place: the 501 is chosen by the method. */
const isChosenByMethod = (key: string, { asked }: Decision): boolean => asked.cells.some((cell) =>
  cell.method !== OTHER && servesMethod(cell) && !cell.outcomes.some(({ decidedBy }) => decidedBy && placeKey(decidedBy) === key))

export default defineRule({
  id: '501-for-known-method',
  severity: 'error',
  layers: ['nginx', 'apache', 'express'],
  summary: 'A method that the server knows and this resource does not take gets 405, not 501',
  spec: 'RFC 9110 §15.5.6, §15.6.2',
  messages: {
    method: 'Expected 405 with `Allow: {{allow}}` instead of 501 for {{methods}} {{path}}, since 501 says that no resource here knows the method',
    mandatory: 'Expected {{methods}} {{path}} to be answered, or 404, instead of 501, since every server must know GET and HEAD',
  },
  check({ site, report }) {
    const reportedGuards = new Set(blockedMethods(site).map(({ guard }) => placeKey(guard)))
    const isNamed = ({ outcome }: Decision): boolean => outcome.steps.some(({ range }) => range && reportedGuards.has(placeKey(range)))
    const served = servedSomewhere(site)
    const visible = whollyVisible(site)
    const isKnown = (method: string): boolean => method !== OTHER && (served.has(method) || (!visible && COMMON.some((common) => common === method)))
    for (const [key, all] of decisions(site, 501)) {
      const range = all[0]?.outcome.decidedBy
      if (!range || all.some(isNamed)) continue
      const lastTry = textAt(site, range).startsWith('try_files')
      const hits = all.filter((one) => !isOwnRoute(site, one.outcome) && isKnown(one.cell.method) && (lastTry || isChosenByMethod(key, one)))
      const mandatory = hits.filter(({ cell }) => MANDATORY.some((method) => method === cell.method))
      const shown = plainest(mandatory) ?? (lastTry ? undefined : plainest(hits))
      if (!shown) continue
      const here = hits.filter(({ asked }) => asked === shown.asked).map(({ cell }) => cell.method)
      const data = { path: pathName(shown.cell), allow: allowField(servedAt(shown.asked)) }
      if (mandatory.length > 0) report({ message: 'mandatory', range, data: { ...data, methods: methodList(here.filter((method) => MANDATORY.some((one) => one === method))) } })
      else report({ message: 'method', range, data: { ...data, methods: methodList(here) }, ...(visible ? {} : { severity: 'warn' }) })
    }
  },
})
