// What a finding advises, followed: each correction alone, and the very requests that the finding speaks of asked of the real server before
// and after. The fault is there first, and gone then.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as assert from 'uvu/assert'
import type { Cell, Linted, Outcome, Problem } from '../../src/index.ts'
import { applyFixes } from '../../src/lint/fix.ts'
import type { Fix } from '../../src/text/finding.ts'
import { folderWith } from '../folder.ts'
import { liveSuite, serverProgram } from '../live.ts'
import * as httpdLab from '../truth/apache/lab.ts'
import { installed } from '../truth/express-lab.ts'
import * as nginxLab from '../truth/nginx/lab.ts'
import { cellsNamed, EFFECTS } from './effects.ts'
import { type Case, casesIn, FIXTURES, lintedIn } from './expectations.ts'
import * as apacheFiles from './live/apache.ts'
import type { Wanted } from './live/claims.ts'
import * as expressFiles from './live/express.ts'
import * as nginxFiles from './live/nginx.ts'

interface Answer {
  status: number | null
  headers: Record<string, string>
  upstream?: string[]
}
/** What comes back, by request; null: the case cannot be started here. */
type Ask = (one: Case, wanted: Wanted) => Promise<Map<string, Answer> | null>

const keyOf = (method: string, host: string | null, path: string): string => `${method} ${host ?? ''}${path}`

const pathOf = (sent: string): string => decodeURI(sent.replace(/\?.*/, ''))

/** The case with one correction of one problem in it. */
function corrected(one: Case, problem: Problem, fix: Fix, { report }: Linted): Case {
  const { texts } = applyFixes([{ ...problem, fix }], report.files)
  const root = folderWith({})
  for (const file of one.files) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    copyFileSync(join(one.cwd, file), join(root, file))
  }
  for (const [file, text] of texts) writeFileSync(join(root, file), text, 'latin1')
  return { ...one, cwd: root }
}

/** As much of an outcome as an effect asks for. */
const outcomeOf = ({ status, headers, upstream = [] }: Answer): Outcome => ({
  status,
  headers,
  by: status === 403 ? 'denied' : 'response',
  decidedBy: null,
  written: [],
  steps: [],
  ...(upstream.length > 0 && { forwarded: { method: '', target: '', upstream: '', headers: {} } }),
})

/** A message that names a status is about no other. */
const speaksOf = (message: string, { status }: Answer): boolean =>
  !/\b[1-5]\d\d\b/.test(message) || message.includes(String(status))

interface Tally {
  held: number
  wrong: string[]
}

/** One problem's corrections, each held against the server: the requests that have the fault there, which the stand-ins may not bring about. */
async function follow(
  name: string,
  one: Case,
  problem: Problem,
  before: Linted,
  ask: Ask,
  tally: Tally,
): Promise<void> {
  const effect = EFFECTS[problem.ruleId]
  const cells = cellsNamed(problem, before)
  if (!effect || cells.length === 0) return
  const wanted: Wanted = ({ method, host, path }) =>
    cells.some((cell) => cell.method === method && cell.path === path && (host === null || cell.host === host))
  const first = await ask(one, wanted)
  const isFaulty = (cell: Cell, answer: Answer): boolean =>
    cell.outcomes.some(({ status }) => status === answer.status) &&
    speaksOf(problem.message, answer) &&
    !effect.holds(outcomeOf(answer), problem.message)
  const faulty = cells.flatMap((cell) =>
    [keyOf(cell.method, cell.host, cell.path), keyOf(cell.method, null, cell.path)].filter((key) => {
      const answer = first?.get(key)
      return answer !== undefined && isFaulty(cell, answer)
    }),
  )
  if (faulty.length === 0) return
  for (const fix of [problem.fix ?? [], problem.suggestions ?? []].flat()) {
    const then = await ask(corrected(one, problem, fix, before), wanted)
    for (const key of faulty) {
      const answer = then?.get(key)
      if (answer && effect.holds(outcomeOf(answer), problem.message)) tally.held++
      else
        tally.wrong.push(
          `${name}: ${key}: ${answer ? `${answer.status} Allow ${answer.headers['allow'] ?? '-'}` : 'no answer'}; ${problem.message}`,
        )
    }
  }
}

async function followAll(ask: Ask): Promise<Tally> {
  const tally: Tally = { held: 0, wrong: [] }
  for (const id of Object.keys(EFFECTS)) {
    for (const one of casesIn(join(FIXTURES, id, 'bad'))) {
      const before = await lintedIn(one)
      for (const problem of before.report.problems.filter((each) => each.ruleId === id))
        await follow(`${id}/${one.name}`, one, problem, before, ask, tally)
    }
  }
  return tally
}

const nginx = liveSuite('advice, followed on nginx', 'nginx')
nginx('the answers are as each correction promises', async () => {
  const backends = await nginxLab.openBackends()
  const ask: Ask = async (one, wanted) => {
    const laid = nginxFiles.layOut(one)
    if (laid === null || typeof laid === 'string') return null
    const loaded = await nginxFiles.load(serverProgram('nginx') ?? '', one, laid, backends, wanted)
    return 'unasked' in loaded || loaded.refused
      ? null
      : new Map(
          loaded.compared.map(({ asked, seen }) => [keyOf(asked.method, asked.host ?? null, pathOf(asked.path)), seen]),
        )
  }
  const { held, wrong } = await followAll(ask)
  await nginxLab.closeBackends(backends)
  if (process.env.VERBLINT_SHOW) console.log(`${held} held`)
  assert.equal(wrong, [])
  assert.ok(held > 40, `only ${held} answers`)
})
nginx.run()

const httpd = liveSuite('advice, followed on httpd', 'apache2')
httpd('the answers are as each correction promises', async () => {
  const backend = await httpdLab.openBackend()
  const program = serverProgram('apache2') ?? ''
  const inFolder: Ask = async (one, wanted) => {
    const files = apacheFiles.htaccessFiles(one, 'c')
    if (!files) return null
    const running = await httpdLab.startHttpd(program, apacheFiles.htaccessProbe(files, ['c']), backend)
    if (typeof running === 'string') return null
    const found = new Map<string, Answer>()
    for (const asked of await apacheFiles.askedOf(one, null, wanted))
      found.set(
        keyOf(asked.method, asked.host ?? null, pathOf(asked.path)),
        await httpdLab.ask(running, { ...asked, host: 'c.lab.test' }, backend),
      )
    await running.stop()
    return found
  }
  const ask: Ask = async (one, wanted) => {
    const probe = apacheFiles.layOut(one)
    if (typeof probe === 'string') return null
    if (probe === null) return inFolder(one, wanted)
    const { refused, compared } = await apacheFiles.load(program, one, probe, backend, wanted)
    return refused
      ? null
      : new Map(compared.map(({ asked, seen }) => [keyOf(asked.method, asked.host ?? null, pathOf(asked.path)), seen]))
  }
  const { held, wrong } = await followAll(ask)
  await backend.close()
  if (process.env.VERBLINT_SHOW) console.log(`${held} held`)
  assert.equal(wrong, [])
  assert.ok(held > 14, `only ${held} answers`)
})
httpd.run()

const express = liveSuite('advice, followed on Express', null)
express('the answers are as each correction promises', async () => {
  if (!installed(4) || !installed(5)) return
  const runner = new expressFiles.Runner()
  const ask: Ask = async (one, wanted) => {
    const loaded = await expressFiles.load(one, runner, wanted)
    if (loaded === null || 'unasked' in loaded || loaded.refused !== null) return null
    return new Map(
      loaded.compared.map(({ asked, seen }) => {
        const [method = '', path = ''] = asked.split(' ')
        return [keyOf(method, null, pathOf(path)), seen]
      }),
    )
  }
  const { held, wrong } = await followAll(ask)
  runner.close()
  if (process.env.VERBLINT_SHOW) console.log(`${held} held`)
  assert.equal(wrong, [])
  assert.ok(held > 20, `only ${held} answers`)
})
express.run()
