import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import type { Outcome } from '../../src/index.ts'
import { layOut, members, told } from './apache/lab.ts'
import { recordedRequests } from './apache/recorded.ts'
import type { RecordedRequest } from './apache/recorded.ts'

const test = suite('apache, as recorded')
const PORTS = { first: 18080, second: 18081, upstream: 18090 }

/** What an outcome says otherwise than httpd did; what it leaves open is no contradiction. */
function differences({ status, headers }: Outcome, { expect }: RecordedRequest): string[] {
  const wrong: string[] = []
  if (status !== null && expect.status !== undefined && status !== expect.status) wrong.push(`status ${status} instead of ${expect.status}`)
  for (const name of ['allow', 'cache-control']) {
    const said = headers[name]
    const seen = expect.headers?.[name]
    if (said === undefined || (seen === undefined && !expect.absentHeaders?.includes(name))) continue
    if (seen === undefined ? said !== null : said === null || members(said) !== members(seen)) wrong.push(`${name} ${said} instead of ${seen}`)
  }
  return wrong
}

for (const { probe, requests } of recordedRequests()) {
  test(probe.name, async () => {
    const root = layOut(probe, PORTS)
    const site = await loadSite({ cwd: root, paths: ['httpd.conf', 'htdocs'], apache: { version: '2.4.71' } })
    for (const request of requests) {
      const { outcomes } = await site.trace({
        method: request.method, url: `http://${request.host ?? 'lab.test'}:${request.port ? PORTS.second : PORTS.first}${request.path}`, headers: request.headers ?? {},
        assume: ({ target }) => ({ status: told(target).status, headers: Object.fromEntries(told(target).headers) }),
      })
      const wrong = outcomes.map((outcome) => differences(outcome, request))
      assert.ok(wrong.some((each) => each.length === 0), `${request.method} ${request.path}: ${wrong.flat().join(', ')}`)
    }
  })
}

test.run()
