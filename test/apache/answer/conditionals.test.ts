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

const CONTAINER = `${MAIN}<IfDefine !DEBUG>\nTraceEnable off\n</IfDefine>\n`

async function inContainer(files: Record<string, string>, config = CONTAINER): Promise<(number | null)[]> {
  const cwd = folderWith({ 'web/httpd.conf': config, ...files })
  const site = await loadSite({ cwd, config: false })
  const { outcomes } = await site.trace({ method: 'TRACE', url: 'http://localhost:8080/' })
  return [...new Set(outcomes.map(({ status }) => status))].sort()
}

const image = (lines: string): string => `FROM httpd:2.4\nCOPY httpd.conf /usr/local/apache2/conf/httpd.conf\n${lines}`
const compose = (lines = ''): string =>
  `services:\n  web:\n    build: web\n    ports: ["8080:80"]\n${lines.replace(/^(?=.)/gm, '    ')}`

test('the names that a container starts httpd with', async () => {
  const started = (dockerfile: string, lines?: string): Promise<(number | null)[]> =>
    inContainer({ 'web/Dockerfile': image(dockerfile), 'compose.yaml': compose(lines) })
  assert.equal(await started(''), [405], "the image's own command defines FOREGROUND")
  assert.equal(await started('CMD ["httpd-foreground", "-DDEBUG"]\n'), [200])
  assert.equal(await started('CMD ["httpd", "-e", "info", "-D", "FOREGROUND", "-D", "DEBUG"]\n'), [200])
  assert.equal(await started('CMD httpd -D FOREGROUND\n'), [405])
  assert.equal(await started('CMD ["httpd-foreground", "-DDEBUG"]\n', 'command: httpd-foreground'), [405])
  assert.equal(await started('ENTRYPOINT ["httpd", "-DFOREGROUND"]\nCMD ["-DDEBUG"]\n'), [200])
  assert.equal(await started('ENTRYPOINT ["httpd", "-DFOREGROUND"]\n', 'command: ["-D", "DEBUG"]'), [200])
  assert.equal(
    await started('CMD ["apachectl", "-DFOREGROUND"]\n', 'environment:\n  APACHE_ARGUMENTS: -D DEBUG\n'),
    [200],
  )
})

test('a start that is not in sight leaves names open', async () => {
  const started = (dockerfile: string, lines?: string): Promise<(number | null)[]> =>
    inContainer({ 'web/Dockerfile': image(dockerfile), 'compose.yaml': compose(lines) })
  assert.equal(await started('CMD ["/start.sh"]\n'), [200, 405])
  assert.equal(await started('CMD ["sh", "-c", "exec httpd -DFOREGROUND"]\n'), [200, 405])
  assert.equal(await started('CMD httpd -DFOREGROUND $OPTIONS\n'), [200, 405])
  assert.equal(await started('ENTRYPOINT ["/start.sh"]\n'), [200, 405])
  assert.equal(await started('', 'environment: [APACHE_ARGUMENTS]'), [405], 'no script reads it')
  const elsewhere = CONTAINER.replace('<IfDefine', 'IncludeOptional /opt/sites/*.conf\n<IfDefine')
  const hidden = { 'web/Dockerfile': image(''), 'compose.yaml': compose() }
  assert.equal(await inContainer(hidden, elsewhere), [200, 405, null], 'a file out of sight may define it, or answer')
})

test("a variable of the container's environment", async () => {
  const config = `${MAIN}Define MINE on\nTraceEnable \${TRACED}\n<Location "/\${MINE}">\nRequire all denied\n</Location>\n`
  const files = {
    'web/Dockerfile': image(''),
    'compose.yaml': compose('environment:\n  TRACED: "off"\n  MINE: "off"\n'),
  }
  assert.equal(await inContainer(files, config), [405])
})

test('MultiViews in a folder that is out of sight may find a file of another name', async () => {
  const folder = (options: string): string =>
    `<Directory "/srv/mill">\nOptions ${options}\nRequire all granted\n</Directory>\n`
  assert.ok((await statuses(folder('MultiViews'), 'PUT', '/plan')).includes(null))
  assert.not((await statuses(folder('None'), 'PUT', '/plan')).includes(null))
})

test.run()
