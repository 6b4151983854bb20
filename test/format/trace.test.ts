import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { painter } from '../../src/format/terminal.ts'
import { traceText } from '../../src/format/trace.ts'
import type { Outcome, Step } from '../../src/index.ts'
import { sourceFile } from '../../src/source/source-file.ts'

const file = sourceFile('nginx.conf', '/nginx.conf', 'server {\n  location /api/ {\n    proxy_pass http://app;\n  }\n  location / { }\n}\n')
const line = (number: number) => {
  const start = file.text.split('\n').slice(0, number - 1).join('\n').length + (number > 1 ? 1 : 0)
  return file.range(start, start + file.line(number).length)
}
const step = (kind: Step['kind'], number: number, text: string, more: Partial<Step> = {}): Step => ({ kind, range: line(number), text, ...more })
const outcome = (status: number | null, steps: Step[], more: Partial<Outcome> = {}): Outcome =>
  ({ status, headers: {}, by: 'response', decidedBy: steps.at(-1)?.range ?? null, written: [], steps, ...more })
const told = (...outcomes: Outcome[]): string => traceText('GET http://a/', outcomes, new Map([['nginx.conf', file]]), Infinity, painter(false))

test('one answer: every step with its place, its line and what it beat', () => assert.is(told(outcome(405, [
  step('server', 1, 'the only server here takes it'), step('location', 2, 'the longest prefix', { beat: [line(5)] }),
], { headers: { allow: null } })), `GET http://a/

  server     the only server here takes it
             nginx.conf:1  server {
  location   the longest prefix
             nginx.conf:2  location /api/ {
             rather than nginx.conf:5  location / { }
  = 405 Method Not Allowed  nginx.conf:2
    no Allow

`))

test('a hop says once what is sent on', () => {
  const text = told(outcome(null, [step('handler', 3, 'proxy_pass http://app'), step('forward', 3, 'goes on', { forwarded: { method: 'GET', target: '/x', upstream: 'http://app' } })],
    { by: 'unknown', forwarded: { method: 'GET', target: '/x', upstream: 'http://app' } }))
  assert.is(text.match(/proxy_pass/g)?.length, 1)
  assert.match(text, '→ GET /x  to http://app\n  = whatever the backend answers')
})

test('where it forks, what is shared is told once', () => {
  const shared = step('location', 2, 'the longest prefix')
  const text = told(outcome(200, [shared, step('file', 5, 'there')], { when: 'if the file exists' }), outcome(404, [shared, step('file', 5, 'not there')], { when: 'if it does not' }))
  assert.is(text.match(/the longest prefix/g)?.length, 1)
  assert.match(text, /├─ if the file exists\n[^]*= 200 OK[^]*└─ if it does not\n[^]*= 404 Not Found/)
})

test('a round that repeats is told once', () => {
  const text = told(outcome(500, Array.from({ length: 20 }, (_, index) => (index % 2 ? step('file', 5, 'try_files') : step('location', 2, 'again')))))
  assert.is(text.match(/try_files/g)?.length, 1)
  assert.match(text, 'try_files, and so on 10 times')
})

test('what is quoted cannot steer the terminal', () => assert.not.match(told(outcome(200, [step('server', 1, 'a\u001b[2Jb')])), '\u001b'))

test.run()
