import { readFileSync } from 'node:fs'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { PAGE, PRODUCTS, withTable } from './table.ts'

test('the page has the table of the data: npm run query', () => {
  const page = readFileSync(PAGE, 'utf8')
  assert.is(page, withTable(page))
})

test('it is about twenty-five products at least, each question once', () => {
  assert.ok(new Set(PRODUCTS.rows.map(({ product }) => product)).size >= 25)
  assert.is(new Set(PRODUCTS.rows.map(({ name }) => name)).size, PRODUCTS.rows.length)
})

test.run()
