import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lacksQuery } from '../../../src/express/check/node-version.ts'
import { loadSite } from '../../../src/index.ts'
import { folderWith } from '../../folder.ts'

const test = suite("the project's Node")

/** What each means to npm: whether some version of it is 20.19.3 or newer. */
const OLD = [
  '18',
  '18.x',
  'v18.17.1',
  '^18.12.0',
  '~20.18',
  '~20.18.1',
  '20.19.2',
  '20.11.1',
  '>=16 <19',
  '>=14 <20',
  '<=18',
  '<20.19.3',
  '16 || 18',
  'lts/hydrogen',
  '18-alpine',
  '20.18.1-slim',
  'gallium',
]
const OPEN = [
  '',
  '20',
  '20.x',
  '^20.0.0',
  '~20.19.0',
  '20.19.3',
  '20.19',
  '>=18',
  '>18',
  '*',
  'x',
  '18 || 22',
  '>=18 <=22',
  '<21',
  '<=20',
  'lts/*',
  'latest',
  'lts/iron',
  '22.1.0',
  'node',
  '$NODE_VERSION',
  '<20.19.4',
  '20-alpine',
]

for (const range of OLD) test(`${range} has no QUERY`, () => assert.ok(lacksQuery(range)))
for (const range of OPEN) test(`${range || 'nothing'} may have QUERY`, () => assert.not.ok(lacksQuery(range)))

async function statusesOf(node: string): Promise<(number | null)[]> {
  const cwd = folderWith({
    'app.js': "const app = require('express')()\napp.all('/x', (req, res) => res.send('x'))\napp.listen(3000)\n",
    'package.json': `{"engines":{"node":"${node}"},"dependencies":{"express":"5"}}`,
  })
  const { outcomes } = await (await loadSite({ cwd })).trace({ method: 'QUERY', url: 'http://localhost:3000/x' })
  return outcomes.map(({ status }) => status)
}

// Seen live on Node 20.19.0 and 22: test/query/products.json.
test('where Node has no QUERY, it answers 400 itself', async () => {
  assert.equal(await statusesOf('18.x'), [400])
  assert.equal(await statusesOf('>=18'), [200])
})

test.run()
