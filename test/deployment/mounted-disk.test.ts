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

test.run()
