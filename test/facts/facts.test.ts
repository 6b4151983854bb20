// docs/facts-*.md: every answer that they tell is a recorded one. The recorded ones are asked of the servers again in test/truth.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'

const DOCS = join(import.meta.dirname, '../../docs')

interface Case {
  requests?: { method: string; path: string; expect: { status?: number; headers?: Record<string, string> } }[]
  nginxTest?: { ok: boolean }
  configTest?: { ok: boolean }
  expectThrow?: string
}

const ANSWER = /^- \[`(\S+) (\S+)`\]\((.+)\): \*\*(\d{3})\*\*(?:, (?:`Allow: (.+)`|(no Allow)|(an empty Allow)))?$/
const REFUSED = /^- \[(?:nginx|httpd|Express) does not start with it\]\((.+)\)$/

const caseAt = (link: string): Case => JSON.parse(readFileSync(join(DOCS, link), 'utf8'))

const allowOf = (headers: Record<string, string> = {}): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'allow')?.[1]

function assertAnswer(line: string, [, method, path, link = '', status, allow, none, empty]: string[]): void {
  const told = allow ?? (none ? undefined : empty ? '' : null)
  const asked = (caseAt(link).requests ?? []).filter((one) => one.method === method && one.path === path)
  assert.ok(
    asked.some(({ expect }) => expect.status === Number(status) && (told === null || allowOf(expect.headers) === told)),
    `${line}\n${JSON.stringify(asked)}`,
  )
}

function assertRefused(line: string, link: string): void {
  const { nginxTest, configTest, expectThrow } = caseAt(link)
  assert.ok(nginxTest?.ok === false || configTest?.ok === false || expectThrow !== undefined, line)
}

for (const server of ['nginx', 'apache', 'express'] as const) {
  test(`${server}: what the page tells was seen`, () => {
    const lines = readFileSync(join(DOCS, `facts-${server}.md`), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('- '))
    assert.ok(lines.length > 30)
    for (const line of lines) {
      const [, refused] = REFUSED.exec(line) ?? []
      const answer = ANSWER.exec(line)
      if (refused !== undefined) assertRefused(line, refused)
      else {
        assert.ok(answer, line)
        assertAnswer(line, answer)
      }
    }
  })
}

test.run()
