import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { queryObjects } from 'node:v8'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lintSite } from '../../src/index.ts'
import { newMemory, sweep } from '../../src/lint/memory.ts'
import { folderWith } from '../folder.ts'

const test = suite('memory over many edits')

test('an editor that lints again and again keeps no more things than after its first edits', async () => {
  const cwd = folderWith({
    'nginx.conf':
      'events {}\nhttp { server { listen 80; server_name a.example; location /api/ { limit_except GET { deny all; } proxy_pass http://127.0.0.1:3000; } } }\n',
    '.htaccess': 'RewriteEngine On\nRewriteRule ^old/?$ /new [R=301,L]\n',
    'app.js':
      "const express = require('express')\nconst app = express()\napp.get('/items', (req, res) => { res.json([]) })\napp.listen(3000)\n",
  })
  const memory = newMemory()
  const files = ['nginx.conf', '.htaccess', 'app.js'].map((name) => join(cwd, name))
  const edit = async (count: number): Promise<void> => {
    const path = files[count % files.length] ?? ''
    const unsaved = new Map([
      [
        path,
        Buffer.concat([
          readFileSync(path),
          Buffer.from(`\n${path.endsWith('.js') ? '//' : '#'} ${'x'.repeat(count % 50)}`),
        ]),
      ],
    ])
    await lintSite({ cwd, unsaved, memory })
    sweep(memory)
  }
  const objects = (): number => Number(queryObjects(Object, { format: 'count' }))
  // What the collector has not come to yet is there for some edits longer: the least of several is what is kept.
  const least = async (from: number): Promise<number> => {
    let found = Infinity
    for (let count = from; count < from + 12; count++) {
      await edit(count)
      found = Math.min(found, objects())
    }
    return found
  }
  for (let count = 0; count < 40; count++) await edit(count)
  const early = await least(40)
  for (let count = 52; count < 172; count++) await edit(count)
  const more = (await least(172)) - early
  // One object an edit would be 132; the count itself swings by some sixty.
  assert.ok(more < 100, `${more} more objects after 132 edits`)
})

test.run()
