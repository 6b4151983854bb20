import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { describeMethods } from '../../../src/model/method-set.ts'
import type { Guard } from '../../../src/model/origin.ts'
import { checkPassword } from '../../../src/nginx/answer/passwords.ts'
import { escapeArgs, escapeUri, parseUri, unescapeRedirect } from '../../../src/nginx/answer/uri.ts'
import { ask, inServer, originOf, reading } from '../read.ts'

const guards = suite('nginx: guards on methods')

const tell = ({ refuses, status, effective, why }: Guard): string =>
  `${describeMethods(refuses)}: ${status}${effective ? '' : `, never: ${why}`}`
const guardsOf = (directives: string, http = ''): string[] => originOf(directives, http).guards.map(tell)

guards('limit_except keeps HEAD with GET and takes all the others', () => {
  assert.equal(guardsOf('location / { limit_except get POST { deny all; } }'), [
    'every method but GET, POST, HEAD: 403',
  ])
})

guards('with satisfy any and a password, a denial asks for it', () => {
  assert.equal(guardsOf('satisfy any; auth_basic x; location / { limit_except GET { deny all; } }'), [
    'every method but GET, HEAD: 401',
  ])
})

guards('a limit_except that denies nobody, or only routes methods elsewhere', () => {
  assert.equal(guardsOf('location / { limit_except GET { } }'), [
    'every method but GET, HEAD: null, never: its block denies nothing',
  ])
  assert.equal(guardsOf('location / { proxy_pass http://a; limit_except GET { proxy_pass http://b; } }'), [])
})

guards('ifs on the method, in each of their forms', () => {
  assert.equal(guardsOf('if ($request_method !~ ^(GET|HEAD)$) { return 405; }'), ['every method but GET, HEAD: 405'])
  assert.equal(guardsOf('location / { if ($request_method = PUT) { return 501; } }'), ['PUT: 501'])
  assert.equal(guardsOf('location / { if ($request_method != GET) { return 444; } }'), ['every method but GET: 444'])
  assert.equal(
    guardsOf('location / { if ($bad) { return 405; } }', 'map $request_method $bad { default 1; GET 0; POST 0; }'),
    ['every method but GET, POST: 405'],
  )
})

guards('an unanchored expression lets names through that hold its words', () => {
  const [guard] = originOf('location / { if ($request_method !~ (GET|HEAD)) { return 405; } }').guards
  assert.is(guard?.refuses.complement, true)
})

guards('those that never run say why', () => {
  assert.equal(guardsOf('if ($request_method = TRACE) { return 501; }'), [
    'TRACE: 501, never: nginx answers TRACE with a 405 of its own before any if',
  ])
  assert.equal(guardsOf('location / { if ($request_method = get) { return 405; } }'), [
    'no method: 405, never: its condition holds for no method',
  ])
  assert.equal(guardsOf('location / { return 200; if ($request_method = PUT) { return 405; } }'), [
    'PUT: 405, never: the return before it answers every request',
  ])
  assert.equal(
    guardsOf('location / { limit_except GET { deny all; } if ($request_method = OPTIONS) { return 405; } }').at(-1),
    'OPTIONS: 405, never: limit_except takes these methods out of the location before its ifs are run',
  )
})

guards('an if that asks for more than the method, or redirects, is none', () => {
  assert.equal(
    guardsOf('location / { if ($http_x) { return 405; } if ($request_method = PUT) { return 301 /x; } }'),
    [],
  )
})

guards.run()

const routes = suite('nginx: routes')

routes('stand in source order, with their blocks and their methods', () => {
  const { routes: found } = originOf(
    'location = /a { } location /b { limit_except GET { deny all; } location ~ x$ { } } location @n { }',
  )
  assert.equal(
    found.map(({ pattern }) => pattern.source),
    ['= /a', '/b', '~ x$', '@n'],
  )
  assert.equal(
    found.map(({ pattern }) => pattern.kind),
    ['exact', 'prefix', 'regex', 'exact'],
  )
  assert.equal(
    found.map(({ methods }) => describeMethods(methods)),
    ['every method', 'GET, HEAD', 'every method', 'every method'],
  )
  assert.equal(
    found.map(({ within }) => within?.length),
    [1, 1, 2, 1],
  )
})

routes('patterns match as nginx does, and make paths of their own', () => {
  const [regex, prefix, quoted] = originOf('location ~* \\.(gif|png)$ { } location /a { } location "/a b" { }').routes
  assert.is(regex?.pattern.matches('/x.PNG'), true)
  assert.is(regex?.pattern.matches('/x.gif/y'), false)
  assert.is(prefix?.pattern.matches('/abc'), true)
  assert.is(quoted?.pattern.matches('/a b'), true)
  const sample = regex?.pattern.sample()
  assert.ok(sample && /\.(?:gif|png)$/i.test(sample))
})

routes('rows: one per method and path, none for names', () => {
  const { routes: rows } = reading(inServer('location /b { limit_except GET { deny all; } } location @n { }'))
  assert.equal(
    rows.map(({ method, path }) => `${method} ${path}`),
    ['GET /b', 'HEAD /b'],
  )
})

routes('equal regexes and equal names, which nginx takes silently, are told with both places', () => {
  const { problems } = reading(
    inServer(
      'location ~ x { }\nlocation ~ x { }\nlocation @n { }\nlocation @n { }\nlocation ~* x { }\nlocation /q {\nlocation ~ x { } }',
    ),
  )
  assert.equal(
    problems.map(({ ruleId, range, related }) => [ruleId, range.start.line, related?.[0]?.range.start.line]),
    [
      ['duplicate-location', 7, 6],
      ['duplicate-location', 9, 8],
    ],
  )
})

routes("a large server's regexes keep their order", () => {
  const origin = originOf(
    'location ~ ^/a/b { return 201; } location ~ b { return 202; } location ~ ^/a/ { return 203 x; } location ~ ^/(?:c|a)/z { return 206 x; }',
  )
  const status = (path: string): (number | null)[] => ask(origin, 'GET', path).map((outcome) => outcome.status)
  assert.equal([status('/a/b'), status('/a/xb'), status('/a/z'), status('/c/z')], [[201], [202], [203], [206]])
})

routes.run()

const uris = suite('nginx: URIs')

uris('are decoded, merged and resolved', () => {
  const uri = (target: string, merge = true): string | undefined => parseUri(target, merge)?.uri
  assert.equal(
    ['/a%20b', '/a//b', '/a/./b', '/a/x/../b', '/a/..', '/a/.', '/%2e%2e%2fx', '/a%2fb', '/a%3Fb', '/a%25'].map(
      (target) => uri(target),
    ),
    ['/a b', '/a/b', '/a/b', '/a/b', '/', '/a/', undefined, '/a/b', '/a?b', '/a%'],
  )
  assert.is(uri('/a//b', false), '/a//b')
  assert.equal(
    ['/..', '/a/../..', '/%', '/%zz', '/%00'].map((target) => uri(target)),
    [undefined, undefined, undefined, undefined, undefined],
  )
  assert.is(parseUri('/a?b=%20#c', true)?.args, 'b=%20')
})

uris('come back as bytes, whatever they were', () => {
  for (const path of ['/%E4%BD%A0', '/%E4%BD', '/%FF%20', '/%C3%A4'])
    assert.is(escapeUri(parseUri(path, true)?.uri ?? ''), path)
})

uris('are escaped for what they go into', () => {
  assert.is(escapeUri('/a b?c#d+e&f'), '/a%20b%3Fc%23d+e&f')
  assert.is(escapeArgs('a b?c#d+e&f'), 'a%20b%3Fc%23d%2Be%26f')
  assert.is(unescapeRedirect('/a%2Bb%20c%41?d%41'), '/a+b%20cA?d%41')
})

uris.run()

const passwords = suite('nginx: password files')

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`

passwords('plain, SHA and salted SHA are checked, crypt is not', () => {
  assert.is(checkPassword(basic('u:p'), 'u:{PLAIN}p\n'), true)
  assert.is(checkPassword(basic('u:x'), 'u:{PLAIN}p\n'), false)
  assert.is(checkPassword(basic('u:password'), 'u:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=\n'), true)
  assert.is(checkPassword(basic('u:p'), 'u:$apr1$x$y\n'), null)
  assert.is(checkPassword(basic('nobody:p'), 'u:$apr1$x$y\n'), false)
  assert.is(checkPassword('Bearer x', null), false)
  assert.is(checkPassword(basic('u:p'), null), null)
})

passwords.run()
