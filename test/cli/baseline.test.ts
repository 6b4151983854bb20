import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { run, type Ran } from './run.ts'

const location = (path: string): string => `    location = ${path} { return 501; }\n`
const nginx = (...paths: string[]): string =>
  `events {}\nhttp {\n  server {\n    listen 8080;\n${paths.map(location).join('')}  }\n}\n`
const lint = (cwd: string, ...args: string[]): Promise<Ran> =>
  run(cwd, ['-f', 'unix', '--rule', 'cacheable-501', '--baseline', 'known.json', ...args])
const lines = ({ out }: Ran): number[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => Number(line.split(':')[1]))

test('what stands in the baseline is quiet, what is new is loud, and an edit elsewhere wakes nothing', async () => {
  const cwd = folderWith({ 'nginx.conf': nginx('/a', '/b') })
  const made = await lint(cwd, '--update-baseline')
  assert.equal({ code: made.code, out: made.out }, { code: 0, out: '' })
  assert.equal(await lint(cwd), { code: 0, out: '', err: '' })
  writeFileSync(join(cwd, 'nginx.conf'), `# a line above\n\n${nginx('/a', '/c', '/b')}`)
  const { code, ...ran } = await lint(cwd)
  assert.is(code, 1)
  assert.equal(lines({ code, ...ran }), [8])
})

test('a second line of the same text is new', async () => {
  const cwd = folderWith({ 'nginx.conf': nginx('/a') })
  await lint(cwd, '--update-baseline')
  writeFileSync(
    join(cwd, 'nginx.conf'),
    `${nginx('/a').replace('listen 8080;', 'listen 8081;').slice(0, -2)}  server {\n    listen 8080;\n${location('/a')}  }\n}\n`,
  )
  assert.is(lines(await lint(cwd)).length, 1)
})

test('what is gone is said, and taken out on request', async () => {
  const cwd = folderWith({ 'nginx.conf': nginx('/a', '/b') })
  await lint(cwd, '--update-baseline')
  writeFileSync(join(cwd, 'nginx.conf'), nginx('/a'))
  assert.is(
    (await lint(cwd)).err,
    'verblint: 1 of the problems in the baseline is gone, --update-baseline takes them out\n',
  )
  await lint(cwd, '--update-baseline')
  assert.is(Object.keys(JSON.parse(readFileSync(join(cwd, 'known.json'), 'utf8')).problems).length, 1)
  assert.is((await lint(cwd)).err, '')
})

const twins = (...paths: string[]): string =>
  `events {}\nhttp {\n  server {\n    listen 8080;\n${paths.map((path) => `    location = ${path} {\n      return 501;\n    }\n`).join('')}  }\n}\n`

test('of lines with the same text, the one with new words is loud, wherever it stands', async () => {
  const cwd = folderWith({ 'nginx.conf': twins('/a', '/b') })
  await lint(cwd, '--update-baseline')
  writeFileSync(join(cwd, 'nginx.conf'), twins('/new', '/a', '/b'))
  assert.equal(lines(await lint(cwd)), [6])
  writeFileSync(join(cwd, 'nginx.conf'), twins('/a', '/new', '/b'))
  assert.equal(lines(await lint(cwd)), [9])
  writeFileSync(join(cwd, 'nginx.conf'), twins('/a', '/b', '/new'))
  assert.equal(lines(await lint(cwd)), [12])
})

test('of two alike one is mended, or renamed, and the other stays quiet', async () => {
  const cwd = folderWith({ 'nginx.conf': twins('/a', '/b') })
  await lint(cwd, '--update-baseline')
  for (const left of ['/a', '/b']) {
    writeFileSync(join(cwd, 'nginx.conf'), twins(left))
    const { code, out, err } = await lint(cwd)
    assert.equal({ code, out }, { code: 0, out: '' })
    assert.match(err, '1 of the problems in the baseline is gone')
  }
  writeFileSync(join(cwd, 'nginx.conf'), twins('/renamed', '/b'))
  assert.is((await lint(cwd)).out, '')
  writeFileSync(join(cwd, 'nginx.conf'), twins('/b', '/a').replaceAll('      return 501;', '\treturn   501;'))
  assert.is((await lint(cwd)).out, '')
})

test('an update after a run over a part leaves the rest as it was', async () => {
  const cwd = folderWith({ 'a/nginx.conf': nginx('/a'), 'b/nginx.conf': nginx('/b'), 'c/nginx.conf': nginx('/c') })
  await lint(cwd, '--update-baseline')
  writeFileSync(join(cwd, 'a/nginx.conf'), nginx('/a', '/new'))
  rmSync(join(cwd, 'c/nginx.conf'))
  await lint(cwd, '--update-baseline', 'a')
  const files = (): string[] =>
    Object.values<{ file: string }>(JSON.parse(readFileSync(join(cwd, 'known.json'), 'utf8')).problems)
      .map(({ file }) => file)
      .sort()
  assert.equal(files(), ['a/nginx.conf', 'a/nginx.conf', 'b/nginx.conf'])
  await run(cwd, ['--rule', 'stub-501', '--baseline', 'known.json', '--update-baseline'])
  assert.is(files().length, 3)
  writeFileSync(join(cwd, 'a/nginx.conf'), nginx('/a'))
  await lint(cwd, '--update-baseline', '--only', 'a/nginx.conf')
  assert.equal(files(), ['a/nginx.conf', 'b/nginx.conf'])
  assert.is((await lint(cwd)).out, '')
})

test('a baseline that is not there, or is none', async () => {
  const cwd = folderWith({ 'nginx.conf': nginx('/a'), 'none.json': '[1]', 'half.json': '{' })
  assert.equal(await lint(cwd), {
    code: 2,
    out: '',
    err: 'verblint: the baseline known.json does not exist: make it with --update-baseline (see verblint --help)\n',
  })
  for (const path of ['none.json', 'half.json']) {
    assert.is(
      (await run(cwd, ['--baseline', path])).err,
      `verblint: ${path} is not a baseline: make one with --update-baseline (see verblint --help)\n`,
    )
  }
  assert.match((await run(cwd, ['--update-baseline'])).err, '--update-baseline needs --baseline FILE')
})

test.run()
