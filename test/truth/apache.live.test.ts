import * as assert from 'uvu/assert'
import { liveSuite, serverProgram } from '../live.ts'
import { ask, model, openBackend, startHttpd } from './apache/lab.ts'
import type { Asked, Backend, Compared, Probe, Seen } from './apache/lab.ts'
import { recordedProbes } from './apache/recorded.ts'
import { access } from './apache/probes/access.ts'
import { errors } from './apache/probes/errors.ts'
import { flags } from './apache/probes/flags.ts'
import { handlers } from './apache/probes/handlers.ts'
import { headers } from './apache/probes/headers.ts'
import { mapping } from './apache/probes/mapping.ts'
import { modules } from './apache/probes/modules.ts'
import { patterns } from './apache/probes/patterns.ts'
import { proxies } from './apache/probes/proxies.ts'
import { rewriting } from './apache/probes/rewriting.ts'
import { targets } from './apache/probes/targets.ts'

const test = liveSuite('apache', 'apache2')

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'TRACE', 'FROBNICATE']
const PATHS = ['/app/x.html', '/app/none', '/app/sub/y.html']

const asksOf = ({ paths = PATHS, methods = METHODS, hosts = ['lab.test'], headers: sent = [{}] }: Probe): Asked[] =>
  hosts.flatMap((host) => paths.flatMap((path) => methods.flatMap((method) => sent.map((fields) => ({ method, path, host, headers: fields })))))

const told = ({ asked: { method, path }, seen, why }: Compared): string => `${method} ${path}: httpd ${seen.status} allow ${seen.headers['allow'] ?? '-'}; model ${why.join(', ')}`

async function tryOne(probe: Probe, backend: Backend): Promise<string[]> {
  const running = await startHttpd(serverProgram('apache2') ?? '', probe, backend)
  if (typeof running === 'string') return [`${probe.name}: httpd refuses it: ${running}`]
  try {
    const asked = asksOf(probe)
    const seen: Seen[] = []
    for (const one of asked) seen.push(await ask(running, one, backend))
    const compared = await model(running, asked, seen)
    return compared.filter(({ verdict }) => verdict === 'contradicted').map((one) => `${probe.name}: ${told(one)}`)
  } finally {
    await running.stop()
  }
}

/** Two servers that start at once may be given the same free port, and one then answers for both: what is wrong has to be so twice. */
async function tryTwice(probe: Probe, backend: Backend): Promise<string[]> {
  const wrong = await tryOne(probe, backend)
  return wrong.length === 0 ? wrong : tryOne(probe, backend)
}

/** Asks httpd and the model the same; what the model contradicts, in words. Most of the time is spent waiting, so a few go side by side. */
async function contradictions(probes: readonly Probe[]): Promise<string[]> {
  const waiting = [...probes]
  const wrong: string[] = []
  await Promise.all(Array.from({ length: 4 }, async () => {
    const backend = await openBackend()
    for (let probe = waiting.shift(); probe; probe = waiting.shift()) wrong.push(...await tryTwice(probe, backend))
    await backend.close()
  }))
  return wrong
}

for (const [name, probes] of Object.entries({ access, rewriting, flags, headers, errors, handlers, patterns, proxies, mapping, modules, targets })) {
  test(`${name}: nothing is contradicted by httpd`, async () => assert.equal(await contradictions(probes), []))
}

test('recorded configurations, asked with every method', async () => assert.equal(await contradictions(recordedProbes()), []))

test.run()
