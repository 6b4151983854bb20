import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Buffer as Ours } from '../../playground/browser/buffer.ts'

// The page's bytes are read as Node reads its own.

const TEXTS = [
  '',
  'a',
  'naïve',
  '\ufeffwith a mark',
  'a\ud800b',
  '日本',
  'Zm9v',
  'Zm9vYg',
  'Zm9-_w==',
  'Zm9 v\nYg=x',
  'a===b',
  'Zm9vY',
]
const BYTES = [
  [],
  [0],
  [0xff, 0xfe],
  [0xef, 0xbb, 0xbf, 0x61],
  [0xc3, 0x28],
  [0xe2, 0x82],
  [0x80, 0x9f, 0xa0],
  [0xf0, 0x9f, 0x98, 0x80],
]
const ENCODINGS = ['utf8', 'latin1', 'base64'] as const

test('texts become the same bytes', () => {
  for (const text of TEXTS)
    for (const encoding of ENCODINGS)
      assert.equal([...Ours.bytesOf(text, encoding)], [...Buffer.from(text, encoding)], `${text} ${encoding}`)
  for (const text of TEXTS) assert.is(Ours.byteLength(text), Buffer.byteLength(text))
})

test('bytes become the same texts', () => {
  for (const bytes of BYTES)
    for (const encoding of ENCODINGS)
      assert.is(new Ours(bytes).toString(encoding), Buffer.from(bytes).toString(encoding), `${bytes} ${encoding}`)
})

test('bytes are compared, joined and found alike', () => {
  for (const a of BYTES)
    for (const b of BYTES) {
      const [one, other] = [Buffer.from(a), Buffer.from(b)]
      assert.is(Ours.compare(new Ours(a), new Ours(b)), Buffer.compare(one, other), `${a} ${b}`)
      assert.equal([...Ours.concat([new Ours(a), new Ours(b)])], [...Buffer.concat([one, other])])
      assert.is(new Ours(a).includes(new Ours(b)), one.includes(other), `${a} in ${b}`)
    }
  assert.ok(new Ours([1, 1, 2]).includes(new Ours([1, 2])))
})

test('a stretch of memory is looked at, not copied', () => {
  const memory = new Uint8Array([1, 2, 3, 4])
  const from: unknown = Reflect.get(Ours, 'from')
  assert.type(from, 'function')
  const part: unknown = typeof from === 'function' ? from(memory.buffer, 1, 2) : null
  assert.equal(part instanceof Ours && [...part], [2, 3])
})

test.run()
