import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

/** What `GET /x` gets, where its handler begins with this. */
async function statuses(first: string, top = '', more: Record<string, string> = {}): Promise<unknown[]> {
  const cwd = folderWith({
    'app.js': `const express = require('express')\nconst app = express()\n${top}\napp.get('/x', (req, res) => { ${first}; res.send('ok') })\napp.listen(3000)`,
    'package.json': '{"dependencies":{"express":"5","i18n":"0.15"}}',
    ...more,
  })
  const { outcomes } = await (await loadSite({ cwd })).trace({ method: 'GET', url: 'http://localhost:3000/x' })
  return outcomes.map(({ status }) => status).sort()
}

test('a name that is declared nowhere throws', async () => {
  assert.equal(await statuses('itemz.list()'), [500])
  assert.equal(await statuses("typeof itemz === 'undefined'"), [200])
  assert.equal(await statuses('itemz.list()', 'global.itemz = { list() {} }'), [200])
})

test('what others may have made global is open', async () => {
  assert.equal(await statuses('__("x")', "require('i18n').configure({ register: global })"), [200])
  assert.equal(
    await statuses('itemz.list()', "require('./all')(global)", {
      'all.js': "module.exports = (to) => { to['item' + 'z'] = { list() {} } }",
    }),
    [200],
  )
  assert.equal(
    await statuses(
      'itemz.list()',
      "for (const file of require('fs').readdirSync('models')) global[file.slice(0, -3)] = require('./models/' + file)",
      { 'models/itemz.js': 'exports.list = () => []' },
    ),
    [200],
  )
  assert.equal(
    await statuses('itemz.list()', "const root = globalThis; root[['item', 'z'].join('')] = { list() {} }"),
    [200],
  )
})

test.run()
