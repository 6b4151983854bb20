import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { rules } from '../../rules/index.ts'
import type { Linted, Problem } from '../../src/index.ts'
import { lintSiteWith } from '../../src/lint/lint.ts'

export const FIXTURES = join(import.meta.dirname, '../../fixtures')

/** `# expect: 405-missing-allow` or `// expect: cacheable-501 info, syntax`: the problems that start on the next line. */
const EXPECT = /^\s*(?:#|\/\/|\/\*)\s*expect:\s*(.+?)\s*(?:\*\/)?$/

export interface Expectation {
  file: string
  line: number
  ruleId: string
  severity?: string
}

/** A case is a file, or a folder that is linted as a whole. */
export interface Case {
  name: string
  cwd: string
  paths: string[]
  files: string[]
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}

export function casesIn(folder: string): Case[] {
  return namesIn(folder).map((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return { name, cwd: path, paths: ['.'], files: filesBelow(path) }
    return { name, cwd: folder, paths: [name], files: [name] }
  })
}

export function expectationsOf({ cwd, files }: Case): Expectation[] {
  return files.flatMap((file) =>
    readFileSync(join(cwd, file), 'latin1')
      .split('\n')
      .flatMap((text, index) => {
        const list = EXPECT.exec(text)?.[1]
        if (!list) return []
        return list.split(',').map((item) => {
          const [ruleId = '', severity] = item.trim().split(/\s+/)
          return { file, line: index + 2, ruleId, ...(severity ? { severity } : {}) }
        })
      }),
  )
}

const CONFIG = 'verblint.config.json'

/** The rules that this run of the tests is about: every one, or the one that `npm test -- RULE` names. */
export const rulesUnderTest = rules.filter(({ id }) => id === (process.env['VERBLINT_TEST_RULE'] ?? id))

// Whatever a rule says it needs: needs.slow.test.ts holds that apart.
const everyRule = rules.map(({ needs: _, ...entry }) => entry)
const linted = new Map<string, Promise<Linted>>()

/** A case, linted by every rule; once, however many suites ask. */
export function lintedIn({ cwd, paths, files }: Case): Promise<Linted> {
  const key = [cwd, ...paths].join(' ')
  const before =
    linted.get(key) ??
    lintSiteWith(everyRule, { cwd, paths, config: files.includes(CONFIG) ? CONFIG : false, level: 'info' })
  linted.set(key, before)
  return before
}

export const problemsIn = async (one: Case): Promise<Problem[]> => (await lintedIn(one)).report.problems

const show = ({ file, line, ruleId, severity }: Expectation, withSeverity: boolean): string =>
  `${file}:${line} ${ruleId}${withSeverity && severity ? ` ${severity}` : ''}`

/** What is missing and what is too much, for the rules that `concerns` takes; empty: all as expected. */
export function differences(one: Case, problems: Problem[], concerns: (ruleId: string) => boolean): string[] {
  const expected = expectationsOf(one).filter(({ ruleId }) => concerns(ruleId))
  const found = problems
    .filter(({ ruleId }) => concerns(ruleId))
    .map(({ file, range, ruleId, severity, message }) => ({
      file,
      line: range.start.line,
      ruleId,
      severity: String(severity),
      message,
    }))
  const place = ({ file, line, ruleId }: Expectation): string => `${file}:${line} ${ruleId}`
  const missing = expected.filter(
    (want) => !found.some((got) => place(got) === place(want) && (!want.severity || want.severity === got.severity)),
  )
  const extra = found.filter((got) => !expected.some((want) => place(want) === place(got)))
  return [
    ...missing.map((want) => `expected ${show(want, true)}`),
    ...extra.map((got) => `not expected ${show(got, true)}: ${got.message}`),
  ].map((text) => `${relative(FIXTURES, one.cwd)} ${text}`)
}
