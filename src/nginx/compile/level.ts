import type { Directive } from '../../text/directive.ts'

/** A configuration as nginx keeps one for http, each server, location, `if` and limit_except: its own directives over its parent's. */
export interface Level {
  kind: 'http' | 'server' | 'location' | 'if' | 'limit_except'
  /** The block; null for an http that no file shows. */
  directive: Directive | null
  parent: Level | null
  own: ReadonlyMap<string, Directive[]>
}

export function makeLevel(
  kind: Level['kind'],
  directive: Directive | null,
  parent: Level | null,
  block = directive?.block ?? [],
): Level {
  const own = new Map<string, Directive[]>()
  for (const inner of block) {
    const same = own.get(inner.name)
    if (same) same.push(inner)
    else own.set(inner.name, [inner])
  }
  return { kind, directive, parent, own }
}

/** What is worked out of a level once, however many requests meet it. */
export function ofLevel<Value>(make: (level: Level) => Value): (level: Level) => Value {
  const known = new WeakMap<Level, { value: Value }>()
  return (level) => {
    const before = known.get(level) ?? { value: make(level) }
    known.set(level, before)
    return before.value
  }
}

/** The level that gives a directive its meaning here: the nearest one that has it. */
export function levelWith(level: Level | null, name: string): Level | null {
  for (let at = level; at; at = at.parent) if (at.own.has(name)) return at
  return null
}

/** All directives of a name at the nearest level that has any: how nginx merges lists. */
export const nearest = (level: Level, name: string): Directive[] => levelWith(level, name)?.own.get(name) ?? []

/** A directive that stands once: the last at the nearest level. */
export const setting = (level: Level, name: string): Directive | undefined => nearest(level, name).at(-1)

export const argument = (directive: Directive | undefined, index = 0): string | undefined =>
  directive?.args[index]?.value

export const isOn = (level: Level, name: string, byDefault = false): boolean => {
  const value = argument(setting(level, name))
  return value === undefined ? byDefault : value.toLowerCase() === 'on'
}
