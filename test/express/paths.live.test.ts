import { createRequire } from 'node:module'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readExpress } from '../../src/express/index.ts'
import { compilePath, isRefused } from '../../src/express/path/compile.ts'
import type { Major } from '../../src/express/path/compile.ts'
import { randomFrom } from '../truth/nginx/random.ts'
import { layOut } from './project.ts'

// What is said of thousands of paths, held against the routers of the real Express 4 and 5.

interface RealRouter {
  get(path: string, handler: () => void): void
  use(path: string, handler: () => void): void
  stack: { match(url: string): unknown }[]
}

const require = createRequire(import.meta.url)
const makeRouter: Record<Major, () => RealRouter> = { 4: require('express4').Router, 5: require('express5').Router }

const PIECES = [
  '/',
  '/',
  '/a',
  'b',
  ':id',
  '/:id',
  ':id?',
  '/:id?',
  ':id(\\d+)',
  '/:id([0-9a-f]{2,4})',
  ':n(a|b)?',
  '*',
  '/*',
  '*splat',
  '/*path',
  '{/:x}',
  '{b}',
  '{/*rest}',
  '(a|b)',
  '(b)?',
  '/(a)',
  '(/:y([^/]+))?',
  '+',
  '?',
  '.',
  '\\',
  '\\{',
  '{2}',
  '{1,}',
  '[ab]',
  '[^/]',
  '!',
  ':',
  ':"q"',
  '-',
  '|',
  '}',
  '{',
  ')',
  '(',
  '"',
  '/edit',
  ':x.:y',
  '~',
  '@',
  '%20',
  'é',
]
const URL_PIECES = [
  '/',
  '/a',
  '/b',
  'a',
  'b',
  'bb',
  '/17',
  '/ab',
  '/a1f',
  '/edit',
  'splat',
  '/path',
  '.',
  '-',
  'x',
  '/q',
  '2',
  '%20',
  '%zz',
  '/a/b/c',
]
const HOW_MANY = 4000

/** What people write, in either major. */
const USUAL = [
  '/a',
  '/b',
  '/edit',
  '/:id',
  '/:id?',
  '/:x',
  '/:x?',
  '{/:x}',
  '{/:y}',
  '{/edit}',
  '(b)?',
  '{b}',
  '/*',
  '/{*rest}',
  '/*path',
  '*',
  '/x?y',
  '/:"q"',
]

const random = randomFrom(20)
const joined = (pieces: string[], most: number): string =>
  Array.from({ length: 1 + random.below(most) }, () => random.pick(pieces)).join('')
const paths = [
  ...new Set(
    Array.from({ length: HOW_MANY }, (_, index) =>
      index % 4 ? (index % 3 ? '/' : '') + joined(PIECES, 4) : joined(USUAL, 3),
    ),
  ),
]
const urls = [
  ...new Set([
    '/',
    ...Array.from({ length: 120 }, () =>
      `/${Array.from({ length: 1 + random.below(4) }, () => random.pick(URL_PIECES)).join('')}`.replace(/\/{2,}/g, '/'),
    ),
  ]),
]

function register(path: string, major: Major, end: boolean): RealRouter | null {
  const router = makeRouter[major]()
  try {
    if (end) router.get(path, () => {})
    else router.use(path, () => {})
    return router
  } catch {
    return null
  }
}

/** true, false, or 'error' where a parameter holds a broken escape. */
function matches(router: RealRouter, url: string): boolean | 'error' {
  const [layer] = router.stack
  try {
    return Boolean(layer?.match(url))
  } catch {
    return 'error'
  }
}

const said = new Map<string, string>()
/** What the rule says of a path, in one reading of all of them. */
function sayAll(major: Major, end: boolean): void {
  const lines = paths.map((path) => `r.${end ? 'get' : 'use'}(${JSON.stringify(path)}, (req, res) => res.end())`)
  const { disk, files } = layOut({
    'app.js': ["const r = require('express').Router()", ...lines, 'module.exports = r'].join('\n'),
  })
  for (const { message, range, ruleId } of readExpress(files, disk, { version: String(major) }).problems) {
    const path = paths[range.start.line - 2]
    if (ruleId === 'express-path-syntax' && path !== undefined) said.set(`${major}${end}${path}`, message)
  }
}

const test = suite('paths, as the real Express reads them')

for (const major of [4, 5] as const) {
  for (const end of [true, false]) {
    const name = `${end ? 'routes' : 'mounts'} of Express ${major}`
    sayAll(major, end)
    test(`${name}: refused where it throws`, () => {
      const wrong = paths.filter(
        (path) => (register(path, major, end) === null) !== /accepts/.test(said.get(`${major}${end}${path}`) ?? ''),
      )
      assert.equal(wrong, [])
    })

    test(`${name}: matched as it matches`, () => {
      const wrong: string[] = []
      for (const path of paths) {
        const router = register(path, major, end)
        const read = compilePath({ kind: 'string', value: path }, major, { end, strict: false, sensitive: false })
        if (!router || !read || isRefused(read)) continue
        for (const url of urls) {
          const found = read.match(url)
          const ours = found ? (found.undecodable ? 'error' : true) : found
          if (ours !== null && ours !== matches(router, url)) wrong.push(`${path} on ${url}: ${ours}`)
        }
      }
      assert.equal(wrong, [])
    })

    test(`${name}: advice takes the same URLs`, () => {
      const wrong: string[] = []
      let given = 0
      for (const path of paths) {
        const better = /: write '(.*)'$/.exec(said.get(`${major}${end}${path}`) ?? '')?.[1]
        if (better === undefined || better === '*') continue
        given++
        const [before, after] = [register(path, major === 4 ? 5 : 4, end), register(better, major, end)]
        if (!before || !after) wrong.push(`${path}: ${better}`)
        else
          wrong.push(
            ...urls
              .filter((url) => matches(before, url) !== matches(after, url))
              .map((url) => `${path} and ${better} on ${url}`),
          )
      }
      assert.equal(wrong, [])
      assert.ok(given > 50, `${given} pieces of advice`)
    })
  }
}

test('plain text of Express 4 matches no URL that a client sends, and such a path is named', () => {
  const wrong: string[] = []
  let named = 0
  for (const path of paths) {
    const router = register(path, 4, true)
    if (!router) continue
    const found = urls.filter((url) => matches(router, url) !== false)
    const claimed = /plain text/.test(said.get(`4true${path}`) ?? '')
    if (claimed) named++
    if (claimed && found.length) wrong.push(`${path} takes ${found.join(' ')}`)
    if (claimed && register(path, 5, true) === null) wrong.push(`${path} is no path of Express 5`)
  }
  for (const path of ['/users{/:id}', '/{*rest}', '/a{b}', '/:"id"', '/x{/:y}/z'])
    if (!said.has(`4true${path}`) && paths.includes(path)) wrong.push(`${path} is not named`)
  assert.equal(wrong, [])
  assert.ok(named > 100, `${named} named`)
})

test.run()
