import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { everyRun } from '../../src/model/choices.ts'
import type { Choices } from '../../src/model/choices.ts'

const yesNo = (name: string): { value: boolean; when: string }[] => [
  { value: true, when: name },
  { value: false, when: `not ${name}` },
]

test('every combination is run once, depth first, and one question has one answer', () => {
  const runs = everyRun(({ choose }) => {
    const a = choose('a', yesNo('a'))
    if (!a) return 'none'
    const b = choose('b', yesNo('b'))
    assert.is(choose('a', yesNo('a')), true)
    return b ? 'both' : 'a alone'
  }, 10)
  assert.equal(runs, [
    { result: 'both', when: ['a', 'b'], rare: [] },
    { result: 'a alone', when: ['a', 'not b'], rare: [] },
    { result: 'none', when: ['not a'], rare: [] },
  ])
})

test('a question with one way splits nothing', () => {
  assert.equal(
    everyRun(({ choose }) => choose('only', [{ value: 7 }]), 10),
    [{ result: 7, when: [], rare: [] }],
  )
})

test('what was settled for a run holds even where it comes to ask no more', () => {
  const run = ({ choose, taken }: Choices): string => {
    if (taken('loaded') === 1) return 'without'
    return choose('loaded', yesNo('loaded')) ? 'with' : 'never'
  }
  assert.equal(everyRun(run, 10), [
    { result: 'with', when: ['loaded'], rare: [] },
    { result: 'without', when: ['not loaded'], rare: [] },
  ])
})

test('more runs than allowed end with null', () => {
  const runs = everyRun(({ choose }) => ['a', 'b', 'c'].map((name) => choose(name, yesNo(name))), 3)
  assert.is(runs.length, 4)
  assert.is(runs.at(-1), null)
})

test('what hardly ever holds is told apart', () => {
  const ways = [{ value: 1 }, { value: 2, when: 'often' }, { value: 3, when: 'seldom', rare: true }]
  assert.equal(
    everyRun(({ choose }) => choose('how many', ways), 3),
    [
      { result: 1, when: [], rare: [] },
      { result: 2, when: ['often'], rare: [] },
      { result: 3, when: ['seldom'], rare: ['seldom'] },
    ],
  )
})

test.run()
