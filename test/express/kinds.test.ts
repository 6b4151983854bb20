import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { KINDS } from './kinds.ts'

const test = suite('ways in which routes come about')

for (const { name, folder, expected } of KINDS) {
  test(name, async () => {
    const { routes } = await loadSite({ cwd: folder, paths: ['.'], config: false })
    const lines = (wanted: (row: (typeof routes)[number]) => boolean): string[] =>
      [...new Set(routes.filter(wanted).map(({ method, path }) => `${method} ${path.replace(/(?<=.)\/$/, '')}`))].sort()
    assert.equal(
      lines(({ unresolved }) => !unresolved),
      [...expected.routes, ...(expected.maybe ?? [])].sort(),
    )
    assert.equal(
      lines(({ unresolved }) => unresolved === true),
      [...(expected.unresolved ?? [])].sort(),
      'unresolved',
    )
    assert.equal(
      lines(({ assumed }) => assumed !== undefined),
      [...(expected.assumed ?? [])].sort(),
      'assumed',
    )
  })
}

test.run()
