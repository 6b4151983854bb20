import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { findServices } from '../../src/deployment/compose.ts'
import { inProject, serviceOf, type Service } from '../../src/deployment/service.ts'
import { openDisk } from '../../src/source/disk.ts'

function services(files: Record<string, string>, check: (found: Service[], root: string) => void): void {
  const root = mkdtempSync(join(tmpdir(), 'verblint-compose-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    const disk = openDisk(root)
    check(findServices(disk, []), disk.cwd)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

const named = (found: Service[], name: string): Service => {
  const service = found.find((one) => one.name === name)
  assert.ok(service, `no service ${name}`)
  return service
}

test('ports, environment, names and mounts', () => services({
  '.env': 'API_PORT=4000\nQUOTED="a b" # note\n',
  'compose.yaml': `services:
  web:
    image: nginx:1.28
    ports: ["8080:80", "127.0.0.1:8443:443/tcp", 9000, "3000-3005:3000-3005"]
    volumes:
      - ./nginx/conf.d:/etc/nginx/conf.d:ro
      - data:/var/lib/data
      - { type: bind, source: ./public, target: /srv/www }
  api:
    build: { context: ./services/api }
    container_name: shop-api
    networks: { inner: { aliases: [backend] } }
    environment: ["PORT=\${API_PORT}", "QUOTED", "GONE=\${NOWHERE}", "OTHER=\${NOWHERE:-x}"]
  cron:
    image: busybox
    environment: { PORT: 1, FLAG: true }
`,
}, (found, root) => {
  const web = named(found, 'web')
  assert.equal(web.ports, [{ published: 8080, target: 80 }, { published: 8443, target: 443 }, { published: null, target: 9000 }])
  assert.equal(inProject(web, '/etc/nginx/conf.d/site.conf'), join(root, 'nginx/conf.d/site.conf'))
  assert.equal(inProject(web, '/srv/www'), join(root, 'public'))
  assert.is(inProject(web, '/srv/wwwx'), null)
  assert.is(inProject(web, '/var/lib/data/x'), null)
  const api = named(found, 'api')
  assert.equal(api.names, ['api', 'shop-api', 'backend'])
  assert.equal([...api.environment], [['PORT', '4000'], ['QUOTED', 'a b'], ['OTHER', 'x']])
  assert.equal([...named(found, 'cron').environment], [['PORT', '1'], ['FLAG', 'true']])
  assert.is(api.range.start.line, 9)
  assert.is(serviceOf(found, join(root, 'services/api/src/app.js'))?.name, 'api')
  assert.is(serviceOf(found, join(root, 'nginx/conf.d/a.conf'))?.name, 'web')
  assert.is(serviceOf(found, join(root, 'elsewhere.js')), null)
}))

test('a Dockerfile tells what its last stage holds', () => services({
  'docker-compose.yml': 'services:\n  web: { build: ./web }\n',
  'web/Dockerfile': 'FROM node AS build\nCOPY . /src\nFROM nginx\nENV NGINX_PORT=8080\nCOPY --from=build /src/dist /usr/share/nginx/html\nCOPY nginx.conf \\\n  /etc/nginx/\nWORKDIR /app\nCOPY ["site", "./site"]\n',
  'web/nginx.conf': 'events {}\n',
}, (found, root) => {
  const web = named(found, 'web')
  assert.is(inProject(web, '/etc/nginx/nginx.conf'), join(root, 'web/nginx.conf'))
  assert.is(inProject(web, '/app/site/index.html'), join(root, 'web/site/index.html'))
  assert.is(inProject(web, '/usr/share/nginx/html/index.html'), null)
  assert.is(web.environment.get('NGINX_PORT'), '8080')
}))

test('two services on one folder: nobody knows whose file it is', () => services({
  'compose.yml': 'services:\n  a: { build: . }\n  b: { build: . }\n',
}, (found, root) => assert.is(serviceOf(found, join(root, 'app.js')), null)))

test('what is no compose file describes nothing', () => {
  for (const text of ['', 'services: [', 'services:\n  - a\n', 'a: b\n']) services({ 'compose.yaml': text }, (found) => assert.equal(found, []))
})

test('a dangling alias leaves its service empty, not the others', () => services({
  'compose.yml': 'services:\n  a: { build: *nowhere }\n  b: { build: ./b }\n',
}, (found, root) => {
  assert.is(named(found, 'a').context, null)
  assert.is(named(found, 'b').context, join(root, 'b'))
}))

test.run()
