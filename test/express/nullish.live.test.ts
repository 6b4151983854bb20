import { once } from 'node:events'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

// What `??` leaves of a body is neither null nor undefined where its right side is not; the body itself may be.

const HANDLERS: Record<string, string> = {
  none: 'try { need(req.body ?? {}); res.sendStatus(202) } catch { res.sendStatus(500) }',
  kept: 'const b = req.body ?? {}; if (b == null) return res.sendStatus(400); if (req.body === undefined) return res.sendStatus(422); res.sendStatus(202)',
  nothing: 'const x = req.body?.x ?? null; res.sendStatus(x === null ? 400 : 202)',
  member: 'const { x } = req.body ?? {}; res.sendStatus(x === undefined ? 400 : 202)',
  chain: "const x = req.body?.x ?? req.body?.y ?? 'z'; res.sendStatus(x !== undefined ? 201 : 202)",
  swapped: 'const x = (req.body?.x ?? []) || 1; res.sendStatus(undefined === x ? 400 : 202)',
  last: 'const x = req.body?.x ?? req.body?.y; res.sendStatus(x === undefined ? 400 : 202)',
}
const APP = `const express = require('express')
const app = express()
app.use(express.json())
function need(x) { if (x === undefined) throw new Error('none'); return x }
${Object.entries(HANDLERS)
  .map(([name, body]) => `app.post('/${name}', (req, res) => { ${body} })`)
  .join('\n')}
`
const BODIES = [undefined, '{}', '[]', '{"x":1}', '{"y":1}', '{"x":null}']
const require = createRequire(import.meta.url)

function listen(name: string): Server {
  const module: { exports: unknown } = { exports: {} }
  const load = (wanted: string): unknown => require(wanted === 'express' ? name : wanted)
  new Function('require', 'module', `${APP}module.exports = app.listen(0, '127.0.0.1')`)(load, module)
  return module.exports as Server
}

const test = suite('what ?? leaves')

test('each handler answers what the model says it may, and nothing that it says is left out', async () => {
  const server = listen('express5')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  try {
    const site = await loadSite({
      cwd: folderWith({ 'app.js': `${APP}app.listen(3000)\n` }),
      express: { version: '5' },
      config: false,
    })
    for (const name of Object.keys(HANDLERS)) {
      const seen = new Set<number>()
      for (const body of BODIES) {
        const answer = await fetch(`http://127.0.0.1:${port}/${name}`, {
          method: 'POST',
          ...(body !== undefined && { body, headers: { 'Content-Type': 'application/json' } }),
        })
        seen.add(answer.status)
      }
      const { outcomes } = await site.trace({ method: 'POST', url: `http://localhost:3000/${name}` })
      assert.equal([...new Set(outcomes.map(({ status }) => status))].sort(), [...seen].sort(), name)
    }
  } finally {
    server.close()
  }
})

test.run()
