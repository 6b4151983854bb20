import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { liveSuite } from '../live.ts'
import { KINDS } from './kinds.ts'

const require = createRequire(import.meta.url)
const test = liveSuite('ways in which routes come about, with the real Express', null)
const asker = fileURLToPath(new URL('ask.cjs', import.meta.url))

/** A copy of a program with real packages beside it. */
function withPackages(program: string, major: string): string {
  const folder = folderWith({})
  cpSync(program, folder, { recursive: true })
  mkdirSync(join(folder, 'node_modules'))
  for (const [name, from] of [
    ['express', major],
    ['fast-glob', 'fast-glob'],
  ] as const)
    symlinkSync(dirname(require.resolve(`${from}/package.json`)), join(folder, 'node_modules', name))
  return folder
}

for (const { name, folder, expected } of KINDS) {
  for (const major of ['express4', 'express5']) {
    test(`${name}, ${major}`, () => {
      const asked = [
        ...expected.routes.map((line) => line.replaceAll(/:\w+/g, 'x')),
        ...expected.absent.map((path) => `GET ${path}`),
      ]
      const text = execFileSync(
        process.execPath,
        [asker, join(withPackages(folder, major), expected.entry), ...asked],
        { encoding: 'utf8', timeout: 20_000 },
      )
      const statuses: unknown = JSON.parse(text)
      assert.equal(statuses, [...expected.routes.map(() => 200), ...expected.absent.map(() => 404)], asked.join(', '))
    })
  }
}

test.run()
