import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { diffMarkdown, diffText } from '../../src/format/diff.ts'
import { diffHtml } from '../../src/format/diff-html.ts'
import { painter } from '../../src/format/terminal.ts'
import type { Answer, Change } from '../../src/index.ts'
import { place } from '../site/stand-in.ts'

const answer = (statuses: (number | null)[], more: Partial<Answer> = {}): Answer => ({
  statuses,
  forwarded: false,
  allow: [''],
  caching: [''],
  decidedBy: place('nginx.conf', 31),
  ...more,
})
const change = (more: Partial<Change>): Change => ({
  kind: 'lost',
  host: 'shop.example',
  port: 80,
  path: '/api/items/:id',
  methods: ['DELETE'],
  before: answer([204]),
  after: answer([405]),
  ...more,
})

test('lost, new and changed answers, each in its group', () =>
  assert.is(
    diffText(
      [
        change({}),
        change({
          kind: 'new',
          path: '/new',
          methods: ['GET', 'other'],
          before: answer([404]),
          after: answer([null], { forwarded: true }),
        }),
        change({
          kind: 'allow',
          path: '/a',
          before: answer([405]),
          after: answer([405], { allow: ['GET'], decidedBy: null }),
        }),
        change({
          kind: 'caching',
          path: '/b',
          before: answer([200]),
          after: answer([200], { caching: ['no-store', null] }),
        }),
      ],
      painter(false),
    ),
    `No longer served
  /api/items/:id  DELETE: 204 → 405  nginx.conf:31

Newly served
  /new            GET, other: 404 → sent on  nginx.conf:31

Another Allow
  /a              DELETE: 405, Allow none → GET  nginx.conf:31 (before)

Other caching
  /b              DELETE: 200, Cache-Control none → no-store or unknown  nginx.conf:31

4 changes (answers: 1 lost, 2 new, 1 allow, 1 caching)
`,
  ))

test('what one line alters alike is told of a few paths, what is lost of each', () => {
  const many = (more: Partial<Change>): Change[] =>
    Array.from({ length: 20 }, (_, index) => change({ path: `/p${index}`, ...more }))
  const refused = { kind: 'status' as const, before: answer([404]), after: answer([403]) }
  const text = diffText(
    [...many({}), ...many(refused), ...many({ ...refused, host: 'other.example' }).slice(0, 6)],
    painter(false),
  )
  assert.is(text.match(/204 → 405/g)?.length, 20)
  assert.is(text.match(/404 → 403/g)?.length, 6 + 6)
  assert.match(
    text,
    /\n {4}\/p4 {5,}DELETE: 404 → 403 {2}nginx\.conf:31\n {4}… and 15 more paths\n? *DELETE: 404 → 403/,
  )
  assert.match(text, '46 changes (answers: 20 lost, 26 status)')
  assert.match(diffMarkdown(many(refused)), '| … and 15 more paths | DELETE | 404 → 403 |')
})

test('nothing changed', () => assert.is(diffText([], painter(false)), 'Every method and path is answered as before\n'))

test('a pull request comment takes nothing for markup', () => {
  const text = diffMarkdown([change({ path: '/<img src=x>|`*`' })])
  assert.match(
    text,
    '| shop.example:80 | /&#60;img src=x&#62;&#124;&#96;&#42;&#96; | DELETE | 204 → 405 | nginx.conf:31 |',
  )
})

test('a page says that nothing changes', () =>
  assert.match(diffHtml([], { title: 'x', sides: ['a', 'b'] }), 'Every method and path is answered as before.'))

test.run()
