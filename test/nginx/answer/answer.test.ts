import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Outcome } from '../../../src/model/outcome.ts'
import { ask, inServer, line, originOf, reading, summary } from '../read.ts'

// That each answer is nginx's own is what test/truth/nginx.live.test.ts is for; here is what no server can be asked: what stays
// open, who decided, and what became of the headers that were written.

const open = suite('nginx: what the files leave open')

open('a file outside the working directory may be there or not', () => {
  const origin = originOf('root /srv/www;')
  assert.equal(summary(ask(origin, 'GET', '/a.txt')), [
    '200 if /srv/www/a.txt exists',
    '301 if /srv/www/a.txt is a directory',
    '404 if /srv/www/a.txt does not exist',
  ])
  assert.equal(summary(ask(origin, 'POST', '/a.txt')), [
    '301 if /srv/www/a.txt is a directory',
    '404 if /srv/www/a.txt does not exist',
    '405 if /srv/www/a.txt exists',
  ])
})

open('nothing lies in a folder that is not there, nor below a file', () => {
  const origin = originOf('root /srv/www; location /docs { try_files $uri/ $uri/index.html =410; }')
  assert.equal(summary(ask(origin, 'GET', '/docs')), [
    '301 if /srv/www/docs is a directory',
    '410 if /srv/www/docs exists, or /srv/www/docs does not exist',
  ])
  const far = originOf('root /srv/www; location / { try_files /a/ /a/b/c.html =410; }')
  assert.equal(
    summary(ask(far, 'GET', '/a')).filter((one) => one.includes('does not exist')),
    ['410 if /srv/www/a exists, or /srv/www/a does not exist'],
  )
})

open('a method that no file can change is decided all the same', () => {
  assert.equal(summary(ask(originOf('root /srv/www;'), 'PUT', '/a.txt')), ['405'])
})

open('a path that leads to itself ends as a failure, and every lap is told; one whose laps differ goes on', () => {
  const circle = 'location / { try_files /none /index.html; }'
  const [only, ...others] = ask(originOf(`root www; ${circle}`, '', { 'www/a.txt': 'A' }), 'GET', '/a')
  assert.equal([only?.status, others.length], [500, 0])
  const told = (only?.steps ?? []).map(({ text }) => text)
  assert.equal(told.filter((text) => text === 'try_files ends with /index.html').length, 11)
  assert.equal(told.filter((text) => text.startsWith('location /')).length, 11)
  const counting = (laps: number): string =>
    `root www; set $n "\${n}x"; if ($n = ${'x'.repeat(laps)}) { return 204; } ${circle}`
  const ending = (laps: number): string[] =>
    summary(ask(originOf(counting(laps), '', { 'www/a.txt': 'A' }), 'GET', '/a'))
  // As nginx 1.22 answers them.
  assert.equal([ending(4), ending(14)], [['204'], ['500']])
})

open('a file in sight is looked up', () => {
  const origin = originOf('root www;', '', { 'www/a.txt': 'A' })
  assert.equal(summary(ask(origin, 'GET', '/a.txt')), ['200'])
  assert.equal(summary(ask(origin, 'GET', '/b.txt')), ['404'])
})

open('an unknown header branches an if, and one question has one answer', () => {
  const origin = originOf(
    'location / { if ($http_x = a) { return 405; } if ($http_x = a) { return 501; } return 204; }',
  )
  assert.equal(summary(ask(origin, 'GET', '/')), ['204 if $http_x is not "a"', '405 if $http_x is "a"'])
})

open('a header that a trace does not name is known to be absent', () => {
  const origin = originOf('location / { if ($http_x) { return 405; } return 204; }')
  assert.equal(summary(ask(origin, 'GET', '/', { others: 'absent' })), ['204'])
})

open('of more ways than are looked at, the one of a client that sends no query is among those that are', () => {
  const ifs = [...'abcdefghij']
    .map((letter) => `if ($query_string ~ "${letter}=") { set $blocked 1; } if ($arg_${letter}) { set $blocked 1; }`)
    .join(' ')
  const statuses = ask(originOf(`location / { ${ifs} if ($blocked) { return 403; } return 204; }`), 'GET', '/').map(
    ({ status }) => status,
  )
  assert.ok(statuses.includes(204) && statuses.includes(403), statuses.join())
})

open('the query is as open as a header, and settled by what is known of it', () => {
  const origin = originOf('location / { if ($args = "") { return 204; } if ($arg_x = 1) { return 405; } return 200; }')
  assert.equal(summary(ask(origin, 'GET', '/')), [
    '200 if $args is not "" and $arg_x is not "1"',
    '204 if $args is ""',
    '405 if $args is not "" and $arg_x is "1"',
  ])
  assert.equal(summary(ask(origin, 'GET', '/?x=1')), ['405'])
  assert.equal(summary(ask(origin, 'GET', '/', { others: 'absent' })), ['204'])
})

open('a value that is known in part decides what it can', () => {
  const origin = originOf(
    'location / { set $m "$request_method:$http_x"; if ($m = "POST:go") { return 405; } if ($m ~ "^(PUT|DELETE):") { return 501; } return 204; }',
  )
  assert.equal(summary(ask(origin, 'GET', '/')), ['204'])
  assert.equal(summary(ask(origin, 'PUT', '/')), ['501'])
  assert.equal(summary(ask(origin, 'POST', '/')), [
    '204 if $request_method:$http_x is not "POST:go"',
    '405 if $request_method:$http_x is "POST:go"',
  ])
})

open('what an equality settles holds for the maps of the same variable', () => {
  const origin = originOf(
    'location / { if ($http_x = a) { set $seen 1; } if ($m) { return 405; } return 204; }',
    'map $http_x $m { default 0; a 1; }',
  )
  assert.equal(summary(ask(origin, 'GET', '/')), ['204 if $http_x is not "a"', '405 if $http_x is "a"'])
})

open('addresses are unknown, all and none are not', () => {
  assert.equal(
    summary(ask(originOf('location / { deny all; return 200; }'), 'GET', '/')),
    ['200'],
    'return comes before access',
  )
  assert.equal(summary(ask(originOf('location / { allow 10.0.0.0/8; deny all; empty_gif; }'), 'GET', '/')), [
    "200 if the client's address is in 10.0.0.0/8",
    "403 if the client's address is not in 10.0.0.0/8",
  ])
  assert.equal(summary(ask(originOf('location / { deny all; empty_gif; }'), 'GET', '/')), ['403'])
})

open('a backend that nobody knows leaves the status open, and its headers', () => {
  const [outcome, ...others] = ask(
    originOf('location / { add_header Allow GET always; proxy_pass http://app; }'),
    'PUT',
    '/x',
  )
  assert.equal(others, [])
  assert.is(outcome?.status, null)
  assert.is(outcome?.by, 'proxy')
  assert.is(outcome?.headers['cache-control'], undefined)
  assert.equal(outcome?.forwarded, { method: 'PUT', target: '/x', upstream: 'http://app', headers: { host: 'app' } })
})

open('a status that error_page keeps is known, whatever the backend says', () => {
  const origin = originOf('location / { error_page 405 @app; return 405; } location @app { proxy_pass http://app; }')
  assert.equal(
    ask(origin, 'PUT', '/').map(({ status }) => status),
    [405],
  )
})

open('a lookaround is followed, a pattern that PCRE alone understands cannot be told', () => {
  assert.equal(summary(ask(originOf('location ~ ^/(?!a) { return 405; } location / { return 204; }'), 'GET', '/b')), [
    '405',
  ])
  const origin = originOf('location ~ ^/(?R)?b { return 405; } location / { return 204; }')
  assert.equal(
    summary(ask(origin, 'GET', '/b')).map((text) => text.slice(0, 3)),
    ['204', '405'],
  )
})

open('random shares are branches', () => {
  const origin = originOf(
    'location / { if ($v = b) { return 405; } return 204; }',
    'split_clients $remote_addr $v { 10% b; * a; }',
  )
  assert.equal(
    ask(origin, 'GET', '/')
      .map(({ status }) => status)
      .sort(),
    [204, 405],
  )
})

open('files out of sight may add headers, mime.types does not', () => {
  const add = 'location /a { return 405; } location /b { add_header X 1; return 405; }'
  const unseen = originOf(`include /srv/snippets/headers.conf; ${add}`)
  assert.is(ask(unseen, 'PUT', '/a')[0]?.headers.allow, undefined)
  assert.is(ask(unseen, 'PUT', '/b')[0]?.headers.allow, null)
  assert.is(ask(originOf(add, 'include /srv/mime.types;'), 'PUT', '/a')[0]?.headers.allow, null)
  assert.ok(unseen.open.length > 0)
})

open('maps in a circle, and chains of them, come to an end', () => {
  const chain = Array.from(
    { length: 2000 },
    (_, index) => `map $v${index} $v${index + 1} { default $v${index}; x 1; }`,
  ).join(' ')
  assert.equal(
    summary(
      ask(originOf('location / { if ($v2000) { return 405; } return 204; }', chain), 'GET', '/', { others: 'absent' }),
    ),
    ['204'],
  )
  assert.equal(
    summary(
      ask(
        originOf(
          'location / { if ($a) { return 405; } return 204; }',
          'map $a $b { default $a; } map $b $a { default $b; }',
        ),
        'GET',
        '/',
      ),
    ),
    ['204'],
  )
})

open('more answers than can be listed are one unknown one', () => {
  const ifs = Array.from(
    { length: 12 },
    (_, index) => `if ($http_x${index}) { add_header X-${index} 1; set $a "$a${index}"; }`,
  ).join(' ')
  const outcomes = ask(originOf(`location / { set $a ""; ${ifs} return 200; }`), 'GET', '/')
  assert.ok(outcomes.length < 100)
  assert.is(outcomes.at(-1)?.status, null)
})

open.run()

const decided = suite('nginx: who decided')

const only = (outcomes: Outcome[]): Outcome => {
  assert.is(outcomes.length, 1)
  const [outcome] = outcomes
  if (!outcome) throw new Error('no outcome')
  return outcome
}

decided('return, deny, the location of a static file, and nobody', () => {
  const [origin] = reading(
    'events {}\nhttp {\nserver {\nroot www;\nlocation /r {\nreturn 405;\n}\nlocation /d {\ndeny all;\n}\nlocation /s {\n}\n}\n}\n',
  ).origins
  if (!origin) throw new Error('no origin')
  assert.is(line(only(ask(origin, 'GET', '/r'))), 6)
  assert.is(line(only(ask(origin, 'GET', '/d'))), 9)
  assert.is(line(only(ask(origin, 'PUT', '/s'))), 11)
  assert.is(line(only(ask(origin, 'TRACE', '/s'))), null)
})

decided("a status that error_page replaces is the error_page's, one that it keeps is not", () => {
  const [origin] = reading(
    'events {}\nhttp {\nserver {\nroot www;\nlocation /a {\nerror_page 405 =501 /page;\nreturn 405;\n}\nlocation /b {\nerror_page 405 /page;\nreturn 405;\n}\nlocation = /page {\nempty_gif;\n}\n}\n}\n',
  ).origins
  if (!origin) throw new Error('no origin')
  assert.is(line(only(ask(origin, 'PUT', '/a'))), 6)
  assert.is(line(only(ask(origin, 'PUT', '/b'))), 11)
})

decided("a linked backend's own line", () => {
  const place = { file: 'app.js', start: { line: 3, column: 1, offset: 20 }, end: { line: 3, column: 9, offset: 28 } }
  const backend = (): Outcome[] => [
    {
      status: 405,
      headers: { allow: 'GET' },
      by: 'response',
      decidedBy: place,
      written: [{ name: 'allow', value: 'GET', range: place, arrives: true }],
      steps: [],
    },
  ]
  const outcome = only(ask(originOf('location / { proxy_pass http://app; }'), 'PUT', '/', {}, backend))
  assert.equal(outcome.decidedBy, place)
  assert.is(outcome.headers.allow, 'GET')
})

decided('steps tell the location, what it beat, and the guard', () => {
  const outcome = only(
    ask(originOf('location /a { return 200; } location ~ ^/a { limit_except GET { deny all; } }'), 'PUT', '/a/b'),
  )
  const location = outcome.steps.find(({ kind }) => kind === 'location')
  assert.is(location?.text, 'location ~ ^/a is the first regex that matches')
  assert.is(location?.beat?.length, 1)
  assert.equal(
    outcome.steps.map(({ kind }) => kind),
    ['server', 'location', 'guard', 'access'],
  )
})

decided.run()

const written = suite('nginx: what became of the headers')

/** `name: why it is lost`, or `arrives`. */
const fate = (outcomes: Outcome[], name: string): string[] =>
  outcomes.flatMap((outcome) =>
    outcome.written
      .filter((one) => one.name === name)
      .map(({ arrives, lost }) => (arrives ? 'arrives' : (lost ?? 'empty'))),
  )

written('no always, another level, an error page', () => {
  assert.equal(fate(ask(originOf('location / { add_header Allow GET; return 405; }'), 'PUT', '/'), 'allow'), [
    'no-always',
  ])
  assert.equal(fate(ask(originOf('location / { add_header Allow GET always; return 405; }'), 'PUT', '/'), 'allow'), [
    'arrives',
  ])
  assert.equal(
    fate(ask(originOf('add_header Allow GET always; location / { add_header X 1; return 405; }'), 'PUT', '/'), 'allow'),
    ['level'],
  )
  assert.equal(
    fate(
      ask(
        originOf(
          'location / { add_header Allow GET always; error_page 405 @x; return 405; } location @x { return 405 "no"; }',
        ),
        'PUT',
        '/',
      ),
      'allow',
    ),
    ['error-page'],
  )
  assert.equal(fate(ask(originOf('location / { expires -1; return 501; }'), 'GET', '/'), 'cache-control'), [
    'no-always',
  ])
})

written('a value that is empty for this status is no loss', () => {
  const origin = originOf(
    'add_header Allow $allow always; location / { return 404; }',
    'map $status $allow { 405 GET; }',
  )
  assert.equal(fate(ask(origin, 'GET', '/'), 'allow'), ['empty'])
})

written("an upstream's Allow, intercepted or hidden", () => {
  const backend = (): Outcome[] => [
    { status: 405, headers: { allow: 'GET' }, by: 'response', decidedBy: null, written: [], steps: [] },
  ]
  const asked = (directives: string): Outcome[] => ask(originOf(directives), 'PUT', '/', {}, backend)
  assert.equal(
    fate(
      asked(
        'location / { proxy_pass http://a; proxy_intercept_errors on; error_page 405 @x; } location @x { return 405 "no"; }',
      ),
      'allow',
    ),
    ['intercepted'],
  )
  assert.equal(fate(asked('location / { proxy_pass http://a; proxy_hide_header Allow; }'), 'allow'), ['hidden'])
})

written('the place that took it away is told', () => {
  const [lost] = ask(
    originOf('add_header Allow GET always;\nlocation / {\nadd_header X 1;\nreturn 405; }'),
    'PUT',
    '/',
  ).flatMap((outcome) => outcome.written.filter(({ name }) => name === 'allow'))
  assert.is(lost?.at?.start.line, 8)
})

written('add_header_inherit merges, or drops', () => {
  const inherit = (mode: string): Outcome[] =>
    ask(
      originOf(
        `add_header Allow GET always; location / { add_header_inherit ${mode}; add_header X 1 always; return 405; }`,
      ),
      'PUT',
      '/',
    )
  assert.is(inherit('merge')[0]?.headers.allow, 'GET')
  assert.is(inherit('on')[0]?.headers.allow, null)
  assert.is(
    ask(originOf('add_header Allow GET always; location / { add_header_inherit off; return 405; }'), 'PUT', '/')[0]
      ?.headers.allow,
    null,
  )
})

written.run()

const server = suite('nginx: which server')

server('a second address is a branch only where another server answers there', () => {
  const ports = reading('events {} http { server { listen 127.0.0.1:8080-8082; return 204; } }').origins[0]
  assert.equal(
    ports?.addresses.map(({ host, port }) => `${host}:${port}`),
    ['127.0.0.1:8080', '127.0.0.1:8081', '127.0.0.1:8082'],
  )
  const both = reading('events {} http { server { listen 80; listen [::]:80; return 204; } }').origins[0]
  assert.equal(both && summary(ask(both, 'GET', '/')), ['204'])
  const two = reading('events {} http { server { listen 80; return 204; } server { listen [::]:80; return 205; } }')
    .origins[0]
  assert.equal(
    two &&
      ask(two, 'GET', '/')
        .map(({ status }) => status)
        .sort(),
    [204, 205],
  )
})

server('plain HTTP on a TLS port is a 400', () => {
  const origin = reading('events {} http { server { listen 443 ssl; return 204; } }').origins[0]
  assert.equal(origin && summary(ask(origin, 'GET', '/', { port: 443 })), ['400'])
  assert.equal(origin && summary(ask(origin, 'GET', '/', { port: 443, scheme: 'https' })), ['204'])
})

server('a main configuration serves any host, a fragment those it names', () => {
  const whole = reading(inServer('server_name a.test;')).origins[0]
  assert.equal(
    whole?.hosts.map(({ kind }) => kind),
    ['exact', 'any'],
  )
  const fragment = reading('server { listen 80; server_name a.test; }').origins[0]
  assert.equal(
    fragment?.hosts.map(({ kind }) => kind),
    ['exact'],
  )
})

server.run()
