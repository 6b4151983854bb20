import { join } from 'node:path'
import { loadSite } from '../../../src/index.ts'
import { type Case, casesIn, FIXTURES, rulesUnderTest } from '../expectations.ts'

export interface Fixture {
  name: string
  one: Case
}
/** Which of the requests that the site's cells stand for are asked: those that a finding speaks of, or any. */
export type Wanted = (asked: { method: string; host: string | null; path: string }) => boolean
export const anything: Wanted = () => true

export interface Place {
  file: string
  line: number
}

/** Every case of every rule that is under test. */
export const FIXTURE_CASES: Fixture[] = rulesUnderTest.flatMap(({ id }) =>
  ['bad', 'good'].flatMap((kind) =>
    casesIn(join(FIXTURES, id, kind)).map((one): Fixture => ({ name: `${id}/${kind}/${one.name}`, one })),
  ),
)

/** The rules that say that the server refuses the file; what they only warn of it may take. */
const REFUSALS = new Set([
  'syntax',
  'unknown-directive',
  'directive-context',
  'invalid-method-name',
  'include-missing',
  'duplicate-location',
  'rewrite-status',
])

/** Where the linter says that the server refuses the case, whatever comments silence. */
export async function refusalsOf({ cwd, paths }: Case): Promise<{ surely: Place[]; perhaps: Place[] }> {
  const { problems } = await loadSite({ cwd, paths, config: false })
  const all = problems
    .filter(({ ruleId, message }) => REFUSALS.has(ruleId) && !/this one never answers/.test(message))
    .map(({ ruleId, severity, range }) => ({
      file: range.file,
      line: range.start.line,
      sure: severity === undefined && ruleId !== 'rewrite-status',
    }))
  return { surely: all.filter(({ sure }) => sure), perhaps: all }
}

export const shown = (places: Place[]): string => places.map(({ file, line }) => `${file}:${line}`).join() || 'nothing'
