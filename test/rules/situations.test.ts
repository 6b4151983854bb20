// Situations that people really have, each linted as a whole: what is reported, and nothing beside it.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { assertAgreement } from './agreement.ts'
import { casesIn, differences, expectationsOf, FIXTURES, problemsIn } from './expectations.ts'

const folder = join(FIXTURES, 'situations')

/** Only asked to be silent: an interception whose page is an application's own. */
const SILENT = new Set(['intercepted-501'])

for (const one of casesIn(folder)) {
  test(one.name, async () => {
    const expected = expectationsOf(one)
    assert.is(expected.length === 0, SILENT.has(one.name), 'something is expected')
    const named = new Set(expected.map(({ ruleId }) => ruleId))
    // Information that no line names is left aside.
    const all = await problemsIn(one)
    assertAgreement(all)
    const problems = all.filter(({ severity, ruleId }) => severity !== 'info' || named.has(ruleId))
    assert.equal(differences(one, problems, () => true), [])
  })
}

test('every situation is there', () => { assert.ok(readdirSync(folder).length >= 16) })

for (const one of casesIn(join(FIXTURES, 'projects'))) {
  test(`${one.name}: no two rules say two things`, async () => { assertAgreement(await problemsIn(one)) })
}

test.run()
