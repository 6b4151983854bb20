import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import type { Outcome } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

// Handlers that would keep an interpreter busy for ever, or fill its memory: they end soon.

const test = suite('Express: hostile handlers')

async function ask(body: string, path = '/x'): Promise<Outcome[]> {
  const app = `const express = require('express'); const app = express();\napp.get('/x', (req, res, next) => { ${body} });\napp.get(/^\\/(a+)+$/, (req, res) => res.end());\nmodule.exports = app`
  const cwd = folderWith({ 'app.js': app, 'package.json': '{"dependencies":{"express":"5"}}' })
  const site = await loadSite({ cwd, paths: ['.'], config: false })
  const { outcomes } = await site.trace({ method: 'GET', url: `http://localhost:3000${path}` })
  return outcomes
}

const doubling = (how: string): string =>
  `let s = ${how.includes('[') || how.includes('concat') ? '[1, 2]' : "'aa'"}; for (let i = 0; i < 190; i++) ${how}; res.status(501).end()`

for (const how of [
  's += s',
  's = s.concat(s)',
  's = [...s, ...s]',
  's = s.replace(/a/g, () => "aa")',
  's = `${s}${s}`',
  's = s.padEnd(1e9)',
  's = s.repeat(9)',
]) {
  test(`what doubles: ${how}`, async () => {
    assert.ok((await ask(doubling(how))).length > 0)
  })
}

for (const [name, body] of [
  ['a loop without end', 'while (true) {} res.end()'],
  ['recursion without end', 'const f = (n) => f(n + 1) + f(n); res.send(f(1))'],
] as const) {
  test(`${name} is unknown`, async () =>
    assert.equal(
      (await ask(body)).map(({ by }) => by),
      ['unknown'],
    ))
}

test('a list that holds itself is no text that is known, and answers all the same', async () => {
  assert.equal(
    (await ask('const a = []; a.push(a); res.set({ a }); res.end()')).map(({ by }) => by),
    ['response'],
  )
})

test('more ways than anyone wants to know', async () => {
  const body = `${Array.from({ length: 40 }, (_, at) => `if (req.body.a${at}) res.set('A${at}', '1');`).join(' ')} res.end()`
  const outcomes = await ask(body)
  assert.ok(outcomes.length < 40)
  assert.equal([...new Set(outcomes.map(({ status }) => status))], [200])
})

async function site(routers: string): ReturnType<typeof loadSite> {
  const app = `const express = require('express'); const app = express();\n${routers}\napp.use(r0); app.get('/x', (req, res) => res.end()); module.exports = app`
  return loadSite({
    cwd: folderWith({ 'app.js': app, 'package.json': '{"dependencies":{"express":"5"}}' }),
    paths: ['.'],
    config: false,
  })
}
const routers = (count: number, mount: (at: number) => string): string =>
  `${Array.from({ length: count + 1 }, (_, at) => `const r${at} = express.Router()`).join('\n')}\n${Array.from({ length: count }, (_, at) => mount(at)).join('\n')}\nr${count}.get('/x', (req, res, next) => next())`

for (const [name, count, mount] of [
  ['mounted one in the other', 4000, (at) => `r${at}.use(r${at + 1})`],
  ['each mounted twice in the next', 30, (at) => `r${at}.use(r${at + 1}); r${at}.use(r${at + 1})`],
  ['each mounted under two paths', 30, (at) => `r${at}.use('/a', r${at + 1}); r${at}.use('/b', r${at + 1})`],
] as const satisfies [string, number, (at: number) => string][]) {
  test(`${count} routers ${name}`, async () => {
    const { cells, faults, leftOut } = await site(routers(count, mount))
    assert.ok(cells.length > 0)
    assert.equal([...faults], [])
    assert.ok(leftOut.some(({ limit }) => limit === 'routes'))
  })
}

test('patterns that take for ever', async () => {
  assert.equal(
    (await ask("res.status(/^(a+)+$/.test('a'.repeat(60) + '!') ? 501 : 405).end()")).map(({ status }) => status),
    [405],
  )
  assert.equal(
    (await ask("res.status(/(x+x+)+y/.test('x'.repeat(60)) ? 501 : 405).end()")).map(({ status }) => status),
    [405],
  )
  assert.equal(
    (await ask('res.end()', `/${'a'.repeat(60)}!`)).map(({ status }) => status),
    [404],
  )
})

test.run()
