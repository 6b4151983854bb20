import * as assert from 'uvu/assert'
import { liveSuite, serverProgram } from '../live.ts'
import { random } from './apache-mutations.ts'
import { ask, model, openBackend, startHttpd } from './apache/lab.ts'
import type { Asked, Seen } from './apache/lab.ts'
import { randomVhost } from './apache/random-server.ts'

const test = liveSuite('apache, servers at random', 'apache2')

const HOSTS = 15
const PATHS = ['/app/x.html', '/app/none', '/app/', '/app/sub', '/px/a', '/px/s/405?h=Allow:GET', '/px/private/x', '/al/x.html', '/old/gone', '/cgi-bin/echo.cgi', '/']
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'FOO', 'TRACE']
const [start, rounds] = [Number(process.env['RANDOM_START'] ?? 1), Number(process.env['RANDOM_ROUNDS'] ?? 1)]

/** As many virtual hosts as one httpd is asked about; what is contradicted, with the host. */
async function contradictions(seed: number): Promise<string[]> {
  const chance = random(seed)
  const texts = Array.from({ length: HOSTS }, () => randomVhost(chance))
  const server = texts.map((text, at) => `<VirtualHost *:{{PORT}}>\nServerName h${at}.test\n${text}\n</VirtualHost>`).join('\n')
  const backend = await openBackend()
  const running = await startHttpd(serverProgram('apache2') ?? '', { name: 'random', server, withModules: ['status'] }, backend)
  if (typeof running === 'string') return [`${seed}: ${running}`]
  const asked: Asked[] = texts.flatMap((_, at) => PATHS.flatMap((path) => METHODS.map((method) => ({ method, path, host: `h${at}.test` }))))
  const seen: Seen[] = []
  for (const request of asked) seen.push(await ask(running, request, backend))
  const compared = await model(running, asked, seen)
  await running.stop()
  await backend.close()
  return compared.filter(({ verdict }) => verdict === 'contradicted').map(({ asked: { method, path, host }, seen: { status, headers }, outcomes, why }) =>
    `${seed}: ${method} ${path}: httpd ${status} allow ${headers['allow'] ?? '-'}; model ${outcomes.map((outcome) => outcome.status).join(' or ')}: ${why.join(', ')}\n${texts[Number(/^h(\d+)/.exec(host ?? '')?.[1])]}`)
}

// RANDOM_START and RANDOM_ROUNDS let it run for as long as one likes.
test('answers alike', async () => {
  for (let seed = start; seed < start + rounds; seed++) assert.equal(await contradictions(seed), [])
})

test.run()
