import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createProgram, runToEnd } from '../../src/javascript/program.ts'
import { layOut } from '../express/project.ts'

const test = suite("a fault of verblint's own")

test('it costs the file that it lies in, which is named', () => {
  const { disk } = layOut({ 'bad.js': "require('odd')(); exports.after = 1", 'good.js': 'exports.x = 2' })
  const failing = {
    knows: () => true,
    external: () => {
      throw new TypeError('no such thing')
    },
    escape: () => undefined,
  }
  const program = createProgram(disk, [], failing)
  for (const name of ['bad.js', 'good.js']) {
    const module = program.machine.load(`/project/${name}`)
    if (module) runToEnd(program.machine, module)
  }
  assert.match(program.machine.faults.join('\n'), /^bad\.js: no such thing at \S+/)
  assert.is(program.machine.faults.length, 1)
  const good = program.modules.get('/project/good.js')?.common.exports
  assert.is(good?.kind === 'object' && good.members.get('x')?.kind, 'constant')
})

test.run()
