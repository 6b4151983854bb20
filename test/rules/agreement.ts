import * as assert from 'uvu/assert'
import type { Problem } from '../../src/index.ts'

/** Of two rules that could speak of one fault, the first is silent where the second speaks. */
const YIELDS: [string, string][] = [
  ['no-405-fallback', 'method-guard-wrong-status'],
  ['method-guard-wrong-status', 'limit-except-skips-rewrite'],
  ['method-guard-wrong-status', 'proxy-blocks-method'],
  ['ineffective-method-guard', 'directive-context'],
  ['stub-501', '501-in-error-path'],
  ['stub-501', '501-for-known-method'],
  ['501-for-known-method', 'fallback-swallows-options'],
  ['allow-mismatch', 'allow-misspelled'],
  ['allow-mismatch', 'allow-syntax'],
  ['allow-mismatch', 'allow-lists-refused-method'],
  ['405-missing-allow', 'allow-lost'],
  ['405-missing-allow', 'allow-misspelled'],
  ['405-missing-allow', 'useless-allow'],
  ['405-missing-allow', 'allow-lost-in-error-handler'],
  ['useless-allow', 'allow-lost'],
  ['allow-lost', 'allow-lost-in-error-handler'],
  ['header-not-sent-on-error', 'allow-lost'],
  ['header-not-sent-on-error', 'cacheable-501'],
  ['preflight-refused', 'fallback-swallows-options'],
  ['preflight-refused', 'limit-except-skips-rewrite'],
  ['fallback-swallows-options', 'limit-except-skips-rewrite'],
  ['shadowed-route', 'duplicate-route'],
  ['unreachable-location', 'duplicate-location'],
  ['proxy-changes-method', 'error-page-changes-405'],
]

const placeOf = ({ file, range }: Problem): string => `${file}:${range.start.line}`

/** What a message says of methods and a path: `POST, PUT and other methods /items`. */
function subjects({ message }: Problem): string[] {
  const [, list = '', path] =
    /((?:[A-Z]{3,}|unknown methods)(?:(?:, | and )(?:[A-Z]{3,}|other methods|\d+ more methods))*) (\/\S*?)(?=[,:]?(?: |$))/.exec(
      message,
    ) ?? []
  return path === undefined ? [] : (list.match(/[A-Z]{3,}/g) ?? []).map((method) => `${method} ${path}`)
}

const speakOfOne = (a: Problem, b: Problem): boolean => {
  const said = subjects(b)
  const both = subjects(a).filter((subject) => said.includes(subject))
  return both.length > 0 || (placeOf(a) === placeOf(b) && (said.length === 0 || subjects(a).length === 0))
}

/** The lists of methods that a message says Allow should have. */
const lists = ({ message }: Problem): string[] =>
  [...message.matchAll(/Allow(?:: |', '| ")([A-Z]+(?:, [A-Z]+)*)|(?:write|405) "([A-Z]+(?:, [A-Z]+)*)"/g)].map(
    ([, a, b]) => a ?? b ?? '',
  )

/** No two rules say two things of one place: not two lists for one Allow, and not one fault twice. */
export function assertAgreement(problems: Problem[]): void {
  const places = new Map<string, Set<string>>()
  for (const problem of problems)
    for (const list of lists(problem))
      places.set(placeOf(problem), (places.get(placeOf(problem)) ?? new Set()).add(list))
  assert.equal(
    [...places].filter(([, found]) => found.size > 1).map(([place, found]) => `${place} ${[...found].join(' and ')}`),
    [],
    'one list for one place',
  )
  const twice = YIELDS.flatMap(([silent, speaking]) =>
    problems
      .filter(({ ruleId }) => ruleId === silent)
      .flatMap((one) =>
        problems
          .filter((other) => other.ruleId === speaking && speakOfOne(one, other))
          .map((other) => `${placeOf(one)} ${silent}, ${placeOf(other)} ${speaking}`),
      ),
  )
  assert.equal(twice, [], 'one fault is reported once')
}
