import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Outcome } from '../../src/index.ts'
import { compare } from '../../src/verify/compare.ts'
import type { Seen } from '../../src/verify/send.ts'

const outcome = (of: Partial<Outcome>): Outcome => ({
  status: 200,
  headers: { allow: null },
  by: 'response',
  decidedBy: null,
  written: [],
  steps: [],
  ...of,
})
const seen = (status: number, allow?: string): Seen => ({ status, headers: allow === undefined ? {} : { allow } })

test('one of the possible answers is enough', () => {
  const outcomes = [outcome({ status: 404 }), outcome({})]
  assert.is(compare(outcomes, seen(200)), 'same')
  assert.is(compare(outcomes, seen(404)), 'same')
  assert.is(compare(outcomes, seen(405)), 'status')
})

test('where one answer is open, another status is no difference', () => {
  assert.is(compare([outcome({}), outcome({ status: null, by: 'unknown' })], seen(405)), 'open')
  assert.is(compare([outcome({}), outcome({ status: null, by: 'unknown' })], seen(200)), 'same')
})

test('Allow is a set: order, spaces and repetition do not count', () => {
  const outcomes = [outcome({ status: 405, headers: { allow: 'GET, POST' } })]
  assert.is(compare(outcomes, seen(405, 'POST,GET, GET')), 'same')
  assert.is(compare(outcomes, seen(405, 'GET')), 'allow')
  assert.is(compare(outcomes, seen(405)), 'allow')
  assert.is(compare([outcome({ status: 405 })], seen(405, 'GET')), 'allow')
  assert.is(compare([outcome({ status: 405, headers: {} })], seen(405, 'GET')), 'open')
})

test('an answer that never comes is what a closed connection means', () => {
  const closed = outcome({ status: null, by: 'closed' })
  assert.is(compare([closed], null), 'same')
  assert.is(compare([closed], seen(200)), 'status')
  assert.is(compare([outcome({})], null), 'status')
})

test('a program behind gives the status that the server in front is to give', () => {
  const express: Seen = { status: 404, headers: { 'x-powered-by': 'Express' } }
  const own = outcome({ status: 404 })
  const step = { kind: 'forward', range: null, text: 'proxy_pass' } as const
  const passedOn = outcome({ status: 404, steps: [step] })
  const askedAside = outcome({ status: 404, steps: [{ ...step, aside: true }] })
  assert.is(compare([own], express, 'nginx'), 'who')
  assert.is(compare([askedAside], express, 'apache'), 'who')
  for (const outcomes of [
    [passedOn],
    [own, passedOn],
    [outcome({ status: 404, headers: { 'x-powered-by': 'Express' } })],
  ])
    assert.is.not(compare(outcomes, express, 'nginx'), 'who')
  assert.is(compare([own], express, 'express'), 'same')
  assert.is(compare([own], seen(404), 'nginx'), 'same')
})

test.run()
