import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadConfigurations } from '../../../src/nginx/configuration.ts'
import type { ReadingOptions } from '../../../src/nginx/configuration.ts'
import type { Finding } from '../../../src/text/finding.ts'
import { openDisk } from '../../../src/files/disk.ts'
import { folderWith } from '../../folder.ts'
import { REFUSALS } from '../refusals.ts'
import { STREAMS } from '../streams.ts'

function problemsOf(files: Record<string, string>, options: ReadingOptions = {}): Finding[] {
  const folder = folderWith(files)
  const disk = openDisk(folder)
  return loadConfigurations(
    Object.keys(files).flatMap((path) => disk.read(join(folder, path)) ?? []),
    disk,
    options,
  ).flatMap(({ problems }) => problems)
}
const told = (problems: Finding[]): string[] =>
  problems.map(
    ({ severity, ruleId, range, message }) =>
      `${severity ?? 'error'} ${ruleId} ${range.file}:${range.start.line} ${message}`,
  )

for (const { name, config, line, rule, related } of [...REFUSALS, ...STREAMS]) {
  test(`${line === null ? 'takes' : 'refuses'} ${name}`, () => {
    const problems = problemsOf({ 'nginx.conf': config }, { version: '1.22.1' })
    if (line === null) return assert.equal(told(problems), [])
    const found = problems.find(
      ({ range, related: others = [] }) =>
        range.start.line === line || others.some((one) => one.range.start.line === line),
    )
    assert.is(found?.ruleId, rule, told(problems).join('\n'))
    if (related)
      assert.equal(
        found?.related?.map(({ range }) => range.start.line),
        related,
      )
  })
}

const main = (text: string): Record<string, string> => ({ 'nginx.conf': `events {}\nhttp {\n${text}\n}\n` })

test('what another module may bring is no error, a slip of a known name is', () => {
  assert.equal(
    told(
      problemsOf(
        main(
          'more_clear_headers Server;\nlua_package_path "x";\nserver { location / { content_by_lua_block { a("}") } echo hi; } }\nvhost_traffic_status_zone;',
        ),
      ),
    ),
    [],
  )
  assert.match(
    told(problemsOf({ 'conf.d/a.conf': 'server {\n retrun 405;\n}' })).join(),
    /^error unknown-directive conf\.d\/a\.conf:2 .*did you mean "return"/,
  )
  assert.equal(told(problemsOf({ 'conf.d/a.conf': 'server {\n corp_route on;\n}' })), [])
  assert.match(told(problemsOf(main('corp_route on;'))).join(), /^warn unknown-directive/)
})

test('what is not in sight may define anything', () => {
  assert.equal(
    told(
      problemsOf(
        main(
          'include /elsewhere/*.conf;\naccess_log logs/a.log theirs;\nlimit_req zone=theirs;\nserver { return 200 $theirs; }',
        ),
      ),
    ),
    [],
  )
  assert.equal(
    told(
      problemsOf({
        'conf.d/a.conf': 'server { return 200 $theirs; location / { fastcgi_pass php; } access_log a.log theirs; }',
      }),
    ),
    [],
  )
  assert.match(
    told(problemsOf({ 'conf.d/a.conf': 'server { if ($request_methd = GET) { return 200; } }' })).join(),
    /did you mean "\$request_method"/,
  )
})

test('sites to choose from do not conflict, sites that are all loaded do', () => {
  const files = (folder: string): Record<string, string> => ({
    [`${folder}/a.conf`]: 'server { listen 80 default_server; }',
    [`${folder}/b.conf`]: 'server { listen 80 default_server; }',
  })
  assert.equal(told(problemsOf(files('sites-available'))), [])
  assert.is(problemsOf(files('conf.d')).length, 1)
})

test("a template's holes are no values", () => {
  assert.equal(
    told(
      problemsOf({
        'default.conf.template':
          'server {\n listen ${PORT};\n server_name ${NAME};\n client_max_body_size ${SIZE};\n return ${CODE};\n location ${BASE} { proxy_pass http://${HOST}:${PORT}; proxy_read_timeout ${T}s; }\n}',
      }),
    ),
    [],
  )
  assert.equal(
    told(
      problemsOf({
        'nginx.conf':
          'events {}\nhttp {\n ${RESOLVER}\n\n upstream u { server a:1; }\n server { return 200 $theirs; }\n}\n',
      }),
    ),
    [],
  )
  assert.equal(
    told(
      problemsOf({
        'a.template':
          '!{explode server(x)}\nserver {\n ${core.ipv4}listen ${web.port};\n ${core.off}location / {\n ${core.off}}\n proxy_read_timeout ${web.time};\n}',
      }),
    ),
    [],
  )
  assert.equal(
    told(
      problemsOf({
        'a.conf.template':
          'server {\n listen {{ port }};\n {% if tls %}\n listen 443 ssl;\n {% else %}\n listen 443;\n {% endif %}\n return {{ code | default(405) }};\n}',
      }),
    ),
    [],
  )
  assert.equal(
    told(
      problemsOf({
        'a.conf.tmpl': 'server {\n fastcgi_buffers {{ getenv "BUFFERS" "16 32k" }};\n}',
        'b.conf.template': 'server {\n listen 81;\n fastcgi_buffers ${BUFFERS};\n}',
      }),
    ),
    [],
  )
  assert.equal(told(problemsOf({ 'a.conf.j2': '{# Who wrote\n   it; { #}\nserver {\n listen {{ port }};\n}' })), [])
  assert.equal(
    told(
      problemsOf({
        'a.conf.template':
          'error_log stderr ${LOGLEVEL};\nserver {\n listen 81;\n\n SSL_CONFIG\n\n location / { return 204; }\n}',
      }),
    ),
    [],
  )
})

/** What is said of a directive in `http {}`, by version; `any`: where none is named. */
function verdicts(text: string, ...versions: string[]): string {
  return versions.map((version) => problemsOf(main(text), version === 'any' ? {} : { version }).length).join(' ')
}

test('versions: what came later is unknown before, and any is taken where none is named', () => {
  const config = main('server { listen 127.0.0.1:21001; http2 on; add_header_inherit merge; }')
  assert.equal(told(problemsOf(config)), [])
  assert.equal(told(problemsOf(config, { version: '1.29.3' })), [])
  assert.is(problemsOf(config, { version: '1.29.2' }).length, 1)
  assert.is(problemsOf(config, { version: '1.24' }).length, 2)
})

test('versions: what has gone is taken before, and where no version is named, unless it went long ago', () => {
  assert.is(verdicts('server { ssl off; }', '1.25.0', '1.25.1', 'any'), '0 1 0')
  assert.is(verdicts('server { listen 80 spdy; }', '1.19.6', '1.19.7', 'any'), '0 1 0')
  assert.is(verdicts('limit_zone z $binary_remote_addr 1m;', '1.7.5', '1.7.6', 'any'), '0 1 1')
  assert.is(verdicts('server { log_format a $uri; }', '1.7.7', '1.7.8', 'any'), '0 1 1')
})

test('versions: words, parameters, numbers of arguments and variables', () => {
  assert.is(verdicts('ssl_protocols TLSv1.3;', '1.12.2', '1.13.0', 'any'), '1 0 0')
  assert.is(verdicts('proxy_next_upstream error non_idempotent;', '1.9.12', '1.9.13', 'any'), '1 0 0')
  assert.is(verdicts('proxy_next_upstream http_429;', '1.11.12', '1.11.13', 'any'), '1 0 0')
  assert.is(verdicts('proxy_http_version 2;', '1.29.3', '1.29.4', 'any'), '1 0 0')
  assert.is(verdicts('add_header A b always;', '1.7.4', '1.7.5', 'any'), '1 0 0')
  assert.is(
    verdicts('server { listen 443 quic; ssl_certificate a; ssl_certificate_key b; }', '1.24.0', '1.25.0', 'any'),
    '1 0 0',
  )
  assert.is(verdicts('proxy_cache_path c keys_zone=z:1m min_free=1m;', '1.19.0', '1.19.1', 'any'), '1 0 0')
  assert.is(verdicts('limit_rate $arg_rate;', '1.16.1', '1.17.0', 'any'), '1 0 0')
  assert.is(verdicts('map $uri $m { volatile; default 1; }', '1.11.6', '1.11.7', 'any'), '1 0 0')
  assert.is(verdicts('geo $m { volatile; default 1; }', '1.29.2', '1.29.3', 'any'), '1 0 0')
  assert.is(verdicts('server { return 200 $request_id; }', '1.10.3', '1.11.0', 'any'), '1 0 0')
  assert.is(verdicts('server { return 200 $sent_trailer_x; }', '1.13.1', '1.13.2', 'any'), '1 0 0')
  assert.is(verdicts('map $uri $request_port { default 1; }', '1.29.2', '1.29.3', 'any'), '0 1 0')
  assert.is(verdicts('upstream u { server 127.0.0.1; keepalive 4 local; }', '1.29.6', '1.29.7', 'any'), '1 0 0')
  assert.is(verdicts('http2_idle_timeout soon;', '1.19.6', '1.19.7', 'any'), '1 0 0')
  assert.is(verdicts('upstream u { server 127.0.0.1; sticky cooky a; }', '1.29.5', '1.29.6', 'any'), '0 1 0')
})

test('versions: streams share addresses since 1.25.5, and may do nothing since 1.27.1', () => {
  const inStream = (text: string, version?: string): number =>
    problemsOf({ 'nginx.conf': `events {}\nstream { ${text} }\n` }, version === undefined ? {} : { version }).length
  const two = 'server { listen 1; return a; } server { listen 1; server_name b; return a; }'
  assert.equal([inStream(two, '1.25.4') > 0, inStream(two, '1.25.5') > 0, inStream(two) > 0], [true, false, false])
  assert.equal(
    [
      inStream('server { listen 1; }', '1.27.0'),
      inStream('server { listen 1; }', '1.27.1'),
      inStream('server { listen 1; }'),
    ],
    [1, 0, 0],
  )
})

test('names that no hash takes are refused once servers share an address', () => {
  const refusals = (names: string, first: string, second: string): number =>
    problemsOf({
      'nginx.conf': `events {}\nhttp {\n server { ${first} server_name ${names}; }\n server { ${second} server_name z; }\n}\n`,
    }).length
  const shared = (names: string): number => refusals(names, 'listen 81;', 'listen 81;')
  assert.equal(['a*b', 'www.*.com', 'a..b', '*.a.*', 'x*'].map(shared), [1, 1, 1, 1, 1])
  assert.is(shared('*.a .b c.* d. "" ~a*b ~^x..y$ $hostname'), 0)
  assert.is(refusals('a*b', 'listen 81;', 'listen 82;'), 0)
  assert.is(refusals('a*b', '', 'listen 80;'), 1, 'without listen a server is on port 80')
  assert.is(refusals('a*b', '', 'listen 81;'), 0)
})

test('a fragment is taken to belong where nginx takes it', () => {
  assert.equal(
    told(
      problemsOf({
        'cors.conf':
          'if ($request_method = OPTIONS) {\n add_header Allow GET;\n return 204;\n}\nadd_header Vary Origin;\n',
      }),
    ),
    [],
  )
  assert.is(
    problemsOf({ 'site.conf': 'server_name a.test;\nif ($request_method = OPTIONS) {\n add_header Allow GET;\n}\n' })
      .length,
    1,
  )
  assert.equal(told(problemsOf({ 'imap.conf': 'server { listen 143; protocol imap; starttls on; proxy on; }' })), [])
})

test('HTTP/3 listens beside TLS on one port, as datagrams', () => {
  const server = (text: string): number =>
    problemsOf(main(`server { ssl_certificate a; ssl_certificate_key b; ${text} }`), { version: '1.30.4' }).length
  assert.is(
    server('listen 443 ssl; listen 443 quic reuseport; listen [::]:443 ssl; listen [::]:443 quic reuseport;'),
    0,
  )
  assert.is(server('listen 443 quic; listen 443 quic;'), 1)
  assert.is(server('listen 443 quic ssl;'), 1)
  assert.is(problemsOf(main('server { listen 443 quic; }'), { version: '1.30.4' }).length, 1)
})

test('one brace too few does not put everything into the wrong block', () => {
  const problems = problemsOf({
    'nginx.conf':
      'events {}\nhttp {\n server {\n  location / {\n   return 405;\n }\n server { listen 81; }\n server { listen 82; }\n server { listen 83; }\n}\n',
  })
  assert.equal(
    told(problems).map((text) => text.split(' ').slice(0, 3).join(' ')),
    ['error syntax nginx.conf:2', 'error syntax nginx.conf:7'],
  )
})

test('the same mistake in a file that is included twice is one problem', () => {
  assert.is(
    problemsOf({
      'nginx.conf': 'events {}\nhttp { server { listen 81; include a.inc; } server { listen 82; include a.inc; } }',
      'a.inc': 'location / { retrun 1; }',
    }).length,
    1,
  )
})

test('a duplicate across includes names both places', () => {
  const [problem] = problemsOf({
    'nginx.conf': 'events {}\nhttp {\n server {\n  location /a {}\n  include a.inc;\n }\n}',
    'a.inc': '\nlocation /a {}',
  })
  assert.equal(
    [
      problem?.ruleId,
      problem?.range.file,
      problem?.range.start.line,
      problem?.range.includedFrom?.[0]?.start.line,
      problem?.related?.[0]?.range.start.line,
    ],
    ['duplicate-location', 'a.inc', 2, 5, 4],
  )
})

test('stream and mail', () => {
  assert.equal(
    told(
      problemsOf({
        'nginx.conf':
          'events {}\nstream { server { listen 12345 udp; proxy_pass 127.0.0.1:53; proxy_timeout 1s; } }\nmail { auth_http 127.0.0.1:9000; server { listen 25; } }\n',
      }),
    ),
    [],
  )
  assert.is(problemsOf({ 'nginx.conf': 'events {}\nstream { server { listen 1; location / {} } }\n' }).length, 1)
})

test.run()
