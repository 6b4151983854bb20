import { test } from 'uvu'
import * as assert from 'uvu/assert'
import checkstyle from '../../src/format/checkstyle.ts'
import gitlab from '../../src/format/gitlab.ts'
import junit from '../../src/format/junit.ts'
import rdjson from '../../src/format/rdjson.ts'
import { sourceFile } from '../../src/text/source-file.ts'

import { context, place, problem, reportOf } from './report.ts'

const related = [{ message: 'DELETE is served here', ...place('api/app.js', "app.delete('/items/:id', remove)") }]

const HOSTILE = problem({ severity: 'warn', file: 'a&b/"c".conf', message: 'Expected <405> & no \u001b[2J' })

test('gitlab: what its code quality widget reads, with paths from the root of the repository', () => {
  const [first, second] = JSON.parse(
    gitlab(reportOf([problem(), problem({ severity: 'warn' })]), { ...context, prefix: 'shop/' }),
  )
  assert.equal(
    { ...first, fingerprint: '' },
    {
      description: 'Expected 405 with `Allow: GET, HEAD` instead of 501 for DELETE /items',
      check_name: '501-for-known-method',
      fingerprint: '',
      severity: 'major',
      location: { path: 'shop/nginx.conf', lines: { begin: 5, end: 5 } },
    },
  )
  assert.is(second.severity, 'minor')
  assert.is.not(first.fingerprint, second.fingerprint)
  assert.is(gitlab(reportOf([]), context), '[]\n')
})

test('checkstyle: a file element for each file, nothing of a text gets out of its attribute', () => {
  assert.snapshot(
    checkstyle(reportOf([problem(), problem({ severity: 'info' }), HOSTILE]), context),
    `<?xml version="1.0" encoding="utf-8"?>
<checkstyle version="1.2.3">
  <file name="nginx.conf">
    <error line="5" column="7" severity="error" message="Expected 405 with \`Allow: GET, HEAD\` instead of 501 for DELETE /items" source="verblint.501-for-known-method"/>
    <error line="5" column="7" severity="info" message="Expected 405 with \`Allow: GET, HEAD\` instead of 501 for DELETE /items" source="verblint.501-for-known-method"/>
  </file>
  <file name="a&amp;b/&quot;c&quot;.conf">
    <error line="5" column="7" severity="warning" message="Expected &lt;405&gt; &amp; no \\x1b[2J" source="verblint.501-for-known-method"/>
  </file>
</checkstyle>
`,
  )
})

test('junit: a failed test for each problem, and a passed one where there is none', () => {
  assert.snapshot(
    junit(reportOf([HOSTILE])),
    `<?xml version="1.0" encoding="utf-8"?>
<testsuites name="verblint" tests="1" failures="1">
  <testsuite name="a&amp;b/&quot;c&quot;.conf" tests="1" failures="1" errors="0">
    <testcase name="501-for-known-method 5:7" classname="a&amp;b/&quot;c&quot;.conf">
      <failure type="warn" message="Expected &lt;405&gt; &amp; no \\x1b[2J">a&amp;b/&quot;c&quot;.conf:5:7: Expected &lt;405&gt; &amp; no \\x1b[2J</failure>
    </testcase>
  </testsuite>
</testsuites>
`,
  )
  assert.match(junit(reportOf([])), '<testsuites name="verblint" tests="1" failures="0">')
})

test('rdjson: ranges in bytes of UTF-8, corrections as suggestions', () => {
  const edits = [{ file: 'nginx.conf', start: 0, end: 6, text: 'x' }]
  const one = problem({
    severity: 'warn',
    related,
    fix: { message: 'Say 405', edits },
    suggestions: [{ message: 'two files', edits: [...edits, { file: 'api/app.js', start: 0, end: 0, text: '' }] }],
  })
  const {
    source,
    diagnostics: [found],
  } = JSON.parse(rdjson(reportOf([one])))
  assert.is(source.name, 'verblint')
  assert.equal(found.location, {
    path: 'nginx.conf',
    range: { start: { line: 5, column: 7 }, end: { line: 5, column: 17 } },
  })
  assert.is(found.severity, 'WARNING')
  assert.equal(found.code, { value: '501-for-known-method', url: one.url })
  assert.equal(found.suggestions, [
    { range: { start: { line: 1, column: 1 }, end: { line: 1, column: 7 } }, text: 'x' },
  ])
  assert.is(found.related_locations[0].message, 'DELETE is served here')
  const files = new Map([['é.conf', sourceFile('é.conf', '/é.conf', '# naïve\nset $a "é"; return 501;\n')]])
  const wide = JSON.parse(rdjson(reportOf([problem(place('é.conf', 'return 501', files))], { files }))).diagnostics[0]
  assert.equal(wide.location.range.start, { line: 2, column: 14 })
  assert.is(wide.suggestions, undefined)
})

test.run()
