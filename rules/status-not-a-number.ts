import type { Step } from '../src/model/outcome.ts'
import { defineRule } from '../src/rule.ts'
import { placeKey } from '../src/questions/index.ts'
import type { SourceRange } from '../src/text/range.ts'
import { isWithin } from '../src/text/range.ts'

const isNumeric = (text: string): boolean => /^\d+$/.test(text)

export default defineRule({
  id: 'status-not-a-number',
  severity: 'error',
  layers: ['express'],
  summary: "A status that the project's Express does not take for one: it answers 500, or 200",
  messages: {
    found: '{{text}}',
    number: "Expected the number {{text}}, not the text '{{text}}', which is no status here: the answer is {{status}}",
    word: "Expected a number, not '{{text}}', which no Express can send: the answer is {{status}}",
  },
  check({ site, report }) {
    const read = site.problems.filter(({ ruleId }) => ruleId === 'status-not-a-number')
    for (const { message, ruleId: _, ...rest } of read) report({ message: 'found', data: { text: message }, ...rest })
    const seen = new Set<string>()
    const isKnown = (range: SourceRange): boolean =>
      seen.has(placeKey(range)) || read.some((one) => isWithin(range, one.range) || isWithin(one.range, range))
    const tell = ({ range, misread: text }: Step, status: number | null): void => {
      if (!range || text === undefined || status === null || isKnown(range)) return
      seen.add(placeKey(range))
      report({ message: isNumeric(text) ? 'number' : 'word', range, data: { text, status } })
    }
    for (const { outcomes } of site.cells)
      for (const { steps, status } of outcomes) for (const one of steps) tell(one, status)
  },
})
