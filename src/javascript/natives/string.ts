import { arrayOf, constant, native, textValue, unknown } from '../value.ts'
import type { NativeValue, Primitive, Value } from '../value.ts'

const text = (value: Primitive): string => String(value)
const index = (value: Primitive): number | undefined => (typeof value === 'number' ? value : undefined)
/** Longer strings are not made by any route file, only by a hostile one. */
const LONGEST = 4096

type Method = (self: string, ...args: Primitive[]) => Primitive | string[]

/** Only what takes no regular expression: those of strangers are not run. */
const METHODS = new Map<string, Method>(Object.entries<Method>({
  toLowerCase: (self) => self.toLowerCase(),
  toUpperCase: (self) => self.toUpperCase(),
  toLocaleLowerCase: (self) => self.toLowerCase(),
  toLocaleUpperCase: (self) => self.toUpperCase(),
  toString: (self: string) => self,
  trim: (self) => self.trim(),
  trimEnd: (self) => self.trimEnd(),
  trimStart: (self) => self.trimStart(),
  concat: (self, ...rest) => self.concat(...rest.map(text)),
  slice: (self, from, to) => self.slice(index(from), index(to)),
  substring: (self, from, to) => self.substring(index(from) ?? 0, index(to)),
  substr: (self, from, count) => (index(from) ?? 0) < 0 ? self.slice(index(from)).slice(0, index(count)) : self.slice(index(from)).slice(0, index(count)),
  startsWith: (self, part) => self.startsWith(text(part)),
  endsWith: (self, part) => self.endsWith(text(part)),
  includes: (self, part) => self.includes(text(part)),
  indexOf: (self, part) => self.indexOf(text(part)),
  lastIndexOf: (self, part) => self.lastIndexOf(text(part)),
  charAt: (self, at) => self.charAt(index(at) ?? 0),
  at: (self, at) => self.at(index(at) ?? 0),
  replace: (self, from, to) => self.replace(text(from), () => text(to)),
  replaceAll: (self, from, to) => self.replaceAll(text(from), () => text(to)),
  split: (self, separator) => (separator === undefined ? [self] : self.split(text(separator))),
  padStart: (self, length, fill) => self.padStart(Math.min(index(length) ?? 0, LONGEST), fill === undefined ? ' ' : text(fill)),
  repeat: (self, count) => self.repeat(Math.max(0, Math.min(index(count) ?? 0, LONGEST / Math.max(self.length, 1)))),
}))

const toValue = (result: Primitive | string[]): Value => (Array.isArray(result) ? arrayOf(result.map(constant)) : typeof result === 'string' ? textValue(result) : constant(result))

/** Leading and trailing slashes are what path helpers cut with expressions: those are done without running any. */
function withRegex(self: string, args: Value[]): Value {
  const [pattern, replacement] = args
  if (pattern?.kind !== 'regex' || replacement?.kind !== 'constant') return unknown('a regular expression')
  const to = text(replacement.value)
  const first = /^(.)$/s.exec(pattern.source.replace(/^\\(?=[^\w])/, ''))?.[1]
  if (first && !/[.^$*+?()[\]{}|\\]/.test(first) && !pattern.flags.includes('i')) return constant(pattern.flags.includes('g') ? self.split(first).join(to) : self.replace(first, () => to))
  switch (pattern.source) {
    case '^\\/': return constant(self.startsWith('/') ? to + self.slice(1) : self)
    case '\\/$': return constant(self.endsWith('/') ? self.slice(0, -1) + to : self)
    case '\\/+$': case '\\/*$': return constant(self.replace(/(?<!\/)\/+$/, () => to))
    case '^\\/+': case '^\\/*': return constant(self.replace(/^\/+/, () => to))
    case '\\/+': case '\\/{2,}': case '\\/\\/+': return constant(pattern.flags.includes('g') ? self.replace(/\/+/g, (run) => (run.length > 1 || pattern.source === '\\/+' ? to : run)) : self)
    default: return unknown('a regular expression')
  }
}

const known = (args: Value[]): Primitive[] | null => {
  const values = args.map((arg) => (arg.kind === 'constant' ? { value: arg.value } : null))
  return values.every((one) => one !== null) ? values.map((one) => one.value) : null
}

export function stringMethod(self: string, name: string): Value | NativeValue {
  if (name === 'length') return constant(self.length)
  if (/^\d+$/.test(name)) return constant(self[Number(name)])
  const method = METHODS.get(name)
  if (!method) return native(name, () => unknown(`String.${name}`))
  return native(name, ({ args }) => {
    const constants = known(args)
    if (constants) return toValue(method(self, ...constants))
    return name === 'replace' || name === 'replaceAll' ? withRegex(self, args) : unknown(`String.${name}`)
  })
}
