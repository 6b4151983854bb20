import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { rules } from '../../rules/index.ts'
import { type Cell, describeRules, type Linted, lintSite, type Outcome, type Problem } from '../../src/index.ts'
import { applyFixes } from '../../src/lint/fix.ts'
import { folderWith } from '../folder.ts'
import { casesIn, FIXTURES } from './expectations.ts'

/** Fixes that make directives count that did not: their effect is asked for one by one below. */
const AWAKES = new Set(['ifmodule-name', 'invalid-method-name'])

const all = (cwd: string, paths: string[], unsaved?: ReadonlyMap<string, Uint8Array>): Promise<Linted> => lintSite({ cwd, paths, config: false, level: 'info', ...(unsaved ? { unsaved } : {}) })

async function withFix(cwd: string, paths: string[], problem: Problem, { files }: Linted['report']): Promise<Linted> {
  const { texts, applied } = applyFixes([problem], files)
  assert.is(applied, 1, `${problem.file} ${problem.message}`)
  return all(cwd, paths, new Map([...texts].map(([path, text]) => [files.get(path)?.absolute ?? '', Buffer.from(text, files.get(path)?.encoding)])))
}

const shown = ({ status, by, headers, when }: Outcome, but?: string): object => ({ status, by, when, headers: Object.entries(headers).filter(([name]) => name !== but).sort() })
const cellsOf = ({ site }: Linted): Map<string, Cell> => new Map(site.cells.map((cell) => [`${site.origins.indexOf(cell.origin)} ${cell.method} ${cell.host}:${cell.socket ?? cell.port}${cell.path}`, cell]))

/** The answers that differ, as `GET shop.example:80/ 501`; in more than that header. A method that only the mistake named is gone. */
function changed(before: Linted, after: Linted, but?: string): string[] {
  const [old, now] = [cellsOf(before), cellsOf(after)]
  const answer = (cell: Cell | undefined): string => JSON.stringify(cell?.outcomes.map((outcome) => shown(outcome, but)))
  return [...old].filter(([key, cell]) => now.has(key) && answer(cell) !== answer(now.get(key)))
    .map(([key, { outcomes }]) => `${key.slice(key.indexOf(' ') + 1)} ${outcomes.map(({ status }) => status).join(' ')}`)
}

const tally = ({ report }: Linted): Map<string, number> => {
  const found = new Map<string, number>()
  for (const { ruleId } of report.problems) found.set(ruleId, (found.get(ruleId) ?? 0) + 1)
  return found
}

let proven = new Set<string>()

for (const { id } of rules) {
  for (const one of casesIn(join(FIXTURES, id, 'bad'))) {
    test(`${id}: every fix in bad/${one.name} leaves one problem less, no new one, and every other answer as it was`, async () => {
      const before = await all(one.cwd, one.paths)
      for (const problem of before.report.problems.filter(({ fix }) => fix)) {
        proven = new Set([...proven, problem.ruleId])
        const after = await withFix(one.cwd, one.paths, problem, before.report)
        const [old, now] = [tally(before), tally(after)]
        assert.is((now.get(problem.ruleId) ?? 0), (old.get(problem.ruleId) ?? 0) - 1, problem.message)
        if (AWAKES.has(problem.ruleId)) continue
        for (const [ruleId, number] of now) assert.ok(number <= (old.get(ruleId) ?? 0), `${problem.ruleId} brings ${ruleId}`)
        const header = /^Expected (\S+) on the|^Expected the (Cache-Control)|in (Allow)/.exec(problem.message)?.slice(1).find((name) => name !== undefined)
        assert.equal(changed(before, after, header?.toLowerCase()), [], problem.message)
        assert.equal([...cellsOf(after).keys()], [...cellsOf(before).keys()])
        if (header !== undefined) assert.ok(changed(before, after).length > 0, problem.message)
      }
    })
  }
}

test('the rules that say they have fixes, and no others, are proven by their fixtures', async () => {
  const described = await describeRules()
  assert.equal([...proven].sort(), described.flatMap(({ id, fixable }) => (fixable ? [id] : [])))
})

const server = (...lines: string[]): string => `server {\n    listen 80;\n    server_name shop.example;\n${lines.map((line) => `    ${line}\n`).join('')}}\n`

/** The only fix of a rule in one file: the text that it makes, and which answers it changes. */
async function fixed(name: string, text: string, ruleId: string): Promise<{ text: string; changes: string[]; answers: (method: string, path: string) => Promise<object[]> } | null> {
  const cwd = folderWith({ [name]: text })
  const before = await all(cwd, ['.'])
  const problems = before.report.problems.filter((problem) => problem.ruleId === ruleId && problem.fix)
  assert.ok(before.report.problems.some((problem) => problem.ruleId === ruleId), 'the rule reports nothing')
  const [problem] = problems
  if (!problem) return null
  const after = await withFix(cwd, ['.'], problem, before.report)
  const answers = async (method: string, path: string): Promise<object[]> => (await after.site.trace({ method, url: `http://shop.example${path}` })).outcomes.map(({ status, headers }) => ({ status, headers }))
  return { text: applyFixes([problem], before.report.files).texts.get(name) ?? '', changes: changed(before, after), answers }
}

test('always: the header arrives with the error in question and nothing else changes', async () => {
  const one = await fixed('site.conf', server('location /closed/ {', '    add_header Retry-After 3600;', '    return 503;', '}', 'location / {', '    return 204;', '}'), 'header-not-sent-on-error')
  assert.match(one?.text ?? '', 'add_header Retry-After 3600 always;')
  assert.ok(one && one.changes.length > 0 && one.changes.every((change) => / \S+\/closed\/\S* 503$/.test(change)), one?.changes.join('; '))
  assert.is((await one?.answers('GET', '/closed/'))?.map((answer) => JSON.stringify(answer)).filter((answer) => answer.includes('"retry-after":"3600"')).length, 1)
  const no = await fixed('site.conf', server('location /search/ {', '    add_header Cache-Control no-store ;', '    return 501;', '}'), 'cacheable-501')
  assert.match(no?.text ?? '', 'add_header Cache-Control no-store always ;')
})

test('always: no fix where other answers would get the header too', async () => {
  assert.is(await fixed('site.conf', server('add_header Retry-After 3600;', 'location /closed/ {', '    return 503;', '}', 'location / {', '    proxy_pass http://10.0.0.5:3000;', '}'), 'header-not-sent-on-error'), null)
  assert.is(await fixed('site.conf', server('add_header Cache-Control no-store;', 'location /a/ {', '    return 501;', '}', 'location /b/ {', '    return 404;', '}'), 'cacheable-501'), null)
  assert.is(await fixed('site.conf', server('location /a/ {', '    expires -1;', '    return 501;', '}'), 'cacheable-501'), null)
})

test('a second return goes, with its line', async () => {
  const one = await fixed('site.conf', server('location /a/ {', '    return 404;', '    return 405;', '}'), 'unreachable-directive')
  assert.equal([one?.text, one?.changes], [server('location /a/ {', '    return 404;', '}'), []])
  const two = await fixed('site.conf', server('location /a/ { return 404; return 405 "no" ; } # two'), 'unreachable-directive')
  assert.equal([two?.text, two?.changes], [server('location /a/ { return 404;  } # two'), []])
  assert.is(await fixed('site.conf', server('location /a/ {', '    return 404;', '    set $a b;', '}'), 'unreachable-directive'), null)
})

test('method names: capitals and spaces, but no guess', async () => {
  const nginx = await fixed('site.conf', server('location /a/ {', '    limit_except get,POST { deny all; }', '    proxy_pass http://10.0.0.5:3000;', '}'), 'invalid-method-name')
  assert.match(nginx?.text ?? '', 'limit_except get POST {')
  assert.equal((await nginx?.answers('DELETE', '/a/'))?.map((answer) => JSON.stringify(answer)).filter((answer) => answer.startsWith('{"status":403')).length, 1)
  assert.is(await fixed('site.conf', server('location /a/ {', '    limit_except GETS { deny all; }', '}'), 'invalid-method-name'), null)
  assert.match((await fixed('.htaccess', '<Limit get>\nRequire valid-user\n</Limit>\n', 'invalid-method-name'))?.text ?? '', '<Limit GET>\n')
  assert.match((await fixed('.htaccess', '<Limit GET,POST>\nRequire valid-user\n</Limit>\n', 'invalid-method-name'))?.text ?? '', '<Limit GET POST>\n')
  assert.is(await fixed('.htaccess', '<Limit GETT>\nRequire valid-user\n</Limit>\n', 'invalid-method-name'), null)
})

test('module names: what httpd knows them by', async () => {
  const text = async (name: string): Promise<string | undefined> => /<IfModule (.*)>/.exec((await fixed('.htaccess', `<IfModule ${name}>\nDirectoryIndex a.html\n</IfModule>\n`, 'ifmodule-name'))?.text ?? '')?.[1]
  assert.is(await text('mod_rewrite'), 'mod_rewrite.c')
  assert.is(await text('!"mod_dir.so"'), '!mod_dir.c')
  assert.is(await text('rewrite'), 'mod_rewrite.c')
  assert.is(await text('prefork'), 'mpm_prefork_module')
  assert.is(await text('mpm_event'), 'mpm_event_module')
})

test('Allow: separated and in capitals, in quotes where it needs them; no guess', async () => {
  const allow = (value: string): string => server('location /a/ {', '    if ($request_method = DELETE) {', `        add_header Allow ${value} always;`, '        return 405;', '    }', '    proxy_pass http://10.0.0.5:3000;', '}')
  const one = await fixed('site.conf', allow('get,head'), 'allow-syntax')
  assert.match(one?.text ?? '', 'add_header Allow "GET, HEAD" always;')
  assert.ok(one?.changes.every((change) => change.startsWith('DELETE ')))
  assert.match((await fixed('site.conf', allow('get'), 'allow-syntax'))?.text ?? '', 'add_header Allow GET always;')
  assert.match((await fixed('site.conf', allow("'GET; HEAD'"), 'allow-syntax'))?.text ?? '', "add_header Allow 'GET, HEAD' always;")
  assert.is(await fixed('site.conf', allow('"GET, OPTION"'), 'allow-syntax'), null)
})

test('client code: the name alone', async () => {
  const source = readFileSync(join(FIXTURES, 'client-method-case/bad/save.js'), 'utf8')
  const one = await fixed('save.js', source, 'client-method-case')
  assert.is(one?.text.toLowerCase(), source.toLowerCase())
  assert.is.not(one?.text, source)
})

test.run()
