import { spawnSync } from 'node:child_process'
import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from './folder.ts'

const ROOT = join(import.meta.dirname, '..')

test('npm run new-rule makes a rule that passes its own tests', () => {
  const copy = folderWith({})
  for (const name of ['src', 'rules', 'test', 'fixtures/client-method-case', 'package.json', 'tsconfig.json'])
    cpSync(join(ROOT, name), join(copy, name), { recursive: true, filter: (path) => !path.endsWith('node_modules') })
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  const run = (...args: string[]): { status: number | null; stdout: string } =>
    spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' })
  const made = run('rules/new-rule.js', 'a-new-rule')
  assert.is(made.status, 0)
  assert.match(made.stdout, 'npm test -- a-new-rule')
  const { stdout, status } = run('--import', 'tsx', 'test/run.ts', 'a-new-rule')
  assert.is(status, 0, stdout)
  assert.match(stdout, /\n2\d passed, 0 failed, 0 skipped\n$/)
  assert.is(run('rules/new-rule.js', 'a-new-rule').status, 2, 'it is there already')
})

test.run()
