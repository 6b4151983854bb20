import { runInNewContext } from 'node:vm'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { createProgram, runToEnd } from '../../src/javascript/program.ts'
import type { Value } from '../../src/javascript/value.ts'
import { layOut } from '../express/project.ts'
import { folderWith } from '../folder.ts'
import { expressions } from './language.ts'

// The language as verblint carries it out, as a program starts and as a request comes, held against Node: unknown is allowed, wrong is not.

const test = suite('the language: Node')

const ALL = expressions()
const CHUNK = 400
const chunks = Array.from({ length: Math.ceil(ALL.length / CHUNK) }, (_, at) => ALL.slice(at * CHUNK, (at + 1) * CHUNK))

const OPEN = Symbol('open')

/** What a value is, in words; OPEN: not known, or nothing that is compared, as iterators and functions are. */
function told(value: Value): string | typeof OPEN {
  switch (value.kind) {
    case 'constant':
      return written(value.value)
    case 'array':
      return value.open ? OPEN : listed(value.items.map((item) => told(item)))
    case 'object':
      return value.open || value.proto ? OPEN : named([...value.members].map(([name, member]) => [name, told(member)]))
    case 'regex':
      return `/${value.source}/${value.flags}`
    default:
      return OPEN
  }
}

function written(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  return Object.is(value, -0) ? '-0' : typeof value === 'bigint' ? `${value}n` : String(value)
}

const listed = (items: (string | typeof OPEN)[]): string | typeof OPEN =>
  items.includes(OPEN) ? OPEN : `[${items.map(String).join()}]`
const named = (members: [string, string | typeof OPEN][]): string | typeof OPEN =>
  members.some(([, one]) => one === OPEN)
    ? OPEN
    : `{${members
        .map(([name, one]) => `${name}:${String(one)}`)
        .sort()
        .join()}}`

/** The same of what Node has. */
function toldOfNode(value: unknown): string | typeof OPEN {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol'))
    return written(value)
  const kind = Object.prototype.toString.call(value)
  if (Array.isArray(value))
    return Object.keys(value).some((key) => !/^\d+$/.test(key)) ? OPEN : listed(Array.from(value, toldOfNode))
  if (kind === '[object RegExp]') return String(value)
  return kind === '[object Object]'
    ? named(Object.entries(value).map(([name, member]) => [name, toldOfNode(member)]))
    : OPEN
}

const SAY = "const say = (f) => { try { return f() } catch (e) { return 'throws ' + e.name } }"

function asNode(chunk: string[]): (string | typeof OPEN)[] {
  const found: unknown = runInNewContext(`${SAY}; [${chunk.map((one) => `say(() => (${one}))`).join(',\n')}]`)
  return Array.isArray(found) ? found.map(toldOfNode) : []
}

function atStart(chunk: string[]): (string | typeof OPEN)[] {
  const { disk } = layOut({
    'main.js': `${SAY}\nmodule.exports = [${chunk.map((one) => `say(() => (${one}))`).join(',\n')}]`,
  })
  const program = createProgram(disk, [], { knows: () => false, external: () => null, escape: () => undefined })
  const module = program.machine.load('/project/main.js')
  if (!module) throw new Error('the module cannot be parsed')
  runToEnd(program.machine, module)
  const made = module.common.exports
  return made.kind === 'array' ? made.items.map(told) : []
}

const wrong = (found: (string | typeof OPEN)[], chunk: string[], node: (string | typeof OPEN)[]): string[] =>
  found.flatMap((one, at) =>
    one === OPEN || node[at] === OPEN || one === node[at]
      ? []
      : [`${chunk[at] ?? ''}: ${String(node[at])}, not ${String(one)}`],
  )

test('as a program starts', () => {
  const found = chunks.map((chunk) => ({ chunk, values: atStart(chunk), node: asNode(chunk) }))
  const known = found.flatMap(({ values }) => values).filter((one) => one !== OPEN).length
  assert.equal(
    found.flatMap(({ chunk, values, node }) => wrong(values, chunk, node)),
    [],
  )
  assert.ok(known > ALL.length / 2, `${known} of ${ALL.length} are known`)
})

/** A header tells what a value is: what is no text that every header may hold is left out. */
const SHOW =
  "const show = (v) => typeof v === 'string' ? '.' + v : v === null || typeof v !== 'object' ? String(v) : JSON.stringify(v)"
const shown = (value: unknown): string =>
  typeof value === 'string'
    ? `.${value}`
    : value === null || typeof value !== 'object'
      ? String(value)
      : JSON.stringify(value)

test('as a request comes', async () => {
  const drift: string[] = []
  let known = 0
  for (const chunk of chunks.filter((_, at) => at % 3 === 0)) {
    const node: unknown = runInNewContext(`${SAY}; [${chunk.map((one) => `say(() => (${one}))`).join(',\n')}]`)
    const routes = chunk.map(
      (one, at) => `app.get('/${at}', (req, res) => { res.set('Allow', show(say(() => (${one})))); res.end() })`,
    )
    const cwd = folderWith({
      'app.js': `const app = require('express')()\n${SAY}\n${SHOW}\n${routes.join('\n')}\n`,
      'package.json': '{"dependencies":{"express":"5"}}',
    })
    const site = await loadSite({ cwd })
    for (const [at, one] of chunk.entries()) {
      const { outcomes } = await site.trace({ method: 'GET', url: `http://localhost:3000/${at}` })
      const said = outcomes.length === 1 ? outcomes[0]?.headers.allow : null
      const value: unknown = Array.isArray(node) ? node[at] : undefined
      if (
        typeof said !== 'string' ||
        typeof value === 'function' ||
        typeof value === 'symbol' ||
        !/^[\x21-\x7e]*$/.test(shown(value))
      )
        continue
      known += 1
      if (said !== shown(value)) drift.push(`${one}: ${shown(value)}, not ${said}`)
    }
  }
  assert.equal(drift, [])
  assert.ok(known > 1000, `${known} are known`)
})

test.run()
