import type { Directive } from '../source/directive.ts'

/** A configuration as nginx keeps one for http, each server, location, `if` and limit_except: its own directives over its parent's. */
export interface Level {
  kind: 'http' | 'server' | 'location' | 'if' | 'limit_except'
  /** The block; null for an http that no file shows. */
  directive: Directive | null
  parent: Level | null
  own: ReadonlyMap<string, Directive[]>
}

export function makeLevel(kind: Level['kind'], directive: Directive | null, parent: Level | null, block = directive?.block ?? []): Level {
  const own = new Map<string, Directive[]>()
  for (const inner of block) {
    const same = own.get(inner.name)
    if (same) same.push(inner)
    else own.set(inner.name, [inner])
  }
  return { kind, directive, parent, own }
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

export const argument = (directive: Directive | undefined, index = 0): string | undefined => directive?.args[index]?.value

export const isOn = (level: Level, name: string, byDefault = false): boolean => {
  const value = argument(setting(level, name))
  return value === undefined ? byDefault : value.toLowerCase() === 'on'
}

/** `10m`, `8k`, `1g`, plain bytes; null: not a size. */
export function parseSize(text: string): number | null {
  const parts = /^(\d+)([kmg]?)$/i.exec(text)
  if (!parts) return null
  const unit = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[(parts[2] ?? '').toLowerCase()] ?? 1
  return Number(parts[1]) * unit
}

/** `1h30m`, `-1`, `7d` in seconds; null: no time (ngx_parse_time). */
export function parseTime(text: string): number | null {
  const units: Record<string, number> = { y: 31536000, M: 2592000, w: 604800, d: 86400, h: 3600, m: 60, s: 1 }
  const body = text.replace(/^-/, '')
  if (!/^(?:\d+(?:[yMwdhms]|ms)?\s*)+$/.test(body)) return null
  let total = 0
  for (const [, count, unit] of body.matchAll(/(\d+)(ms|[yMwdhms])?/g)) total += unit === 'ms' ? 0 : Number(count) * (units[unit ?? 's'] ?? 1)
  return text.startsWith('-') ? -total : total
}
