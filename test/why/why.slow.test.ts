// docs/why.md: each question has a situation, each situation a question, and verblint says what the page says.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite, type Outcome } from '../../src/index.ts'
import { casesIn, problemsIn } from '../rules/expectations.ts'
import { type Claim, claimLines, questionsOf, SITUATIONS } from './page.ts'

const questions = questionsOf()
const cases = casesIn(SITUATIONS)

test('each situation has a question, each question a situation', () => {
  assert.equal([...new Set(questions.map(({ situation }) => situation))].sort(), readdirSync(SITUATIONS).sort())
})

test('no line of what comes back is written in a way that is not read', () => {
  assert.is(
    claimLines(),
    questions.reduce((sum, { claims, refused }) => sum + claims.length + Number(refused), 0),
  )
})

const members = (list: string): string[] =>
  [
    ...new Set(
      list
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    ),
  ].sort()

function assertAllow(claim: Claim, { headers }: Outcome): void {
  if (claim.allow === undefined) return
  const said = headers['allow']
  assert.equal(
    typeof said === 'string' ? members(said) : said,
    claim.allow === null ? null : members(claim.allow),
    `Allow of ${claim.method} ${claim.url}`,
  )
}

async function assertTold(situation: string, claims: Claim[]): Promise<void> {
  const site = await loadSite({ cwd: join(SITUATIONS, situation), config: false })
  for (const claim of claims) {
    const { outcomes } = await site.trace({ method: claim.method, url: claim.url })
    assert.equal([...new Set(outcomes.map(({ status }) => status))], [claim.status], `${claim.method} ${claim.url}`)
    for (const outcome of outcomes) assertAllow(claim, outcome)
  }
}

for (const { title, situation, rules, claims, refused } of questions) {
  test(`${title}: verblint says so`, async () => {
    assert.ok(rules.length > 0 || claims.length > 0, 'a finding or a trace')
    const one = cases.find(({ name }) => name === situation)
    assert.ok(one)
    const problems = await problemsIn(one)
    assert.equal(
      rules.filter((id) => !problems.some(({ ruleId }) => ruleId === id)),
      [],
      'these rules report something',
    )
    if (refused)
      assert.ok(
        problems.some(({ severity }) => severity === 'error'),
        'a server that does not start is an error',
      )
    await assertTold(
      situation,
      claims.filter(({ open }) => !open),
    )
  })
}

test.run()
