import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { rules } from '../../rules/index.ts'
import { glanceAt } from '../../src/questions/glance.ts'
import { casesIn, FIXTURES, lintedIn, rulesUnderTest } from './expectations.ts'

const byId = new Map(rules.map((entry) => [entry.id, entry]))
const folders = (
  rulesUnderTest.length === 1
    ? rulesUnderTest.map(({ id }) => id)
    : readdirSync(FIXTURES).filter((name) => name !== 'truth')
).flatMap((name) => (name === 'projects' ? [name] : [`${name}/bad`, `${name}/good`]))

for (const folder of folders) {
  test(`${folder}: whatever a rule finds, its needs are met`, async () => {
    for (const one of casesIn(join(FIXTURES, folder))) {
      const {
        report: { problems },
        site,
      } = await lintedIn(one)
      const glance = glanceAt(site)
      const found = problems.filter(({ ruleId }) => !site.problems.some((problem) => problem.ruleId === ruleId))
      assert.equal(
        found.filter(({ ruleId }) => byId.get(ruleId)?.needs?.(glance) === false),
        [],
        one.name,
      )
    }
  })
}

test('a site that shows nothing needs no more than a third of the rules', () => {
  const nothing = {
    statuses: new Set<number>(),
    read: new Set<number>(),
    headers: new Set<string>(),
    lost: new Set<undefined>(),
    directives: new Map<string, number>(),
    guards: false,
    nested: false,
    forwards: false,
    applications: false,
    calls: false,
    patterns: false,
    queries: false,
    expects: false,
    contracts: false,
  }
  const needed = rules.filter(({ reading, needs }) => !reading && (needs?.(nothing) ?? true))
  assert.ok(needed.length <= rules.length / 3, needed.map(({ id }) => id).join(' '))
})

test.run()
