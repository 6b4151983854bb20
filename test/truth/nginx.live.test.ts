import { readdirSync, readFileSync } from 'node:fs'
import * as assert from 'uvu/assert'
import { has, parseVersion } from '../../src/nginx/directives/version.ts'
import { liveSuite, nginxVersion, serverProgram } from '../live.ts'
import { BASICS } from './nginx/basics.ts'
import { FASTCGI } from './nginx/fastcgi.ts'
import { CORNERS } from './nginx/corners.ts'
import { around, askBoth, askCrowded, askDown, askOpenly, closeBackends, openBackends } from './nginx/lab.ts'
import type { Asked, Backends, Compared } from './nginx/lab.ts'
import { KINDS } from './nginx/kinds.ts'
import { requestsOf } from './nginx/live-case.ts'
import { HEADERS, OPEN, OPEN_HTTP, QUERIES, randomOpenServer } from './nginx/open.ts'
import { DETAILS } from './nginx/details.ts'
import { LIMITS } from './nginx/limits.ts'
import { OUTAGES } from './nginx/outages.ts'
import { PATTERNS, TEXTS } from './nginx/patterns.ts'
import { PHASES } from './nginx/phases.ts'
import { VERSIONS } from './nginx/versions.ts'
import { RANDOM_HTTP, randomFrom, randomRequests, randomServer } from './nginx/random.ts'

const test = liveSuite('nginx: the model against the real server', 'nginx')
const program = serverProgram('nginx') ?? 'nginx'

let backends: Backends
test.before(async () => { backends = await openBackends() })
test.after(async () => { await closeBackends(backends) })

const describe = ({ asked, seen, outcomes, why }: Compared): string =>
  `${asked.method} ${asked.path}: nginx ${seen.status}, sends ${seen.upstream.join() || 'nothing'}; model ${outcomes.map(({ status, when }) => `${status} ${when ?? ''}`).join(' | ')}: ${why.join('; ')}`

const both = (config: string, files: Record<string, string>, asked: Asked[]): Promise<Compared[] | null> => askBoth(program, config, files, asked, backends)

function agree(name: string, compared: Compared[] | null): { exact: number; all: number } {
  assert.ok(compared, `${name}: nginx refuses the configuration`)
  const wrong = (compared ?? []).filter(({ verdict }) => verdict === 'contradicted')
  assert.equal(wrong.map(describe), [], name)
  return { exact: (compared ?? []).filter(({ verdict }) => verdict === 'exact').length, all: compared?.length ?? 0 }
}

for (const one of [...BASICS, ...PHASES, ...DETAILS, ...CORNERS, ...KINDS, ...FASTCGI]) {
  test(one.name, async () => {
    agree(one.name, await both(around(one.server, one.http), one.files ?? {}, requestsOf(one, backends.free[1])))
  })
}

for (const one of OUTAGES) {
  test(one.name, async () => {
    const { exact, all } = agree(one.name, await askDown(program, around(one.server), requestsOf(one, undefined), backends))
    assert.is(exact, all)
  })
}

for (const one of LIMITS) {
  test(one.name, async () => {
    const { exact, all } = agree(one.name, await askCrowded(program, around(one.server, one.http), requestsOf(one, undefined), backends))
    assert.ok(exact > all * 0.9, `only ${exact} of ${all} are decided`)
  })
}

const openly = (server: string, http: string | undefined, asked: Asked[]): Promise<Compared[] | null> =>
  askOpenly(program, around(server, http), asked, { queries: QUERIES, headers: HEADERS, backends })

for (const one of OPEN) test(`left open: ${one.name}`, async () => { agree(one.name, await openly(one.server, one.http, requestsOf(one, undefined))) })

test('left open: random conditions on what a client may send', async () => {
  const asked = ['GET', 'PUT', 'POST', 'DELETE'].flatMap((method) => ['/x', '/y'].map((path) => ({ method, path })))
  for (let seed = 1; seed <= 12; seed++) {
    const server = randomOpenServer(randomFrom(seed))
    const compared = await openly(server, OPEN_HTTP, asked)
    if (compared) agree(`seed ${seed}:\n${server}\n`, compared)
  }
})

const version = parseVersion(nginxVersion(program))

for (const one of VERSIONS) {
  const { since } = one
  if (version && since && !has(version, ...since)) continue
  test(`by version: ${one.name}`, async () => {
    agree(one.name, await both(around(one.server, one.http), one.files ?? {}, requestsOf(one, backends.free[1])))
  })
}

interface Recorded { id: string; config: string; files?: Record<string, string | { base64: string }>; nginxTest: { ok: boolean }; requests?: (Asked & { raw?: unknown; http?: unknown; addr?: unknown; settle?: unknown; stateful?: unknown })[] }

const folder = 'fixtures/truth/nginx'
// What a filled cache answers is no question for a model of first requests.
const recorded = readdirSync(folder).filter((name) => !/^c\d/.test(name)).map((name): Recorded => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')))

test('the recorded configurations, asked anew', async () => {
  let [exact, all] = [0, 0]
  for (const { id, config, files = {}, nginxTest, requests = [] } of recorded) {
    if (!nginxTest.ok || Object.values(files).some((text) => typeof text !== 'string')) continue
    const asked = requests.filter(({ raw, http, addr, settle, stateful, path, host }) => !raw && !http && !addr && !settle && !stateful && path.startsWith('/') && host !== null)
      .map(({ method, path, host, headers, body }) => ({ method, path, ...(host !== undefined && { host }), ...(headers && { headers }), ...(body !== undefined && { body }) }))
    if (asked.length === 0) continue
    const texts = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, String(text)]))
    const result = agree(id, await both(config, texts, asked))
    exact += result.exact
    all += result.all
  }
  assert.ok(exact / all > 0.95, `only ${exact} of ${all} are decided`)
})

test('regular expressions match alike', async () => {
  const quoted = (pattern: string): string => `"${pattern.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  const locations = PATTERNS.map((pattern, index) => `location ~ ^/${index}/(?<text${index}>[\\s\\S]*)$ { if ($text${index} ~ ${quoted(pattern)}) { return 200 "$1"; } return 404; }`)
  const asked = PATTERNS.flatMap((_, index) => TEXTS.map((text) => ({ method: 'GET', path: `/${index}/${encodeURIComponent(text)}` })))
  const { exact, all } = agree('patterns', await both(around(locations.join('\n')), {}, asked))
  assert.ok(exact / all > 0.8, `only ${exact} of ${all} are decided`)
})

test('random configurations', async () => {
  let taken = 0
  for (let seed = 1; seed <= 40; seed++) {
    const random = randomFrom(seed)
    const server = randomServer(random)
    const compared = await both(around(server, RANDOM_HTTP), { pw: 'u:{PLAIN}p\n' }, randomRequests(random))
    if (!compared) continue
    taken++
    agree(`seed ${seed}:\n${server}\n`, compared)
  }
  assert.ok(taken > 20, `nginx refuses all but ${taken} of them`)
})

test.run()
