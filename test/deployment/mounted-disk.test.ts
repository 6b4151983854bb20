import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { mountedDisk } from '../../src/deployment/mounted-disk.ts'
import type { Service } from '../../src/deployment/service.ts'
import { openDisk } from '../../src/files/disk.ts'
import { folderWith } from '../folder.ts'
import { place } from '../site/stand-in.ts'

test('a container sees the project where it is mounted, and nothing else of it', () => {
  const root = folderWith({ 'nginx/site.conf': 'server {}\n', 'public/index.html': 'hello\n' })
  const service: Service = {
    name: 'web',
    names: ['web'],
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
    volumes: new Map(),
    mounts: [
      { source: join(root, 'nginx/site.conf'), target: '/etc/nginx/conf.d/site.conf' },
      { source: join(root, 'public'), target: '/srv/www' },
    ],
  }
  const disk = mountedDisk(openDisk(root), service)
  assert.equal(disk.list('/etc/nginx/conf.d'), ['site.conf'])
  assert.is(disk.read('/etc/nginx/conf.d/site.conf')?.path, 'nginx/site.conf')
  assert.is(disk.entry('/srv/www/index.html'), 'file')
  assert.is(disk.entry('/srv/www/none.html'), 'missing')
  assert.is(disk.entry('/srv/other'), 'outside')
  assert.is(disk.entry(join(root, 'public')), 'directory')
})

test('what is mounted or copied from a place where a build will put it is unknown', () => {
  const root = folderWith({ 'panel/package.json': '{}', 'public/index.html': 'hello\n' })
  const service: Service = {
    name: 'web',
    names: ['web'],
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
    volumes: new Map(),
    mounts: [
      { source: join(root, 'panel/build'), target: '/var/www/panel' },
      { source: join(root, 'public'), target: '/var/www' },
    ],
  }
  const disk = mountedDisk(openDisk(root), service)
  assert.is(disk.entry('/var/www/panel/index.html'), 'outside')
  assert.is(disk.entry('/var/www/panel'), 'outside')
  assert.is(disk.entry('/var/www/none.html'), 'missing')
})

test('copies lie beside each other and beside what the image has', () => {
  const root = folderWith({
    'pages/index.html': 'hello\n',
    'pages/help/a.html': 'a\n',
    'more/b.html': 'b\n',
    'help/c.html': 'c\n',
    'mounted/d.html': 'd\n',
  })
  const html = '/usr/share/nginx/html'
  const copied = (source: string, target: string) => ({ source: join(root, source), target, copied: true as const })
  const disk = mountedDisk(openDisk(root), {
    mounts: [
      copied('pages', html),
      copied('more', html),
      copied('help', `${html}/help`),
      copied('pages', '/srv'),
      { source: join(root, 'mounted'), target: '/srv/help' },
    ],
    made: [`${html}/build`],
  })
  assert.is(disk.entry(`${html}/index.html`), 'file')
  assert.is(disk.entry(`${html}/b.html`), 'file')
  assert.is(disk.entry(`${html}/help/a.html`), 'file')
  assert.is(disk.entry(`${html}/help/c.html`), 'file')
  assert.is(disk.entry(`${html}/none.html`), 'missing')
  // nginx's image has this page, unless a command took it away; another stage fills the other folder.
  assert.is(disk.entry(`${html}/50x.html`), 'outside')
  assert.is(disk.entry(`${html}/build/app.js`), 'outside')
  // A mount hides what was copied.
  assert.is(disk.entry('/srv/help/d.html'), 'file')
  assert.is(disk.entry('/srv/help/a.html'), 'missing')
})

test.run()
