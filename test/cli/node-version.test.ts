import { readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { runsHere } from '../../src/cli/node-version.ts'

test('the versions of Node that run it are those of package.json', () => {
  assert.is(JSON.parse(readFileSync('package.json', 'utf8')).engines.node, '^20.19.0 || >=22.12.0')
  for (const version of ['20.19.0', '20.20.2', '22.12.0', '23.0.0', '24.11.0', '26.0.0'])
    assert.ok(runsHere(version), version)
  for (const version of ['14.21.3', '18.20.4', '20.18.3', '21.7.3', '22.11.0']) assert.not(runsHere(version), version)
})

test.run()
