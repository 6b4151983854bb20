import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { everyRun } from '../../src/model/choices.ts'
import type { Choices } from '../../src/model/choices.ts'

const yesNo = (name: string): { value: boolean; when: string }[] => [{ value: true, when: name }, { value: false, when: `not ${name}` }]

test('every combination is run once, depth first, and one question has one answer', () => {
  const runs = everyRun(({ choose }) => {
    const a = choose('a', yesNo('a'))
    if (!a) return 'none'
    const b = choose('b', yesNo('b'))
    assert.is(choose('a', yesNo('a')), true)
    return b ? 'both' : 'a alone'
  }, 10)
  assert.equal(runs, [
    { result: 'both', when: ['a', 'b'] }, { result: 'a alone', when: ['a', 'not b'] }, { result: 'none', when: ['not a'] },
  ])
})

test('a question with one way splits nothing', () => {
  assert.equal(everyRun(({ choose }) => choose('only', [{ value: 7 }]), 10), [{ result: 7, when: [] }])
})

test('what was settled for a run holds even where it comes to ask no more', () => {
  const run = ({ choose, taken }: Choices): string => {
    if (taken('loaded') === 1) return 'without'
    return choose('loaded', yesNo('loaded')) ? 'with' : 'never'
  }
  assert.equal(everyRun(run, 10), [{ result: 'with', when: ['loaded'] }, { result: 'without', when: ['not loaded'] }])
})

test('more runs than allowed end with null', () => {
  const runs = everyRun(({ choose }) => ['a', 'b', 'c'].map((name) => choose(name, yesNo(name))), 3)
  assert.is(runs.length, 4)
  assert.is(runs.at(-1), null)
})

test.run()
