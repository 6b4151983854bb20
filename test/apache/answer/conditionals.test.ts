import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../../src/index.ts'
import { folderWith } from '../../folder.ts'

/** What counts only where a condition holds that the files leave open. The statuses are those of httpd 2.4 with and without `-D DEBUG`. */
const test = suite('apache: settings under open conditions')

const MAIN = `ServerRoot "/etc/httpd"
Listen 80
LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule authz_core_module modules/mod_authz_core.so
LoadModule negotiation_module modules/mod_negotiation.so
DocumentRoot "/srv/mill"
`

async function statuses(config: string, method: string, path: string): Promise<(number | null)[]> {
  const cwd = folderWith({ 'httpd.conf': MAIN + config })
  const site = await loadSite({ cwd, config: false })
  const { outcomes } = await site.trace({ method, url: `http://localhost${path}` })
  return [...new Set(outcomes.map(({ status }) => status))].sort()
}

test('a server setting where a name is not defined, or is', async () => {
  assert.equal(await statuses('<IfDefine !DEBUG>\nTraceEnable off\n</IfDefine>\n', 'TRACE', '/'), [200, 405])
  assert.equal(await statuses('<IfDefine DEBUG>\nTraceEnable off\n</IfDefine>\n', 'TRACE', '/'), [200, 405])
  assert.equal(await statuses('TraceEnable off\n', 'TRACE', '/'), [405])
  assert.equal(await statuses('Define DEBUG\n<IfDefine !DEBUG>\nTraceEnable off\n</IfDefine>\n', 'TRACE', '/'), [200])
})

test('a directory setting where a name is not defined', async () => {
  const folder = (lines: string): string => `<Directory "/srv/mill">\n${lines}\n</Directory>\n`
  const locked = '<IfDefine !DEBUG>\nRequire all denied\n</IfDefine>'
  assert.ok((await statuses(folder(locked), 'GET', '/a.html')).includes(403))
  assert.ok((await statuses(folder(locked), 'GET', '/a.html')).includes(200))
  assert.equal(await statuses(folder(`Require all denied\n${locked}`), 'GET', '/a.html'), [403])
})

test('MultiViews in a folder that is out of sight may find a file of another name', async () => {
  const folder = (options: string): string =>
    `<Directory "/srv/mill">\nOptions ${options}\nRequire all granted\n</Directory>\n`
  assert.ok((await statuses(folder('MultiViews'), 'PUT', '/plan')).includes(null))
  assert.not((await statuses(folder('None'), 'PUT', '/plan')).includes(null))
})

test.run()
