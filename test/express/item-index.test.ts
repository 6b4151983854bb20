import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { firstAfter, itemIndex } from '../../src/express/answer/item-index.ts'
import { itemsOf, matchPath } from '../../src/express/answer/router.ts'
import type { Major } from '../../src/express/path/compile.ts'
import { readRouters } from '../../src/express/register/routers.ts'
import { layOut } from './project.ts'

const test = suite('items by path')

const PATHS: Record<Major, string[]> = {
  4: [
    '/',
    '/a',
    '/a/',
    '/A/b',
    '/a/:id',
    '/a/:id?',
    '/a/?',
    '/a/?b',
    '/a+',
    '/ab?c',
    '/a/*',
    '/a(/b)?',
    '/a|/b',
    '*',
    '/:x/b',
    '/a.b',
    '/a-b',
    '/a/(\\d+)',
    '/ab*',
    '',
    '/a//b',
    '/a/b|c',
    '/a/+b',
    '/a/b*c',
  ],
  5: [
    '/',
    '/a',
    '/a/',
    '/A/b',
    '/a/:id',
    '/a{/b}',
    '/a/{b}',
    '/a/*x',
    '/{*x}',
    '/a{/:id}',
    '/:x/b',
    '/a.b',
    '/a-b',
    '',
    '/a//b',
    '/a{b}',
    '/a/\\*',
  ],
}
const URLS = [
  '/',
  '/a',
  '/a/',
  '//a',
  '/a//',
  '/A',
  '/A/B',
  '/a/b',
  '/a//b',
  '/a/b/c',
  '/ab',
  '/abc',
  '/ac',
  '/aa',
  '/b',
  '/c',
  '/x/b',
  '/a.b',
  '/a-b',
  '/a/1',
  '/a/1/b',
  '/abb',
  '/a/*',
  '*',
  '/a%2Fb',
  '/ä/b',
  '/a/x/b',
  '/a///b',
  '/axb',
  '/a/bc',
  '/a/bxc',
]

for (const major of [4, 5] as const) {
  test(`Express ${major}: whatever path-to-regexp takes is found`, () => {
    const use = PATHS[major].flatMap((path) => [
      `app.get(${JSON.stringify(path)}, (q, s) => s.end())`,
      `app.use(${JSON.stringify(path)}, (q, s, n) => n())`,
    ])
    const { disk, files } = layOut({ 'app.js': `const app = require('express')()\n${use.join('\n')}\n` })
    const [app] = readRouters(files, disk).apps
    assert.ok(app)
    const items = itemIndex((model) => itemsOf(model, major))(app)
    let taken = 0
    for (const url of URLS) {
      items.all.forEach((item, index) => {
        if (item.kind !== 'route' && item.kind !== 'use') return
        if (matchPath(item.matcher, url) === false) return
        taken += 1
        assert.ok(
          items.at(url).includes(index),
          `${item.matcher.values.map((value) => JSON.stringify(value)).join()} takes ${url}`,
        )
      })
    }
    assert.ok(taken > 100)
  })
}

const mounted = (routers: number): Record<string, string> => ({
  'app.js': `const express = require('express')\nconst app = express()\n${Array.from(
    { length: routers },
    (_, index) => `const r${index} = express.Router()
r${index}.get('/p${index}/:id', (q, s) => s.end())\napp.use('/api', r${index})\n`,
  ).join('')}app.use((q, s, n) => n())\n`,
})

test('of routers side by side only those are looked at that have something below the path', () => {
  const { disk, files } = layOut(mounted(50))
  const [app] = readRouters(files, disk).apps
  assert.ok(app)
  const items = itemIndex((model) => itemsOf(model, 5))(app)
  assert.equal(items.at('/api/p7/1'), [7, 50])
  assert.equal(items.at('/API//P7/1'), [7, 50])
  assert.equal(items.at('/api/p70'), [50])
})

test('routers that mount each other are there for every path', () => {
  const { disk, files } = layOut({
    'app.js':
      "const express = require('express')\nconst a = express.Router(), b = express.Router(), app = express()\na.get('/x', (q, s) => s.end())\na.use('/b', b)\nb.use('/a', a)\napp.use('/a', a)\n",
  })
  const [app] = readRouters(files, disk).apps
  assert.ok(app)
  const items = itemIndex((model) => itemsOf(model, 5))(app)
  assert.equal(items.at('/a/b/a/b/a/x'), [0])
  assert.equal(items.at('/c'), [])
})

test('the first place after another', () => {
  assert.is(firstAfter([2, 5, 9], -1), 2)
  assert.is(firstAfter([2, 5, 9], 5), 9)
  assert.is(firstAfter([2, 5, 9], 9), undefined)
  assert.is(firstAfter([], 0), undefined)
})

test.run()
