import { basename, dirname } from 'node:path'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { liveSuite } from '../live.ts'
import { start } from './deployment.ts'

const test = liveSuite('virtual hosts that are not in sight', 'apache2')

const MODULES = ['mpm_event', 'authz_core', 'alias']
const host = (name: string, status: number): string =>
  `<VirtualHost *:80>\n    ServerName ${name}\n    Redirect ${status} /\n</VirtualHost>\n`
const main = (body: string): string => `ServerRoot "/srv/web"
PidFile "/srv/web/run/httpd.pid"
ErrorLog "/srv/web/logs/error.log"
DefaultRuntimeDir "/srv/web/run"
Listen 80
ServerName main.example
${MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
${body}`

const INCLUDE = 'IncludeOptional sites/*.conf\n'
const SHOP = host('shop.example', 410)
const HIDDEN = host('hidden.example', 404)
const HOSTS = ['shop.example', 'main.example', 'other.example']

/** What httpd answers with the file that the checkout lacks. */
async function observed(body: string, hidden: string): Promise<number[]> {
  const root = folderWith({ 'httpd.conf': main(body), 'sites/a.conf': hidden })
  const running = await start({
    name: basename(root),
    below: dirname(root),
    ports: [80],
    apache: 'httpd.conf',
    door: { port: 80 },
    replace: { '/srv/web': '{{ROOT}}' },
  })
  try {
    return await Promise.all(HOSTS.map(async (name) => (await running.ask('GET', '/', name)).status))
  } finally {
    await running.stop()
  }
}

async function answered(body: string): Promise<(number | null)[][]> {
  const site = await loadSite({ cwd: folderWith({ 'httpd.conf': main(body) }), config: false })
  return Promise.all(
    HOSTS.map(async (name) =>
      (await site.trace({ method: 'GET', url: `http://${name}/` })).outcomes.map(({ status }) => status),
    ),
  )
}

test('the first virtual host answers for names that none has, and may be out of sight', async () => {
  const body = INCLUDE + SHOP
  assert.equal(await observed(body, HIDDEN), [410, 404, 404])
  assert.equal(await observed(body, ''), [410, 410, 410])
  assert.equal(await answered(body), [[410], [410, null], [410, null]])
})

test('what is included after it takes no name from the first one', async () => {
  const body = SHOP + INCLUDE
  assert.equal(await observed(body, HIDDEN), [410, 410, 410])
  assert.equal(await answered(body), [[410], [410], [410]])
})

test('without a virtual host in sight the main server answers, unless there is one', async () => {
  const body = `Redirect 410 /\n${INCLUDE}`
  assert.equal(await observed(body, HIDDEN), [404, 404, 404])
  assert.equal(await answered(body), [
    [410, null],
    [410, null],
    [410, null],
  ])
})

test('modules and settings are no virtual hosts', async () => {
  assert.equal(
    await answered(`IncludeOptional mods-enabled/*.conf\nIncludeOptional conf/extra/httpd-mpm.conf\n${SHOP}`),
    [[410], [410], [410]],
  )
})

test.run()
