import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { FactBook } from '../../src/files/facts.ts'
import { folderWith } from '../folder.ts'

const test = suite('what a run learnt from the disk')

const PACKAGE = 'node_modules/express/package.json'

test('one fact stands for all names below a folder that is not there', () => {
  const cwd = folderWith({ 'app.js': '' })
  const book = new FactBook(cwd, join(cwd, '.cache'))
  const { notes, facts } = book.take()
  for (const name of [PACKAGE, 'node_modules/express/index.js', 'missing.js']) notes.kind(join(cwd, name))
  assert.equal(facts(), [
    ['kind ./node_modules/express', 'nothing'],
    ['kind ./missing.js', 'nothing'],
  ])
  assert.ok(book.holds(facts()))
  mkdirSync(join(cwd, 'node_modules/express'), { recursive: true })
  writeFileSync(join(cwd, PACKAGE), '{}')
  assert.not(book.holds(facts()))
})

test('of a folder that is there each name is a fact', () => {
  const cwd = folderWith({ 'app.js': '' })
  const book = new FactBook(cwd, join(cwd, '.cache'))
  const { notes, facts } = book.take()
  for (const name of ['app.js', 'app.ts', '.']) notes.kind(join(cwd, name))
  assert.ok(book.holds(facts()))
  writeFileSync(join(cwd, 'app.ts'), '')
  assert.not(book.holds(facts()))
})

test.run()
