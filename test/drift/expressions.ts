import type { Random } from './random.ts'

/** Pieces of httpd's expressions: what means something, and what almost does. */
const PIECES =
  String.raw`true false TRUE not ! and or && || AND ( ) { } , : . == = != < <= > >= =~ !~ eq ne lt -eq -gt -in in -ipmatch -fnmatch -strmatch -strcmatch -foo -n -z -R -T -e -f -q -nn 'a' "a" 'a"b' 'it\'s'
'\101' '\777' '\8' '\12a' '\1234' '\n' '$1' '%{REQUEST_URI}' '%{NOPE}' '%{req:X-A}' '%{req:}' '%{foo:X}' '%{' 'a %' '10.0.0.0/8' '10.0.0./8' '10.0.0.1/33' 'x 1 12 -3 1.5 $1 $a %{HTTP_HOST} %{request_method}
%{NOPE} %{env:A} %{env:} %{tolower:a} %{req:X%{env:A}} %{ req('X') req(%{HTTP_HOST}) nope('X') req req( tolower(req('A')) req('A'.'b') /a/ /a/i /a/s /(/ m#a#  m#a#i m|a| m,a, m#a\#b# /a\/b/ /a m@a@ _ - -- *`.split(
    /\s+/,
  )

const WORDS = ['%{HTTP_HOST}', "'a'", '12', "req('X')", "'a' . 'b'", '$1', '"%{REQUEST_METHOD}x"']

function balanced(random: Random, depth: number): string {
  const word = (): string => (random.below(6) === 0 ? random.pick(PIECES) : random.pick(WORDS))
  const inner = (): string => balanced(random, depth + 1)
  switch (random.below(depth > 3 ? 6 : 9)) {
    case 0:
      return `${word()} ${random.pick(['==', '!=', '<', '-eq', 'eq', '=', '-ipmatch', '-strmatch'])} ${word()}`
    case 1:
      return `${word()} ${random.pick(['=~', '!~'])} ${random.pick(['/a/', 'm#/x$#', '/^GET$/i', '/(/', '/a', 'm,a,s'])}`
    case 2:
      return `${word()} ${random.pick(['in', '-in'])} { ${word()}, ${word()} }`
    case 3:
      return `${random.pick(['-n', '-z', '-T', '-R', '-e', '-q'])} ${word()}`
    case 4:
      return random.pick(['true', 'false', 'TRUE'])
    case 5:
      return random.pick(PIECES)
    case 6:
      return `(${inner()})`
    case 7:
      return `${random.pick(['!', 'not ', '! '])}${inner()}`
    default:
      return `${inner()} ${random.pick(['&&', '||', 'and', 'or'])} ${inner()}`
  }
}

export const expression = (random: Random): string =>
  random.below(3) === 0
    ? Array.from({ length: 1 + random.below(5) }, () => random.pick(PIECES)).join(random.pick([' ', ' ', '']))
    : balanced(random, 0)
