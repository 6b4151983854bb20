import { cpSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { rules } from '../../rules/index.ts'
import { lintSiteWith } from '../../src/lint/lint.ts'
import { load } from '../../src/lint/load.ts'
import { type Memory, newMemory, sweep } from '../../src/lint/memory.ts'
import { folderWith } from '../folder.ts'

const test = suite('a run that takes what an earlier one has left')

/** What a report says, without the objects that it says it of. */
async function reportOf(cwd: string, memory?: Memory, unsaved: Map<string, Uint8Array> = new Map()): Promise<unknown> {
  const { report } = await lintSiteWith(rules, { cwd, unsaved, level: 'info', ...(memory && { memory }) })
  if (memory) sweep(memory)
  const { problems, coverage, refused, faults } = report
  return { problems, coverage, refused, faults }
}

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())

/** What people do to a file: a line less, a line twice, another word, half of it gone. */
function edited(text: string, random: (below: number) => number): string {
  const lines = text.split('\n')
  const at = random(lines.length)
  const line = lines[at] ?? ''
  switch (random(5)) {
    case 0:
      lines.splice(at, 1)
      break
    case 1:
      lines.splice(at, 0, line)
      break
    case 2:
      lines[at] = line
        .replace(/GET|POST|PUT|DELETE/, (method) => (method === 'GET' ? 'POST' : 'GET'))
        .replace(/\b(?:get|post|put|delete)\b/, 'patch')
        .replace(/405/, '501')
      break
    case 3:
      lines[at] = line.slice(0, random(line.length + 1))
      break
    default:
      lines.splice(at, 0, '')
  }
  return lines.join('\n')
}

for (const [index, project] of ['shop', 'tickets', 'wiki'].entries()) {
  test(`${project}: says after every edit what a run without it says`, async () => {
    const cwd = folderWith({})
    cpSync(`fixtures/projects/${project}`, cwd, { recursive: true })
    const random = numbers(index + 1)
    const memory = newMemory()
    const unsaved = new Map<string, Uint8Array>()
    const before = new Map(filesIn(cwd).map((path) => [path, readFileSync(path)]))
    assert.equal(await reportOf(cwd, memory), await reportOf(cwd))
    for (let round = 0; round < 5; round++) {
      const files = filesIn(cwd).filter((path) => /\.(?:conf|[jt]s|template|ya?ml)$|\.htaccess$/.test(path))
      const path = files[random(files.length)] ?? ''
      const real = realpathSync(path)
      const text = new TextDecoder().decode(unsaved.get(real) ?? readFileSync(path))
      const changed = edited(text, random)
      if (random(4) === 0) {
        unsaved.delete(real)
        if (random(3) === 0) rmSync(path)
        else writeFileSync(path, changed)
      } else if (random(5) === 0) {
        unsaved.delete(real)
        writeFileSync(path, before.get(path) ?? '')
      } else unsaved.set(real, Buffer.from(changed))
      assert.equal(
        await reportOf(cwd, memory, unsaved),
        await reportOf(cwd, undefined, unsaved),
        `round ${round}: ${path}`,
      )
    }
  })
}

test('a layer that nothing has changed for is not read again, nor are its files parsed again', async () => {
  const cwd = folderWith({
    'nginx.conf': 'events {}\nhttp { server { listen 80; location / { return 204; } } }\n',
    'app.js':
      "const express = require('express')\nconst app = express()\napp.use('/a', require('./routes'))\napp.listen(3000)\n",
    'routes.js':
      "const router = require('express').Router()\nrouter.get('/', (req, res) => res.json([]))\nmodule.exports = router\n",
  })
  const memory = newMemory()
  const run = async (unsaved: Map<string, Uint8Array> = new Map()) => {
    const { site } = await load({ cwd, memory, unsaved })
    const cells = site.cells
    sweep(memory)
    const of = (layer: string) => site.origins.find((origin) => origin.layer === layer)
    return { nginx: of('nginx'), express: of('express'), routes: site.files.get('routes.js'), cells }
  }
  const first = await run()
  const again = await run()
  assert.is(again.nginx, first.nginx)
  assert.is(again.express, first.express)
  assert.is(again.cells[0], first.cells[0])
  const edit = await run(
    new Map([
      [
        join(cwd, 'app.js'),
        Buffer.from(
          "const express = require('express')\nconst app = express()\napp.use('/b', require('./routes'))\napp.listen(3000)\n",
        ),
      ],
    ]),
  )
  assert.is(edit.nginx, first.nginx)
  assert.is.not(edit.express, first.express)
  assert.is(edit.routes, first.routes)
  assert.ok(edit.cells.some(({ path }) => path.startsWith('/b')))
})

test('a file that comes, and one that only was looked for, count as changes', async () => {
  const cwd = folderWith({
    'nginx.conf': 'events {}\nhttp { server { listen 80; root www; location / { try_files $uri =404; } } }\n',
    'www/.htaccess': 'AllowMethods GET\n',
    'app.js':
      "const express = require('express')\nconst app = express()\nlet routes = null\ntry { routes = require('./routes') } catch {}\napp.use('/a', require('./more'))\napp.listen(3000)\n",
  })
  const memory = newMemory()
  assert.equal(await reportOf(cwd, memory), await reportOf(cwd))
  writeFileSync(
    join(cwd, 'more.js'),
    "const router = require('express').Router()\nrouter.all('/x', (req, res) => res.sendStatus(405))\nmodule.exports = router\n",
  )
  const after = await reportOf(cwd, memory)
  assert.equal(after, await reportOf(cwd))
  assert.match(JSON.stringify(after), /405-missing-allow/)
})

test('a run that nobody waits for any more ends with the reason', async () => {
  const cwd = folderWith({ 'nginx.conf': 'events {}\nhttp { server { listen 80; location / { return 204; } } }\n' })
  const controller = new AbortController()
  controller.abort(new Error('superseded'))
  let said = ''
  try {
    await lintSiteWith(rules, { cwd, signal: controller.signal })
  } catch (error) {
    said = error instanceof Error ? error.message : ''
  }
  assert.is(said, 'superseded')
})

test.run()
