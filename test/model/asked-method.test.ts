import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { AskedMethod } from '../../src/model/asked-method.ts'

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD'])

test('a method is like those of which the same is true', () => {
  const asked = new AskedMethod('GET')
  asked.is(READS)
  assert.is(asked.isLike('HEAD'), true)
  assert.is(asked.isLike('POST'), false)
  asked.is('HEAD')
  assert.is(asked.isLike('HEAD'), false)
})

test('methods that were asked the same do not share what they answered', () => {
  const [get, post] = [new AskedMethod('GET'), new AskedMethod('POST')]
  for (const one of [get, post]) {
    one.is(READS)
    one.is('OPTIONS')
  }
  assert.is(get.isLike('HEAD'), true)
  assert.is(get.isLike('PUT'), false)
  assert.is(post.isLike('PUT'), true)
  assert.is(post.isLike('HEAD'), false)
  assert.is(post.isLike('OPTIONS'), false)
})

test('what one is asked further on is nothing to another', () => {
  const [first, second] = [new AskedMethod('PUT'), new AskedMethod('PUT')]
  first.is('GET')
  second.is('GET')
  second.is('POST')
  assert.is(first.isLike('POST'), true)
  assert.is(second.isLike('POST'), false)
})

test('a question that is asked again adds nothing, whatever came between', () => {
  const asked = new AskedMethod('PUT')
  for (const question of ['GET', 'POST', 'GET', 'POST']) asked.is(question)
  assert.is(asked.isLike('DELETE'), true)
  assert.is(asked.isLike('GET'), false)
  assert.is(asked.isLike('POST'), false)
})

test('the lists that a method was held against are told, unless other things were asked', () => {
  const asked = new AskedMethod('GET')
  asked.is(READS)
  asked.is(new Set(['OPTIONS']))
  assert.equal(
    asked
      .lists()
      ?.map((names) => [...names].join())
      .sort(),
    ['GET,HEAD', 'OPTIONS'],
  )
  asked.is((method) => method.length === 3)
  assert.is(asked.lists(), null)
  const settled = new AskedMethod('GET')
  settled.settle()
  assert.is(settled.lists(), null)
})

test.run()
