// A case's Apache files as the real httpd can load them here: below the test's document root, on its ports, with a stand-in backend.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSite } from '../../../src/index.ts'
import { kindByContent, kindByName } from '../../../src/files/kind.ts'
import {
  ask,
  type Asked,
  type Backend,
  type Compared,
  hasModule,
  model,
  MODULES,
  type Probe,
  type Seen,
  startHttpd,
} from '../../truth/apache/lab.ts'
import type { Case } from '../expectations.ts'
import { anything, type Wanted } from './claims.ts'

/** What is asked of one case at most. */
const MOST = 60

const isApache = ({ cwd }: Case, file: string): boolean => {
  const named = kindByName(file)
  return (
    named === 'apache' || (named === 'config' && kindByContent(readFileSync(join(cwd, file), 'latin1')) === 'apache')
  )
}

const textOf = ({ cwd }: Case, file: string): string => readFileSync(join(cwd, file), 'latin1')

/** Modules that are no part of the lab's usual configuration, and that a case may use. */
const MORE = [
  'authz_groupfile',
  'deflate',
  'status',
  'unique_id',
  'proxy_balancer',
  'slotmem_shm',
  'lbmethod_byrequests',
  'proxy_fcgi',
  'ext_filter',
  'substitute',
].filter((name) => hasModule(name))

/** What the lab's own lines need. */
const KEPT = 'mpm_event authz_core authz_host alias dir mime cgid cache cache_disk dav dav_fs'.split(' ')

/** One file's text, moved below `folder`; every line stays where it is. */
function here(text: string, folder: string): string {
  return text
    .replace(/^(\s*)(?:ServerRoot|Listen|LoadModule|PidFile|User|Group|SSL\w+|CacheRoot)\s.*$/gim, '$1#')
    .replace(/^(\s*<VirtualHost\s+)[^>]*>/gim, '$1*:{{PORT}}>')
    .replace(
      /\bhttps?:\/\/(?:10\.[\d.]+|127\.[\d.]+|192\.168\.[\d.]+|localhost)(?::\d+)?/g,
      'http://127.0.0.1:{{UPSTREAM_PORT}}',
    )
    .replace(/^(\s*(?:ErrorLog|CustomLog|TransferLog)\s+"?)[^\s"]*\//gim, '$1{{ROOT}}/run/')
    .replace(
      /^(\s*(?:<Directory(?:Match)?|DocumentRoot|AuthUserFile|AuthGroupFile|Alias\s+\S+|ScriptAlias\s+\S+)\s+"?)\/(?=srv|var|usr|home|opt|etc)/gim,
      `$1${folder}/`,
    )
    .replace(/^(\s*(?:<Directory|DocumentRoot)\s+"?)htdocs\b/gim, `$1${folder}`)
    .replace(/^(\s*Include(?:Optional)?\s+"?)(?:\/(?=etc)|(?=\w))/gim, `$1${folder}/`)
}

/** The folders that a configuration serves, so that they are there. */
const foldersIn = (text: string): string[] =>
  [...text.matchAll(/^\s*(?:<Directory|DocumentRoot)\s+"?\{\{DOCROOT\}\}\/([^\s">]+)/gim)].map(([, path = '']) => path)

const PASSWORDS = 'nobody:{PLAIN}nothing\n'

const passwordsIn = (text: string): string[] =>
  [...text.matchAll(/^\s*Auth(?:User|Group)File\s+"?\{\{DOCROOT\}\}\/([^\s"]+)/gim)].map(([, path = '']) => path)

/** Null: no configuration of httpd's; a string: why it cannot be asked. */
export function layOut(one: Case): Probe | string | null {
  const own = one.files.filter((file) => isApache(one, file))
  const main = own.find((name) => name === 'httpd.conf') ?? own.find((name) => name.endsWith('.vhost'))
  if (!main) return null
  const whole = textOf(one, main)
  if (/\b(?:fcgi|ajp|scgi|uwsgi|wss?|h2c?):\/\//i.test(whole)) return 'a backend of a protocol that no stand-in speaks'
  if (/<Macro|\bMDomain/i.test(whole)) return 'macros of its own'
  if (/^\s*DavLockDB/im.test(whole)) return 'a folder that the requests themselves change'
  const loaded = [...whole.matchAll(/^\s*LoadModule\s+(\w+)_module/gim)].map(([, name = '']) => name)
  const missing = loaded.filter((name) => !hasModule(name))
  if (missing.length > 0) return `no mod_${missing.join()} here`
  const files: Record<string, string> = {}
  for (const file of one.files)
    files[file === main ? 'case.conf' : file.replace(/^htdocs\//, '')] = isApache(one, file)
      ? here(textOf(one, file), '{{DOCROOT}}')
      : textOf(one, file)
  const all = Object.values(files).join('\n')
  for (const folder of foldersIn(all)) files[`${folder}/index.html`] ??= 'PAGE\n'
  for (const path of passwordsIn(all)) files[path] ??= PASSWORDS
  // What an absolute path names is on no machine of ours: it is there, and empty.
  for (const [, path = ''] of all.matchAll(/^\s*Include\s+"?\{\{DOCROOT\}\}\/(etc\/[^\s"*]+)/gim)) files[path] = ''
  return {
    name: one.name,
    server: 'Include "{{DOCROOT}}/case.conf"\n',
    files,
    withoutLocks: /^\s*Dav\s+On/im.test(all),
    ...(loaded.length > 0
      ? {
          withoutModules: MODULES.filter((name) => !loaded.includes(name) && !KEPT.includes(name)),
          withModules: loaded.filter((name) => !MODULES.includes(name)),
        }
      : { withModules: MORE }),
  }
}

/** An `.htaccess` alone, and what lies beside it: it becomes a folder of the one httpd that takes all of them. */
export function htaccessFiles(one: Case, folder: string): Record<string, string> | null {
  const own = one.files.filter((file) => isApache(one, file))
  if (own.length === 0 || own.some((file) => !/(?:^|\/)\.htaccess$/.test(file))) return null
  const moved = Object.fromEntries(
    one.files.map((file) => [
      `${folder}/${file}`,
      own.includes(file) ? here(textOf(one, file), '{{DOCROOT}}') : textOf(one, file),
    ]),
  )
  const passwords = Object.fromEntries(passwordsIn(Object.values(moved).join('\n')).map((path) => [path, PASSWORDS]))
  return { [`${folder}/seen.html`]: 'SEEN\n', ...passwords, ...moved }
}

export const vhostsFor = (folders: string[]): string =>
  folders
    .map(
      (folder) =>
        `<VirtualHost *:{{PORT}}>\n    ServerName ${folder}.lab.test\n    DocumentRoot "{{DOCROOT}}/${folder}"\n</VirtualHost>\n`,
    )
    .join('')

export const htaccessProbe = (files: Record<string, string>, folders: string[]): Probe => ({
  name: 'htaccess',
  server: `TraceEnable on\n${vhostsFor(folders)}`,
  files,
  withModules: MORE,
})

/** The cells of a case that is linted alone: what its findings speak of. */
export async function askedOf(one: Case, host: string | null, isWanted: Wanted = anything): Promise<Asked[]> {
  const { site } = await openSite({
    cwd: one.cwd,
    paths: one.paths.length === 1 && one.paths[0] === '.' ? ['.'] : one.paths,
    config: false,
  })
  const seen = new Set<string>()
  const asked: Asked[] = []
  for (const cell of site.cells) {
    const key = `${cell.method} ${cell.host}${cell.path}`
    if (cell.origin.layer !== 'apache' || seen.has(key) || !/^\/[!-~]*$/.test(cell.path) || !isWanted(cell)) continue
    seen.add(key)
    asked.push({ method: cell.method, host: host ?? cell.host, path: encodeURI(cell.path) })
  }
  const step = Math.max(1, asked.length / MOST)
  return asked.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
}

export interface Loaded {
  refused: { file: string; line: number; text: string } | null
  compared: Compared[]
}

/** Loads a configuration into the real httpd, and asks both. */
export async function load(
  program: string,
  one: Case,
  probe: Probe,
  backend: Backend,
  isWanted: Wanted = anything,
): Promise<Loaded> {
  const running = await startHttpd(program, probe, backend)
  if (typeof running === 'string') {
    const [, line = '0', path = '', text = running] =
      [...running.matchAll(/on line (\d+) of (\S+):\s+(?!Syntax error)(\S.*)/g)].at(-1) ?? []
    const main =
      one.files.find((name) => name === 'httpd.conf') ?? one.files.find((name) => name.endsWith('.vhost')) ?? ''
    return {
      refused: {
        file: path.endsWith('/case.conf') ? main : (one.files.find((name) => path.endsWith(name)) ?? path),
        line: Number(line),
        text,
      },
      compared: [],
    }
  }
  try {
    const all = await askedOf(one, null, isWanted)
    // Every trace is a first request: where answers are kept, no two may be the same.
    const asked = /CacheEnable/i.test(JSON.stringify(probe.files))
      ? all.map((request, index) => ({ ...request, path: `${request.path}?first=${index}` }))
      : all
    const seen: Seen[] = []
    for (const request of asked) seen.push(await ask(running, request, backend))
    return { refused: null, compared: await model(running, asked, seen) }
  } finally {
    await running.stop()
  }
}
