import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { liveSuite, nginxVersion, serverProgram } from '../live.ts'
import { REFUSALS } from '../nginx/refusals.ts'
import { STREAMS } from '../nginx/streams.ts'
import { isOurs, placesOf, verdictOf } from './nginx/refused.ts'
import { mutate } from './nginx/mutate.ts'
import { randomFrom } from './nginx/random.ts'

// What `nginx -t` accepts and refuses, and at which line, against what is reported.

const test = liveSuite('nginx: what it refuses', 'nginx')
const program = serverProgram('nginx') ?? 'nginx'
const version = nginxVersion(program)

const folder = folderWith({ 'logs/error.log': '', 'tmp/empty': '', 'conf.d/empty.conf': '' })
const HEAD = 'pid logs/nginx.pid;\nerror_log logs/error.log;\n'
const fill = (text: string): string => text.replaceAll('{{PORT2}}', '21082').replace(/\{\{\w*PORT\}\}/g, '21081').replaceAll('{{DOCROOT}}', folder).replaceAll('{{ROOT}}', folder)

function layOut(config: string, files: Record<string, unknown> = {}): void {
  for (const [path, text] of Object.entries({ ...files, 'nginx.conf': config })) {
    if (typeof text !== 'string') continue
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), fill(text))
  }
}

/** null: they agree; otherwise what each of them says, or that the message is none of ours. */
function disagreement(): string | null {
  const verdict = verdictOf(program, folder)
  const places = placesOf(folder, version)
  const agree = verdict.ok ? places.length === 0 : verdict.place === null ? places.length > 0 : places.includes(verdict.place)
  if (agree) return null
  return !isOurs(verdict) ? 'not ours' : `nginx: ${verdict.ok ? 'accepted' : verdict.message}; reported: ${places.join(', ') || 'nothing'}`
}

test('the unit tests\' cases are what nginx does', () => {
  const wrong = REFUSALS.flatMap(({ name, config, line }) => {
    layOut(`${HEAD}${config}`)
    const verdict = verdictOf(program, folder)
    const agrees = line === null ? verdict.ok : !verdict.ok && (verdict.place === null || verdict.place === `nginx.conf:${line + 2}`)
    return !isOurs(verdict) || agrees ? [] : [`${name}: expected ${line}, nginx says ${verdict.ok ? 'nothing' : verdict.message}`]
  })
  assert.equal(wrong, [])
})

const MODULES = ['/usr/lib/nginx/modules', '/usr/share/nginx/modules', '/usr/lib64/nginx/modules', process.env['VERBLINT_NGINX_MODULES'] ?? ''].find((path) => existsSync(join(path, 'ngx_stream_module.so')) && existsSync(join(path, 'ngx_mail_module.so')))

test('the unit tests\' cases of stream and mail, where their modules are', () => {
  if (MODULES === undefined) return console.log('\nSKIPPED: the modules ngx_stream and ngx_mail are not installed')
  const load = ['stream', 'mail'].map((name) => `load_module ${join(MODULES, `ngx_${name}_module.so`)};\n`).join('')
  const wrong = STREAMS.flatMap(({ name, config, line }) => {
    layOut(`${load}${HEAD}${config}`)
    const verdict = verdictOf(program, folder)
    const agrees = line === null ? verdict.ok : !verdict.ok && (verdict.place === null || verdict.place === `nginx.conf:${line + 4}`)
    return !isOurs(verdict) || agrees ? [] : [`${name}: expected ${line}, nginx says ${verdict.ok ? 'nothing' : verdict.message}`]
  })
  assert.equal(wrong, [])
})

interface Recorded { id: string; config: string; files?: Record<string, unknown> }
const recorded = readdirSync('fixtures/truth/nginx').map((name): Recorded => JSON.parse(readFileSync(`fixtures/truth/nginx/${name}`, 'utf8')))

test('the recorded configurations, tested anew', () => {
  const wrong = recorded.flatMap(({ id, config, files }) => {
    layOut(config, files)
    const told = disagreement()
    return told === null ? [] : [`${id}: ${told}`]
  })
  assert.equal(wrong, [])
})

test('mutations of the recorded configurations', () => {
  const count = Number(process.env['VERBLINT_NGINX_FUZZ'] ?? 500)
  const random = randomFrom(Number(process.env['VERBLINT_NGINX_SEED'] ?? 20_251))
  const plain = recorded.filter(({ files = {} }) => Object.keys(files).every((path) => !/\.(?:conf|inc)/.test(path)))
  const wrong: string[] = []
  let excluded = 0
  for (let index = 0; index < count; index++) {
    const base = random.pick(plain)
    layOut(mutate(fill(base.config), random))
    const told = disagreement()
    if (told === 'not ours') excluded++
    else if (told !== null) wrong.push(`${index} of ${base.id}: ${told}`)
  }
  assert.equal(wrong, [])
  assert.ok(excluded <= count * 0.05, `${excluded} of ${count} are left out`)
})

test.run()
