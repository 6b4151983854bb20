import { test } from 'uvu'
import * as assert from 'uvu/assert'
import type { Service } from '../../src/deployment/service.ts'
import { prefixPattern } from '../../src/model/path-pattern.ts'
import type { Site } from '../../src/model/site.ts'
import { buildSite } from '../../src/site/index.ts'
import { address, app, place, proxy, reading, tree } from './stand-in.ts'

const service = (name: string, more: Partial<Service> = {}): Service => ({
  name,
  names: [name],
  project: 'compose.yaml',
  range: place('compose.yaml', 1),
  links: new Map(),
  context: null,
  workplace: null,
  optional: false,
  network: 'own',
  environment: new Map(),
  command: null,
  ports: [],
  mounts: [],
  volumes: new Map(),
  ...more,
})

const nginx = (upstream: string) =>
  reading(
    [proxy('web/nginx.conf', [{ at: prefixPattern('/'), upstream }])],
    [tree('web/nginx.conf', [`proxy_pass ${upstream}`])],
  )

const shop = (
  upstream: string,
  services: Service[],
  port: number | null = 3000,
  backends: Record<string, string> = {},
): Site =>
  buildSite({
    cwd: '/p',
    readings: [nginx(upstream), reading([app('api/app.js', { 'GET /x': 200 }, port)])],
    files: [],
    clientCalls: [],
    services,
    backends,
  })

const web = service('web', { context: '/p/web', ports: [{ published: 8080, target: 80 }] })
const api = service('api', { context: '/p/api', ports: [{ published: 3999, target: 3000 }] })
const links = ({ links: found }: Site): string[] =>
  found.map(({ to, sure }) => `${to.name} ${sure ? 'sure' : 'unsure'}`)

test('a container is reached by its name', () => {
  assert.equal(links(shop('http://api:3000', [web, api])), ['api/app.js sure'])
  assert.equal(links(shop('http://api:3000', [web, api], null)), ['api/app.js sure'])
  assert.equal(links(shop('http://api:3001', [web, api])), [])
})

test('localhost in one container is not another container', () => {
  assert.equal(links(shop('http://127.0.0.1:3000', [web, api])), [])
  assert.equal(links(shop('http://127.0.0.1:3000', [])), ['api/app.js sure'])
})

test('a proxy outside reaches a published port', () =>
  assert.equal(links(shop('http://127.0.0.1:3999', [api])), ['api/app.js sure']))

test("inside a container localhost publishes nothing; on the machine's own network it does", () => {
  const inner = service('web', { context: '/p/web' })
  assert.equal(links(shop('http://127.0.0.1:3999', [inner, api])), [])
  assert.equal(links(shop('http://host.docker.internal:3999', [inner, api])), ['api/app.js sure'])
  assert.equal(links(shop('http://127.0.0.1:3999', [{ ...inner, network: 'machine' }, api])), ['api/app.js sure'])
  assert.equal(links(shop('http://127.0.0.1:3000', [inner, { ...api, network: { service: 'web' } }])), [
    'api/app.js sure',
  ])
})

test("a link's alias is meant before anybody's name", () => {
  const old = service('old', { context: '/p/old', names: ['old', 'backend'] })
  assert.equal(links(shop('http://backend:3000', [{ ...web, links: new Map([['backend', 'api']]) }, old, api])), [
    'api/app.js sure',
  ])
  assert.equal(links(shop('http://backend:3000', [web, old, api])), [])
})

test('a socket goes by the path that each container sees it under', () => {
  const server = {
    ...app('api/app.js', { 'GET /x': 200 }, null),
    addresses: [{ ...address(null), socket: '/var/run/app.sock' }],
  }
  const joined = (socket: string): string[] =>
    links(
      buildSite({
        cwd: '/p',
        readings: [nginx(`http://unix:${socket}:`), reading([server])],
        files: [],
        clientCalls: [],
        services: [
          { ...web, volumes: new Map([['run', '/run/shared']]) },
          { ...api, volumes: new Map([['run', '/var/run']]) },
        ],
      }),
    )
  assert.equal(joined('/run/shared/app.sock'), ['api/app.js sure'])
  assert.equal(joined('/var/run/app.sock'), [])
})

test('an application that two services run answers to both names', () => {
  const worker = service('worker', { context: '/p/api' })
  assert.equal(links(shop('http://api:3000', [web, api, worker])), ['api/app.js sure'])
})

test('what a person says counts', () => {
  assert.equal(links(shop('http://inner.example:3000', [])), ['api/app.js unsure'])
  assert.equal(links(shop('http://inner.example:3000', [], 3000, { 'http://inner.example:3000': 'api' })), [
    'api/app.js sure',
  ])
})

test('a trace goes in by the published port', async () => {
  const { outcomes } = await shop('http://api:3000', [web, api]).trace({
    method: 'GET',
    url: 'http://localhost:8080/x',
  })
  assert.equal(
    outcomes.map(({ status, forwarded }) => [status, forwarded?.upstream]),
    [[200, 'http://api:3000']],
  )
})

test.run()
