import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

/** The ways in which an ES module says where its files lie. */
const FOLDERS = [
  "fileURLToPath(new URL('./pub', import.meta.url))",
  "new URL('./pub', import.meta.url).pathname",
  'join(import.meta.dirname, "pub")',
  'join(dirname(fileURLToPath(import.meta.url)), "pub")',
]

test('files that lie beside an ES module are seen', async () => {
  const cwd = folderWith({
    'package.json': '{"type":"module","dependencies":{"express":"5"}}',
    'pub/x.txt': 'x',
    'app.js': `import express from 'express'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
const app = express()
${FOLDERS.map((folder, index) => `app.use('/${index}', express.static(${folder}, { index: false }))`).join('\n')}
app.listen(3000)
`,
  })
  const site = await loadSite({ cwd, config: false })
  for (const index of FOLDERS.keys()) {
    for (const [file, status] of [
      ['x.txt', 200],
      ['none', 404],
    ] as const) {
      const { outcomes } = await site.trace({ method: 'GET', url: `http://localhost:3000/${index}/${file}` })
      assert.equal(
        outcomes.map((one) => one.status),
        [status],
        `${FOLDERS[index]} ${file}`,
      )
    }
  }
})

test('a file that is not built yet is named as it lies in the project', async () => {
  const cwd = folderWith({
    'package.json': '{"dependencies":{"express":"4"}}',
    '.gitignore': 'build\n',
    'app.js': `const app = require('express')(), path = require('path')
app.get('/a', (req, res) => res.sendFile(path.join(__dirname, 'build', 'index.html')))
app.get('/b', (req, res) => res.sendFile('/srv/elsewhere/index.html'))
app.listen(3000)
`,
  })
  const site = await loadSite({ cwd, config: false })
  const named = async (path: string): Promise<string> =>
    (await site.trace({ method: 'GET', url: `http://localhost:3000${path}` })).outcomes.map(({ when }) => when).join()
  assert.match(await named('/a'), 'the file `build/index.html` is there')
  assert.match(await named('/b'), 'the file `/srv/elsewhere/index.html` is there')
})

test.run()
