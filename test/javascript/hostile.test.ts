import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readRouters } from '../../src/express/register/routers.ts'
import { routeRows } from '../../src/express/describe/rows.ts'
import { layOut } from '../express/project.ts'
import { LIMITS, Ledger } from '../../src/text/limits.ts'

/** Programs that never end, or nest without end: reading them must, and what else they say still counts. */
const test = suite('hostile programs')

const route = `const app = require('express')()\napp.get('/seen', (q, s) => s.end())\n`

const HOSTILE: Record<string, Record<string, string>> = {
  'an endless loop': { 'app.js': `${route}while (true) { app.x += 1 }\nfor (;;) {}` },
  'a loop that doubles a text': { 'app.js': `${route}let s = 'x'\nfor (let i = 0; i < 400; i++) s += s\n` },
  'a loop that doubles a list': { 'app.js': `${route}let a = [1]\nfor (let i = 0; i < 400; i++) a = [...a, ...a]\n` },
  'endless recursion': {
    'app.js': `${route}function f(n) { return f(n + 1) + f(n + 2) }\nf(0)\nconst o = { get x() { return this.x } }\no.x\n`,
  },
  'recursion under open conditions': {
    'app.js': `${route}function f(n) { if (n.a) f(n.b); if (n.c) f(n.d); if (n.e) f(n.f); if (n.g) f(n.h) }\nf(global.q)\n`,
  },
  'blocks nested without end': { 'app.js': `${route}${'{'.repeat(200)}${'}'.repeat(200)}` },
  'calls nested without end': { 'app.js': `${route}const f = (x) => x\n${'f('.repeat(200)}1${')'.repeat(200)}\n` },
  'a long chain of additions': { 'app.js': `${route}const s = ${"'a' + ".repeat(250)}'b'\n` },
  'lists and objects that hold themselves': {
    'app.js': `${route}const a = []; a.push(a); app.get(a, a)\nconst o = {}; o.o = o; require('deepmerge')(o, o)\n[a].flat(Infinity)\n`,
  },
  'prototypes in a circle': {
    'app.js': `${route}const a = {}; const b = Object.create(a); Object.setPrototypeOf(a, b); a.nothing\n`,
  },
  'a router in itself': {
    'app.js': `${route}const { Router } = require('express'); const r = Router(); r.use(r); app.use(r, r)\n`,
  },
  'exports in a circle': {
    'app.js': `${route}const { x } = require('./a'); x`,
    'a.mjs': `export * from './b.mjs'\nexport { y } from './b.mjs'`,
    'b.mjs': `export * from './a.mjs'\nexport { y } from './a.mjs'`,
    'a.js': `module.exports = { get x() { return require('./app') } }`,
  },
  'lists and objects that hold each other twice, many times over': {
    'app.js': `${route}const a0 = [1], o0 = { a: 1 }\n${Array.from({ length: 60 }, (_, at) => `const a${at + 1} = [a${at}, a${at}], o${at + 1} = { l: o${at}, r: o${at} }`).join('\n')}\nconst texts = [String(a60), JSON.stringify(o60), JSON.stringify(a60)]\na60.flat(Infinity); structuredClone(o60); require('deepmerge')(o60, o60); app.use(a60, a60); app.get(a60, a60)\n`,
  },
  'functions that call the next one twice, many times over': {
    'app.js': `${route}${Array.from({ length: 60 }, (_, at) => `function f${at + 1}() { f${at}(); f${at}() }`).join('\n')}\nfunction f0() {}\nf60()\n`,
  },
  'a class that extends itself': {
    'app.js': `${route}class A extends A {}\nnew A()\nclass B { constructor() { new B() } }\nnew B()\n`,
  },
}

for (const [name, files] of Object.entries(HOSTILE)) {
  test(name, () => {
    const { disk, files: given } = layOut(files)
    const rows = routeRows(readRouters(given, disk), new Ledger(), () => [5])
    assert.ok(
      rows.some((row) => row.path === '/seen'),
      'the route before it is found',
    )
  })
}

test('callbacks and files that never end do not add up', () => {
  const endless = 'const f = (n) => f(n + 1) + f(n + 2)\nf(0)\n'
  const { disk, files } = layOut({
    'app.js': `${route}for (let at = 0; at < 300; at++) setImmediate(() => { ${endless} })\n`,
    ...Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`m${at}.js`, `require('express')\n${endless}`])),
  })
  const { program } = readRouters(files, disk)
  assert.ok(program.machine.taken < 4 * LIMITS.steps, `${program.machine.taken} steps`)
})

test('what nests too deep for the parser is said not to be read, and is no error', () => {
  const { disk, files } = layOut({
    'deep.js': `// express\nconst s = ${"'a' + ".repeat(20_000)}'b'\n`,
    'app.js': route,
  })
  const routers = readRouters(files, disk)
  assert.equal(
    routeRows(routers, new Ledger(), () => [5]).map((row) => row.path),
    ['/seen'],
  )
  assert.equal(
    routers.program.problems.map(({ severity, range }) => `${severity} ${range.file}`),
    ['warn deep.js'],
  )
})

test('a syntax error is a finding, and the other files are read', () => {
  const { disk, files } = layOut({ 'bad.js': `const express = require('express')\nlet = = 3`, 'app.js': route })
  const routers = readRouters(files, disk)
  assert.equal(
    routeRows(routers, new Ledger(), () => [5]).map((row) => row.path),
    ['/seen'],
  )
  assert.equal(
    routers.program.problems.map(({ ruleId, range }) => `${ruleId} ${range.file}:${range.start.line}`),
    ['syntax bad.js:2'],
  )
})

test.run()
