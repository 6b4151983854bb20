import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../../../src/index.ts'
import { folderWith } from '../../../folder.ts'

const answers = async (rules: string[], paths: string[]): Promise<(string | number | null)[]> => {
  const site = await loadSite({ cwd: folderWith({ '.htaccess': ['RewriteEngine On', ...rules].join('\n') }) })
  const found = await Promise.all(paths.map((path) => site.trace({ method: 'GET', url: `http://shop.example${path}` })))
  return found.map(({ outcomes: [first] }) => first?.headers.location ?? first?.status ?? null)
}

test('rules are met in their order, whatever they begin with', async () => {
  const rules = [
    'RewriteRule ^shop/old$ /first [R=301,L]',
    'RewriteRule old /second [R=301,L]',
    'RewriteRule ^shop/ /third [R=301,L]',
    'RewriteRule ^SHOUT/ /fourth [R=301,L,NC]',
    'RewriteRule !^(?:kept|shop) /fifth [R=301,L]',
    'RewriteRule ^kept?/x$ /sixth [R=301,L]',
  ]
  const to = (path: string): string => `http://shop.example${path}`
  assert.equal(await answers(rules, ['/shop/old', '/an/old', '/shop/new', '/shout/x', '/else', '/kept/x', '/kep/x']), [
    to('/first'),
    to('/second'),
    to('/third'),
    to('/fourth'),
    to('/fifth'),
    to('/sixth'),
    to('/fifth'),
  ])
})

test('a changed path is looked up anew; a chain and a skip go by the list', async () => {
  const rules = [
    'RewriteRule ^a-(.*)$ b-$1',
    'RewriteRule ^b-chained$ c-chained [C]',
    'RewriteRule ^c- /chain [R=301,L]',
    'RewriteRule ^b-skip$ - [S=1]',
    'RewriteRule ^b-skip$ /skipped [R=301,L]',
    'RewriteRule ^b- /end [R=301,L]',
    'RewriteRule ^c- /alone [R=301,L]',
  ]
  assert.equal(
    await answers(rules, ['/a-chained', '/a-skip', '/b-x', '/c-x']),
    ['/chain', '/end', '/end', '/alone'].map((path) => `http://shop.example${path}`),
  )
})

test('four thousand rules are all looked at', async () => {
  const site = await loadSite({
    cwd: folderWith({
      '.htaccess': `RewriteEngine On\n${Array.from({ length: 4000 }, (_, index) => `RewriteRule ^old${index}$ /new${index} [R=301,L]`).join('\n')}\n`,
    }),
  })
  const sent = site.cells.filter(
    ({ method, outcomes }) => method === 'GET' && outcomes.some(({ status }) => status === 301),
  )
  assert.is(sent.length, 4000)
})

test.run()
