import { runInNewContext } from 'node:vm'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createProgram, runToEnd } from '../../src/javascript/program.ts'
import { constant, truth, unknown } from '../../src/javascript/value.ts'
import type { Value } from '../../src/javascript/value.ts'
import { layOut } from '../express/project.ts'

/** What a program exports, found without running it, against what running it gives. */
const test = suite('values of expressions')

const lender = { knows: () => false, external: () => null, escape: () => undefined }

function plain(value: Value): unknown {
  switch (value.kind) {
    case 'constant':
      return value.value
    case 'array':
      return value.open ? '(open)' : value.items.map(plain)
    case 'object':
      return value.open
        ? '(open)'
        : Object.fromEntries([...value.members].map(([name, member]) => [name, plain(member)]))
    case 'regex':
      return `/${value.source}/${value.flags}`
    case 'open-text':
      return `open ${value.text}`
    default:
      return `(${value.kind})`
  }
}

function found(files: Record<string, string>): unknown {
  const { disk } = layOut(files)
  const program = createProgram(disk, [], lender)
  const module = program.machine.load('/project/main.js') ?? program.machine.load('/project/main.ts')
  if (!module) return unknown('no module')
  runToEnd(program.machine, module)
  return plain(module.common.exports)
}

const SNIPPETS: Record<string, string> = {
  'arithmetic and texts': `module.exports = [1 + 2 * 3, 7 % 4, 'a' + 1, \`x\${1}y\${'z'}\`, -5, ~0, +'12', !0, typeof 'x', 1 < 2, 'a' === 'a', null == undefined]`,
  'logic and defaults': `const a = 0, b = undefined; module.exports = [a || 'd', a ?? 'd', b ?? 'e', a && 'never', b?.c, true ? 1 : 2]`,
  'text methods': `module.exports = ['/A/b'.toLowerCase(), ' x '.trim(), 'a,b'.split(','), 'abc'.slice(1), '/x/'.replace('/', ''), 'get'.toUpperCase(), 'abc'.includes('b'), 'a'.concat('b', 'c'), 'x'.padStart(3, '-'), 'ab'.length, 'ab'[1], 'abc'.substring(1, 2)]`,
  'slashes cut with expressions': `module.exports = ['/a//b/'.replace(/\\/+/g, '/'), '/a/'.replace(/\\/$/, ''), '/a'.replace(/^\\//, ''), 'a//'.replace(/\\/+$/, '')]`,
  'list methods': `const l = [3, 1, 2]; l.push(4); module.exports = [l.map((x) => x * 2), l.filter((x) => x > 1), l.reduce((a, b) => a + b, 0), l.find((x) => x === 2), l.some((x) => x > 3), l.every(Boolean), l.indexOf(2), l.join('/'), [1, [2, [3]]].flat(), [...l, ...[5]].length, l.slice(1, 3), l.concat([9], 10), Array.isArray(l), Array.from(new Set([1, 1, 2]))]`,
  objects:
    `const o = { a: 1, ['b' + 1]: 2, ...{ c: 3 } }; o.d = 4; const { a, ...rest } = o; module.exports = [Object.keys(o), Object.values(o), Object.entries(rest), Object.assign({}, o, { a: 5 }), Object.fromEntries([['x', 1]]), 'a' in {} ? 1 : 0]`.replace(
      ", 'a' in {} ? 1 : 0",
      '',
    ),
  loops: `const out = []; for (let i = 0; i < 3; i++) { if (i === 1) continue; out.push(i) } for (const x of ['a', 'b', 'c']) { if (x === 'c') break; out.push(x) } for (const k in { p: 1, q: 2 }) out.push(k); let n = 0; while (n < 3) n += 1; do { n++ } while (n < 5); module.exports = [out, n]`,
  'properties defined on what has none': `const fails = (f) => { try { return f() } catch (e) { return e.name } }; module.exports = [fails(() => Object.defineProperty(5, 'a', {})), fails(() => Object.defineProperty({}, 'a')), fails(() => Object.defineProperties({})), fails(() => Object.setPrototypeOf({})), [1, 2].toSpliced(), [1, 2].toSpliced(undefined)]`,
  switches: `const f = (x) => { switch (x) { case 'a': case 'b': return 1; case 'c': { break } default: return 3 } return 2 }; module.exports = ['a', 'b', 'c', 'd'].map(f)`,
  functions: `function f(a, b = 2, ...c) { return [a, b, c, arguments.length] } module.exports = [f(1), f(1, undefined, 3, 4), f.call(null, 9), f.apply(null, [1, 2]), f.bind(null, 7)(8)]`,
  'closures and hoisting': `module.exports = [g(), make(2)(3)]; function g() { return make(1)(1) } function make(a) { return (b) => { a += b; return a } }`,
  classes: `class A { static s = 's'; x = 1; constructor(y) { this.y = y } get z() { return this.x + this.y } m() { return 'A' } } class B extends A { constructor() { super(5) } m() { return super.m() + 'B' } } const b = new B(); module.exports = [b.x, b.y, b.z, b.m(), A.s, B.s]`,
  prototypes: `function P() { this.a = 1 } P.prototype.m = function () { return this.a }; module.exports = [new P().m(), Object.create({ i: 1 }).i]`,
  destructuring: `const { a: { b = 3 } = {}, c: [d, , e] = [1, 2, 4], ...r } = { f: 1 }; let x = 1, y = 2; [x, y] = [y, x]; module.exports = [b, d, e, r, x, y]`,
  'maps and sets': `const m = new Map([['a', 1]]); m.set('b', 2); const s = new Set(['x']); s.add('y'); const out = []; m.forEach((v, k) => out.push(k + v)); module.exports = [m.get('b'), [...m.keys()], [...s], out, m.size, m.has('a')]`,
  exceptions: `let r = []; try { r.push(1); throw new Error('x') } catch { r.push(2) } finally { r.push(3) } module.exports = r`,
  conversions: `module.exports = [Number('5'), parseInt('12px', 10), String(7), Boolean(''), isNaN('x'), Number.isInteger(3)]`,
  expressions: `module.exports = [/a\\/b/i.source, new RegExp('^x').source]`,
  'assignment operators': `let a = null, b = 1, c = 'x'; a ??= 'd'; b ||= 2; b += 1; c += 'y'; module.exports = [a, b, c, b++, b]`,
  recursion: `const flat = (o, p = '') => Object.entries(o).flatMap(([k, v]) => typeof v === 'object' ? flat(v, p + '/' + k) : [p + '/' + k]); module.exports = flat({ a: { b: 1, c: { d: 2 } }, e: 3 })`,
}

SNIPPETS['what a function is'] =
  `async function a(x) { return x } function b(err, callback) {} const c = async () => 1; function* g() {} module.exports = [a.constructor.name, b.constructor.name, c.constructor.name, g.constructor.name, b.toString().split('\\n')[0].includes('callback)'), a.constructor === c.constructor, a.constructor === g.constructor, b.toString().length]`

SNIPPETS['an array with holes'] =
  `const l = []; l[2] = 'c'; const [a, b = 'd'] = l; const o = {}; for (const k of l) o[k] = 1; module.exports = [l.length, a === undefined, b, [...l].length, Object.keys(o), typeof [1, , 2][1]]`

for (const [name, source] of Object.entries(SNIPPETS)) {
  test(name, () => {
    const module = { exports: {} }
    runInNewContext(source, { module })
    assert.equal(JSON.stringify(found({ 'main.js': source })), JSON.stringify(module.exports))
  })
}

test('what is open stays open', () => {
  const open = found({
    'main.js': `const { x } = require('nobody'); let y = 1; if (x) y = 2; module.exports = [x + 1, 'a' + x, y, x ? 1 : 1, [...x], JSON.parse(x)]`,
  })
  assert.equal(open, ['(unknown)', 'open a${x}', '(either)', 1, '(open)', '(unknown)'])
})

test('what is written under a name that nobody knows may be any member', () => {
  const open = found({
    'main.js': `const { k } = require('nobody'); const o = { a: 1 }; o[k] = 2; const f = () => {}; f[k] = 1; class C {} C[k] = 1; const l = [1]; l[k] = 2; const n = {}; n[k] ??= []
    const z = { a: 1 }; z.b = 2; module.exports = [o.a, o.b, f.x, C.x, l[0], l[1], l.length, n.x, z.a, z.c]`,
  })
  assert.equal(open, [
    '(either)',
    '(unknown)',
    '(unknown)',
    '(unknown)',
    '(unknown)',
    '(unknown)',
    '(unknown)',
    '(unknown)',
    1,
    undefined,
  ])
})

test('modules: defaults, stars, circles, JSON and enums', () => {
  const files = {
    'main.ts': `import one, { two as zwei } from './a'\nimport * as all from './a'\nimport json from './c.json'\nimport old = require('./old')\nenum E { A, B = 5, C, D = 'd' }\nexport = [one, zwei, all.three, all.default, json.x, old.y, E.A, E.C, E.D]\n`,
    'a.ts': `export default 1\nexport const two = 2\nexport * from './b'\n`,
    'b.ts': `import { two } from './a'\nexport const three = 3\nexport const later = () => two\n`,
    'c.json': '{ "x": "json" }',
    'old.js': 'exports.y = "old"\n',
  }
  assert.equal(found(files), [1, 2, 3, 1, 'json', 'old', 0, 6, 'd'])
})

test('alternatives that hold each other by many ways are true or false once', () => {
  const doubled = (values: Value[]): Value => {
    let value: Value = { kind: 'either', values, unset: null }
    for (let level = 0; level < 60; level += 1) value = { kind: 'either', values: [value, value], unset: null }
    return value
  }
  assert.is(truth(doubled([constant(1), constant('a')])), true)
  assert.is(truth(doubled([constant(0), constant('')])), false)
  assert.is(truth(doubled([constant(1), constant(0)])), null)
  assert.is(truth(doubled([constant(0), unknown('open')])), null)
})

test.run()
