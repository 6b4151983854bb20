import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { AskedMethod } from '../../src/model/asked-method.ts'
import { newExchange } from '../../src/express/answer/exchange.ts'
import { asKept, fingerprintOf } from '../../src/express/answer/likeness.ts'
import { recall, recollection, remember } from '../../src/express/answer/memory.ts'
import type { Reading } from '../../src/express/answer/reads.ts'
import type { RequestFacts } from '../../src/express/answer/run.ts'
import { constant, objectOf, unknown } from '../../src/javascript/value.ts'
import type { ObjectValue } from '../../src/javascript/value.ts'

const FACTS: RequestFacts = {
  headers: {},
  absent: new Set(),
  open: new Set(),
  exact: true,
  host: 'localhost',
  scheme: 'http',
  originalUrl: '/',
  method: 'GET',
  asked: new AskedMethod('GET'),
}
const byMethod = (found: string): Reading => ({
  found,
  ask: (_, { method }) => method,
  isOfMethod: true,
  isOfPath: false,
})
const byUrl = (found: string): Reading => ({ found, ask: (_, { url }) => url, isOfMethod: false, isOfPath: true })

test('a run is remembered for requests of which it would find the same, in whatever order it asked', () => {
  const memory = recollection<string>()
  remember(memory, new Map([['method', byMethod('GET')], ['url', byUrl('/a')]]), 'GET /a') // prettier-ignore
  remember(memory, new Map([['url', byUrl('/b')], ['method', byMethod('PUT')]]), 'PUT /b') // prettier-ignore
  assert.is(recall(memory, FACTS, newExchange('GET', '/a')), 'GET /a')
  assert.is(recall(memory, FACTS, newExchange('PUT', '/b')), 'PUT /b')
  assert.is(recall(memory, FACTS, newExchange('PUT', '/a')), null)
})

test('what earlier runs came to is forgotten once many have asked otherwise', () => {
  const memory = recollection<string>()
  remember(memory, new Map([['url', byUrl('/a')]]), 'before')
  for (let at = 0; at < 50; at++) remember(memory, new Map([['method', byMethod(`M${at}`)]]), `M${at}`)
  assert.is(recall(memory, FACTS, newExchange('M49', '/x')), 'M49')
  assert.is(recall(memory, FACTS, newExchange('GET', '/a')), null)
})

const made = (status: number): ObjectValue => {
  const value = objectOf()
  value.members.set('status', constant(status)).set('row', unknown('a row'))
  asKept(value)
  return value
}

test('things that runs have left are what they hold; what may still change is itself', () => {
  assert.is(fingerprintOf(made(404)), fingerprintOf(made(404)))
  assert.is.not(fingerprintOf(made(404)), fingerprintOf(made(410)))
  assert.is.not(fingerprintOf(objectOf()), fingerprintOf(objectOf()))
})

test('one thing under two names is told from two things', () => {
  const one = made(404)
  const names = (values: ReturnType<typeof made>[]): string => {
    const met: object[] = []
    return values.map((value) => fingerprintOf(value, met)).join()
  }
  assert.is.not(names([one, one]), names([one, made(404)]))
})

test.run()
