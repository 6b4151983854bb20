// Situations that people really have, each linted as a whole: what is reported, and nothing beside it.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Linted } from '../../src/index.ts'
import { assertAgreement } from './agreement.ts'
import { casesIn, differences, expectationsOf, FIXTURES, lintedIn } from './expectations.ts'
import { assertPlain, assertPlainFormats } from './plain.ts'
import { questionsOf } from '../why/page.ts'

const SITUATIONS = join(FIXTURES, 'situations')

/** docs/why.md tells these by a trace alone: nothing but information is reported. */
const SILENT = new Set(
  questionsOf()
    .filter(({ rules }) => rules.length === 0)
    .map(({ situation }) => situation),
)

/** No two rules say two things, and nobody reads a name that was made up. */
async function assertSound(linted: Linted): Promise<void> {
  assertAgreement(linted.report.problems)
  assertPlain(linted.report.problems)
  await assertPlainFormats(linted)
}

for (const one of casesIn(SITUATIONS)) {
  test(one.name, async () => {
    const expected = expectationsOf(one)
    assert.is(expected.length === 0, SILENT.has(one.name), 'something is expected')
    const named = new Set(expected.map(({ ruleId }) => ruleId))
    // Information that no line names is left aside.
    const linted = await lintedIn(one)
    await assertSound(linted)
    const problems = linted.report.problems.filter(({ severity, ruleId }) => severity !== 'info' || named.has(ruleId))
    assert.equal(
      differences(one, problems, () => true),
      [],
    )
  })
}

test('every situation is there', () => {
  assert.ok(readdirSync(SITUATIONS).length >= 16)
})

const SITES = [
  'projects',
  'proxy-path-mismatch/bad',
  'conflicting-server-name/good',
  'duplicate-directive/good',
  'front-controller-loses-methods/bad',
]

for (const folder of SITES) {
  for (const one of casesIn(join(FIXTURES, folder))) {
    test(`${folder}/${one.name}: no two rules say two things, and no format shows a made-up name`, async () => {
      await assertSound(await lintedIn(one))
    })
  }
}

test.run()
