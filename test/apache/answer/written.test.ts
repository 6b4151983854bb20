import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../../src/index.ts'
import { folderWith } from '../../folder.ts'

/** What is told of each `Header` line: httpd sends what the last `set` of a name says. */
const test = suite('apache: lines that are written')

async function told(lines: string[]): Promise<unknown[]> {
  const site = await loadSite({
    cwd: folderWith({ '.htaccess': [...lines, 'Redirect 204 /a'].join('\n') }),
    config: false,
  })
  const { outcomes } = await site.trace({ method: 'GET', url: 'http://localhost/a' })
  return (outcomes[0]?.written ?? []).map(({ range, arrives, at }) => [
    range.start.line,
    arrives,
    at?.start.line ?? null,
  ])
}

test('the next line of the same header takes the place of one, whatever stands before it', async () => {
  assert.equal(await told(['Header always set X-A a', 'Header always set X-A b']), [
    [1, false, 2],
    [2, true, null],
  ])
  assert.equal(await told(['Header always unset X-A', 'Header always set X-A a', 'Header always set X-A b']), [
    [2, false, 3],
    [3, true, null],
  ])
})

test('a line of another header, or of the other list, does not', async () => {
  assert.equal(await told(['Header always set X-A a', 'Header always set X-B b', 'Header always add X-A c']), [
    [1, true, null],
    [2, true, null],
    [3, true, null],
  ])
})

test.run()
