import { readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { run } from './run.ts'

const GOOD = 'events {}\nhttp {\n  server {\n    listen 80;\n    return 204;\n  }\n}\n'
const BROKEN = 'events {}\nhttp {\n  server {\n'

test('exit codes: clean, problems, wrong usage', async () => {
  const cwd = folderWith({ 'good/nginx.conf': GOOD, 'bad/nginx.conf': BROKEN })
  assert.is((await run(cwd, ['good'])).code, 0)
  const bad = await run(cwd, ['bad'])
  assert.is(bad.code, 1)
  assert.match(bad.out, 'bad/nginx.conf:')
  assert.equal(await run(cwd, ['good', 'none.conf']).then(({ code, err }) => ({ code, err })), {
    code: 2,
    err: 'verblint: none.conf does not exist\n',
  })
})

test('a missing path does not keep the others from being linted', async () => {
  const cwd = folderWith({ 'nginx.conf': BROKEN })
  const { code, out } = await run(cwd, ['none.conf', 'nginx.conf'])
  assert.is(code, 2)
  assert.match(out, 'syntax')
})

test('mistakes are told in one line, with a guess', async () => {
  const cwd = folderWith({ 'nginx.conf': GOOD })
  const mistakes: [string[], string][] = [
    [['--levle', 'info'], 'Unknown option --levle, did you mean --level?'],
    [['--xyzzy'], 'Unknown option --xyzzy'],
    [['-z'], 'Unknown option -z'],
    [['--format', 'jsno'], 'Unknown --format "jsno", did you mean json?'],
    [
      ['--format', 'pdf'],
      'Unknown --format "pdf", expected one of text, unix, json, github, sarif, gitlab, checkstyle, junit, rdjson',
    ],
    [['--format'], '--format needs a value'],
    [['--quiet=yes'], '--quiet takes no value'],
    [['--level', 'fatal'], 'Unknown --level "fatal", expected one of error, warn, info'],
    [['--rule', 'sintax'], 'Unknown rule "sintax", did you mean "syntax"?'],
    [['--max-warnings', 'many'], '--max-warnings takes a whole number, not "many"'],
    [['trace', 'GET'], 'trace needs a method and a URL: verblint trace DELETE http://localhost/api/items/1'],
    [['trace', 'GET', '/items'], 'trace needs a whole URL, such as http://localhost/items'],
    [['trace', 'GET', 'http://a/', '-H', 'x'], '--header takes "Name: value", not "x"'],
    [['help', 'tracce'], 'Unknown command tracce, did you mean trace?'],
  ]
  for (const [args, message] of mistakes)
    assert.equal(
      await run(cwd, args),
      { code: 2, out: '', err: `verblint: ${message} (see verblint --help)\n` },
      args.join(' '),
    )
})

test('a mistyped command is seen through', async () => {
  const { code, err } = await run(folderWith({}), ['rotues'])
  assert.equal({ code, err }, { code: 2, err: 'verblint: rotues does not exist; did you mean the command routes?\n' })
})

test('--version and --help', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  assert.equal(await run('/', ['--version']), { code: 0, out: `${version}\n`, err: '' })
  for (const args of [['--help'], ['-h'], ['help'], ['some.conf', '--help']])
    assert.match((await run('/', args)).out, /^verblint: [^]*Examples/)
  assert.match((await run('/', ['trace', '--help'])).out, /^verblint trace: /)
  assert.match((await run('/', ['help', 'routes'])).out, /^verblint routes: /)
})

test('every flag of the help exists, and the help fits a terminal', async () => {
  const { out } = await run('/', ['--help'])
  for (const line of out.split('\n')) assert.ok(line.length <= 80, line)
  for (const [, flag] of out.matchAll(/(--[a-z-]+)/g)) {
    const { err } = await run(folderWith({}), [flag ?? ''])
    assert.not.match(err, 'Unknown option', flag)
  }
})

test('formats: one asked for, and GitHub by itself', async () => {
  const cwd = folderWith({ 'nginx.conf': BROKEN })
  assert.match((await run(cwd, ['--format', 'unix'])).out, /^nginx\.conf:\d+:\d+: error: .* \[syntax\]$/m)
  assert.is(JSON.parse((await run(cwd, ['-f', 'json'])).out).problems[0].ruleId, 'syntax')
  assert.match((await run(cwd, [], { env: { GITHUB_ACTIONS: 'true' } })).out, /^::error file=nginx\.conf,/)
  assert.match((await run(cwd, ['--format', 'text'], { env: { GITHUB_ACTIONS: 'true' } })).out, /^error /)
})

test('colour: FORCE_COLOR, NO_COLOR, and never in a pipe', async () => {
  const cwd = folderWith({ 'nginx.conf': BROKEN })
  const coloured = async (env: Record<string, string>): Promise<boolean> =>
    (await run(cwd, [], { env })).out.includes('\u001b[')
  assert.not(await coloured({}))
  assert.ok(await coloured({ FORCE_COLOR: '1' }))
  assert.ok(await coloured({ FORCE_COLOR: '' }))
  assert.not(await coloured({ FORCE_COLOR: '0' }))
  assert.not(await coloured({ NO_COLOR: '1' }))
})

test('--quiet: errors only, and no summary', async () => {
  const cwd = folderWith({ 'nginx.conf': GOOD })
  assert.equal(await run(cwd, ['--quiet']), { code: 0, out: '', err: '' })
})

test('nothing found is said', async () => {
  const cwd = folderWith({ 'README.md': 'x' })
  const { code, out, err } = await run(cwd, [])
  assert.equal({ code, out }, { code: 2, out: '' })
  assert.match(err, `verblint: No nginx, Apache or Express files found in ${cwd}; `)
  assert.equal(await run(cwd, ['.']), {
    code: 0,
    out: 'No nginx, Apache or Express files found: nothing was checked\n',
    err: '',
  })
})

test.run()
