import type { Scope } from '../../javascript/scope.ts'
import type { FunctionValue, Value } from '../../javascript/value.ts'
import { forgetNames, shortName } from './short-name.ts'
import { boundNames, namesIn } from './syntax.ts'

const ids = new WeakMap<object, number>()
let lastId = 0

function identity(value: object): number {
  const known = ids.get(value)
  if (known) return known
  ids.set(value, ++lastId)
  return lastId
}

/** What decides which of several values it is, in words. */
export interface Chooser {
  inWords: string
}
const isChooser = (by: object | undefined): by is Chooser => by !== undefined && 'inWords' in by

const kept = new WeakSet<Value | Scope>()

/** Marks a copy of what a run has made, which nothing changes any more: it is what it holds. */
export function asKept(thing: Value | Scope): void {
  kept.add(thing)
}

const DEEPEST = 4
const MOST_MEMBERS = 40

/** Values with the same text are alike to whoever reads them; `met`: what decides between several values and what was made, by which alone
 * values hang together. */
export function fingerprintOf(value: Value, met: object[] = [], depth = 0): string {
  switch (value.kind) {
    case 'constant':
      return `${typeof value.value}:${String(value.value)}`
    case 'unknown':
      return '?'
    case 'open-text':
      return `text:${value.text}`
    case 'either': {
      const { by, values } = value
      if (!isChooser(by)) break
      const at = met.includes(by) ? met.indexOf(by) : met.push(by) - 1
      return `one of ${at} ${shortName(by.inWords)}: ${values.map((one) => fingerprintOf(one, met, depth)).join()}`
    }
    case 'object': {
      if (!kept.has(value) || depth > DEEPEST || value.members.size > MOST_MEMBERS) break
      const members = [...value.members].map(([name, one]) => `${name}:${fingerprintOf(one, met, depth + 1)}`)
      return again(value, met) ?? `{${members.join()}}${value.open}${value.proto ? identity(value.proto) : ''}`
    }
    case 'array': {
      if (!kept.has(value) || depth > DEEPEST || value.items.length > MOST_MEMBERS) break
      const items = value.items.map((one) => fingerprintOf(one, met, depth + 1))
      return again(value, met) ?? `[${items.join()}]${value.open}${value.loose ?? ''}${value.like ?? ''}`
    }
    case 'function': {
      if (!kept.has(value) || depth > DEEPEST || value.members.size > 0) break
      return again(value, met) ?? `function ${identity(value.node)} ${closureOf(value, met, depth + 1)}`
    }
    default:
  }
  return `#${identity(value)}`
}

/** What a function that a run has made finds around it: its `this`, and what the names in it stand for. */
function closureOf({ node, scope, self }: FunctionValue, met: object[], depth: number): string {
  const names = namesIn(node)
  const own = new Set(node.params.flatMap(boundNames))
  const texts = [self ? fingerprintOf(self, met, depth) : '']
  let at: Scope | null = scope
  for (; at && kept.has(at); at = at.parent) {
    texts.push(again(at, met) ?? 'scope')
    for (const [name, { value }] of at.bindings)
      if (names.has(name) && !own.has(name)) texts.push(`${name}:${fingerprintOf(value, met, depth)}`)
  }
  return `${texts.join()} in ${at ? identity(at) : ''}`
}

interface Likeness {
  text: number
  met: readonly object[]
}
let likenesses = new WeakMap<Value, Likeness>()

/** Begins anew with all names: they are kept for nothing but the application that is being asked. */
export function forgetLikenesses(): void {
  likenesses = new WeakMap()
  forgetNames()
}

/** The text of one value for itself, which is found once. */
function likenessOf(value: Value): Likeness {
  const known = likenesses.get(value)
  if (known) return known
  const met: object[] = []
  const made = { text: shortName(fingerprintOf(value, met)), met }
  likenesses.set(value, made)
  return made
}

/** The texts of several values: what hangs together in one of two that are alike does so in the other. */
export function textsOf(values: Iterable<[string, Value]>): Map<string, string> {
  const all = new Map<object, number>()
  const numberOf = (one: object): number => {
    const number = all.get(one) ?? all.size
    all.set(one, number)
    return number
  }
  const texts = new Map<string, string>()
  for (const [name, value] of values) {
    const { text, met } = likenessOf(value)
    texts.set(name, met.length > 0 ? `${text}(${met.map(numberOf).join()})` : String(text))
  }
  return texts
}

/** One thing under two names is no two things. */
function again(value: object, met: object[]): string | null {
  if (met.includes(value)) return `again ${met.indexOf(value)}`
  met.push(value)
  return null
}
