import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type ApacheCase, load, loadCase, write } from '../lay-out.ts'

const test = suite('apache/refusals')
const TRUTH = new URL('../../../fixtures/truth/', import.meta.url)

/** Refused for where it points, which nobody sees: an absolute path outside of the project. */
const OUT_OF_SIGHT = ['include-missing']

/** Taken, and answered with 500 at some paths alone. */
const AT_A_REQUEST = ['redirect-unknown-status']

const cases = readdirSync(new URL('apache/', TRUTH)).map((name): ApacheCase =>
  JSON.parse(readFileSync(new URL(`apache/${name}`, TRUTH), 'utf8')),
)

test('httpd starts with a configuration, or does not, as recorded', () => {
  for (const recorded of cases) {
    if (!recorded.configTest || OUT_OF_SIGHT.includes(recorded.id)) continue
    const { refusal } = loadCase(recorded)
    assert.is(refusal === null, recorded.configTest.ok, `${recorded.id}: ${refusal?.message ?? 'accepted'}`)
  }
})

test('.htaccess is taken or refused as recorded', () => {
  for (const recorded of cases.filter(({ id, configTest }) => configTest?.ok !== false && !AT_A_REQUEST.includes(id))) {
    const refused = loadCase(recorded)
      .htaccess(null)
      .filter(({ refusal }) => refusal !== null)
    for (const { method, path, expect } of recorded.requests ?? []) {
      if (method !== 'GET' || expect?.status === undefined) continue
      const by = refused.find(({ servedFrom }) =>
        `/htdocs${dirname(`${path.replace(/\?.*/, '')}x`)}/`.includes(
          `${servedFrom.slice(servedFrom.indexOf('/htdocs'))}/`,
        ),
      )
      assert.is(
        by !== undefined,
        expect.status === 500,
        `${recorded.id}: GET ${path} is ${expect.status}; ${by?.refusal?.message ?? 'not refused'}`,
      )
    }
  }
})

test('the list of one-file .htaccess inputs', () => {
  const list: { htaccess: string; GET: number | null; log: string | null }[] = JSON.parse(
    readFileSync(new URL('apache-htaccess-errors.json', TRUTH), 'utf8'),
  )
  for (const { htaccess, GET, log } of list) {
    // Where httpd logs nothing about the file, the 500 is authorization's, at the request.
    if (GET === null || (GET === 500 && log === null)) continue
    const [found] = loadCase({ id: 'list', htaccess: { 'app/.htaccess': htaccess } }).htaccess(null)
    assert.is(
      found?.refusal !== null,
      GET === 500,
      `${JSON.stringify(htaccess)} is ${GET}; ${found?.refusal?.message ?? 'not refused'}`,
    )
  }
})

const lone = (text: string): string[] => {
  const [configuration] = load(write({ '.htaccess': text }), ['.htaccess'])
  return (
    configuration?.problems.map(
      ({ ruleId, severity, message, range }) =>
        `${range.start.line}:${range.start.column} ${severity ?? ''} ${ruleId}: ${message}`,
    ) ?? []
  )
}

test('a .htaccess without a configuration in sight: what no configuration would take', () => {
  assert.equal(lone('<IfModule mod_php7.c>\nphp_value a b\n</IfModule>\nAuthType Basic\n'), [])
  assert.equal(lone('php_value a b\n'), [
    '1:1 warn unknown-directive: Unknown directive php_value, unless a module outside httpd brings it; put it in <IfModule>',
  ])
  assert.equal(lone('\n  RewritEngine On\n'), [
    '2:3  unknown-directive: Unknown directive RewritEngine; did you mean RewriteEngine?',
  ])
  assert.equal(lone('<IfModule mod_rewrite.c>\n<Directory /x>\n</Directory>\n</IfModule>\n'), [
    "2:2  directive-context: Expected <Directory> in the server's configuration or <VirtualHost>, not in .htaccess",
  ])
  assert.equal(lone('<Limit get,post>\nRequire all denied\n</Limit>\n'), [
    '1:8  invalid-method-name: Unknown method get,post; did you mean GET POST?',
  ])
})

test('method names can be mended in place', () => {
  const [configuration] = load(write({ '.htaccess': '<LimitExcept get>\nRequire all denied\n</LimitExcept>\n' }), [
    '.htaccess',
  ])
  assert.equal(configuration?.problems[0]?.fix?.edits, [{ file: '.htaccess', start: 13, end: 16, text: 'GET' }])
})

test('an unclosed conditional section that is taken goes unnoticed by httpd, and is warned of', () => {
  assert.equal(lone('<IfModule mod_so.c>\nOptions None\n'), [
    '1:1 warn syntax: Expected </IfModule> to close this section',
  ])
})

test.run()
