import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Configuration, loadConfigurations } from '../../src/apache/configuration.ts'
import { openDisk } from '../../src/files/disk.ts'

type Text = string | { base64: string }

/** A recorded case of fixtures/truth/apache, as far as reading goes. */
export interface ApacheCase {
  id: string
  server?: Text
  htaccess?: Record<string, Text>
  files?: Record<string, Text>
  allowOverride?: string
  withModules?: string[]
  withoutModules?: string[]
  configTest?: { ok: boolean }
  requests?: { method: string; path: string; expect?: { status?: number } }[]
}

const MODULES = (
  'mpm_event authz_core authz_host authz_user authn_core authn_file auth_basic access_compat alias dir mime autoindex ' +
  'negotiation rewrite headers setenvif env expires actions allowmethods cgid proxy proxy_http cache cache_disk filter macro dav dav_fs'
).split(' ')

const bytes = (text: Text): Buffer =>
  typeof text === 'string' ? Buffer.from(text) : Buffer.from(text.base64, 'base64')

/** Writes files below a fresh folder and gives the folder. */
export function write(files: Record<string, Text>): string {
  const root = mkdtempSync(join(tmpdir(), 'verblint-apache-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), typeof text === 'string' ? text.replaceAll('{{ROOT}}', root) : bytes(text))
  }
  return root
}

export function load(root: string, paths: string[], version?: string): Configuration[] {
  const disk = openDisk(root)
  const files = paths.map((path) => disk.read(join(disk.cwd, path)) ?? assertRead(path))
  return loadConfigurations(files, disk, version === undefined ? {} : { version })
}

function assertRead(path: string): never {
  throw new Error(`${path} cannot be read`)
}

export const baseConfig = (
  test: Pick<ApacheCase, 'allowOverride' | 'withModules' | 'withoutModules'>,
): string => `ServerRoot "{{ROOT}}"
ServerName lab.test
Listen 127.0.0.1:18080
${MODULES.filter((name) => !test.withoutModules?.includes(name))
  .concat(test.withModules ?? [])
  .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  .join('\n')}
TypesConfig /etc/mime.types
CacheRoot "{{ROOT}}/cache"
DavLockDB "{{ROOT}}/run/davlock"
DocumentRoot "{{ROOT}}/htdocs"
DirectoryIndex index.html
<Directory />
    AllowOverride None
    Require all denied
</Directory>
<Directory "{{ROOT}}/htdocs">
    AllowOverride ${test.allowOverride ?? 'All'}
    Options FollowSymLinks
    Require all granted
</Directory>
ScriptAlias /cgi-bin/ "{{ROOT}}/cgi-bin/"
<Directory "{{ROOT}}/cgi-bin">
    AllowOverride None
    Require all granted
</Directory>
`

/** The one configuration of a recorded case. */
export function loadCase(test: ApacheCase): Configuration {
  const below = (files: Record<string, Text> = {}): Record<string, Text> =>
    Object.fromEntries(
      Object.entries(files).map(([path, text]) => [
        `htdocs/${path}`,
        typeof text === 'string' ? text.replaceAll('{{DOCROOT}}', '{{ROOT}}/htdocs') : text,
      ]),
    )
  const server = test.server ?? ''
  const base = baseConfig(test)
  const files = { 'htdocs/index.html': 'INDEX\n', ...below(test.files), ...below(test.htaccess) }
  const root = write({ ...files, 'httpd.conf': '' })
  const fill = (text: string): string =>
    text
      .replaceAll('{{DOCROOT}}', '{{ROOT}}/htdocs')
      .replaceAll('{{ROOT}}', root)
      .replaceAll(/\{\{\w+\}\}/g, '18090')
  const extra = typeof server === 'string' ? fill(server) : Buffer.from(server.base64, 'base64').toString('latin1')
  writeFileSync(join(root, 'httpd.conf'), fill(base) + extra, typeof server === 'string' ? 'utf8' : 'latin1')
  const [configuration] = load(root, ['httpd.conf'])
  return configuration ?? assertRead('httpd.conf')
}
