import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { rules } from '../../rules/index.ts'
import { kindByContent, kindByName } from '../../src/files/kind.ts'
import { assertAgreement } from './agreement.ts'
import {
  type Case,
  casesIn,
  differences,
  expectationsOf,
  FIXTURES,
  problemsIn,
  rulesUnderTest,
} from './expectations.ts'
import { assertPlain } from './plain.ts'

const LEAST = { bad: 3, good: 4 }
const SECTIONS = ['What it flags', 'Why', 'Bad', 'Good', 'When not to use it', 'References']
const known = new Set(rules.map(({ id }) => id))

test('rules are listed once, by name', () => {
  assert.is(known.size, rules.length)
  assert.equal(
    rules.map(({ id }) => id),
    [...known].sort(),
  )
})

/** Who reads a file; a script may be an application's or a client's. */
function layersOf(cwd: string, file: string): (string | null)[] {
  const named = kindByName(file)
  if (named === 'script') return ['express', 'client']
  return [named === 'config' ? kindByContent(readFileSync(join(cwd, file), 'latin1')) : named]
}

/** The files of a case that speak for a layer: where the rule's findings are, if not in a configuration of verblint's own or a document. */
function speaking(id: string, one: Case): string[] {
  const marked = expectationsOf(one)
    .filter(({ ruleId, file }) => ruleId === id && !/\.(?:json|ya?ml)$/.test(file))
    .map(({ file }) => file)
  return marked.length > 0 ? marked : one.files
}

for (const { id, layers, load } of rulesUnderTest) {
  const bad = casesIn(join(FIXTURES, id, 'bad'))
  const good = casesIn(join(FIXTURES, id, 'good'))

  test(`${id}: module, page and fixtures`, async () => {
    const { default: rule } = await load()
    assert.is(rule.id, id)
    assert.equal(rule.layers, layers, `rules/index.ts names other layers than rules/${id}.ts`)
    const page = join(import.meta.dirname, `../../rules/${id}.md`)
    assert.ok(existsSync(page), `rules/${id}.md is missing`)
    const text = readFileSync(page, 'utf8')
    assert.ok(text.startsWith(`# ${id}\n`), `rules/${id}.md begins with its name`)
    for (const section of SECTIONS) assert.ok(text.includes(`\n## ${section}\n`), `rules/${id}.md has no "${section}"`)
    assert.is(
      text.includes('\n## Fix\n'),
      rule.fixable === true || rule.suggests === true,
      `rules/${id}.md and what the rule offers`,
    )
    for (const [kind, cases] of [
      ['bad', bad],
      ['good', good],
    ] as const) {
      assert.ok(cases.length >= LEAST[kind], `fixtures/${id}/${kind} has ${cases.length} cases, not ${LEAST[kind]}`)
      const seen = new Set(cases.flatMap((one) => speaking(id, one).flatMap((file) => layersOf(one.cwd, file))))
      assert.equal(
        layers.filter((layer) => !seen.has(layer)),
        [],
        `fixtures/${id}/${kind} has no case of these`,
      )
    }
  })

  for (const one of bad) {
    test(`${id}: bad/${one.name}`, async () => {
      const expected = expectationsOf(one)
      assert.ok(
        expected.some(({ ruleId }) => ruleId === id),
        'no line expects the rule',
      )
      assert.equal(
        expected.filter(({ ruleId }) => !known.has(ruleId)).map(({ ruleId }) => ruleId),
        [],
        'rules that do not exist',
      )
      const problems = await problemsIn(one)
      assert.equal(
        differences(one, problems, (ruleId) => ruleId === id || expected.some((want) => want.ruleId === ruleId)),
        [],
      )
      assertPlain(problems)
      assertAgreement(problems)
    })
  }

  for (const one of good) {
    test(`${id}: good/${one.name}`, async () => {
      const problems = await problemsIn(one)
      assert.equal(
        differences(one, problems, (ruleId) => ruleId === id),
        [],
      )
      assertPlain(problems)
      assertAgreement(problems)
      assert.ok(!expectationsOf(one).some(({ ruleId }) => ruleId === id), 'a good case expects nothing of its rule')
    })
  }
}

test.run()
