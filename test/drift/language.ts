/** Expressions of the language: every native that the interpreter may know, on ordinary and odd arguments. */

const TEXTS = ["''", "'a'", "'b,a,,b'", "'/x/Y/'", "' aXa '", "'12px'", "'0x1f'", "'a$&b'"]
const ODD = [
  'undefined',
  'null',
  'true',
  '0',
  '-1',
  '2',
  '1.5',
  'NaN',
  'Infinity',
  "''",
  "'a'",
  "'1'",
  '[]',
  '[1]',
  '{}',
]
const LISTS = [
  '[]',
  '[3, 1, 2]',
  "['b', 'a', 'B']",
  '[10, 9, 1]',
  '[1, , 2]',
  '[[1], [2, [3]]]',
  "['x', undefined, null]",
  '[true, 0, NaN]',
]
const FUNCTIONS = [
  '(x) => x',
  '(x) => x > 1',
  '(a, b) => b - a',
  "(a, b) => a + ':' + b",
  '(x, at) => at',
  '() => undefined',
  '(a, b) => (a > b ? 1 : -1)',
]
const NUMBERS = ['0', '-0', '1', '-7', '3.5', '255', '1e21', '0.1', 'NaN', 'Infinity']
const OBJECTS = [
  '{}',
  '{ a: 1, b: 2 }',
  "{ 2: 'x', 1: 'y', a: 'z' }",
  '[5, 6]',
  "'ab'",
  '7',
  'null',
  'undefined',
  'new Map([[1, 2]])',
]

const TEXT_METHODS =
  `at charAt charCodeAt codePointAt concat endsWith includes indexOf lastIndexOf localeCompare match normalize padEnd padStart repeat replace replaceAll search slice split startsWith
  substr substring toLowerCase toString toUpperCase trim trimEnd trimStart valueOf isWellFormed`.split(/\s+/)
const PATTERNS = ['/a/', '/a/g', '/(x)(y)?/i', '/,/', '/[a-b]+/g', '/$/', '/^/']
const LIST_METHODS =
  'at concat entries fill flat includes indexOf join keys lastIndexOf pop push reverse shift slice sort splice toReversed toSorted toSpliced toString unshift values with copyWithin'.split(
    ' ',
  )
const CALLING =
  'every filter find findIndex findLast findLastIndex flatMap forEach map reduce reduceRight some sort toSorted'.split(
    ' ',
  )
const MATH =
  'abs ceil floor round trunc sign sqrt cbrt exp log log2 log10 min max pow hypot atan2 fround clz32 imul'.split(' ')
const NUMBER_METHODS = 'toFixed toString toPrecision toExponential valueOf'.split(' ')
const OBJECT_STATICS =
  'keys values entries getOwnPropertyNames isFrozen isSealed isExtensible freeze fromEntries getPrototypeOf assign'.split(
    ' ',
  )
const CONVERSIONS = [
  'Number',
  'String',
  'Boolean',
  'parseInt',
  'parseFloat',
  'isNaN',
  'isFinite',
  'Number.isInteger',
  'Number.isNaN',
  'Number.isSafeInteger',
  'Number.parseFloat',
  'Array.isArray',
  'Array.of',
  'Array.from',
  'Object',
  'Array',
  'BigInt',
  'JSON.stringify',
  'encodeURIComponent',
  'encodeURI',
  'decodeURIComponent',
  'decodeURI',
  'escape',
  'unescape',
  'String.fromCharCode',
  'String.raw',
  'Object.is',
  'Object.hasOwn',
]
const OPERATORS = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  '===',
  '!==',
  '&',
  '|',
  '^',
  '<<',
  '>>',
  '>>>',
  '&&',
  '||',
  '??',
  ',',
]
const UNARY = ['!', '-', '+', '~', 'typeof ', 'void ', '!!', '- -']

const some = <T>(list: readonly T[], start: number, count: number): T[] =>
  Array.from({ length: Math.min(count, list.length) }, (_, at) => list[(start * 7 + at * 5) % list.length]).filter(
    (one) => one !== undefined,
  )

/** Each function on a part of the arguments, another part each time, so that the table stays of a size that can be run. */
export function expressions(): string[] {
  const found: string[] = []
  let turn = 0
  for (const name of TEXT_METHODS)
    for (const text of TEXTS) {
      turn += 1
      found.push(
        `${text}.${name}()`,
        ...some(ODD, turn, 4).map((one) => `${text}.${name}(${one})`),
        ...some(PATTERNS, turn, 2).map((one) => `${text}.${name}(${one}, '-$1$$$\`')`),
        ...some(ODD, turn + 1, 3).map((one, at) => `${text}.${name}(${some(ODD, turn + at, 1).join()}, ${one})`),
      )
    }
  for (const name of LIST_METHODS)
    for (const list of LISTS) {
      turn += 1
      found.push(
        `${list}.${name}()`,
        ...some(ODD, turn, 3).map((one) => `${list}.${name}(${one})`),
        ...some(ODD, turn + 1, 3).map((one, at) => `${list}.${name}(${some(ODD, turn + at, 1).join()}, ${one})`),
        `((l) => { l.${name}(1, 2, 'x'); return l })(${list})`,
      )
    }
  for (const name of CALLING)
    for (const list of LISTS) {
      turn += 1
      found.push(
        ...some(FUNCTIONS, turn, 3).map((fn) => `${list}.${name}(${fn})`),
        ...some(ODD, turn, 1).map((one) => `${list}.${name}(${FUNCTIONS[turn % FUNCTIONS.length] ?? ''}, ${one})`),
      )
    }
  for (const name of MATH)
    for (const number of [...NUMBERS, ...ODD]) found.push(`Math.${name}(${number})`, `Math.${name}(${number}, 2)`)
  for (const name of NUMBER_METHODS)
    for (const number of NUMBERS)
      found.push(...['', '0', '2', '10', '16', '101', "'3'"].map((digits) => `(${number}).${name}(${digits})`))
  for (const name of OBJECT_STATICS) for (const object of OBJECTS) found.push(`Object.${name}(${object})`)
  for (const name of CONVERSIONS)
    for (const one of [...ODD, ...TEXTS, ...some(LISTS, turn, 3)])
      found.push(`${name}(${one})`, ...['2', '16', "'x'"].map((second) => `${name}(${one}, ${second})`))
  for (const operator of OPERATORS)
    for (const [at, left] of ODD.entries())
      found.push(
        ...some([...ODD, ...LISTS], at, 7).map((right) =>
          `((${left}) ${operator} (${right}))`.replace('(({})', '((({}))'),
        ),
      )
  for (const operator of UNARY) for (const one of [...ODD, ...LISTS, ...TEXTS]) found.push(`(${operator}(${one}))`)
  return [...new Set(found)]
}
