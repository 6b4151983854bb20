// What docs/why.md says comes back, asked of nginx, httpd and Express as they run the situation's own files.
import * as assert from 'uvu/assert'
import { liveSuite } from '../live.ts'
import { type Running, type Seen, start } from '../projects/deployment.ts'
import { type Claim, type Question, questionsOf } from './page.ts'
import { deploymentOf } from './situations.ts'

const portOf = (url: string): number => Number(new URL(url).port) || 80

async function seen(running: Running, { method, url }: Claim): Promise<Seen> {
  const { hostname, pathname, search } = new URL(url)
  return running.ask(method, pathname + search, hostname)
}

const members = (list: string): string[] =>
  list
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
    .sort()

async function assertSeen(running: Running, claim: Claim): Promise<void> {
  const { status, headers } = await seen(running, claim)
  const about = `${claim.method} ${claim.url}`
  assert.is(Number.isNaN(status) ? null : status, claim.status, `${about}: ${status}`)
  if (claim.allow === undefined) return
  const allow = headers['allow']
  assert.equal(
    allow === undefined ? null : members(allow),
    claim.allow === null ? null : members(claim.allow),
    `${about}: Allow ${allow}`,
  )
}

async function asked({ situation, claims }: Question, port: number): Promise<void> {
  const running = await start(deploymentOf(situation, port))
  try {
    for (const claim of claims.filter(({ url }) => portOf(url) === port)) await assertSeen(running, claim)
  } finally {
    await running.stop()
  }
}

async function assertRefused({ situation }: Question): Promise<void> {
  const running = await start(deploymentOf(situation, 8080)).catch(() => undefined)
  await running?.stop()
  assert.is(running, undefined, 'it started')
}

for (const question of questionsOf()) {
  const test = liveSuite(
    `${question.situation}: ${question.title}`,
    question.situation.includes('httpd') ? 'apache2' : 'nginx',
  )
  test('the servers answer so', async () => {
    if (question.refused) await assertRefused(question)
    for (const port of new Set(question.claims.map(({ url }) => portOf(url)))) await asked(question, port)
  })
  test.run()
}
