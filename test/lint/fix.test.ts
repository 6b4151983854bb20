import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { fix, type Options, type Problem, writeFixes } from '../../src/index.ts'
import { rules } from '../../rules/index.ts'
import { applyFixes, fixWith } from '../../src/lint/fix.ts'
import type { Rule } from '../../src/rule.ts'
import { sourceFile } from '../../src/text/source-file.ts'
import { folderWith } from '../folder.ts'

const PATCH = "fetch('/a', { method: 'patch' })\n"
const FIXED = "fetch('/a', { method: 'PATCH' })\n"

async function fixIn(cwd: string, options: Partial<Options> = {}): Promise<string[]> {
  const { changes } = await fix({ cwd, config: false, ...options })
  return (await writeFixes(changes)).map(({ path, reason }) => `${path} ${reason}`)
}

type Edits = [start: number, end: number, text: string][]

function apply(
  text: string,
  fixes: Edits[],
  encoding: 'utf8' | 'latin1' = 'utf8',
): { text: string | undefined; applied: number } {
  const position = { line: 1, column: 1, offset: 0 }
  const problems = fixes.map((edits): Problem => ({
    ruleId: 'x',
    severity: 'error',
    message: '',
    file: 'a',
    range: { start: position, end: position },
    url: '',
    fix: {
      message: '',
      edits: edits.map(([start, end, replacement]) => ({ file: 'a', start, end, text: replacement })),
    },
  }))
  const { texts, applied } = applyFixes(problems, new Map([['a', sourceFile('a', '/a', text, encoding)]]))
  return { text: texts.get('a'), applied }
}

test('edits are applied by place; what overlaps waits, whole', () => {
  assert.equal(apply('abcdef', [[[4, 5, 'E']], [[0, 1, 'A']]]), { text: 'AbcdEf', applied: 2 })
  assert.equal(apply('abcdef', [[[0, 3, 'X']], [[2, 4, 'Y']]]), { text: 'Xdef', applied: 1 })
  assert.equal(apply('abcdef', [[[0, 3, 'X']], [[3, 4, 'Y']]]), { text: 'XYef', applied: 2 })
  assert.equal(apply('abcdef', [[[2, 2, 'X']], [[2, 2, 'Y']]]), { text: 'abXcdef', applied: 1 })
  assert.equal(
    apply('abcdef', [
      [[0, 1, 'X']],
      [
        [5, 6, 'Z'],
        [0, 1, 'Y'],
      ],
    ]),
    { text: 'Xbcdef', applied: 1 },
  )
  assert.equal(
    apply('abcdef', [
      [
        [0, 3, 'X'],
        [2, 4, 'Y'],
      ],
    ]),
    { text: undefined, applied: 0 },
  )
  assert.equal(apply('abc', [[[2, 9, 'X']]]), { text: undefined, applied: 0 })
})

test('edits take the line ends of the file, and never what its encoding lacks', () => {
  assert.is(apply('a\r\nb\r\n', [[[3, 3, 'x\ny\n']]]).text, 'a\r\nx\r\ny\r\nb\r\n')
  assert.is(apply('a\nb\n', [[[2, 2, 'x\n']]]).text, 'a\nx\nb\n')
  assert.is(apply('a', [[[0, 1, 'é']]], 'latin1').text, 'é')
  assert.is(apply('a', [[[0, 1, '€']]], 'latin1').text, undefined)
})

test('byte order mark, line ends and Latin-1 stay, byte for byte', async () => {
  const bytes = (text: string): Buffer => Buffer.from(text, 'latin1')
  const cwd = folderWith({
    'bom.js': `\uFEFF// é\r\n${PATCH}`,
    'latin.js': bytes(`// caf\xe9\r\n${PATCH}`),
    'old/.htaccess': bytes('# \xfc\r\n<IfModule mod_rewrite>\r\nRewriteEngine On\r\n</IfModule>'),
  })
  assert.equal(await fixIn(cwd), [])
  assert.is(readFileSync(join(cwd, 'bom.js'), 'utf8'), `\uFEFF// é\r\n${FIXED}`)
  assert.equal(readFileSync(join(cwd, 'latin.js')), bytes(`// caf\xe9\r\n${FIXED}`))
  assert.equal(
    readFileSync(join(cwd, 'old/.htaccess')),
    bytes('# \xfc\r\n<IfModule mod_rewrite.c>\r\nRewriteEngine On\r\n</IfModule>'),
  )
})

test('the mode stays, nothing is left behind, what is right is not touched', async () => {
  const cwd = folderWith({ 'a.js': PATCH, 'b.js': FIXED })
  chmodSync(join(cwd, 'a.js'), 0o751)
  const before = statSync(join(cwd, 'b.js'))
  assert.equal(await fixIn(cwd), [])
  assert.is(statSync(join(cwd, 'a.js')).mode & 0o7777, 0o751)
  assert.is(statSync(join(cwd, 'b.js')).ino, before.ino)
  assert.equal(readdirSync(cwd).sort(), ['a.js', 'b.js'])
})

test('a link inside keeps leading to the fixed file; one that leads outside is left alone', async () => {
  const outside = folderWith({ 'a.js': PATCH })
  const cwd = folderWith({ 'real/a.js': PATCH })
  symlinkSync('real/a.js', join(cwd, 'link.js'))
  symlinkSync(join(outside, 'a.js'), join(cwd, 'away.js'))
  await fixIn(cwd, { paths: ['link.js', 'away.js'] })
  assert.is(readFileSync(join(cwd, 'real/a.js'), 'utf8'), FIXED)
  assert.is(readFileSync(join(cwd, 'link.js'), 'utf8'), FIXED)
  assert.ok(existsSync(join(cwd, 'link.js')))
  assert.is(readFileSync(join(outside, 'a.js'), 'utf8'), PATCH)
})

test('a file that changes, or becomes a link, between reading and writing is left alone', async () => {
  const outside = folderWith({ 'a.js': PATCH })
  const cwd = folderWith({ 'a.js': PATCH, 'deep/b.js': PATCH })
  const { changes } = await fix({ cwd, config: false })
  writeFileSync(join(cwd, 'a.js'), `${PATCH}// more\n`)
  const { renameSync } = await import('node:fs')
  renameSync(join(cwd, 'deep'), join(cwd, 'gone'))
  writeFileSync(join(outside, 'b.js'), PATCH)
  symlinkSync(outside, join(cwd, 'deep'))
  assert.equal(
    (await writeFixes(changes)).map(({ path, reason }) => `${path} ${reason}`),
    ['a.js has changed since it was read', 'deep/b.js is no longer where it was read'],
  )
  assert.is(readFileSync(join(cwd, 'a.js'), 'utf8'), `${PATCH}// more\n`)
  assert.is(readFileSync(join(outside, 'b.js'), 'utf8'), PATCH)
})

test('rounds: one fix lays the next bare, and all are counted', async () => {
  const cwd = folderWith({
    '.htaccess': '<IfModule headers>\n<Limit get post>\nRequire valid-user\n</Limit>\n</IfModule>\n',
  })
  const { changes, fixes, after } = await fix({ cwd, config: false })
  assert.is(changes[0]?.text, '<IfModule mod_headers.c>\n<Limit GET POST>\nRequire valid-user\n</Limit>\n</IfModule>\n')
  assert.is(fixes, 2)
  assert.equal(
    after.problems.filter((problem) => problem.fix),
    [],
  )
})

test('fixes that come to no end leave their file as it is, and the others are mended', async () => {
  const endless: Rule = {
    id: 'endless',
    severity: 'error',
    layers: ['apache'],
    summary: '',
    messages: { more: 'Expected one more' },
    check({ site, report }) {
      for (const file of site.files.values())
        if (file.path === '.htaccess')
          report({
            message: 'more',
            range: file.range(0, 1),
            fix: { message: '', edits: [{ file: file.path, start: 0, end: 0, text: '#' }] },
          })
    },
  }
  const cwd = folderWith({ '.htaccess': '# x\nDirectoryIndex a.html\n', 'a.js': PATCH })
  const { changes, after, fixes } = await fixWith(
    [...rules, { id: 'endless', layers: ['apache'], load: () => Promise.resolve({ default: endless }) }],
    { cwd, config: false },
  )
  assert.equal(
    changes.map(({ file, text }) => [file.path, text]),
    [['a.js', FIXED]],
  )
  assert.is(fixes, 1)
  assert.ok(after.problems.some(({ ruleId }) => ruleId === 'endless'))
})

test('only what is asked for: rules, severities, comments', async () => {
  const fixedBy = async (text: string, options: Partial<Options>): Promise<number> =>
    (await fix({ cwd: folderWith({ 'a.js': text }), ...options })).fixes
  assert.is(await fixedBy(PATCH, { rules: ['syntax'] }), 0)
  assert.is(await fixedBy(PATCH, { rules: ['client-method-case'] }), 1)
  assert.is(await fixedBy(PATCH, { config: { rules: { 'client-method-case': 'off' } } }), 0)
  assert.is(await fixedBy(PATCH, { config: { rules: { 'client-method-case': 'info' } } }), 0)
  assert.is(await fixedBy(`// verblint-disable-next-line client-method-case -- as it is\n${PATCH}`, {}), 0)
})

test.run()
