import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as assert from 'uvu/assert'
import { ASSEMBLED } from '../express/assembled.ts'
import { IDIOMS } from '../express/idioms.ts'
import { folderWith } from '../folder.ts'
import { liveSuite } from '../live.ts'

const require = createRequire(import.meta.url)
const test = liveSuite('express routes against the real Express', null)
const walker = fileURLToPath(new URL('express-walk.cjs', import.meta.url))

for (const major of ['express4', 'express5']) {
  test(major, () => {
    const runnable = [...IDIOMS, ...ASSEMBLED].filter((idiom) => idiom.entry !== undefined)
    const entries = runnable.map(({ files, entry = '' }) => {
      const folder = folderWith(files)
      mkdirSync(join(folder, 'node_modules'))
      symlinkSync(dirname(require.resolve(`${major}/package.json`)), join(folder, 'node_modules', 'express'))
      return join(folder, entry)
    })
    const tables: string[][] = JSON.parse(execFileSync(process.execPath, [walker, ...entries], { encoding: 'utf8' }))
    for (const [index, { name, routes }] of runnable.entries()) {
      assert.equal(tables[index]?.sort(), routes.map((route) => route.replace(/ \S+$/, '')).sort(), name)
    }
  })
}

test.run()
