import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { describeRules } from '../../src/index.ts'
import { applyFixes } from '../../src/lint/fix.ts'
import { folderWith } from '../folder.ts'
import { assertEffect, changedCells, lintAll, nameOf, withFix } from './effects.ts'
import { casesIn, FIXTURES, lintedIn, rulesUnderTest } from './expectations.ts'

const proven = { fixes: new Set<string>(), suggestions: new Set<string>() }

for (const { id } of rulesUnderTest) {
  for (const one of casesIn(join(FIXTURES, id, 'bad'))) {
    test(`${id}: every fix and every suggestion in bad/${one.name} does what it says, and nothing else`, async () => {
      const before = await lintedIn(one)
      for (const problem of before.report.problems) {
        for (const fix of [problem.fix ?? [], problem.suggestions ?? []].flat()) {
          proven[fix === problem.fix ? 'fixes' : 'suggestions'].add(problem.ruleId)
          assertEffect(problem, before, await withFix(one, problem, fix, before.report))
        }
      }
    })
  }
}

test('the rules that say they have fixes or suggestions, and no others, are proven by their fixtures', async () => {
  const ids = new Set(rulesUnderTest.map(({ id }) => id))
  const described = (await describeRules()).filter(({ id }) => ids.has(id))
  const shown = (kind: keyof typeof proven): string[] => [...proven[kind]].filter((id) => ids.has(id)).sort()
  assert.equal(
    shown('fixes'),
    described.flatMap(({ id, fixable }) => (fixable ? [id] : [])),
  )
  assert.equal(
    shown('suggestions'),
    described.flatMap(({ id, suggests }) => (suggests ? [id] : [])),
  )
})

const server = (...lines: string[]): string =>
  `server {\n    listen 80;\n    server_name shop.example;\n${lines.map((line) => `    ${line}\n`).join('')}}\n`

/** The only fix of a rule in one file: the text that it makes, and which answers it changes. */
async function fixed(
  name: string,
  text: string,
  ruleId: string,
): Promise<{ text: string; changes: string[]; answers: (method: string, path: string) => Promise<object[]> } | null> {
  const cwd = folderWith({ [name]: text })
  const before = await lintAll(cwd, ['.'])
  const problems = before.report.problems.filter((problem) => problem.ruleId === ruleId && problem.fix)
  assert.ok(
    before.report.problems.some((problem) => problem.ruleId === ruleId),
    'the rule reports nothing',
  )
  const [problem] = problems
  if (!problem?.fix) return null
  const after = await withFix({ cwd, paths: ['.'] }, problem, problem.fix, before.report)
  const answers = async (method: string, path: string): Promise<object[]> =>
    (await after.site.trace({ method, url: `http://shop.example${path}` })).outcomes.map(({ status, headers }) => ({
      status,
      headers,
    }))
  return {
    text: applyFixes([problem], before.report.files).texts.get(name) ?? '',
    changes: changedCells(before, after).map(({ old }) => nameOf(old)),
    answers,
  }
}

test('always: the header arrives with the error in question and nothing else changes', async () => {
  const one = await fixed(
    'site.conf',
    server(
      'location /closed/ {',
      '    add_header Retry-After 3600;',
      '    return 503;',
      '}',
      'location / {',
      '    return 204;',
      '}',
    ),
    'header-not-sent-on-error',
  )
  assert.match(one?.text ?? '', 'add_header Retry-After 3600 always;')
  assert.ok(
    one && one.changes.length > 0 && one.changes.every((change) => / \S+\/closed\/\S* 503$/.test(change)),
    one?.changes.join('; '),
  )
  assert.is(
    (await one?.answers('GET', '/closed/'))
      ?.map((answer) => JSON.stringify(answer))
      .filter((answer) => answer.includes('"retry-after":"3600"')).length,
    1,
  )
  const no = await fixed(
    'site.conf',
    server('location /search/ {', '    add_header Cache-Control no-store ;', '    return 501;', '}'),
    'cacheable-501',
  )
  assert.match(no?.text ?? '', 'add_header Cache-Control no-store always ;')
})

test('always: no fix where other answers would get the header too', async () => {
  assert.is(
    await fixed(
      'site.conf',
      server(
        'add_header Retry-After 3600;',
        'location /closed/ {',
        '    return 503;',
        '}',
        'location / {',
        '    proxy_pass http://10.0.0.5:3000;',
        '}',
      ),
      'header-not-sent-on-error',
    ),
    null,
  )
  assert.is(
    await fixed(
      'site.conf',
      server(
        'add_header Cache-Control no-store;',
        'location /a/ {',
        '    return 501;',
        '}',
        'location /b/ {',
        '    return 404;',
        '}',
      ),
      'cacheable-501',
    ),
    null,
  )
  assert.is(
    await fixed('site.conf', server('location /a/ {', '    expires -1;', '    return 501;', '}'), 'cacheable-501'),
    null,
  )
})

test('a second return goes, with its line', async () => {
  const one = await fixed(
    'site.conf',
    server('location /a/ {', '    return 404;', '    return 405;', '}'),
    'unreachable-directive',
  )
  assert.equal([one?.text, one?.changes], [server('location /a/ {', '    return 404;', '}'), []])
  const two = await fixed(
    'site.conf',
    server('location /a/ { return 404; return 405 "no" ; } # two'),
    'unreachable-directive',
  )
  assert.equal([two?.text, two?.changes], [server('location /a/ { return 404; } # two'), []])
  assert.is(
    await fixed(
      'site.conf',
      server('location /a/ {', '    return 404;', '    set $a b;', '}'),
      'unreachable-directive',
    ),
    null,
  )
})

test('method names: capitals and spaces, but no guess', async () => {
  const nginx = await fixed(
    'site.conf',
    server('location /a/ {', '    limit_except get,POST { deny all; }', '    proxy_pass http://10.0.0.5:3000;', '}'),
    'invalid-method-name',
  )
  assert.match(nginx?.text ?? '', 'limit_except get POST {')
  assert.equal(
    (await nginx?.answers('DELETE', '/a/'))
      ?.map((answer) => JSON.stringify(answer))
      .filter((answer) => answer.startsWith('{"status":403')).length,
    1,
  )
  assert.is(
    await fixed(
      'site.conf',
      server('location /a/ {', '    limit_except GETS { deny all; }', '}'),
      'invalid-method-name',
    ),
    null,
  )
  assert.match(
    (await fixed('.htaccess', '<Limit get>\nRequire valid-user\n</Limit>\n', 'invalid-method-name'))?.text ?? '',
    '<Limit GET>\n',
  )
  assert.match(
    (await fixed('.htaccess', '<Limit GET,POST>\nRequire valid-user\n</Limit>\n', 'invalid-method-name'))?.text ?? '',
    '<Limit GET POST>\n',
  )
  assert.is(await fixed('.htaccess', '<Limit GETT>\nRequire valid-user\n</Limit>\n', 'invalid-method-name'), null)
})

test('module names: what httpd knows them by', async () => {
  const text = async (name: string): Promise<string | undefined> =>
    /<IfModule (.*)>/.exec(
      (await fixed('.htaccess', `<IfModule ${name}>\nDirectoryIndex a.html\n</IfModule>\n`, 'ifmodule-name'))?.text ??
        '',
    )?.[1]
  assert.is(await text('mod_rewrite'), 'mod_rewrite.c')
  assert.is(await text('!"mod_dir.so"'), '!mod_dir.c')
  assert.is(await text('rewrite'), 'mod_rewrite.c')
  assert.is(await text('prefork'), 'mpm_prefork_module')
  assert.is(await text('mpm_event'), 'mpm_event_module')
})

test('Allow: separated and in capitals, in quotes where it needs them; no guess', async () => {
  const allow = (value: string): string =>
    server(
      'location /a/ {',
      '    if ($request_method = DELETE) {',
      `        add_header Allow ${value} always;`,
      '        return 405;',
      '    }',
      '    proxy_pass http://10.0.0.5:3000;',
      '}',
    )
  const one = await fixed('site.conf', allow('get,head'), 'allow-syntax')
  assert.match(one?.text ?? '', 'add_header Allow "GET, HEAD" always;')
  assert.ok(one?.changes.every((change) => change.startsWith('DELETE ')))
  assert.match((await fixed('site.conf', allow('get'), 'allow-syntax'))?.text ?? '', 'add_header Allow GET always;')
  assert.match(
    (await fixed('site.conf', allow("'GET; HEAD'"), 'allow-syntax'))?.text ?? '',
    "add_header Allow 'GET, HEAD' always;",
  )
  assert.is(await fixed('site.conf', allow('"GET, OPTION"'), 'allow-syntax'), null)
})

test('client code: the name alone', async () => {
  const source = readFileSync(join(FIXTURES, 'client-method-case/bad/save.js'), 'utf8')
  const one = await fixed('save.js', source, 'client-method-case')
  assert.is(one?.text.toLowerCase(), source.toLowerCase())
  assert.is.not(one?.text, source)
})

test.run()
