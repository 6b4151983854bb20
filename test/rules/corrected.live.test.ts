// Every fixture as its corrections leave it, asked of the real servers: what was accepted is accepted still, and every answer is the one that
// the model gives of the corrected files. That the model's answers are as promised is fixes.test.ts's.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { rules } from '../../rules/index.ts'
import { lintSite, type Problem } from '../../src/index.ts'
import { applyFixes } from '../../src/lint/fix.ts'
import { folderWith } from '../folder.ts'
import { liveSuite, serverProgram } from '../live.ts'
import * as httpdLab from '../truth/apache/lab.ts'
import { installed } from '../truth/express-lab.ts'
import * as nginxLab from '../truth/nginx/lab.ts'
import { AWAKES, LAYS_BARE } from './effects.ts'
import { type Case, casesIn, FIXTURES } from './expectations.ts'
import * as apacheFiles from './live/apache.ts'
import { refusalsOf } from './live/claims.ts'
import * as expressFiles from './live/express.ts'
import * as nginxFiles from './live/nginx.ts'

interface Corrected {
  name: string
  one: Case
  corrected: Problem[]
  before: Problem[]
  after: Problem[]
}

/** The choices of all problems that have one, taken together: the fix, or the suggestion of that number. */
const chosen = (problems: Problem[], number: number): Problem[] =>
  problems.flatMap((problem) => {
    const { fix, suggestions = [] } = problem
    const choice = number === 0 ? (fix ?? suggestions[0]) : suggestions[number]
    return choice ? [{ ...problem, fix: choice }] : []
  })

function copyOf({ cwd, files }: Case, texts: ReadonlyMap<string, string>): string {
  const root = folderWith({})
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    copyFileSync(join(cwd, file), join(root, file))
  }
  for (const [file, text] of texts) writeFileSync(join(root, file), text)
  return root
}

/** Until nothing is left to correct: what overlaps waits for the next round. */
async function correct(name: string, one: Case, number: number): Promise<Corrected | null> {
  const linted = ({ cwd, paths }: Case) => lintSite({ cwd, paths, config: false, level: 'info' })
  const { report } = await linted(one)
  const before = report.problems
  const corrected: Problem[] = []
  let now = { one, report }
  for (let round = 0; round < 5; round++) {
    const problems = chosen(now.report.problems, round === 0 ? number : 0)
    const { texts } = applyFixes(problems, now.report.files)
    if (texts.size === 0) break
    if (round === 0) corrected.push(...problems)
    const moved = { ...one, cwd: copyOf(now.one, texts) }
    now = { one: moved, report: (await linted(moved)).report }
  }
  return corrected.length > 0
    ? { name: `${name} ${number}`, one: now.one, corrected, before, after: now.report.problems }
    : null
}

async function everyCorrected(): Promise<Corrected[]> {
  const found: Corrected[] = []
  const offering = (await Promise.all(rules.map(async ({ load }) => (await load()).default))).filter(
    ({ fixable, suggests }) => fixable ?? suggests,
  )
  for (const { id } of offering) {
    for (const one of casesIn(join(FIXTURES, id, 'bad'))) {
      for (const number of [0, 1, 2]) {
        const corrected = await correct(`${id}/bad/${one.name}`, one, number)
        if (!corrected) break
        found.push(corrected)
      }
    }
  }
  return found
}

let known: Promise<Corrected[]> | undefined
const all = (): Promise<Corrected[]> => (known ??= everyCorrected())

const model = suite('corrections, all together')

model('nothing is left to correct, and no other fault came', async () => {
  const count = (problems: Problem[], id: string): number => problems.filter(({ ruleId }) => ruleId === id).length
  const wrong = (await all()).flatMap(({ name, corrected, before, after }) => {
    const ids = [...new Set(corrected.map(({ ruleId }) => ruleId))]
    const bared = new Set(ids.flatMap((id) => [id, ...(LAYS_BARE[id] ?? [])]))
    const isLeft = ids.filter(
      (id) =>
        count(after, id) > count(before, id) - count(corrected, id) &&
        !ids.some((other) => LAYS_BARE[other]?.includes(id)),
    )
    const isNew = ids.some((id) => AWAKES.has(id))
      ? []
      : [...new Set(after.map(({ ruleId }) => ruleId))].filter(
          (id) => !bared.has(id) && count(after, id) > count(before, id),
        )
    return [...isLeft.map((id) => `${name}: ${id} is left`), ...isNew.map((id) => `${name}: brings ${id}`)]
  })
  assert.equal(wrong, [])
})
model.run()

const statuses = (outcomes: { status: number | null }[]): string => outcomes.map(({ status }) => status).join(' or ')
const isWrong = ({ verdict }: { verdict: string }): boolean => verdict === 'contradicted'
const exact = (compared: { verdict: string }[]): number => compared.filter(({ verdict }) => verdict === 'exact').length

const nginx = liveSuite('corrections, asked of nginx', 'nginx')
nginx('every answer is as the model says', async () => {
  const backends = await nginxLab.openBackends()
  const wrong: string[] = []
  let asked = 0
  for (const { name, one } of await all()) {
    const laid = nginxFiles.layOut(one)
    if (laid === null || typeof laid === 'string') continue
    const loaded = await nginxFiles.load(serverProgram('nginx') ?? '', one, laid, backends)
    if ('unasked' in loaded) continue
    const { refused } = loaded
    if (
      refused &&
      !(await refusalsOf(one)).perhaps.some(({ file, line }) => file === refused.file && line === refused.line)
    )
      wrong.push(`${name}: nginx refuses ${refused.text}`)
    asked += exact(loaded.compared)
    wrong.push(
      ...loaded.compared
        .filter(isWrong)
        .map(
          ({ asked: { method, path }, seen, outcomes, why }) =>
            `${name}: ${method} ${path}: nginx ${seen.status}; the model ${statuses(outcomes)}: ${why.join('; ')}`,
        ),
    )
  }
  await nginxLab.closeBackends(backends)
  assert.equal(wrong, [])
  assert.ok(asked > 500, `only ${asked} answers`)
})
nginx.run()

const httpd = liveSuite('corrections, asked of httpd', 'apache2')
httpd('every answer is as the model says', async () => {
  const backend = await httpdLab.openBackend()
  const program = serverProgram('apache2') ?? ''
  const wrong: string[] = []
  let asked = 0
  const judge = (name: string, compared: httpdLab.Compared[]): void => {
    asked += exact(compared)
    wrong.push(
      ...compared
        .filter(isWrong)
        .map(
          ({ asked: { method, host, path }, seen, outcomes, why }) =>
            `${name}: ${method} ${host}${path}: httpd ${seen.status}; the model ${statuses(outcomes)}: ${why.join('; ')}`,
        ),
    )
  }
  const alone: { name: string; one: Case; folder: string; files: Record<string, string> }[] = []
  for (const [index, { name, one }] of (await all()).entries()) {
    const files = apacheFiles.htaccessFiles(one, `c${index}`)
    if (files) alone.push({ name, one, folder: `c${index}`, files })
    const probe = apacheFiles.layOut(one)
    if (probe === null || typeof probe === 'string') continue
    const { refused, compared } = await apacheFiles.load(program, one, probe, backend)
    if (
      refused &&
      !(await refusalsOf(one)).perhaps.some(({ file, line }) => file === refused.file && line === refused.line)
    )
      wrong.push(`${name}: httpd refuses ${refused.text}`)
    judge(name, compared)
  }
  const running = await httpdLab.startHttpd(
    program,
    apacheFiles.htaccessProbe(
      Object.assign({}, ...alone.map(({ files }) => files)),
      alone.map(({ folder }) => folder),
    ),
    backend,
  )
  if (typeof running === 'string') return assert.unreachable(running)
  for (const { name, one, folder } of alone) {
    const requests = await apacheFiles.askedOf(one, `${folder}.lab.test`)
    const seen: httpdLab.Seen[] = []
    for (const request of requests) seen.push(await httpdLab.ask(running, request, backend))
    judge(name, await httpdLab.model(running, requests, seen))
  }
  await running.stop()
  await backend.close()
  assert.equal(wrong, [])
  assert.ok(asked > 300, `only ${asked} answers`)
})
httpd.run()

const express = suite('corrections, asked of Express')
if (installed(4) && installed(5)) {
  express('every answer is as the model says', async () => {
    const runner = new expressFiles.Runner()
    const wrong: string[] = []
    let asked = 0
    for (const { name, one } of await all()) {
      const loaded = await expressFiles.load(one, runner)
      if (loaded === null || 'unasked' in loaded) continue
      if (loaded.refused !== null && loaded.said.length === 0) wrong.push(`${name}: refused ${loaded.refused}`)
      asked += exact(loaded.compared)
      wrong.push(
        ...loaded.compared
          .filter(isWrong)
          .map(
            ({ asked: request, seen, outcomes, why }) =>
              `${name}: ${request}: Express ${seen.status}; the model ${statuses(outcomes)}: ${why}`,
          ),
      )
    }
    runner.close()
    assert.equal(wrong, [])
    assert.ok(asked > 200, `only ${asked} answers`)
  })
} else {
  console.log('\nSKIPPED corrections, asked of Express: express4 and express5 are not installed')
  express.skip('the real Express', () => {})
}
express.run()
