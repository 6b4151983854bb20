import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { painter } from '../../src/format/terminal.ts'
import text from '../../src/format/text.ts'
import { sourceFile } from '../../src/text/source-file.ts'
import { context, place, problem, reportOf } from './report.ts'

test('a problem: what is wrong, where, the lines themselves, the other place, and what was covered', () => {
  const blocked = problem({
    ruleId: 'proxy-blocks-method',
    message: 'Expected DELETE /items/:id to reach the application',
    ...place('nginx.conf', 'if ($request_method !~ ^(GET|HEAD)$)'),
    related: [{ message: 'DELETE is served here', ...place('api/app.js', "app.delete('/items/:id', remove)") }],
  })
  const coverage = {
    files: { nginx: 1, apache: 0, express: 2, client: 0 },
    routes: 3,
    decided: 20,
    unless: 0,
    unknown: 10,
    open: [
      { why: 'a', count: 4 },
      { why: 'b', count: 3 },
      { why: 'c', count: 1 },
      { why: 'd', count: 1 },
      { why: 'e', count: 1 },
    ],
    holes: [],
  }
  assert.snapshot(
    text(reportOf([blocked, problem({ severity: 'warn' })], { coverage }), context),
    `error Expected DELETE /items/:id to reach the application  proxy-blocks-method
   ╭─ nginx.conf:4:5
 3 │   location /items {
 4 │     if ($request_method !~ ^(GET|HEAD)$) {
   │     ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
   ├─ api/app.js:2:1  DELETE is served here
 2 │ app.delete('/items/:id', remove)
   │ ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━

warn  Expected 405 with \`Allow: GET, HEAD\` instead of 501 for DELETE /items  501-for-known-method
   ╭─ nginx.conf:5:7
 4 │     if ($request_method !~ ^(GET|HEAD)$) {
 5 │       return 501;
   │       ━━━━━━━━━━

✖ 2 problems (1 error, 1 warning)
Read 1 nginx file and 2 Express files: 3 routes, 20 of 30 answers decided, 10 open:
  4 × a
  3 × b
  1 × c
  2 × for 2 other reasons
`,
  )
})

test('nothing wrong, and nothing there, are not the same', () => {
  assert.snapshot(
    text(reportOf([]), context),
    '✔ No problems\nRead 1 nginx file and 2 Express files: 3 routes, 20 of 20 answers decided\n',
  )
  const coverage = {
    files: { nginx: 0, apache: 0, express: 0, client: 0 },
    routes: 0,
    decided: 0,
    unless: 0,
    unknown: 0,
    open: [],
    holes: [],
  }
  assert.is(text(reportOf([], { coverage }), context), 'No nginx, Apache or Express files found: nothing was checked\n')
  assert.is(text(reportOf([]), { ...context, quiet: true }), '')
})

test('why answers are open, and where that is first so', () => {
  const at = {
    file: 'src/app.js',
    start: { line: 12, column: 3, offset: 90 },
    end: { line: 12, column: 9, offset: 96 },
  }
  const coverage = {
    ...reportOf([]).coverage,
    unknown: 2,
    open: [{ why: 'the handler is too long to follow', count: 2, at }],
  }
  assert.match(
    text(reportOf([], { coverage }), context),
    '  2 × the handler is too long to follow, first at src/app.js:12\n',
  )
})

test('handlers that are too long to follow are named, with their places', () => {
  const at = { file: 'a.js', start: { line: 2, column: 1, offset: 9 }, end: { line: 3, column: 1, offset: 19 } }
  const long = [
    { name: 'slow', count: 1200, at },
    { name: 'a.js:2', count: 3, at },
    { name: 'third', count: 2, at },
    { name: 'last', count: 1, at },
  ]
  assert.match(
    text(reportOf([], { coverage: { ...reportOf([]).coverage, long } }), context),
    '\nToo long to follow: slow at a.js:2 (1,200), a.js:2 (3), third at a.js:2 (2) and 1 more\n',
  )
})

test('no tick where less than half was decided: what most depends on, and what to say of it', () => {
  const holes = [
    { name: 'express-useragent.express', from: 'express-useragent', count: 1631 },
    { name: 'metrics()', from: './lib/metrics.ts', count: 7 },
    { name: '[a, b]', from: null, count: 2 },
    { name: 'd', from: 'd', count: 1 },
  ]
  const counts = {
    ...reportOf([]).coverage,
    decided: 330,
    unless: 31,
    unknown: 1639,
    open: [{ why: '`express-useragent.express` may answer', count: 1639 }],
    holes,
  }
  assert.is(
    text(reportOf([], { coverage: { ...counts, open: [] } }), context),
    `No problems in the 16 % of answers that could be decided; most depends on express-useragent (1,631), see https://unpkg.com/verblint/README.md#what-is-left-open
Read 1 nginx file and 2 Express files: 3 routes, 330 of 2000 answers decided, 31 unless code that cannot be seen answers or fails, 1639 open:
Most depends on middleware that cannot be seen, express-useragent (1,631), ./lib/metrics.ts (7) and [a, b] (2): if it passes every request on, say so in the configuration: "express": { "passes": ["express-useragent", "./lib/metrics.ts"] }
`,
  )
  const other = { ...counts, decided: 1, unless: 0, holes: [] }
  assert.match(
    text(reportOf([], { coverage: other }), context),
    'No problems in the less than 1 % of answers that could be decided; most is open for one reason: `express-useragent.express` may answer (1,639), see',
  )
  assert.match(text(reportOf([], { coverage: { ...other, decided: 1640 } }), context), '✔ No problems')
})

test('a message is wrapped on a terminal, never in a pipe', () => {
  const wrapped = text(reportOf([problem()]), { ...context, columns: 50 }).split('   ╭─')[0] ?? ''
  assert.ok(wrapped.trimEnd().split('\n').length > 1)
  for (const line of wrapped.split('\n')) assert.ok(line.length <= 50)
  assert.is(wrapped.replace(/\s+/g, ' ').trim(), `error ${problem().message} ${problem().ruleId}`)
  assert.is(text(reportOf([problem()]), context).split('\n')[0], `error ${problem().message}  ${problem().ruleId}`)
})

test('colours are escape sequences that end', () => {
  const coloured = text(reportOf([problem()]), { ...context, paint: painter(true) })
  assert.match(coloured, '\u001b[1m\u001b[31merror\u001b[39m\u001b[22m')
  assert.not.match(text(reportOf([problem()]), context), '\u001b')
})

test('control characters and text direction marks of a file or its name are shown, not obeyed', () => {
  const hostile = '\u001b]0;owned\u0007 \u202Ereversed\u009b31m\r'
  const file = sourceFile('a\u001b[2J.conf', '/a', `${hostile} return 501;`)
  const files = new Map([[file.path, file]])
  const shown = text(
    reportOf([problem({ message: `Unknown ${hostile}`, ...place(file.path, 'return 501', files) })], { files }),
    context,
  )
  assert.not.match(shown, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  assert.match(shown, 'a\\x1b[2J.conf:1:')
  assert.match(shown, '\\x1b]0;owned\\x07 \\u202ereversed\\x9b31m\\x0d return 501;')
})

test('the underline stands below what is meant: tabs, wide and combining characters', () => {
  const file = sourceFile('a', '/a', '\t日本e\u0301 return 501;')
  const files = new Map([['a', file]])
  const [, , line = '', mark = ''] = text(
    reportOf([problem(place('a', 'return 501', files))], { files }),
    context,
  ).split('\n')
  assert.is(line, ' 1 │   日本e\u0301 return 501;')
  assert.is(mark, `   │ ${' '.repeat(2 + 4 + 1 + 1)}${'━'.repeat(10)}`)
})

test('a very long line is cut to what matters', () => {
  const file = sourceFile('a', '/a', `${'x'.repeat(100_000)} return 501; ${'y'.repeat(100_000)}`)
  const files = new Map([['a', file]])
  for (const line of text(reportOf([problem(place('a', 'return 501', files))], { files }), context).split('\n'))
    assert.ok(line.length < 130)
})

test('what may be written is told below the lines, what --fix mends in the summary', () => {
  const edits = [{ file: 'nginx.conf', start: 0, end: 0, text: 'x' }]
  const suggestions = [
    { message: 'Write 308', edits },
    { message: 'Write \u001b[2J', edits },
  ]
  const lines = text(
    reportOf([problem({ suggestions }), problem({ fix: { message: 'Write 405', edits } })]),
    context,
  ).split('\n')
  assert.equal(lines.slice(5, 7), ['   ╰─ help: Write 308', '   ╰─ help: Write \\x1b[2J'])
  assert.ok(lines.includes('✖ 2 problems (2 errors), 1 fixable with --fix'), lines.join('\n'))
})

test('a range at the end of the file, and one of several lines', () => {
  const file = sourceFile('a', '/a', 'server {\n  listen 80;\n')
  const files = new Map([['a', file]])
  const lines = text(
    reportOf([problem({ file: 'a', range: file.range(22, 22) }), problem({ file: 'a', range: file.range(0, 22) })], {
      files,
    }),
    context,
  ).split('\n')
  assert.equal(lines.slice(3, 5), [' 3 │', '   │ ━'])
  assert.equal(lines.slice(8, 10), [' 1 │ server {', '   │ ━━━━━━━━'])
})

const alike = (count: number): ReturnType<typeof problem>[] =>
  Array.from({ length: count }, (_, index) => problem({ message: `Expected 405 for DELETE /items/${index}` }))
const told = (out: string): number => out.split('\n').filter((line) => line.startsWith('error')).length

test('of many problems alike a few are told, and how many more there are', () => {
  const out = text(reportOf(alike(3000)), context)
  assert.is(told(out), 5)
  assert.match(out, 'and 2,995 more like it: --no-fold shows them')
  assert.match(out, '3000 problems')
  assert.is(told(text(reportOf(alike(3000)), { ...context, fold: false })), 3000)
})

test('ten problems alike are told, and those that say something else never hide each other', () => {
  assert.is(told(text(reportOf(alike(10)), context)), 10)
  const different = Array.from({ length: 20 }, (_, index) =>
    problem({ message: `Expected ${400 + index} for DELETE /items` }),
  )
  assert.is(told(text(reportOf(different), context)), 20)
})

const beyond = (count: number): string[] => {
  const leftOut = Array.from({ length: count }, (_, index) => ({
    limit: 'steps' as const,
    left: null,
    all: 1_000_000,
    range: { ...place('api/app.js', 'const app').range, file: `api/app${index}.js` },
  }))
  return text(reportOf([], { coverage: { ...reportOf([]).coverage, leftOut } }), context)
    .split('\n')
    .filter((line) => line.startsWith('What is beyond'))
}

test('a limit that is reached in many places is told once', () => {
  assert.is(beyond(3).length, 3)
  assert.equal(beyond(114), [
    'What is beyond 1,000,000 steps of the program of api/app0.js:1 and 113 more places was not looked at: raise limits.steps in the configuration',
  ])
})

test('of files that include each other many times, the nearest and the outermost are named', () => {
  const chain = (length: number): number[] => {
    const includedFrom = Array.from({ length }, (_, at) => ({
      file: `part-${at + 1}.conf`,
      start: { line: 1, column: 1, offset: 0 },
      end: { line: 1, column: 1, offset: 0 },
    }))
    const shown = text(reportOf([problem({ includedFrom })]), context)
    return [...shown.matchAll(/part-(\d+)\.conf|┊ {2}(\d+) more includes/g)].map(([, part, more]) =>
      part === undefined ? -Number(more) : Number(part),
    )
  }
  assert.equal(chain(7), [1, 2, 3, 4, 5, 6, 7])
  assert.equal(chain(128), [1, 2, 3, 4, 5, -122, 128])
})

test.run()
