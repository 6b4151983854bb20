import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { makeCall } from '../../javascript/machine.ts'
import { nodeCall } from '../../javascript/natives/node.ts'
import type { Language, World } from '../../javascript/natives/world.ts'
import { binary } from '../../javascript/operators.ts'
import { childScope } from '../../javascript/scope.ts'
import type { Module } from '../../javascript/scope.ts'
import { UNDEFINED, constant, unknown } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import type { Spread } from './site.ts'
import type { Run } from './run.ts'
import { OPEN, Refused, isUnread, look, madeOf } from './unread.ts'
import type { Unread, UnreadValue } from './unread.ts'

/** Longer ones are looked at. */
const LONGEST_KEY = 1000

function keyOf(run: Run, value: Value): string | null {
  switch (value.kind) {
    case 'either':
      return isUnread(value) && value.by.start === run.start ? `(${value.by.key})` : null
    case 'constant':
      return `${JSON.stringify(typeof value.value === 'bigint' ? `${value.value}n` : value.value) ?? 'undefined'}${value.assumed ?? ''}`
    case 'regex':
      // What a sticky one matches moves where it looks next.
      return value.flags.includes('y') || value.lastIndex ? null : `/${value.source}/${value.flags}`
    case 'array': {
      if (value.open || value.loose || value.like || !value.items.every(({ kind }) => kind === 'constant')) return null
      return briefly(`[${value.items.map((one) => keyOf(run, one)).join()}]`)
    }
    default:
      return null
  }
}

const lists = new Map<string, string>()
const MOST_LISTS = 1000
let lastList = 0

/** A long list in few letters. */
function briefly(list: string): string {
  if (list.length < 60) return list
  const known = lists.get(list) ?? `[#${++lastList}]`
  if (lists.size > MOST_LISTS) lists.clear()
  lists.set(list, known)
  return known
}

/** What it is made of, for any request. */
function partOf(value: Value): Unread['make'] {
  if (isUnread(value)) return value.by.make
  const copy: Value =
    value.kind === 'array' ? { ...value, items: [...value.items] } : value.kind === 'regex' ? { ...value } : value
  return () => copy
}

/** What is made of texts of the request and of plain values; null: it has to be looked at. */
export function derived(
  run: Run,
  what: string,
  given: readonly Value[],
  make: (values: Value[]) => Value,
  later: Value = unknown(what),
): UnreadValue | null {
  if (!given.some(isUnread)) return null
  const keys = given.map((one) => keyOf(run, one))
  const key = `${what} ${keys.join()}`
  if (keys.includes(null) || key.length > LONGEST_KEY) return null
  const parts = given.map(partOf)
  const texts = [...new Set(given.flatMap((one) => (isUnread(one) ? one.by.texts : [])))]
  return madeOf(run, key, { texts, make: (read) => make(parts.map((part) => part(read))), later })
}

const noNames = (): [string, string] => ['…', '…']
const ASKS_MORE = new Set(['in', 'instanceof'])

/** An operation on such a text. */
export const derivedOperation = (run: Run, operator: string, left: Value, right: Value): UnreadValue | null =>
  ASKS_MORE.has(operator)
    ? null
    : derived(run, operator, [left, right], ([a = UNDEFINED, b = UNDEFINED]) => binary(operator, a, b, noNames))

function refuse(): never {
  throw new Refused()
}

/** Where functions of the language are given plain values, and nothing of the program. */
const NOWHERE: World = {
  call: refuse,
  callWith: refuse,
  callAnyTimes: refuse,
  get: refuse,
  set: refuse,
  mayOverwrite: refuse,
  owns: () => false,
  isSure: () => true,
  own: (made) => made,
  bound: refuse,
  holds: refuse,
  raise: refuse,
}

/** Functions of the language that give a value and change nothing, as long as they are given no functions. */
const PURE = new Set(['match', 'replace', 'replaceAll', 'search', 'test'])
const OF_ARRAYS = new Set(['includes', 'indexOf', 'lastIndexOf', 'join'])

const isPure = ({ pure }: Language, name: string, self: Value): boolean =>
  pure === true || PURE.has(name) || (self.kind === 'array' && OF_ARRAYS.has(name))

/** A function that is given such a text and otherwise plain values, or a method of one. */
export function derivedCall(
  run: Run,
  { module, node }: { module: Module; node: TSESTree.Node },
  callee: Value,
  self: Value,
  { items, open }: Spread,
): UnreadValue | null {
  if (open || !(isUnread(self) || items.some(isUnread))) return null
  if (callee.kind === 'external') {
    if (callee.args !== null || (callee.package !== 'path' && callee.package !== 'path/posix')) return null
    const { machine } = run
    const env = { module, scope: childScope(null), self: UNDEFINED, home: null }
    return derived(
      run,
      `path.${callee.path.join('.')}`,
      items,
      (values) => nodeCall(machine, callee, makeCall(machine, node, env, UNDEFINED, values, false)) ?? OPEN,
    )
  }
  if (callee.kind !== 'native' || !callee.language || !isPure(callee.language, callee.name, self)) return null
  const { name, language } = callee
  const of = self.kind === 'host' ? UNDEFINED : self
  const type = typeOf(of)
  return derived(run, `.${name}`, [of, ...items], ([one = UNDEFINED, ...args]) =>
    typeOf(one) === type ? language.call(NOWHERE, one, { items: args, open: false }) : OPEN,
  )
}

const isText = (value: Value): boolean => value.kind === 'constant' && typeof value.value === 'string'

/** What decides which method of that name it is. */
const typeOf = (value: Value): string => {
  const one = isUnread(value) ? value.values[0] : value
  return one.kind === 'constant' ? (one.value === null ? 'null' : typeof one.value) : one.kind
}

/** The parts of such a text: how many there are is asked, what they are is not. */
export function derivedParts(
  run: Run,
  callee: Value,
  self: Value,
  { items: [by = UNDEFINED, ...more], open }: Spread,
): UnreadValue[] | null {
  if (open || more.length || callee.kind !== 'native' || callee.name !== 'split' || !isUnread(self)) return null
  const { language } = callee
  const partsOf = (text: Value = UNDEFINED, separator: Value = UNDEFINED): Value[] => {
    const made = isText(text) ? language?.call(NOWHERE, text, { items: [separator], open: false }) : null
    return made?.kind === 'array' ? made.items : []
  }
  const count = derived(run, 'parts', [self, by], ([text, separator]) => constant(partsOf(text, separator).length))
  const parts = Array.from({ length: Number(count?.values[0].value ?? 0) }, (_, at) =>
    derived(run, `part ${at}`, [self, by], ([text, separator]) => partsOf(text, separator)[at] ?? OPEN),
  )
  const known = parts.filter((part) => part !== null)
  if (!count || known.length === 0 || known.length < parts.length || known.length > MOST_PARTS) return null
  look(run, count)
  return known
}

const MOST_PARTS = 100

/** A member of such a text that is no method: its length, or one of its characters. */
export function derivedMember(run: Run, of: Value, name: string | null): UnreadValue | null {
  if (name === null || !/^(?:length|\d+)$/.test(name)) return null
  return derived(run, `[${name}] of`, [of], ([text]) => {
    if (text?.kind !== 'constant' || typeof text.value !== 'string') return OPEN
    return constant(name === 'length' ? text.value.length : text.value[Number(name)])
  })
}
