import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readRouters } from '../../src/express/register/routers.ts'
import { routeRows } from '../../src/express/describe/rows.ts'
import { ASSEMBLED } from './assembled.ts'
import { FRAMEWORKS } from './register/frameworks/cases.ts'
import { IDIOMS } from './idioms.ts'
import { layOut } from './project.ts'
import { Ledger } from '../../src/text/limits.ts'

const test = suite('express routes')

for (const { name, files, routes } of [...IDIOMS, ...ASSEMBLED, ...FRAMEWORKS]) {
  test(name, () => {
    const { disk, files: given } = layOut(files)
    const rows = routeRows(readRouters(given, disk), new Ledger(), () => [4, 5])
    const found = rows.map(
      (row) => `${row.method}${row.unresolved ? '?' : ''} ${row.path} ${row.file}:${row.range.start.line}`,
    )
    assert.equal(found.sort(), [...routes].sort())
  })
}

test.run()
