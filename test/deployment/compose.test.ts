import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { composedFolders } from '../../src/deployment/compose-folders.ts'
import { readCompose } from '../../src/deployment/compose.ts'
import { inOther, inProject, type Service, servicesOf, sharedEnvironment } from '../../src/deployment/service.ts'
import { openDisk } from '../../src/files/disk.ts'

function services(files: Record<string, string>, check: (found: Service[], root: string) => void): void {
  const root = mkdtempSync(join(tmpdir(), 'verblint-compose-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    const disk = openDisk(root)
    check(readCompose(disk, composedFolders(disk, [])).services, disk.cwd)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

const named = (found: Service[], name: string): Service => {
  const service = found.find((one) => one.name === name)
  assert.ok(service, `no service ${name}`)
  return service
}

test('a file that includes itself over and over, and services that extend each other, come to an end', () => {
  const many = (line: string): string => Array(12).fill(line).join('\n')
  services(
    {
      'compose.yaml': `include:\n${many('  - ./compose.yaml')}\n${many('  - ./other.yaml')}\nservices:\n  api:\n    build: .\n  a: { extends: b }\n  b: { extends: a }\n`,
      'other.yaml': `include:\n${many('  - ./compose.yaml')}\nservices:\n  web:\n    build: .\n`,
    },
    (found) => assert.equal(found.map(({ name }) => name).sort(), ['a', 'api', 'b', 'web']),
  )
})

test('ports, environment, names and mounts', () =>
  services(
    {
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
    },
    (found, root) => {
      const web = named(found, 'web')
      assert.equal(web.ports, [
        { published: 8080, target: 80 },
        { published: 8443, target: 443 },
        { published: null, target: 9000 },
        ...[3000, 3001, 3002, 3003, 3004, 3005].map((port) => ({ published: port, target: port })),
      ])
      assert.equal(inProject(web, '/etc/nginx/conf.d/site.conf'), join(root, 'nginx/conf.d/site.conf'))
      assert.equal(inProject(web, '/srv/www'), join(root, 'public'))
      assert.is(inProject(web, '/srv/wwwx'), null)
      assert.is(inProject(web, '/var/lib/data/x'), null)
      const api = named(found, 'api')
      assert.equal(api.names, ['api', 'shop-api', 'backend'])
      assert.equal(
        [...api.environment],
        [
          ['PORT', '4000'],
          ['QUOTED', 'a b'],
          ['GONE', null],
          ['OTHER', 'x'],
        ],
      )
      assert.equal(
        [...named(found, 'cron').environment],
        [
          ['PORT', '1'],
          ['FLAG', 'true'],
        ],
      )
      assert.is(api.range.start.line, 9)
      const runs = (path: string): string[] => servicesOf(found, join(root, path)).map(({ name }) => name)
      assert.equal(runs('services/api/src/app.js'), ['api'])
      assert.equal(runs('nginx/conf.d/a.conf'), ['web'])
      assert.equal(runs('elsewhere.js'), [])
    },
  ))

test('a Dockerfile tells what its last stage holds', () =>
  services(
    {
      'docker-compose.yml': 'services:\n  web: { build: ./web }\n',
      'web/Dockerfile':
        'FROM node AS build\nCOPY . /src\nFROM nginx\nENV NGINX_PORT=8080\nCOPY --from=build /src/dist /usr/share/nginx/html\nCOPY nginx.conf \\\n  /etc/nginx/\nWORKDIR /app\nCOPY ["site", "./site"]\n',
      'web/nginx.conf': 'events {}\n',
    },
    (found, root) => {
      const web = named(found, 'web')
      assert.is(inProject(web, '/etc/nginx/nginx.conf'), join(root, 'web/nginx.conf'))
      assert.is(inProject(web, '/app/site/index.html'), join(root, 'web/site/index.html'))
      assert.is(inProject(web, '/usr/share/nginx/html/index.html'), null)
      assert.is(web.environment.get('NGINX_PORT'), '8080')
      assert.equal(web.made, ['/usr/share/nginx/html'])
    },
  ))

test('where another stage, a pattern or a command fills a folder, more may lie than is copied', () =>
  services(
    {
      'compose.yml': 'services:\n  web: { build: . }\n',
      Dockerfile:
        'FROM node AS build\nRUN touch /early\nFROM httpd:2.4\nCOPY public /srv/www\nCOPY pages/*.html /srv/pages/\nRUN apk add curl && chown -R www-data /srv/www\nRUN mkdir /srv/cache \\\n  && cp /srv/www/a /srv/b\nWORKDIR /srv/tool\nRUN ./make-pages\n',
    },
    (found) => {
      assert.equal(named(found, 'web').made, ['/srv/pages', '/srv/cache', '/srv/www/a', '/srv/b', '/srv/tool'])
      assert.is(named(found, 'web').mounts.length, 1)
    },
  ))

test('two services of one folder both run its files; what they disagree on nobody knows', () =>
  services(
    {
      'compose.yml': `services:
  api: { build: ., environment: { PORT: 3000, MODE: web } }
  worker: { build: ., command: node worker.js, environment: { PORT: 3001 } }
  debug: { build: ., profiles: [debug] }
`,
    },
    (found, root) => {
      const both = servicesOf(found, join(root, 'app.js'))
      assert.equal(
        both.map(({ name }) => name),
        ['api', 'worker'],
      )
      assert.equal(
        [...sharedEnvironment(both)],
        [
          ['PORT', null],
          ['MODE', 'web'],
        ],
      )
    },
  ))

test('a service that is started on demand counts where nobody else runs the file, and where its profile is on', () => {
  const compose =
    'services:\n  api: { build: . }\n  debug: { build: ., profiles: [debug] }\n  tool: { build: ./tool, profiles: [tools] }\n'
  services({ 'compose.yml': compose }, (found, root) => {
    assert.equal(
      servicesOf(found, join(root, 'tool/x.js')).map(({ name }) => name),
      ['tool'],
    )
    assert.equal(
      found.map(({ optional }) => optional),
      [false, true, true],
    )
  })
  services({ 'compose.yml': compose, '.env': 'COMPOSE_PROFILES=debug, tools\n' }, (found, root) =>
    assert.is(servicesOf(found, join(root, 'app.js')).length, 2),
  )
})

test('what stands closest says whose file it is: the folder of the Dockerfile, or of the script that is started', () =>
  services(
    {
      'compose.yml': `services:
  shop: { build: { context: ., dockerfile: apps/shop/Dockerfile } }
  admin: { build: { context: ., dockerfile: apps/admin/Dockerfile } }
  jobs: { build: ., command: [node, apps/jobs/main.js] }
`,
      'apps/shop/Dockerfile': 'FROM node\n',
      'apps/admin/Dockerfile': 'FROM node\n',
      'apps/jobs/main.js': '',
    },
    (found, root) => {
      for (const name of ['shop', 'admin', 'jobs'])
        assert.equal(
          servicesOf(found, join(root, `apps/${name}/main.js`)).map((service) => service.name),
          [name],
        )
    },
  ))

// Docker's rules for merging compose files: https://docs.docker.com/reference/compose-file/merge/
test('an override file is merged: maps by key, lists appended, ports and volumes by where they end', () =>
  services(
    {
      'compose.yaml': `services:
  web:
    build: { context: ./web, dockerfile: Dockerfile.prod }
    ports: ["8080:80", "8443:443"]
    environment: { A: one, B: two }
    volumes: ["./a:/srv/a", "./b:/srv/b"]
  api: { build: ./api, ports: ["3000:3000"], environment: [PORT=3000] }
`,
      'compose.override.yaml': `services:
  web:
    build: { context: ./site }
    ports: ["8080:80", "9000:9000"]
    environment: [B=three, C=four]
    volumes: [{ type: bind, source: ./other, target: /srv/a }]
  api: { ports: !override ["4000:3000"], environment: !reset null }
  mail: { image: mail }
`,
    },
    (found, root) => {
      const web = named(found, 'web')
      assert.is(web.context, join(root, 'site'))
      assert.equal(
        web.ports.map(({ published, target }) => `${published}:${target}`),
        ['8080:80', '8443:443', '9000:9000'],
      )
      assert.equal(
        [...web.environment],
        [
          ['A', 'one'],
          ['B', 'three'],
          ['C', 'four'],
        ],
      )
      assert.equal(
        web.mounts.map(({ source, target }) => [source, target]),
        [
          [join(root, 'other'), '/srv/a'],
          [join(root, 'b'), '/srv/b'],
        ],
      )
      assert.equal(named(found, 'api').ports, [{ published: 4000, target: 3000 }])
      assert.equal([...named(found, 'api').environment], [])
      assert.equal(
        found.map(({ name, project }) => `${name} ${project}`),
        ['web compose.yaml', 'api compose.yaml', 'mail compose.yaml'],
      )
    },
  ))

test('extends: of this file and of another, whose paths start from its own folder', () =>
  services(
    {
      'compose.yaml': `services:
  base: { environment: { A: one, B: two }, build: ./base }
  api: { extends: base, environment: { B: three } }
  jobs: { extends: { file: shared/common.yaml, service: worker }, ports: ["1:1"] }
  ring: { extends: { service: ring } }
`,
      'shared/common.yaml': 'services:\n  worker: { build: ./worker, env_file: worker.env, ports: ["2:2"] }\n',
      'shared/worker.env': 'PORT=5000\n',
    },
    (found, root) => {
      assert.is(named(found, 'api').context, join(root, 'base'))
      assert.equal(
        [...named(found, 'api').environment],
        [
          ['A', 'one'],
          ['B', 'three'],
        ],
      )
      const jobs = named(found, 'jobs')
      assert.is(jobs.context, join(root, 'shared/worker'))
      assert.is(jobs.environment.get('PORT'), '5000')
      assert.is(jobs.ports.length, 2)
    },
  ))

test('include: an application of its own folder and variables, one with this for those that call its services', () =>
  services(
    {
      '.env': 'TAG=mine\n',
      'compose.yaml':
        'include:\n  - api/compose.yaml\n  - { path: [db/a.yaml, db/b.yaml], project_directory: ., env_file: db/x.env }\n  - gone.yaml\nservices:\n  web: { build: ./web, links: ["api:backend"] }\n',
      'api/.env': 'TAG=theirs\nPORT=4000\n',
      'api/compose.yaml':
        'services:\n  api: { build: ., environment: { PORT: "${PORT}", TAG: "${TAG}" } }\n  web: { build: ./x }\n',
      'db/a.yaml': 'services:\n  db: { build: ./db, environment: { SIZE: "${SIZE}" } }\n',
      'db/b.yaml': 'services:\n  db: { ports: ["5432:5432"] }\n',
      'db/x.env': 'SIZE=3\n',
      'api/app.js': '',
    },
    (found, root) => {
      assert.equal(
        found.map(({ name, project }) => `${name} ${project}`),
        ['web compose.yaml', 'api compose.yaml', 'db compose.yaml'],
      )
      assert.is(named(found, 'web').context, join(root, 'web'))
      assert.equal([...named(found, 'web').links], [['backend', 'api']])
      assert.is(named(found, 'api').context, join(root, 'api'))
      assert.equal(
        [...named(found, 'api').environment],
        [
          ['PORT', '4000'],
          ['TAG', 'mine'],
        ],
      )
      assert.is(named(found, 'db').context, join(root, 'db'))
      assert.is(named(found, 'db').environment.get('SIZE'), '3')
      assert.is(named(found, 'db').ports.length, 1)
    },
  ))

test('anchors and merge keys', () =>
  services(
    {
      'compose.yaml': `x-app: &app
  build: ./app
  environment: &env { A: one }
services:
  api: { <<: *app, container_name: api-1 }
  jobs:
    <<: *app
    environment: { <<: *env, B: two }
`,
    },
    (found, root) => {
      assert.is(named(found, 'api').context, join(root, 'app'))
      assert.equal(
        [...named(found, 'jobs').environment],
        [
          ['A', 'one'],
          ['B', 'two'],
        ],
      )
    },
  ))

test('ports in every form', () =>
  services(
    {
      'compose.yaml': `services:
  web:
    ports:
      - "3000-3001:4000-4001"
      - "8000-8009:80"
      - "6000-6001"
      - "[::1]:7000:7001"
      - "5353:53/udp"
      - { target: 90, published: "9000", protocol: tcp, mode: host }
      - { target: 91, protocol: udp }
      - { target: 92 }
      - "\${HOST_PORT:-\${OTHER:-8181}}:81"
      - "1-99999:1-99999"
`,
    },
    (found) =>
      assert.equal(
        named(found, 'web').ports.map(({ published, target }) => `${published ?? '*'}:${target}`),
        ['3000:4000', '3001:4001', '*:80', '*:6000', '*:6001', '7000:7001', '9000:90', '*:92', '8181:81'],
      ),
  ))

test('the files that .env names, in their order', () =>
  services(
    {
      '.env': 'COMPOSE_FILE=base.yml:prod.yml\n',
      'compose.yaml': 'services:\n  nobody: {}\n',
      'base.yml': 'services:\n  web: { build: ./a }\n',
      'prod.yml': 'services:\n  web: { build: ./b }\n',
    },
    (found, root) => {
      assert.equal(
        found.map(({ name }) => name),
        ['web'],
      )
      assert.is(named(found, 'web').context, join(root, 'b'))
    },
  ))

test('a service for now and then is no closer to a file by what it starts', () =>
  services(
    {
      'compose.yaml':
        'services:\n  app: { build: { context: ., dockerfile: app/Dockerfile } }\n  debug: { build: ., command: node --inspect app/src/main.js, profiles: [debug] }\n',
      'app/Dockerfile': 'FROM node\n',
      'app/src/main.js': '',
    },
    (found, root) =>
      assert.equal(
        servicesOf(found, join(root, 'app/src/main.js')).map(({ name }) => name),
        ['app'],
      ),
  ))

test('a volume that two containers share', () =>
  services(
    {
      'compose.yaml': `services:
  web: { volumes: ["run:/run/app:ro", "data:/data"] }
  app: { volumes: [{ type: volume, source: run, target: /var/run/node/ }] }
`,
    },
    (found) => {
      const [web, app] = [named(found, 'web'), named(found, 'app')]
      assert.is(inOther(web, '/run/app/app.sock', app), '/var/run/node/app.sock')
      assert.is(inOther(web, '/data/app.sock', app), null)
      assert.is(inOther(web, '/run/application.sock', app), null)
    },
  ))

test('whose localhost a container shares', () =>
  services(
    {
      'compose.yaml':
        'services:\n  a: { network_mode: host }\n  b: { network_mode: "service:a" }\n  c: { network_mode: bridge }\n',
    },
    (found) =>
      assert.equal(
        found.map(({ network }) => network),
        ['machine', { service: 'a' }, 'own'],
      ),
  ))

test('the stage that is built', () =>
  services(
    {
      'compose.yaml': 'services:\n  dev: { build: { context: ., target: dev } }\n  prod: { build: . }\n',
      Dockerfile: 'FROM node AS dev\nENV PORT=1\nCOPY dev /app\nFROM node AS prod\nENV PORT=2\n',
    },
    (found) =>
      assert.equal(
        found.map(({ environment, mounts }) => [environment.get('PORT'), mounts.length]),
        [
          ['1', 1],
          ['2', 0],
        ],
      ),
  ))

test('what is no compose file describes nothing', () => {
  for (const text of ['', 'services: [', 'services:\n  - a\n', 'a: b\n'])
    services({ 'compose.yaml': text }, (found) => assert.equal(found, []))
})

test('a dangling alias leaves its service empty, not the others', () =>
  services(
    {
      'compose.yml': 'services:\n  a: { build: *nowhere }\n  b: { build: ./b }\n',
    },
    (found, root) => {
      assert.is(named(found, 'a').context, null)
      assert.is(named(found, 'b').context, join(root, 'b'))
    },
  ))

test.run()
