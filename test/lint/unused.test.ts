import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint, loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

const site = (port: number): string =>
  `server {\n  listen ${port};\n  location / {\n    proxy_pass http://127.0.0.1:9;\n  }\n}\n`

function server(enabled: string[]): string {
  const cwd = folderWith({
    'nginx.conf': 'events {}\nhttp {\n  include sites-enabled/*;\n}\n',
    'sites-available/used': 'server {\n  listen 80;\n  return 204;\n}\n',
    'sites-available/old': site(81),
    'snippets/php.conf': 'location ~ \\.php$ {\n  include not-here.conf;\n  proxy_pass http://127.0.0.1:9;\n}\n',
  })
  mkdirSync(join(cwd, 'sites-enabled'))
  for (const name of enabled) symlinkSync(`../sites-available/${name}`, join(cwd, 'sites-enabled', name))
  return cwd
}

const coverage = async (cwd: string): Promise<{ unknown: number; unused?: string[] }> => (await lint({ cwd })).coverage

test('what the main configuration does not load raises no open answers, and is named', async () => {
  const { unknown, unused } = await coverage(server(['used']))
  assert.equal({ unknown, unused }, { unknown: 0, unused: ['sites-available/old', 'snippets/php.conf'] })
})

test('a site that is loaded counts', async () => {
  const { unknown, unused } = await coverage(server(['used', 'old']))
  assert.ok(unknown > 0)
  assert.equal(unused, ['snippets/php.conf'])
})

test('without the links nobody knows which sites are loaded; a link out of the checkout stands for the site of its name', async () => {
  assert.equal((await coverage(server([]))).unused, ['snippets/php.conf'])
  const dangling = server([])
  symlinkSync('/etc/elsewhere/old', join(dangling, 'sites-enabled/old'))
  assert.equal((await coverage(dangling)).unused, ['sites-available/used', 'snippets/php.conf'])
  symlinkSync('/etc/elsewhere/other', join(dangling, 'sites-enabled/other'))
  assert.equal((await coverage(dangling)).unused, ['snippets/php.conf'])
})

test('where no include names the folders of sites, none of them is loaded; all files of the part are named', async () => {
  const cwd = (include: string): string =>
    folderWith({
      'nginx.conf': `events {}\nhttp {\n  include ${include};\n}\n`,
      'conf.d/a.conf': 'server {\n  listen 80;\n  return 204;\n}\n',
      'sites-available/a': site(81),
      'sites-available/b': site(82),
    })
  assert.equal((await coverage(cwd('conf.d/*.conf'))).unused, ['sites-available/a', 'sites-available/b'])
  assert.equal((await coverage(cwd('/etc/nginx/sites-enabled/*'))).unused, undefined)
  const alone = cwd('conf.d/*.conf')
  const { unknown, unused } = (await lint({ cwd: alone, paths: ['sites-available'] })).coverage
  assert.equal({ unknown, unused }, { unknown: 0, unused: ['sites-available/a', 'sites-available/b'] })
})

test('a trace asks what is loaded, and not what lies there under the same name and port', async () => {
  const cwd = server(['used'])
  writeFileSync(join(cwd, 'sites-available/older'), 'server {\n  listen 80;\n  return 501;\n}\n')
  const { outcomes } = await (await loadSite({ cwd })).trace({ method: 'GET', url: 'http://localhost/' })
  assert.equal(
    outcomes.map(({ status }) => status),
    [204],
  )
})

test.run()
