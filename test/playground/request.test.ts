import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { headersOf, urlFault, wholeUrl } from '../../playground/request.ts'

test('what begins with a name of a host needs no scheme', () => {
  for (const [typed, meant] of [
    ['', ''],
    ['shop.example', 'http://shop.example'],
    ['shop.example/api/x', 'http://shop.example/api/x'],
    ['shop.example:8080/api?a=b', 'http://shop.example:8080/api?a=b'],
    ['localhost', 'http://localhost'],
    ['localhost:8080/x', 'http://localhost:8080/x'],
    ['api:3000/x', 'http://api:3000/x'],
    ['[::1]:8080/x', 'http://[::1]:8080/x'],
    ['https://shop.example/', 'https://shop.example/'],
    ['/shop.example/x', 'http://localhost/shop.example/x'],
    ['api/v1.2/x', 'http://localhost/api/v1.2/x'],
    ['localhosts/x', 'http://localhost/localhosts/x'],
    ['?a.b=1', 'http://localhost/?a.b=1'],
  ] as const)
    assert.is(wholeUrl(typed), meant)
})

test('only http and https are asked', () => {
  for (const url of ['', 'http://a/', 'HTTPS://a']) assert.is(urlFault(url), '')
  for (const url of ['ftp://a/', 'http:///x', 'http://', 'file:///etc/passwd']) assert.ok(urlFault(url), url)
})

test('a line that is no header is told, and the others count', () => {
  assert.equal(headersOf('A: b\n\n c-d :e\nno header\nX:y: z'), {
    headers: { A: 'b', X: 'y: z' },
    fault: '“c-d :e” is no header. Write “Name: value”.',
  })
  assert.equal(headersOf(''), { headers: {}, fault: '' })
})

test.run()
