import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { readAround } from '../../src/lint/around.ts'
import { UsageError } from '../../src/text/faults.ts'
import { type SourceFile, sourceFile } from '../../src/text/source-file.ts'

const files = ['a', 'b', 'c', 'd', 'e'].map((name) => sourceFile(name, `/${name}`, ''))
const names = (read: SourceFile[][]): string[] => read.map((part) => part.map(({ path }) => path).join(''))

/** Reads as a layer would that fails at some sets of files. */
async function reading(fails: (names: string) => boolean): Promise<{ read: string[]; faults: string[] }> {
  const faults = new Set<string>()
  const read = await readAround(
    files,
    async (some) => {
      if (fails(some.map(({ path }) => path).join(''))) throw new TypeError('x is not a function')
      return some
    },
    faults,
  )
  return { read: names(read), faults: [...faults].map((fault) => fault.replace(/ at .*/, '')) }
}

test('files that can be read are read together, once', async () => {
  assert.equal(await reading(() => false), { read: ['abcde'], faults: [] })
})

test('a file that a fault is in is named, and the others are read together', async () => {
  assert.equal(await reading((some) => some.includes('c')), { read: ['abde'], faults: ['c: x is not a function'] })
  assert.equal(await reading((some) => /[ae]/.test(some)), {
    read: ['bcd'],
    faults: ['a: x is not a function', 'e: x is not a function'],
  })
  assert.equal((await reading(() => true)).read, [])
})

test('where only several together fail, they are read apart', async () => {
  assert.equal(await reading((some) => some.includes('a') && some.includes('e')), { read: ['ab', 'cde'], faults: [] })
})

test('a mistake of the user is no fault of verblint', async () => {
  try {
    await readAround(files, () => Promise.reject(new UsageError('no such version')), new Set())
    assert.unreachable()
  } catch (error) {
    assert.instance(error, UsageError)
  }
})

test.run()
