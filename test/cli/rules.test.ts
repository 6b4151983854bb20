import { readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { main } from '../../src/cli/main.ts'
import { pageText } from '../../src/format/page.ts'
import { painter } from '../../src/format/terminal.ts'
import { ruleIds } from '../../src/index.ts'
import { run } from './run.ts'

const plain = painter(false)
const page = (lines: string[], columns = 80): string[] =>
  pageText(`${lines.join('\n')}\n`, columns, plain)
    .split('\n')
    .slice(0, -1)

/** As `run`, on a terminal of that width. */
async function onTerminal(
  args: string[],
  columns: number,
  env: Record<string, string> = { NO_COLOR: '1' },
): Promise<string> {
  let out = ''
  await main(args, {
    stdin: (async function* () {
      yield ''
    })(),
    cwd: '/',
    env,
    stdout: {
      write: (text) => {
        out += text
      },
      isTTY: true,
      columns,
    },
    stderr: { write: () => undefined },
  })
  return out
}

test('every rule is explained, by its page, within the width but for code', async () => {
  for (const id of ruleIds()) {
    const { code, out } = await run('/', ['explain', id])
    assert.is(code, 0)
    assert.is(out.split('\n')[0], id)
    for (const line of out.split('\n'))
      assert.ok(line.length <= 80 || line.startsWith('    ') || !line.trim().includes(' '), `${id}: ${line}`)
    const words = (text: string): string => text.replace(/```\w*|^#+ |\]\([^)]*\)|[[\]\s]/gm, '')
    assert.is(
      words(out.replace(/ \(https?:[^)]*\)/g, '').replace(/^ {4}/gm, '')),
      words(readFileSync(`rules/${id}.md`, 'utf8')),
      id,
    )
  }
})

test('a page: paragraphs are joined and wrapped, list items hang, code stays', () => {
  assert.equal(page(['# Title', '', 'one two', 'three four five'], 12), ['Title', '', 'one two', 'three four', 'five'])
  assert.equal(page(['- one two three four', '- five'], 12), ['- one two', '  three four', '- five'])
  assert.equal(page(['so:', '```js', '# no heading', 'a_very_long_line_of_code()', '', '- b', '```'], 12), [
    'so:',
    '    # no heading',
    '    a_very_long_line_of_code()',
    '',
    '    - b',
  ])
  assert.equal(page(['see [a rule](a.md) and [a text](https://x.example/y)']), [
    'see a rule and a text (https://x.example/y)',
  ])
})

test('inline code is coloured, across a line end too', () => {
  const mark = (_: unknown, text: string): string => (text === '' ? '' : `<${text}>`)
  assert.is(pageText('write `a b` now\n', 8, mark), 'write `<a>\n<b>` now\n')
})

test('explain: width and colours of the terminal', async () => {
  const narrow = await onTerminal(['explain', 'cacheable-501'], 50)
  for (const line of narrow.split('\n')) assert.ok(line.length <= 50 || line.startsWith('    '), line)
  assert.match(await onTerminal(['explain', 'cacheable-501'], 80, { FORCE_COLOR: '1' }), '\u001b[1m')
})

test('explain: what is no rule', async () => {
  const wrong = async (...args: string[]): Promise<string> => (await run('/', ['explain', ...args])).err
  assert.is(
    await wrong('405-mising-allow'),
    'verblint: Unknown rule "405-mising-allow", did you mean "405-missing-allow"? (see verblint --help)\n',
  )
  assert.is(
    await wrong('../../package'),
    'verblint: Unknown rule "../../package": verblint rules lists them (see verblint --help)\n',
  )
  assert.match(await wrong(), 'explain takes the id of one rule')
  assert.match(await wrong('syntax', 'stub-501'), 'explain takes the id of one rule')
})

test('rules: each once, with severity, layers and summary', async () => {
  const { code, out } = await run('/', ['rules'])
  const lines = out.trimEnd().split('\n')
  assert.is(code, 0)
  assert.equal(
    lines.map((line) => line.split(' ')[0]),
    ruleIds(),
  )
  assert.match(lines.find((line) => line.startsWith('trace-enabled')) ?? '', /^trace-enabled +warn +apache +\S/)
  const described: { id: string; severity: string; layers: string[]; summary: string }[] = JSON.parse(
    (await run('/', ['rules', '-f', 'json'])).out,
  )
  assert.equal(
    described.map(({ id }) => id),
    ruleIds(),
  )
  for (const { id, summary } of described)
    assert.ok(lines.find((line) => line.startsWith(`${id} `))?.endsWith(`  ${summary}`), id)
  assert.match(lines.find((line) => line.startsWith('allow-syntax ')) ?? '', / express +fix +\S/)
  assert.match((await run('/', ['rules', 'syntax'])).err, 'verblint explain RULE')
})

test('rules: on a terminal nothing is cut or too wide', async () => {
  for (const columns of [60, 80, 130]) {
    const out = await onTerminal(['rules'], columns)
    for (const line of out.split('\n')) assert.ok(line.length <= columns, line)
    for (const id of ruleIds()) assert.match(out, id)
  }
})

test.run()
