import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { liveSuite, serverProgram } from '../live.ts'
import { around, askBoth, closeBackends, openBackends } from './nginx/lab.ts'
import type { Backends } from './nginx/lab.ts'
import { requestsOf } from './nginx/live-case.ts'
import { MODULE_CASES } from './nginx/modules.ts'

// Modules that Debian has beside nginx's own: what is not modelled is unknown, and what is known is the server's.

const test = liveSuite('nginx: modules of others', 'nginx')
const program = serverProgram('nginx') ?? 'nginx'
const folder = process.env['VERBLINT_NGINX_MODULES'] ?? '/usr/lib/nginx/modules'

let backends: Backends
test.before(async () => { backends = await openBackends() })
test.after(async () => { await closeBackends(backends) })

for (const one of MODULE_CASES) {
  const missing = one.loads.filter((name) => !existsSync(join(folder, `${name}.so`)))
  if (missing.length > 0) {
    console.log(`\nSKIPPED: ${one.name}: ${missing.join(', ')} not installed`)
    continue
  }
  test(one.name, async () => {
    const loads = one.loads.map((name) => `load_module ${join(folder, name)}.so;\n`).join('')
    const compared = await askBoth(program, loads + around(one.server, one.http), one.files ?? {}, requestsOf(one, undefined), backends)
    assert.ok(compared, 'nginx refuses the configuration')
    const wrong = (compared ?? []).filter(({ verdict }) => verdict === 'contradicted')
    assert.equal(wrong.map(({ asked, seen, outcomes, why }) => `${asked.method} ${asked.path}: nginx ${seen.status}; model ${outcomes.map(({ status }) => status).join()}: ${why.join('; ')}`), [])
    if (process.env['SHOW']) console.log(one.name, compared?.filter(({ verdict }) => verdict === 'exact').length, 'of', compared?.length)
  })
}

test.run()
