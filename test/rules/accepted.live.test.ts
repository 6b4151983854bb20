// Every fix and every suggestion of the bad fixtures, taken by the real servers: what they accepted before they accept after.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as assert from 'uvu/assert'
import { rules } from '../../rules/index.ts'
import { lint } from '../../src/index.ts'
import { applyFixes } from '../../src/lint/fix.ts'
import { folderWith } from '../folder.ts'
import { liveSuite, serverProgram } from '../live.ts'
import { ask as askHttpd, openBackend, startHttpd } from '../truth/apache/lab.ts'
import { casesIn, FIXTURES } from './expectations.ts'
import type { Case } from './expectations.ts'

/** A file of a fixture, before and after one correction. */
interface Corrected {
  one: Case
  file: string
  before: string
  after: string
  what: string
}

let known: Promise<Corrected[]> | undefined
const corrections = (): Promise<Corrected[]> => (known ??= everyCorrection())

async function everyCorrection(): Promise<Corrected[]> {
  const found: Corrected[] = []
  const ids = (await Promise.all(rules.map(async (entry) => (await entry.load()).default)))
    .filter(({ fixable, suggests }) => fixable ?? suggests)
    .map(({ id }) => id)
  for (const id of ids) {
    for (const one of casesIn(join(FIXTURES, id, 'bad'))) {
      const report = await lint({ cwd: one.cwd, paths: one.paths, config: false, level: 'info' })
      for (const problem of report.problems) {
        for (const fix of [problem.fix ?? [], problem.suggestions ?? []].flat()) {
          for (const [file, after] of applyFixes([{ ...problem, fix }], report.files).texts) {
            found.push({
              one,
              file,
              before: report.files.get(file)?.text ?? '',
              after,
              what: `${id}/bad/${one.name} ${file}: ${fix.message}`,
            })
          }
        }
      }
    }
  }
  return found
}

/** What the server does not take, and what it takes only now: the first must stay empty. */
function judged(
  all: Corrected[],
  accepts: (text: string, corrected: Corrected) => boolean,
): { broken: string[]; taken: number } {
  let taken = 0
  const broken = all.filter((corrected) => {
    const after = accepts(corrected.after, corrected)
    if (after) taken++
    return !after && accepts(corrected.before, corrected)
  })
  return { broken: broken.map(({ what }) => what), taken }
}

const nginx = liveSuite('corrections, taken by nginx', 'nginx')

const PARAMETERS = 'fastcgi_param REQUEST_METHOD $request_method;\n'
const HEAD = 'pid nginx.pid; error_log stderr; events {}\n'
/** Certificates, folders and resolvers that are not here say nothing about the correction. */
const localised = (text: string): string =>
  text
    .replace(/listen [^;]*;/g, (listen) => listen.replace(/ (?:ssl|http2|quic)\b/g, ''))
    .replace(/^\s*(?:ssl_\w+|http2|user|pid|error_log|access_log|include [^;]*mime\.types)\b[^;]*;/gm, '')
    .replace(/(?<=proxy_pass https?:\/\/)(?![\d$]|localhost)([\w-]+\.)+[a-z]+(?=[:/;])/g, '127.0.0.1')

function nginxAccepts(text: string, { one, file }: Corrected): boolean {
  const others = one.files.filter((path) => path !== file && /\.(?:conf|inc)$/.test(path))
  const files = Object.fromEntries(others.map((path) => [path, localised(readFileSync(join(one.cwd, path), 'utf8'))]))
  const main =
    basename(file) === 'nginx.conf'
      ? localised(text)
      : one.files.includes('nginx.conf')
        ? localised(readFileSync(join(one.cwd, 'nginx.conf'), 'utf8'))
        : `http {\ninclude ${file};\n}\n`
  const root = folderWith({
    ...files,
    [file]: localised(text),
    fastcgi_params: PARAMETERS,
    'main.conf':
      HEAD + (/^\s*(?:events|http)\b/m.test(main) ? main.replace(/^events\s*\{[^}]*\}/m, '') : `http {\n${main}\n}\n`),
  })
  return (
    spawnSync(serverProgram('nginx') ?? '', ['-t', '-p', root, '-c', join(root, 'main.conf')], { encoding: 'utf8' })
      .status === 0
  )
}

nginx('nginx -t', async () => {
  const { broken, taken } = judged(
    (await corrections()).filter(({ file }) => /\.conf$/.test(file) && !file.includes('httpd')),
    nginxAccepts,
  )
  assert.equal(broken, [])
  assert.ok(taken >= 25, `only ${taken} were taken at all`)
})
nginx.run()

const httpd = liveSuite('corrections, taken by httpd', 'apache2')

httpd('.htaccess: no 500', async () => {
  const backend = await openBackend()
  const statusOf = async (app: string): Promise<number> => {
    const running = await startHttpd(serverProgram('apache2') ?? '', { name: 'corrected', app }, backend)
    if (typeof running === 'string') throw new Error(running)
    try {
      return (await askHttpd(running, { method: 'GET', path: '/app/x.html', host: 'lab.test' }, backend)).status
    } finally {
      await running.stop()
    }
  }
  try {
    const all = (await corrections()).filter(({ file }) => basename(file) === '.htaccess')
    let taken = 0
    for (const { before, after, what } of all) {
      if ((await statusOf(after)) !== 500) taken++
      else assert.is(await statusOf(before), 500, what)
    }
    assert.ok(taken >= 8, `only ${taken} were taken at all`)
  } finally {
    await backend.close()
  }
})

httpd('virtual hosts: -t', async () => {
  const modules = readdirSync('/usr/lib/apache2/modules')
    .map((name) => name.replace(/^mod_|\.so$/g, ''))
    .filter((name) =>
      /^(?:mpm_event|authz_core|authz_host|access_compat|alias|dir|rewrite|headers|allowmethods|proxy|proxy_http|expires|setenvif|auth_basic|authn_file|authz_user|authn_core)$/.test(
        name,
      ),
    )
  const accepts = (text: string): boolean => {
    const root = folderWith({ 'site.conf': text.replaceAll(/\/srv\/[\w/-]+/g, '/tmp') })
    const main = `ServerRoot "${root}"\nServerName a\nListen 127.0.0.1:1\nErrorLog error.log\n${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}\nInclude site.conf\n`
    writeFileSync(join(root, 'httpd.conf'), main)
    return (
      spawnSync(serverProgram('apache2') ?? '', ['-t', '-f', join(root, 'httpd.conf')], { encoding: 'utf8' }).status ===
      0
    )
  }
  const { broken, taken } = judged(
    (await corrections()).filter(({ file }) => /\.vhost$/.test(file)),
    accepts,
  )
  assert.equal(broken, [])
  assert.ok(taken >= 5, `only ${taken} were taken at all`)
})
httpd.run()

const node = liveSuite('corrections, read by Node', null)

node('node --check', async () => {
  const all = (await corrections()).filter(({ file }) => /\.[cm]?js$/.test(file))
  const accepts = (text: string, { file }: Corrected): boolean => {
    const name = /^(?:import|export) /m.test(text) ? 'file.mjs' : basename(file)
    const root = folderWith({ [name]: text })
    return spawnSync(process.execPath, ['--check', join(root, name)]).status === 0
  }
  const { broken, taken } = judged(all, accepts)
  assert.equal(broken, [])
  assert.ok(taken >= 8, `only ${taken} were taken at all`)
})
node.run()
