import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import type { Outcome } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

// What the model says where part of a server is out of sight. The answers are those of Apache 2.4.71 with the folder in its place.
const test = suite('apache: parts of a server')

const told = ({ status, headers }: Outcome): string =>
  `${status ?? '?'}${headers['allow'] === undefined || headers['allow'] === null ? '' : ` ${headers['allow'] || '-'}`}`

async function answers(files: Record<string, string>, ...asked: string[]): Promise<string[]> {
  const site = await loadSite({ cwd: folderWith(files), paths: ['.'], config: false })
  const found: string[] = []
  for (const one of asked) {
    const [method = '', url = ''] = one.split(' ')
    const { outcomes } = await site.trace({ method, url: `http://club.example${url}` })
    found.push(`${one}: ${[...new Set(outcomes.map(told))].join(' | ')}`)
  }
  return found
}

const VHOST =
  '<VirtualHost *:80>\nServerName club.example\nDocumentRoot /srv/www/club\nTraceEnable off\n<Directory /srv/www/club>\nAllowOverride All\nRequire all granted\n</Directory>\n</VirtualHost>\n'

test('what the folder of a document root elsewhere holds is there, what it does not hold may be', async () => {
  const files = {
    'sites/club.conf': VHOST,
    'club/index.html': '',
    'club/press/kit.html': '',
    'club/.htaccess': 'RewriteEngine On\nRewriteRule ^never$ - [F]\n',
    'club/members/.htaccess': 'AuthType Basic\nAuthName M\nAuthUserFile /etc/club.htpasswd\nRequire valid-user\n',
    'club/members/index.html': '',
  }
  assert.equal(
    await answers(files, 'GET /', 'GET /press/kit.html', 'GET /members/', 'PUT /members/', 'GET /none.html'),
    ['GET /: 200', 'GET /press/kit.html: 200', 'GET /members/: 401', 'PUT /members/: 401', 'GET /none.html: 200 | 404'],
  )
})

test('a Files section counts for a missing name in a folder that is there; the folder may be missing too', async () => {
  const conf = VHOST.replace(
    '</Directory>',
    '<FilesMatch "\\.php$">\nRequire all denied\n</FilesMatch>\n<FilesMatch "^\\.">\nRequire all denied\n</FilesMatch>\n</Directory>',
  )
  assert.equal(
    await answers(
      { 'sites/club.conf': conf, 'club/a/x.html': '', 'club/.htaccess': 'DirectoryIndex x.html\n' },
      'GET /x.php',
      'GET /a/x.php',
      'GET /b/x.php',
      'GET /.git/config',
    ),
    ['GET /x.php: 403', 'GET /a/x.php: 403', 'GET /b/x.php: 403 | 404', 'GET /.git/config: 200 | 404 | 403 | 301'],
  )
})

test('a container that mounts the folder has its configuration from the image', async () => {
  const files = {
    'compose.yaml':
      'services:\n  web:\n    image: club\n    ports: ["80:80"]\n    volumes: ["./club:/srv/www/club:ro"]\n',
    'sites/club.conf': VHOST,
    'club/index.html': '',
    'club/old/.htaccess': 'Redirect 410 /old\n',
    'club/old/a.html': '',
  }
  assert.equal(await answers(files, 'GET /old/a.html', 'GET /', 'GET /none.html'), [
    'GET /old/a.html: 410',
    'GET /: 200',
    'GET /none.html: 404',
  ])
})

test('the folder of another machine has its .htaccess, whatever is linted', async () => {
  const cwd = folderWith({
    'sites/club.conf': VHOST,
    'club/index.html': '',
    'club/old/.htaccess': 'Redirect 410 /old\n',
    'club/old/a.html': '',
  })
  const site = await loadSite({ cwd, paths: ['sites'], config: false })
  assert.equal((await site.trace({ method: 'GET', url: 'http://club.example/old/a.html' })).outcomes.map(told), ['410'])
})

test('each of two folders of one name is taken for its own, and so is what an alias leads to', async () => {
  const conf =
    '<VirtualHost *:80>\nServerName studio.example\nDocumentRoot /srv/studio/public\nAlias /storage /srv/studio/storage/app/public\n<Directory /srv/studio>\nAllowOverride All\nRequire all granted\n</Directory>\nRewriteEngine On\n</VirtualHost>\n'
  const files = {
    'sites/studio.conf': conf.replace('studio.example', 'club.example'),
    'public/.htaccess': 'Redirect 410 /old\n',
    'public/index.html': '',
    'storage/app/public/a.pdf': '',
  }
  assert.equal(await answers(files, 'GET /old', 'GET /', 'GET /storage/a.pdf', 'GET /storage/b.pdf'), [
    'GET /old: 410',
    'GET /: 200',
    'GET /storage/a.pdf: 200',
    'GET /storage/b.pdf: 200 | 404',
  ])
})

test('a Directory of a part without a document root is a folder that is served', async () => {
  const files = {
    'conf-available/verbs.conf': '<Directory /srv/site>\nAllowMethods GET POST\nRequire all granted\n</Directory>\n',
  }
  assert.equal(await answers(files, 'PUT /a.html'), ['PUT /a.html: 405 - | 405 TRACE'])
})

test('a Location refuses without a document root; beside it nothing is known', async () => {
  const files = { 'conf-available/verbs.conf': '<Location /api>\nAllowMethods GET POST\n</Location>\n' }
  assert.equal(await answers(files, 'PUT /api/x', 'PUT /other'), ['PUT /api/x: 405 - | 405 TRACE', 'PUT /other: ?'])
})

test('a handler of a module from elsewhere is unknown, one that nobody brings is the default handler', async () => {
  const conf = (module: string): string =>
    `ServerRoot /etc/httpd\nListen 80\nServerName club.example\nLoadModule mpm_event_module modules/mod_mpm_event.so\n${module}DocumentRoot /srv/club\n<Location /x.html>\nSetHandler some-handler\n</Location>\n`
  assert.equal(await answers({ 'httpd.conf': conf(''), 'readme.txt': '' }, 'PUT /x.html'), [
    'PUT /x.html: 405 GET,HEAD,POST,OPTIONS,TRACE',
  ])
  assert.equal(
    await answers(
      { 'httpd.conf': conf('LoadModule some_module modules/mod_some.so\n'), 'readme.txt': '' },
      'PUT /x.html',
    ),
    ['PUT /x.html: ?'],
  )
})

test("names of every object are nobody's directives", async () => {
  const site = await loadSite({
    cwd: folderWith({ 'httpd.conf': '__proto__ x\nconstructor y\n' }),
    paths: ['.'],
    config: false,
  })
  assert.equal(
    site.problems.map(({ ruleId, range }) => `${range.start.line} ${ruleId}`),
    ['1 unknown-directive', '2 unknown-directive'],
  )
})

test('what nobody knows is told as that, not as a condition', async () => {
  const cwd = folderWith({ 'club.conf': '<VirtualHost *:80>\nServerName club.example\n</VirtualHost>\n' })
  const site = await loadSite({ cwd, paths: ['.'], config: false })
  const { outcomes } = await site.trace({ method: 'GET', url: 'http://club.example/' })
  assert.equal(
    outcomes.map(({ status, when }) => [status, when]),
    [[null, 'where the document root is']],
  )
})

test.run()
