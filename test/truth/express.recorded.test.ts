import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lint, loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { judge } from './express-lab.ts'
import type { Seen } from './express-lab.ts'

// What real Expresses answered when the cases were recorded.

interface Recorded { id: string; express: 4 | 5; source: string; expectThrow?: unknown; requests?: Question[] }
interface Question { method: string; path: string; headers?: Record<string, string>; expect: { status?: number; timeout?: boolean; headers?: Record<string, string | boolean>; absentHeaders?: string[] } }

const test = suite('Express, recorded')
const FOLDER = join(import.meta.dirname, '../../fixtures/truth/express')
const read = (name: string): Recorded => JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))

const seenOf = ({ expect }: Question): Seen => ({
  status: expect.timeout ? null : expect.status ?? null,
  headers: Object.fromEntries(Object.entries(expect.headers ?? {}).flatMap(([name, value]) => (typeof value === 'string' ? [[name.toLowerCase(), value]] : []))),
})

for (const name of readdirSync(FOLDER).sort()) {
  const recorded = read(name)
  test(recorded.id, async () => {
    const cwd = folderWith({ 'app.js': recorded.source, 'package.json': JSON.stringify({ dependencies: { express: `^${recorded.express}.0.0` } }) })
    const options = { cwd, paths: ['app.js'], config: false as const }
    const refused = (await lint(options)).problems.filter(({ ruleId, severity }) => ruleId === 'express-path-syntax' && severity === 'error')
    if (recorded.expectThrow !== undefined) return assert.is(refused.length, 1)
    assert.equal(refused, [])
    const site = await loadSite(options)
    for (const question of recorded.requests ?? []) {
      if (question.expect.status === undefined && !question.expect.timeout) continue
      const { outcomes } = await site.trace({ method: question.method, url: `http://localhost:3000${question.path}`, headers: question.headers ?? {} })
      const told = new Set([...Object.keys(question.expect.headers ?? {}), ...question.expect.absentHeaders ?? []].map((one) => one.toLowerCase()))
      // Only the headers that were written down are compared.
      const compared = outcomes.map((outcome) => ({ ...outcome, headers: Object.fromEntries(Object.entries(outcome.headers).filter(([one]) => told.has(one))) }))
      const { verdict, why } = judge(compared, seenOf(question))
      assert.is(verdict, 'exact', `${question.method} ${question.path}: ${why}`)
    }
  })
}

test.run()
