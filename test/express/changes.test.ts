import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { changed } from '../../src/express/answer/changes.ts'
import { joinResponses, leave, newExchange, removeHeader, setHeader } from '../../src/express/answer/exchange.ts'
import { transfer } from '../../src/express/answer/reads.ts'
import { constant, objectOf } from '../../src/javascript/value.ts'

const withHeaders = (headers: Record<string, string>, method = 'GET') => {
  const exchange = newExchange(method, '/')
  for (const [name, value] of Object.entries(headers)) setHeader(exchange, name, value, null)
  return exchange
}

test('the same change of the same map gives the same map, another one another', () => {
  const [first, second] = [withHeaders({ Allow: 'GET' }), withHeaders({ Allow: 'GET' }, 'PUT')]
  assert.is(first.headers, second.headers)
  assert.is.not(first.headers, withHeaders({ Allow: 'PUT' }).headers)
  assert.is.not(first.headers, withHeaders({ allow: 'GET' }).headers)
  setHeader(second, 'Allow', null, null)
  assert.is(second.headers.get('allow')?.value, null)
  assert.is(first.headers.get('allow')?.value, 'GET')
  removeHeader(second, 'ALLOW')
  assert.is(second.headers.size, 0)
})

test('what handlers leave: equal texts are one, things are themselves', () => {
  const [first, second] = [newExchange('GET', '/'), newExchange('GET', '/')]
  for (const one of [first, second]) leave(one, 'req.user', constant('a'))
  assert.is(first.bag, second.bag)
  leave(first, 'req.user', constant(1))
  leave(second, 'req.user', constant('1'))
  assert.is.not(first.bag, second.bag)
  for (const one of [first, second]) leave(one, 'req.user', objectOf())
  assert.is.not(first.bag, second.bag)
})

test('of headers that only one response has, nothing is known', () => {
  const joined = joinResponses(withHeaders({ A: '1', B: '2' }), withHeaders({ A: '1', B: '3', C: '4' }))
  assert.equal([...joined.headers.keys()], ['a'])
  assert.is(joined.open, 'unseen')
  assert.is(joinResponses(withHeaders({ A: '1' }), withHeaders({ A: '1', Allow: 'GET' })).open, true)
  const one = withHeaders({ A: '1' })
  assert.is(joinResponses(one, withHeaders({ A: '1' })), one)
})

test('a change is made once more in what another request brought', () => {
  const start = withHeaders({ A: '1', B: '2' })
  const end = { ...start }
  removeHeader(end, 'b')
  setHeader(end, 'C', '3', null)
  for (const value of ['x', 'y']) {
    const moved = transfer(end, start, withHeaders({ A: value, B: '2' }))
    assert.equal(
      [...moved.headers.values()].map((one) => `${one.name}=${one.value}`),
      [`A=${value}`, 'C=3'],
    )
  }
})

test('many changes of one map are forgotten, not mixed up', () => {
  const map = new Map<string, number>()
  for (let at = 0; at < 500; at++) assert.is(changed(map, `set ${at}`, (copy) => copy.set('a', at)).get('a'), at)
  assert.is(changed(map, 'set 3', (copy) => copy.set('a', 3)).get('a'), 3)
})

test.run()
