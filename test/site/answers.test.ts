import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Origin } from '../../src/model/origin.ts'
import type { Outcome, Step, Written } from '../../src/model/outcome.ts'
import type { Request } from '../../src/model/request.ts'
import { remembering } from '../../src/site/answers.ts'
import { origin, place } from './stand-in.ts'

const HERE = place('app.js', 1)
const step: Step = { kind: 'server', range: HERE, text: 'the only server here takes it' }
const written: Written = { name: 'allow', value: 'GET', range: HERE, arrives: true }
const SAME: Outcome = {
  status: 404,
  headers: { allow: null },
  by: 'not-found',
  decidedBy: HERE,
  written: [],
  steps: [step],
}

const request = (method: string): Request => ({
  method,
  scheme: 'http',
  host: 'shop.example',
  port: 80,
  target: '/',
  headers: {},
  others: 'unknown',
})

/** What GET and then POST are answered by an origin that looks at the method. */
function answersOf(get: Outcome, post: Outcome): [Outcome[], Outcome[]] {
  const answer = remembering((_, { method }, asked) => {
    asked.is('GET')
    return [{ ...(method === 'GET' ? get : post) }]
  })
  const one: Origin = { ...origin('app.js', () => []), splitsMethods: true }
  return [answer(one, request('GET')), answer(one, request('POST'))]
}

test('equal answers to two methods are one list', () => {
  const [get, post] = answersOf(SAME, { ...SAME, headers: { allow: null }, written: [], steps: [step] })
  assert.is(get, post)
})

const OTHERS: Partial<Outcome>[] = [
  { status: 403 },
  { by: 'denied' },
  { headers: { allow: 'GET' } },
  { headers: {} },
  { decidedBy: place('app.js', 2) },
  { decidedBy: null },
  { forwarded: { method: 'GET', target: '/', upstream: 'http://api', headers: {} } },
  { when: 'if the file exists' },
  { rare: ['a folder bears its name'] },
  { unless: ['auth'] },
  { unseen: { name: 'auth', from: null } },
  { onFailure: true },
  { steps: [] },
  { written: [written] },
  { steps: [step, { ...step, text: 'another' }] },
  { steps: [{ ...step, text: 'another' }] },
]
for (const other of OTHERS)
  test(`an answer that differs in ${JSON.stringify(other)} stays its own`, () => {
    const [get, post] = answersOf(SAME, { ...SAME, ...other })
    assert.equal(get, [SAME])
    assert.equal(post, [{ ...SAME, ...other }])
  })

test('of two answers that differ the equal ways are one', () => {
  const [[get], [post]] = answersOf(SAME, { ...SAME, status: 405, steps: [step] })
  assert.is(get?.steps, post?.steps)
})

test.run()
