import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { circles, withPicture } from './folders.ts'
import { MAP_PICTURE, mapPicture } from './map-picture.ts'

const ROOT = join(import.meta.dirname, '..')
const textOf = (name: string): string => readFileSync(join(ROOT, name), 'utf8')

test('the picture of the folders is as the imports are: npm run picture', () => {
  const page = textOf('docs/architecture.md')
  assert.is(page, withPicture(page))
})

/** An interpreter's expressions, calls and statements need each other. */
const LARGE = /^src\/express\/(?:answer|packages)\//

test('no more than three files import each other in a circle', () => {
  const large = circles().filter((files) => files.length > 3 && !files.every((file) => LARGE.test(file)))
  assert.equal(large, [])
})

test('the picture of the routes map is as the shop is: npm run picture', async () =>
  assert.is(readFileSync(MAP_PICTURE, 'utf8'), await mapPicture()))

test('the architecture page is short', () => {
  assert.ok(textOf('docs/architecture.md').split('\n').length <= 250)
})

for (const [page, folder] of [
  ['docs/architecture.md', 'docs'],
  ['CONTRIBUTING.md', '.'],
  ['README.md', '.'],
] as const) {
  test(`${page}: links lead somewhere`, () => {
    const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, link = '']) => link)
    assert.equal(
      links.filter((link) => !existsSync(join(ROOT, folder, link))),
      [],
    )
  })
}

test.run()
