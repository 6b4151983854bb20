import { nearest } from '../src/text/nearest.ts'

/** What a run of the tests covers: files below test/, and, where a rule was named, that rule alone. */
export interface Selection {
  files: string[]
  rule: string | null
}

/** The suites that go through every rule, and can go through one. */
export const OF_EACH_RULE = /^rules\/(?:fixtures|fixes|needs|pages)\.slow\.test\.ts$/
/** These start servers, hold recorded answers against the model, or take longer than the rest together. */
const NOT_FAST = /\.(?:live|recorded|slow)\.test\.ts$/

const ENDING = /(?:\.live|\.recorded|\.slow)?\.test\.ts$/

/** The test files that a name stands for: a file or folder of test/, or of src/, whose tests are those of the nearest place that has some. */
function named(name: string, all: string[]): string[] {
  const [, root, rest = ''] = /^(?:\.\/)?(?:(src|test)\/)?(.*?)\/?$/.exec(name) ?? []
  if (all.includes(rest)) return [rest]
  let place = rest.replace(ENDING, '').replace(/\.ts$/, '')
  for (;;) {
    const found = all.filter((file) => file.startsWith(`${place}/`) || file.replace(ENDING, '') === place)
    if (found.length > 0 || root !== 'src' || !place.includes('/')) return found
    place = place.slice(0, place.lastIndexOf('/'))
  }
}

const ruleIn = (name: string, rules: string[]): string | null => {
  const id = /^(?:\.\/)?(?:rules\/|fixtures\/)?([\w-]+?)(?:\.(?:ts|md)|\/.*)?$/.exec(name)?.[1]
  return id !== undefined && rules.includes(id) ? id : null
}

/** The tests that a name asks for, every test for no name; or a message, where no test goes by it. */
export function select(name: string | undefined, all: string[], rules: string[]): Selection | string {
  if (name === undefined) return { files: all, rule: null }
  if (name === '--fast') return { files: all.filter((file) => !NOT_FAST.test(file)), rule: null }
  const rule = ruleIn(name, rules)
  if (rule !== null)
    return {
      files: all.filter((file) => OF_EACH_RULE.test(file) || file.replace(ENDING, '') === `rules/${rule}`),
      rule,
    }
  const files = named(name, all)
  if (files.length > 0) return { files, rule: null }
  const folders = all.map((file) => file.slice(0, Math.max(0, file.lastIndexOf('/'))))
  const guess = nearest(name, new Set([...rules, ...folders, ...all.map((file) => file.replace(ENDING, ''))]))
  return `No rule, test file or test folder is called "${name}"${guess === undefined ? '' : `, did you mean "${guess}"?`}`
}
