import { test } from 'uvu'
import * as assert from 'uvu/assert'
import github from '../../src/format/github.ts'
import json from '../../src/format/json.ts'
import sarif from '../../src/format/sarif.ts'
import unix from '../../src/format/unix.ts'
import { context, place, problem, reportOf } from './report.ts'

const related = [{ message: 'DELETE is served here', ...place('api/app.js', "app.delete('/items/:id', remove)") }]

test('unix: a line a problem', async () => {
  assert.is(
    unix(reportOf([problem({ severity: 'warn' })])),
    'nginx.conf:5:7: warning: Expected 405 with `Allow: GET, HEAD` instead of 501 for DELETE /items [501-for-known-method]\n',
  )
  assert.is(
    unix(reportOf([problem({ message: 'a\nb\u001b[2J' })])),
    'nginx.conf:5:7: error: a\\x0ab\\x1b[2J [501-for-known-method]\n',
  )
})

test('json: the whole report', async () => {
  const parsed: unknown = JSON.parse(await json(reportOf([problem({ related })]), context))
  assert.equal(parsed, {
    version: '1.2.3',
    problems: [problem({ related })],
    coverage: reportOf([]).coverage,
    refused: [],
    faults: [],
  })
})

test('json: nothing in it steers a terminal', async () => {
  const out = await json(reportOf([problem({ message: '\u001b[2J\u009b\u202e\u007f' })]), context)
  assert.not.match(out, /[\u007f-\u009f\u202e\u001b]/)
  assert.is(JSON.parse(out).problems[0].message, '\u001b[2J\u009b\u202e\u007f')
})

test('github: workflow commands, escaped as the runner reads them', async () => {
  const quiet = { ...context, quiet: true }
  assert.is(
    github(reportOf([problem()]), quiet),
    '::error file=nginx.conf,line=5,endLine=5,col=7,endColumn=17,title=501-for-known-method::Expected 405 with `Allow: GET, HEAD` instead of 501 for DELETE /items\n',
  )
  assert.is(
    github(reportOf([problem({ severity: 'warn', file: 'a,b:c%.conf', message: '100 %: a, b\n::set-output' })]), quiet),
    '::warning file=a%2Cb%3Ac%25.conf,line=5,endLine=5,col=7,endColumn=17,title=501-for-known-method::100 %25: a, b\\x0a::set-output\n',
  )
})

test('github: paths from the root of the repository, no columns over several lines', async () => {
  const long = problem({
    severity: 'info',
    ...place('nginx.conf', 'if ($request_method !~ ^(GET|HEAD)$) {\n      return 501;'),
    related,
  })
  assert.is(
    github(reportOf([long]), { ...context, quiet: true, prefix: 'shop/' }),
    '::notice file=shop/nginx.conf,line=4,endLine=5,title=501-for-known-method::Expected 405 with `Allow: GET, HEAD` instead of 501 for DELETE /items; api/app.js:2: DELETE is served here\n',
  )
})

test('sarif: rules, places, fingerprints, fixes', async () => {
  const syntax = problem({
    ruleId: 'syntax',
    file: 'nginx.conf',
    related,
    fix: { message: 'Say 405', edits: [{ file: 'nginx.conf', start: 0, end: 6, text: 'x' }] },
  })
  const log = JSON.parse(
    await sarif(
      reportOf([syntax, syntax], { refused: [{ path: 'b.conf', reason: 'is a binary file', expected: true }] }),
      { ...context, prefix: 'my shop/' },
    ),
  )
  assert.is(log.version, '2.1.0')
  const [run] = log.runs
  assert.is(run.tool.driver.name, 'verblint')
  const [first, second] = run.results
  assert.is(run.tool.driver.rules[first.ruleIndex].id, 'syntax')
  assert.is(first.level, 'error')
  assert.equal(first.locations[0].physicalLocation, {
    artifactLocation: { uri: 'my%20shop/nginx.conf', uriBaseId: '%SRCROOT%' },
    region: { startLine: 5, startColumn: 7, endLine: 5, endColumn: 17, snippet: { text: 'return 501' } },
  })
  assert.is(first.relatedLocations[0].message.text, 'DELETE is served here')
  assert.equal(first.fixes[0].artifactChanges[0].replacements, [
    { deletedRegion: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 7 }, insertedContent: { text: 'x' } },
  ])
  const hash = ({ partialFingerprints }: { partialFingerprints: { primaryLocationLineHash: string } }): string =>
    partialFingerprints.primaryLocationLineHash
  assert.match(hash(first), /^[\da-f]{16}:1$/)
  assert.is(hash(second), hash(first).replace(/1$/, '2'))
  assert.not(run.invocations[0].executionSuccessful)
})

test('sarif and json: suggestions stand behind the fix', async () => {
  const say = (
    message: string,
  ): { message: string; edits: { file: string; start: number; end: number; text: string }[] } => ({
    message,
    edits: [{ file: 'nginx.conf', start: 0, end: 6, text: message }],
  })
  const both = problem({ ruleId: 'syntax', fix: say('a'), suggestions: [say('b'), say('c')] })
  const described = async (one: typeof both): Promise<string[]> =>
    JSON.parse(await sarif(reportOf([one]), context)).runs[0].results[0].fixes?.map(
      (fix: { description: { text: string } }) => fix.description.text,
    )
  assert.equal(await described(both), ['a', 'b', 'c'])
  assert.equal(await described(problem({ ruleId: 'syntax', suggestions: [say('b')] })), ['b'])
  assert.is(await described(problem({ ruleId: 'syntax' })), undefined)
  assert.equal(JSON.parse(await json(reportOf([both]), context)).problems[0].suggestions, [say('b'), say('c')])
})

test('sarif: a path is one relative URI, whatever stands in it', async () => {
  const log = JSON.parse(await sarif(reportOf([problem({ ruleId: 'syntax', file: 'c:/a b/%41#?.conf' })]), context))
  assert.is(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri, 'c%3A/a%20b/%2541%23%3F.conf')
})

test.run()
