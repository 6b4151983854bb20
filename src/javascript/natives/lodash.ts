import { walkParts } from '../parts.ts'
import { getMember, iterate } from '../access.ts'
import { callBack } from '../evaluator.ts'
import type { Machine } from '../machine.ts'
import {
  UNDEFINED,
  arrayOf,
  constant,
  isUndefined,
  objectOf,
  stringOf,
  truth,
  unknown,
  type ArrayValue,
  type Call,
  type ExternalValue,
  type Value,
} from '../value.ts'
import { keysOf } from './object.ts'

const PACKAGES = /^(?:lodash|underscore|lodash-es|lodash\.\w+)$/

type Helper = (machine: Machine, args: Value[], call: Call) => Value

const isOpen = (value: Value): boolean => ['unknown', 'external', 'either'].includes(value.kind)
const same = (a: Value, b: Value): boolean =>
  a === b || (a.kind === 'constant' && b.kind === 'constant' && Object.is(a.value, b.value))

/** A question about a value's kind; null: it cannot be told. */
const asks =
  (holds: (value: Value) => boolean) =>
  (_: Machine, [value = UNDEFINED]: Value[]): Value =>
    isOpen(value) ? unknown('a kind') : constant(holds(value))
const ofType = (type: string): Helper => asks((value) => value.kind === 'constant' && typeof value.value === type)

function unique(lists: ArrayValue[]): Value {
  const kept: Value[] = []
  for (const item of lists.flatMap(({ items }) => items)) if (!kept.some((other) => same(other, item))) kept.push(item)
  return arrayOf(
    kept,
    lists.some(({ open }) => open),
  )
}

const DEEPEST = 20

function flat({ items, open }: ArrayValue, depth: number, walk = walkParts()): ArrayValue {
  const inner = items.map((item) =>
    item.kind === 'array' && depth > 0 ? (walk() ? flat(item, depth - 1, walk) : arrayOf([], true)) : arrayOf([item]),
  )
  return arrayOf(
    inner.flatMap((one) => one.items),
    open || inner.some((one) => one.open),
  )
}

/** `get(object, 'a.b[0]', fallback)`. */
function reach(machine: Machine, [object = UNDEFINED, path = UNDEFINED, fallback = UNDEFINED]: Value[]): Value {
  const text = stringOf(path)
  const parts = path.kind === 'array' ? path.items.map(stringOf) : (text?.split(/[.[\]]+/).filter(Boolean) ?? [null])
  let value: Value = object
  for (const part of parts) {
    if (part === null) return unknown('a path of members')
    if (value.kind === 'constant' && (value.value === undefined || value.value === null)) return fallback
    value = getMember(machine, value, part)
  }
  return isUndefined(value) ? fallback : value
}

function chosen(machine: Machine, [object = UNDEFINED, ...names]: Value[], wanted: boolean): Value {
  if (object.kind !== 'object') return unknown('a choice of members')
  const keys = names.flatMap((name) => (name.kind === 'array' ? name.items : [name])).map(stringOf)
  if (keys.includes(null)) return unknown('a choice of members')
  const all = keysOf(object) ?? []
  // Both take what is inherited, too.
  const isWhole = object.proto === null || (wanted && keys.every((key) => key !== null && all.includes(key)))
  return objectOf(
    all
      .filter((key) => keys.includes(key) === wanted)
      .map((key): [string, Value] => [key, getMember(machine, object, key)]),
    object.open || !isWhole,
  )
}

/** The elements, or the members with their names. */
function pairsOf(machine: Machine, list: Value): [Value, Value][] {
  if (list.kind === 'object') return (keysOf(list) ?? []).map((key) => [getMember(machine, list, key), constant(key)])
  return iterate(list).items.map((item, index) => [item, constant(index)])
}

/** The members or elements that a function keeps, or with `wanted` false those it does not. */
function kept(machine: Machine, [list = UNDEFINED, test = UNDEFINED]: Value[], call: Call, wanted: boolean): Value {
  let open = list.kind !== 'object' && iterate(list).open
  const left = pairsOf(machine, list).filter((pair) => {
    const holds = truth(callBack(machine, test, pair, call))
    open ||= holds === null
    return holds === null || holds === wanted
  })
  return arrayOf(
    left.map(([item]) => item),
    open,
  )
}

const trimmed =
  (how: (text: string, chars: Set<string>) => string) =>
  (_: Machine, [value = UNDEFINED, chars]: Value[]): Value => {
    const text = stringOf(value)
    const set = chars ? stringOf(chars) : ' \t\n\r'
    return text === null || set === null ? unknown('a text') : constant(how(text, new Set(set)))
  }

function withoutEnd(text: string, chars: Set<string>): string {
  let end = text.length
  while (end > 0 && chars.has(text[end - 1] ?? '')) end -= 1
  return text.slice(0, end)
}

function withoutStart(text: string, chars: Set<string>): string {
  let start = 0
  while (start < text.length && chars.has(text[start] ?? '')) start += 1
  return text.slice(start)
}

const WORD = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g

/** The words of a text, as `words()` finds them in ASCII; another text has more letters. */
const inWords =
  (how: (words: string[]) => string) =>
  (_: Machine, [value = UNDEFINED]: Value[]): Value => {
    const text = stringOf(value)
    return text === null || /[^ -~]|['’]|\d(?:st|nd|rd|th)/i.test(text)
      ? unknown('a text')
      : constant(how(text.match(WORD) ?? []))
  }

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
const small = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1)

const onText =
  (how: (text: string) => string) =>
  (_: Machine, [value = UNDEFINED]: Value[]): Value => {
    const text = stringOf(value)
    return text === null ? unknown('a text') : constant(how(text))
  }

const lists = (args: Value[]): ArrayValue[] => args.map(iterate)

const HELPERS = new Map<string, Helper>(
  Object.entries<Helper>({
    isArray: asks(({ kind }) => kind === 'array'),
    isFunction: asks(({ kind }) => kind === 'function' || kind === 'native' || kind === 'class'),
    isObject: asks(({ kind }) => kind !== 'constant' && kind !== 'open-text'),
    isPlainObject: asks(({ kind }) => kind === 'object'),
    isString: asks((value) => value.kind === 'open-text' || stringOf(value) !== null),
    isNumber: ofType('number'),
    isBoolean: ofType('boolean'),
    isUndefined: asks(isUndefined),
    isNil: asks((value) => value.kind === 'constant' && (value.value === undefined || value.value === null)),
    union: (_, args) => unique(lists(args)),
    uniq: (_, [list = UNDEFINED]) => unique([iterate(list)]),
    compact: (_, [list = UNDEFINED]) =>
      arrayOf(
        iterate(list).items.filter((item) => truth(item) !== false),
        iterate(list).open,
      ),
    concat: (_, args) => flat(arrayOf(args, args.some(isOpen)), 1),
    flatten: (_, [list = UNDEFINED]) => flat(iterate(list), 1),
    flattenDeep: (_, [list = UNDEFINED]) => flat(iterate(list), DEEPEST),
    castArray: (_, [value = UNDEFINED]) => (value.kind === 'array' || isOpen(value) ? value : arrayOf([value])),
    keys: (_, [value = UNDEFINED]) =>
      arrayOf(
        (keysOf(value) ?? []).map((key) => constant(key)),
        value.kind !== 'object' || value.open,
      ),
    values: (machine, [value = UNDEFINED]) =>
      arrayOf(
        pairsOf(machine, value).map(([item]) => item),
        value.kind === 'object' ? value.open : iterate(value).open,
      ),
    toPairs: (machine, [value = UNDEFINED]) =>
      arrayOf(
        pairsOf(machine, value).map(([item, key]) => arrayOf([key, item])),
        value.kind !== 'object' || value.open,
      ),
    get: reach,
    pick: (machine, args) => chosen(machine, args, true),
    omit: (machine, args) => chosen(machine, args, false),
    filter: (machine, args, call) => kept(machine, args, call, true),
    reject: (machine, args, call) => kept(machine, args, call, false),
    trim: trimmed((text, chars) => withoutStart(withoutEnd(text, chars), chars)),
    trimEnd: trimmed(withoutEnd),
    trimStart: trimmed(withoutStart),
    kebabCase: inWords((words) => words.join('-').toLowerCase()),
    snakeCase: inWords((words) => words.join('_').toLowerCase()),
    camelCase: inWords((words) => small(words.map((word) => capital(word.toLowerCase())).join(''))),
    capitalize: onText((text) => capital(text.toLowerCase())),
    upperFirst: onText(capital),
    lowerFirst: onText(small),
    toLower: onText((text) => text.toLowerCase()),
    toUpper: onText((text) => text.toUpperCase()),
    identity: (_, [value = UNDEFINED]) => value,
    clone: (_, [value = UNDEFINED]) => value,
    cloneDeep: (_, [value = UNDEFINED]) => value,
    once: (_, [value = UNDEFINED]) => value,
    memoize: (_, [value = UNDEFINED]) => value,
  }),
)

/** The helpers of lodash and its like that say what a value is, or make lists, objects and texts of what is known; null: another one. */
export function lodashCall(machine: Machine, callee: ExternalValue, call: Call): Value | null {
  const [first = ''] = callee.package.split('/')
  if (!PACKAGES.test(first)) return null
  const name = callee.path[0] ?? callee.package.split(/[/.]/)[1] ?? ''
  return HELPERS.get(name)?.(machine, call.args, call) ?? null
}
