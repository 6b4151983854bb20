import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

const HEAD = 'openapi: 3.1.0\ninfo: { title: Shop, version: "1" }\n'
const NGINX =
  'events {}\nhttp { server { listen 80; location = /items { limit_except GET { deny all; } return 200; } location / { return 404; } } }\n'

async function told(
  document: string,
  { name = 'openapi.yaml', more = {} }: { name?: string; more?: Record<string, string> } = {},
): Promise<string[]> {
  const cwd = folderWith({ 'nginx.conf': NGINX, [name]: document, ...more })
  const { problems } = await lint({
    cwd,
    config: { expect: name },
    level: 'info',
    rules: ['contract-document', 'contract-operation'],
  })
  return problems.map(
    ({ severity, file, range, message }) => `${severity} ${file}:${range.start.line}:${range.start.column} ${message}`,
  )
}

const REFUSED = /Expected the site to serve DELETE \/items, which gets 403/

test('versions 3.0 to 3.2, in YAML and JSON, with a byte order mark and tabs', async () => {
  const one = (version: string): string =>
    `openapi: ${version}\npaths:\n  /items:\n    delete:\n      responses: { "204": { description: gone } }\n`
  for (const version of ['3.0.4', '3.1.0', "'3.2.0'", '3.1', '"3.0.0-rc1"'])
    assert.match((await told(one(version)))[0] ?? '', REFUSED, version)
  const json =
    '{\n\t"openapi": "3.0.3",\n\t"paths": {\n\t\t"/items": { "delete": { "responses": { "200": { "description": "gone" } } } }\n\t}\n}'
  assert.match((await told(json, { name: 'a.json' }))[0] ?? '', /^error a\.json:4:15 /)
  assert.match((await told(`\uFEFF${json}`, { name: 'a.json' }))[0] ?? '', /^error a\.json:4:15 /)
})

test('query and additionalOperations are operations since 3.2', async () => {
  const document = (version: string): string =>
    `openapi: ${version}\npaths:\n  /items:\n    query: { responses: { 200: { description: found } } }\n    additionalOperations:\n      PURGE: { responses: { 200: { description: gone } } }\n      "B AD": {}\n`
  assert.equal(
    (await told(document('3.2.0'))).map((text) => /(?:QUERY|PURGE) \/items, which gets \d+/.exec(text)?.[0]),
    ['QUERY /items, which gets 403', 'PURGE /items, which gets 403'],
  )
  assert.equal(await told(document('3.1.1')), [])
})

test('another version, or no OpenAPI document, is one finding', async () => {
  for (const [document, message] of [
    ['swagger: "2.0"\npaths: {}\n', '1:1 Expected OpenAPI 3.0, 3.1 or 3.2, not 2.0'],
    ['openapi: 4.0.0\n', '1:1 Expected OpenAPI 3.0, 3.1 or 3.2, not 4.0.0'],
    ['openapi: { a: b }\n', '1:1 Expected OpenAPI 3.0, 3.1 or 3.2'],
    ['- a\n', '1:1 Expected an OpenAPI document, with a field openapi'],
    ['', '1:1 Expected an OpenAPI document, this file is empty'],
    ['a: [1\nb: 2: 3', '2:1 Expected YAML or JSON: '],
    [`${HEAD}paths: *nobody\n`, '3:1 Expected an object of paths'],
    ['[\n'.repeat(5000), '101:1 Expected at most 100 levels of nesting'],
    ['{"a":\n'.repeat(5000), 'Expected at most 100 levels of nesting'],
  ] as const) {
    const [first = '', ...others] = await told(document)
    assert.ok(
      first.startsWith('error openapi.yaml:') && first.includes(message) && others.length === 0,
      `${first} for ${document.slice(0, 20)}`,
    )
  }
})

test('a document that cannot be read is a finding where it is named', async () => {
  const cwd = folderWith({
    'nginx.conf': NGINX,
    'verblint.config.json': '{\n  "expect": ["none.yaml", "../away.yaml", "bin.yaml", "."]\n}',
    'bin.yaml': new Uint8Array([0, 1, 2]),
  })
  const { problems } = await lint({ cwd, rules: ['contract-document'] })
  assert.equal(
    problems.map(
      ({
        range: {
          start: { line, column },
        },
        message,
      }) => `${line}:${column} ${message}`,
    ),
    [
      '2:14 Expected an OpenAPI document: none.yaml does not exist',
      '2:27 Expected an OpenAPI document: ../away.yaml lies outside the working directory',
      '2:43 Expected an OpenAPI document: bin.yaml is a binary file',
      '2:55 Expected an OpenAPI document: . is a folder',
    ],
  )
})

test('$ref leads through files of the project, and nowhere else', async () => {
  const paths = 'paths:\n  /items: { $ref: "parts/items.yaml#/paths/~1items" }\n'
  const part =
    'paths:\n  /items:\n    delete: { $ref: "#/shared/gone" }\nshared:\n  gone: { responses: { $ref: "more.json" } }\n'
  const [only] = await told(HEAD + paths, {
    more: { 'parts/items.yaml': part, 'parts/more.json': '{ "204": { "description": "gone" } }' },
  })
  assert.match(only ?? '', /^error parts\/items\.yaml:3:5 Expected the site to serve DELETE \/items/)
  for (const [reference, message] of [
    [
      '../../../etc/passwd',
      'warn openapi.yaml:4:13 Expected a $ref to a file of the project, ../../../etc/passwd cannot be read',
    ],
    ['/etc/hostname', 'Expected a $ref to a file of the project'],
    ['https://example.com/a.yaml', 'Expected a $ref inside the project'],
    ['//example.com/a.yaml', 'Expected a $ref inside the project'],
    ['#/nothing', 'Expected a $ref to something that is there, #/nothing is not'],
    ['#/paths/~1items', 'Expected a $ref that ends somewhere, this one leads to itself'],
    ['%E0%A4%A', 'cannot be read'],
  ] as const) {
    const all = await told(`${HEAD}paths:\n  /items: { $ref: "${reference}" }\n`)
    assert.is(all.length, 1, reference)
    assert.ok(all[0]?.includes(message), all[0])
  }
})

test('a link out of the project is not followed', async () => {
  const outside = folderWith({ 'secret.yaml': 'delete: { responses: { 204: {} } }\n' })
  const cwd = folderWith({ 'nginx.conf': NGINX, 'openapi.yaml': `${HEAD}paths:\n  /items: { $ref: "link.yaml" }\n` })
  symlinkSync(join(outside, 'secret.yaml'), join(cwd, 'link.yaml'))
  const { problems } = await lint({
    cwd,
    config: { expect: 'openapi.yaml' },
    rules: ['contract-document', 'contract-operation'],
  })
  assert.equal(
    problems.map(({ message }) => message),
    ['Expected a $ref to a file of the project, link.yaml cannot be read'],
  )
})

test('what would grow without end does not', async () => {
  const nine = (name: string): string => `[${Array(9).fill(name).join(', ')}]`
  const lists = [...'bcdefghij'].map((name, index) => `${name}: &${name} ${nine(`*${'abcdefghi'[index]}`)}`)
  assert.equal(
    await told(
      `${HEAD}a: &a ${nine('x')}\n${lists.join('\n')}\npaths: { /items: { delete: *j, parameters: *j, servers: *j } }\n`,
    ).then(({ length }) => length),
    1,
  )
  const maps = Array.from({ length: 20 }, (_, index) => `l${index + 1}: &l${index + 1} { <<: ${nine(`*l${index}`)} }`)
  assert.match(
    (
      await told(
        `${HEAD}l0: &l0 { responses: { "204": { description: gone } } }\n${maps.join('\n')}\npaths:\n  /items: { delete: *l20 }\n`,
      )
    )[0] ?? '',
    REFUSED,
  )
  assert.match((await told(`${HEAD}paths: &p\n  /self: *p\n  /items: &q\n    delete: *q\n`))[0] ?? '', REFUSED)
  const many = Array.from({ length: 300 }, (_, index) => `    M${index}: {}\n`).join('')
  const paths = Array.from({ length: 300 }, (_, index) => `  /a${index}: *item\n`).join('')
  assert.ok(
    (await told(`openapi: 3.2.0\nx: &item\n  additionalOperations:\n${many}paths:\n${paths}`)).some((text) =>
      text.includes('Expected at most 20000 operations'),
    ),
  )
})

test('names are data', async () => {
  const all = await told(
    `${HEAD}__proto__: { openapi: x }\npaths:\n  __proto__: { get: {} }\n  constructor: {}\n  /items:\n    __proto__: { responses: {} }\n    delete: { responses: { __proto__: {}, toString: {} } }\n`,
  )
  assert.is(all.length, 1)
  assert.match(all[0] ?? '', REFUSED)
  assert.is(({} as Record<string, unknown>).openapi, undefined)
})

test('a path or a method that stands there twice is told, and the rest is looked at', async () => {
  const gone = '{ responses: { "204": { description: gone } } }'
  assert.equal(
    (
      await told(
        `${HEAD}paths:\n  /items:\n    delete: ${gone}\n    delete: ${gone}\n  /a: {}\n  /a: { delete: ${gone} }\n`,
      )
    ).map((text) => text.replace(/ \/items, which.*/, '')),
    [
      'error openapi.yaml:5:5 Expected the site to serve DELETE',
      'error openapi.yaml:6:5 Expected delete once: this one is not looked at, the first is',
      'error openapi.yaml:8:3 Expected /a once: this one is not looked at, the first is',
    ],
  )
  assert.equal(await told(`${HEAD}paths:\n  /a/{id}: {}\n  /a/{name}: {}\n  /a/{id}/b: {}\n  x-a: 1\n  x-a: 2\n`), [
    'warn openapi.yaml:5:3 Expected one path instead of /a/{id} and /a/{name}, which differ in names alone',
  ])
  assert.equal(
    await told(`${HEAD}paths:\n  /a: &a { get: {} }\n  /b: { <<: *a, get: {} }\n`).then((all) =>
      all.filter((text) => /once|one path/.test(text)),
    ),
    [],
  )
})

test('a comment of a YAML document silences a finding', async () => {
  assert.equal(
    await told(
      `${HEAD}paths:\n  /items:\n    # verblint-disable-next-line contract-operation -- not yet\n    delete: { responses: { 204: { description: gone } } }\n`,
    ),
    [],
  )
})

test('what is beyond a hundred URLs of one server is told', async () => {
  const document = (values: number): string =>
    `${HEAD}servers:\n  - url: /{at}\n    variables: { at: { default: a0, enum: [${Array.from({ length: values }, (_, at) => `a${at}`).join()}] } }\npaths:\n  /items: { get: { responses: { "200": { description: all } } } }\n`
  assert.match(
    (await told(document(101))).join('\n'),
    'warn openapi.yaml:4:5 Expected the variables of a server to come to at most 100 URLs',
  )
  assert.not.match((await told(document(100))).join('\n'), 'at most 100 URLs')
})

test.run()
