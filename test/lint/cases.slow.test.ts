import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint, loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

/** Small deployments that people reported, or that other modules made wrong once. What the servers answer was asked of them; `problems`: the
 * errors and warnings, and the information that a case is about; `traces`: statuses, each with its Allow. */
const CASES = join(import.meta.dirname, '../../fixtures/cases')

interface Expected {
  problems: string[]
  traces?: Record<string, string>
}
const EXPECTED = JSON.parse(readFileSync(join(CASES, 'expected.json'), 'utf8')) as Record<string, Expected>

/** A copy, in which httpd's configuration names the folder where it stands. */
function layOut(name: string): string {
  const cwd = folderWith({})
  cpSync(join(CASES, name), cwd, { recursive: true })
  const template = join(cwd, 'httpd.conf.in')
  if (existsSync(template)) {
    writeFileSync(join(cwd, 'httpd.conf'), readFileSync(template, 'utf8').replaceAll('ROOT', cwd))
    rmSync(template)
  }
  return cwd
}

async function traced(cwd: string, asked: string): Promise<string> {
  const [, method = '', url = '', rest = ''] = /^(\S+) (\S+)(.*)$/.exec(asked) ?? []
  const headers = Object.fromEntries([...rest.matchAll(/-H '([^:]*): ([^']*)'/g)].map(([, key, value]) => [key, value]))
  const { outcomes } = await (await loadSite({ cwd })).trace({ method, url, headers })
  return outcomes
    .map(({ status, headers: { allow } }) => [status, allow].filter((one) => one != null).join(' ') || 'open')
    .join(' | ')
}

for (const [name, { problems, traces = {} }] of Object.entries(EXPECTED)) {
  test(name, async () => {
    const cwd = layOut(name)
    const report = await lint({ cwd, level: 'info' })
    const all = report.problems.map(
      ({ file, range, severity, ruleId }) => `${file}:${range.start.line} ${severity} ${ruleId}`,
    )
    assert.equal(
      all.filter((one) => !one.includes(' info ') || problems.includes(one)),
      problems,
    )
    for (const [asked, said] of Object.entries(traces)) assert.is(await traced(cwd, asked), said, asked)
  })
}

test.run()
