import type { Random } from './random.ts'

/** Pieces of patterns: what means something to PCRE2, and what almost does. */
const PIECES =
  String.raw`a b 0 9 / - - . ^ $ | ( ) ( ( ) ) [ ] [^ \ * + ? {2} {1,3} {3,1} {,3} {2,} { } (?: (?= (?! (?<= (?<! (?> (?| (?<n> (?P<n> (?'m' (?P=n) (?P>n) (?&n)
\k<n> \k{n} \k'n' \g1 \g{-1} \g{n} \g<1> \g<+1> \g'n' \1 \2 \9 \10 \12 \81 \0 \377 \400 \x41 \x{41} \x{100} \x{zz} \x{ \xz \o{101} \o{9} \o \cA \c \cé é \d \D \w \s \h \H \v \V \R \X
\N \N{2} \N{U+41} \C \b \B \A \z \Z \G \K \Q \E \Qa]\E \p{L} \pL \p{^Lu} \p \P{Greek} \p{Foo} \p{sc:Greek} \p{sc:Lu} \i \y \F \u \L \_ \é [:alpha:] [[:alpha:]] [[:^digit:] [:foo:] [.a.] [=a=]
a-z z-a a-\d \d- [[:<:]] [[:>:]] (?i) (?i: (?-i) (?x) (?xx) (?n) (?J) (?U) (?s) (?m) (?^) (?^i: (?^-i) (?z) (?i-s: (?- (?#c) (?# # (?R) (?R (?0) (?1) (?+1) (?-1) (?2) (?C) (?C1) (?C256)
(?C"x") (?(1) (?(<n>) (?('n') (?(n) (?(R) (?(R1) (?(R&n) (?(DEFINE) (?(?= (?(?<! (?(*pla: (?(VERSION>=10) (?(x (*ACCEPT) (*FAIL) (*F) (*COMMIT) (*SKIP:n) (*MARK:n) (*:n) (*MARK) (*FOO) (*pla:
(*naplb: (*atomic: (*sr: (*foo: (* (*) (*UTF) (*UCP) (*LIMIT_MATCH=3) *+ +? ?+ ** [] [^] []a] [a-] [-a] [\w-] [a-\x41] [\b] [\B] [\R] [\N] [\g] [\k] [\8] [\400] [\x{100}] [é-ü] [ü-é] [a-é]
ab a|bb (a) (b) (?<n>a) ))`.split(/\s+/)

const GROUPS = [
  '(',
  '(?:',
  '(?=',
  '(?!',
  '(?<=',
  '(?<!',
  '(?<=',
  '(?>',
  '(?|',
  '(?<n>',
  '(?i:',
  '(?(1)',
  '(?<m>',
  '(*pla:',
  '(*plb:',
  '(?^:',
]

/** A pattern that is mostly well formed, nested to a depth. */
function balanced(random: Random, depth: number): string {
  const inner = (): string => balanced(random, depth + 1)
  switch (random.below(depth > 3 ? 6 : 13)) {
    case 0:
    case 1:
    case 2:
    case 3:
      return random.pick(PIECES)
    case 4:
    case 5:
      return random.pick(['a', 'b', '[a-c]', '\\d', '.', '\\w'])
    case 6:
    case 7:
      return `${random.pick(GROUPS)}${inner()})`
    case 8:
      return `${inner()}|${inner()}`
    case 9:
      return inner() + random.pick(['*', '+', '?', '{2}', '{0}', '{1,2}', '{2,2}', '*?', '++'])
    case 10:
      return `[${random.pick(['', '^'])}${inner()}]`
    default:
      return inner() + inner()
  }
}

export const pattern = (random: Random): string =>
  random.below(3) === 0
    ? Array.from({ length: 1 + random.below(5) }, () => random.pick(PIECES)).join('')
    : balanced(random, 0)
