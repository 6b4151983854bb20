import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

/** A server whose lines 3 and later are given; `return 405;` there is a 405 without Allow. */
const server = (...lines: string[]): string => ['server {', '  listen 80;', ...lines, '}', ''].join('\n')

async function told(files: Record<string, string>, rules?: string[]): Promise<string[]> {
  const { problems } = await lint({ cwd: folderWith(files), ...(rules ? { rules } : {}) })
  return problems.map(
    ({ ruleId, range, message }) =>
      `${range.start.line} ${ruleId}${ruleId === 'unused-suppression' ? `: ${message}` : ''}`,
  )
}
const inNginx = (...lines: string[]): Promise<string[]> =>
  told({ 'nginx.conf': `events {}\nhttp {\n${server(...lines)}}\n` })

test('the next line, this line, and no other', async () => {
  assert.equal(await inNginx('return 405;'), ['5 405-missing-allow'])
  assert.equal(await inNginx('# verblint-disable-next-line 405-missing-allow', 'return 405;'), [])
  assert.equal(
    await inNginx('#verblint-disable-next-line 405-missing-allow,syntax -- told to', 'return 405;').then(
      (list) => list.length,
    ),
    1,
  )
  assert.equal(await inNginx('return 405; # verblint-disable-line'), [])
  assert.equal((await inNginx('# verblint-disable-next-line', '', 'return 405;'))[1], '7 405-missing-allow')
})

test('a range ends with its enable', async () => {
  const place = (name: string): string => `location = ${name} { return 405; }`
  assert.equal(
    await inNginx(
      '# verblint-disable 405-missing-allow',
      place('/a'),
      '# verblint-enable 405-missing-allow',
      place('/b'),
    ),
    ['8 405-missing-allow'],
  )
  assert.equal(
    await inNginx('# verblint-disable', place('/a'), '# verblint-enable syntax', place('/b'), '# verblint-enable'),
    [],
  )
  assert.equal(await inNginx('# verblint-disable', place('/a'), '# verblint-enable 405-missing-allow', place('/b')), [
    '8 405-missing-allow',
  ])
  assert.equal(
    await inNginx(
      '# verblint-disable 405-missing-allow, syntax',
      place('/a'),
      '# verblint-enable syntax',
      place('/b'),
    ).then((list) => list.length),
    1,
  )
})

test('comments for one line stand on top of each other', async () => {
  assert.equal(
    await inNginx(
      '# verblint-disable-next-line 405-missing-allow',
      '# verblint-disable-next-line stub-501',
      'return 405;',
    ),
    ['6 unused-suppression: Expected a problem of stub-501 for this comment to silence, there is none: remove it'],
  )
})

test('what stands in a string is no comment', async () => {
  assert.equal(await inNginx('add_header X-A "# verblint-disable-next-line" always;', 'return 405;'), [
    '6 405-missing-allow',
  ])
})

test('an unknown rule is named, with a guess', async () => {
  assert.equal(await inNginx('# verblint-disable-line 405-missing-alow', 'return 204;'), [
    '5 unused-suppression: Unknown rule "405-missing-alow", did you mean "405-missing-allow"?',
  ])
})

test('a rule that was not asked is not missed', async () => {
  const text = `events {}\nhttp {\n${server('# verblint-disable-next-line 405-missing-allow', 'return 204;')}}\n`
  assert.equal(await told({ 'nginx.conf': text }, ['unused-suppression', 'stub-501']), [])
  assert.equal(
    await told({ 'nginx.conf': text }, ['unused-suppression', '405-missing-allow']).then((list) => list.length),
    1,
  )
  assert.equal(await told({ 'nginx.conf': text }, ['405-missing-allow']), [])
})

test('JavaScript, and a longer word is no marker', async () => {
  const app = (...lines: string[]): Record<string, string> => ({
    'app.js': ["const app = require('express')()", ...lines, 'app.listen(80)', ''].join('\n'),
  })
  const stub = "app.get('/a', (req, res) => { res.status(501).end() })"
  assert.equal(await told(app(stub)), ['2 cacheable-501'])
  assert.equal(await told(app('// verblint-disable-next-line cacheable-501', stub)), [])
  assert.equal(await told(app('/* verblint-disable-next-line cacheable-501 */', stub)), [])
  assert.equal(await told(app(`${stub} // verblint-disable-line cacheable-501 -- later`)), [])
  assert.equal(await told(app('// verblint-disabled', stub)), ['3 cacheable-501'])
})

test('Apache: on a line of its own', async () => {
  assert.equal(
    await told({ '.htaccess': '# verblint-disable-next-line directive-context\n<Directory /srv>\n</Directory>\n' }),
    [],
  )
})

test.run()
