import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { nestingOf } from '../../src/javascript/nesting.ts'

const test = suite('how deep a text nests')

const TIMES = 40

/** What is opened, what stands in the middle, what is closed. */
const NESTED: readonly (readonly [string, string, string?])[] = [
  ['(', '1', ')'],
  ['[', '', ']'],
  ['{', '', '}'],
  ['x = { a :', '1', '}'],
  ['f (', '', ')'],
  ['a [', '0', ']'],
  ['`${', 'a', '}`'],
  ['function a ( ) {', '', '}'],
  ['a ( class { x =', '1', '} )'],
  ['class extends', 'a', '{ }'],
  ['a ( class extends b ( ) {', '', '} )'],
  ['! ', 'a'],
  ['- ', 'a'],
  ['typeof ', 'a'],
  ['await ', 'a'],
  ['new ', 'a'],
  ['void ', 'a'],
  ['a => ', 'b'],
  ['a = ', 'b'],
  ['a ? b : ', 'c'],
  ['a ? ', 'b', ': c'],
  ['a ** ', 'b'],
  ["'a' + ", 'b'],
  ['a && ', 'b'],
  ['a: ', 'b'],
  ['if (a) ', 'b'],
  ['if (a) b; else ', 'c'],
  ['if (a) { } else ', 'c'],
  ['if (a)\nb\nelse ', 'c'],
  ['while (a) ', 'b'],
  ['for (a; b; c) ', 'd'],
  ['for (const a of b) ', 'd'],
  ['do ', 'a', 'while (b)'],
  ['while (a) b, ( ( ) => { ', 'c', '} )'],
  ['if (a) return; else ', 'b'],
  ['a: while (b) c, [ d => { ', 'e', '} ]'],
  ['let x: a<', 'b', '>'],
  ['let x: a<b, a<', 'b', '> >'],
  ['let x: () => ', 'a'],
  ['let x: ', 'a', '[]'],
  ['let x: keyof ', 'a'],
  ['type x = a extends b ? c : ', 'd'],
  ['let x: abstract new () => ', 'a'],
  ['a', '', '.b'],
  ['a', '', '()'],
  ['a', '', '``'],
  ['a', '', '!'],
  ['@a() class extends ', 'b', '{ }'],
  ['@a.b() class extends ', 'b', '{ }'],
  ['x = <T>(a: ', '1', ') => b'],
]
/** What a hasty reader takes for the end of all that is open. */
const FAKES = [
  "')]}'",
  '/* )]} */',
  '// )]}\n',
  '`)]}`',
  '/[)\\]}]/',
  '")]}\\\n"',
  "'\\'' + ')'",
  '/"/.a + ")]}/"',
  '<a>)]</a>',
  "<a b=')]'>'</a>",
  "<a>' {')]}'} '</a>",
]

test('nothing that nests is missed, whatever its spaces', () => {
  for (const [open, middle, close = ''] of NESTED) {
    for (const space of [' ', '\n', ' // ;\n', '\t/* , */']) {
      const spaced = (text: string): string => text.replaceAll(' ', space)
      const text = `${middle === '' && close.startsWith('.') ? 'a' : ''}${spaced(open).repeat(TIMES)}${middle}${spaced(close).repeat(TIMES)}`
      for (const jsx of [true, false])
        assert.ok(
          nestingOf(text, jsx, 10_000) >= TIMES,
          `${JSON.stringify(open + middle + close)} with ${JSON.stringify(space)}: ${nestingOf(text, jsx, 10_000)}`,
        )
    }
  }
})

test('a bracket in a string, a comment, a template, a pattern or JSX closes nothing', () => {
  for (const fake of FAKES) {
    const text = `(a, ${fake}, `.repeat(TIMES)
    assert.ok(nestingOf(`${text}1${')'.repeat(TIMES)}`, true, 10_000) >= TIMES, fake)
  }
})

const ORDINARY: Record<string, string> = {
  statements: 'a(b, c)\nconst d = e.f(g) / 2 // h\n',
  semicolons: 'a = b / c; if (d) e(); else f();\n',
  routes: "router.get('/a/:b', (req, res) => {\n  res.json({ a: 1, b: [2, 3] })\n})\n",
  members: 'class A {\n  static b(c) {\n    return /d/.test(c)\n  }\n\n  async e() {}\n}\n',
  blocks: 'if (a) {\n  b()\n}\nfor (const c of d) {\n  e()\n}\n',
  ladder: 'x = { a: 1, b: { c: d ? e : f }, g }\n',
  types: 'interface A { b: string; c?: D<E> }\ntype F = A | { g: H }\nexport function i(j: K): L<M> {}\n',
  elements: 'a = <b c="d" e={f}>it\'s {g} / h <i/></b>\n',
}

test('what stands in a row is not deep', () => {
  for (const [name, text] of Object.entries(ORDINARY)) {
    const deepest = nestingOf(text.repeat(300), name === 'elements', 10_000)
    assert.ok(deepest < 60, `${name}: ${deepest}`)
  }
  assert.ok(nestingOf(`a = {${'b: 1, "c": [d], '.repeat(300)}}`, true, 10_000) < 60)
  assert.ok(nestingOf(`a(${'b, -1, '.repeat(300)}c)`, true, 10_000) < 60)
})

test('a text that no one can read is left to a parser', () => {
  for (const text of ["a = 'b", '`a', 'a = (b]', ')', 'a = /b', 'if (a) /"/.test(b) / "c"'])
    assert.ok(nestingOf(text, true, 10_000) === Infinity || text === '`a', text)
})

test.run()
