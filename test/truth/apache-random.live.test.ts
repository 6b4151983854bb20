import * as assert from 'uvu/assert'
import { liveSuite, serverProgram } from '../live.ts'
import { random } from './apache-mutations.ts'
import { ask, model, openBackend, startHttpd } from './apache/lab.ts'
import type { Asked, Seen } from './apache/lab.ts'
import { randomHtaccess } from './apache/random.ts'

const test = liveSuite('apache, at random', 'apache2')

const FOLDERS = 40
const PATHS = ['x.html', 'none', '', 'sub', 'x', 'x.html/info', 'x.html?a=1']
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'FOO', 'TRACE']
const [start, rounds] = [Number(process.env['RANDOM_START'] ?? 1), Number(process.env['RANDOM_ROUNDS'] ?? 1)]

/** A folder each for as many files as one httpd can hold; what is contradicted, with the file. */
async function contradictions(seed: number): Promise<string[]> {
  const chance = random(seed)
  const texts = Array.from({ length: FOLDERS }, (_, at) => randomHtaccess(chance).replaceAll('/app', `/c${at}`))
  const files = Object.assign({}, ...texts.map((text, at) => ({
    [`c${at}/.htaccess`]: text, [`c${at}/x.html`]: 'X\n', [`c${at}/index.html`]: 'I\n', [`c${at}/err.html`]: 'E\n', [`c${at}/sub/y.html`]: 'Y\n',
  })))
  const backend = await openBackend()
  const running = await startHttpd(serverProgram('apache2') ?? '', { name: 'random', files, withModules: ['asis', 'speling', 'status'] }, backend)
  if (typeof running === 'string') return [running]
  const asked: Asked[] = texts.flatMap((_, at) => PATHS.flatMap((path) => METHODS.map((method) => ({ method, path: `/c${at}/${path}` }))))
  const seen: Seen[] = []
  for (const request of asked) seen.push(await ask(running, request, backend))
  const compared = await model(running, asked, seen)
  await running.stop()
  await backend.close()
  return compared.filter(({ verdict }) => verdict === 'contradicted').map(({ asked: { method, path }, seen: { status, headers }, outcomes, why }) =>
    `${seed}: ${method} ${path}: httpd ${status} allow ${headers['allow'] ?? '-'}; model ${outcomes.map((outcome) => outcome.status).join(' or ')}: ${why.join(', ')}\n${texts[Number(/^\/c(\d+)/.exec(path)?.[1])]}`)
}

// RANDOM_START and RANDOM_ROUNDS let it run for as long as one likes.
test('answers alike', async () => {
  for (let seed = start; seed < start + rounds; seed++) assert.equal(await contradictions(seed), [])
})

test.run()
