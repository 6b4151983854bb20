import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint } from '../../../src/index.ts'
import { folderWith } from '../../folder.ts'

async function missing(serverRoot: (cwd: string) => string, include: string): Promise<string[]> {
  const cwd = folderWith({})
  const { writeFileSync } = await import('node:fs')
  writeFileSync(`${cwd}/httpd.conf`, `ServerRoot "${serverRoot(cwd)}"\nListen 8080\n${include}\n`)
  const { problems } = await lint({ cwd, config: false, rules: ['include-missing', 'syntax'] })
  return problems.map(({ ruleId, severity, file, range }) => `${ruleId} ${severity} ${file}:${range.start.line}`)
}

test('where the server stands on this disk, an absolute path means this machine', async () => {
  assert.equal(await missing((cwd) => cwd, 'Include /nonexistent-by-verblint/a.conf'), ['syntax error httpd.conf:3'])
  assert.equal(await missing((cwd) => cwd, 'Include conf/a.conf'), ['include-missing error httpd.conf:3'])
  assert.equal(await missing((cwd) => cwd, 'IncludeOptional /nonexistent-by-verblint/a.conf'), [])
  assert.equal(await missing((cwd) => cwd, 'Include /etc/hostname'), [])
})

test('where it stands elsewhere, nobody knows what is there', async () => {
  assert.equal(await missing(() => '/etc/apache2-of-another-machine', 'Include /nonexistent-by-verblint/a.conf'), [])
})

test.run()
