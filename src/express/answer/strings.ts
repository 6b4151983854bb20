import { UNDEFINED, arrayOf, constant } from '../../javascript/value.ts'
import type { RegexValue, Value } from '../../javascript/value.ts'
import { foreignRegex } from '../path/foreign-regex.ts'
import { callBack } from './call.ts'
import { own } from './expression.ts'
import { argument, lend } from './native.ts'
import { LONGEST, textOf } from './operators.ts'
import { anUnknown } from './run.ts'

/** Methods that give a plain value for plain arguments. */
const PLAIN: Record<string, (text: string, args: string[]) => string | number | boolean | undefined> = {
  toUpperCase: (text) => text.toUpperCase(), toLowerCase: (text) => text.toLowerCase(), toLocaleUpperCase: (text) => text.toUpperCase(),
  toLocaleLowerCase: (text) => text.toLowerCase(), trim: (text) => text.trim(), trimStart: (text) => text.trimStart(), trimEnd: (text) => text.trimEnd(),
  toString: (text: string) => text, valueOf: (text: string) => text,
  startsWith: (text, [a = 'undefined', at]) => text.startsWith(a, at === undefined ? undefined : Number(at)),
  endsWith: (text, [a = 'undefined']) => text.endsWith(a), includes: (text, [a = 'undefined']) => text.includes(a),
  indexOf: (text, [a = 'undefined']) => text.indexOf(a), lastIndexOf: (text, [a = 'undefined']) => text.lastIndexOf(a),
  slice: (text, [a, b]) => text.slice(number(a), number(b)), substring: (text, [a = '0', b]) => text.substring(Number(a), number(b)),
  substr: (text, [a = '0', b]) => text.slice(Number(a), b === undefined ? undefined : Number(a) + Number(b)), charAt: (text, [a = '0']) => text.charAt(Number(a)), at: (text, [a = '0']) => text.at(Number(a)),
  concat: (text, args) => text.concat(...args), repeat: (text, [a = '0']) => text.repeat(Math.max(0, Number(a))),
  padStart: (text, [a = '0', b]) => text.padStart(Math.min(Number(a), LONGEST), b), padEnd: (text, [a = '0', b]) => text.padEnd(Math.min(Number(a), LONGEST), b),
  charCodeAt: (text, [a = '0']) => text.charCodeAt(Number(a)), localeCompare: (text, [a = '']) => text.localeCompare(a),
}
const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text))

export function stringMember(text: string, key: string): Value {
  if (key === 'length') return constant(text.length)
  if (/^\d+$/.test(key)) return constant(text[Number(key)])
  const plain = PLAIN[key]
  if (plain && Object.hasOwn(PLAIN, key)) {
    return lend(key, ({ args }) => {
      if (args.items.some(({ kind }) => kind === 'regex')) return anUnknown(key)
      if (key === 'repeat' && text.length * Number(textOf(argument(args, 0))) > LONGEST) return anUnknown(key)
      const said = args.items.map(textOf)
      return args.open || said.includes(null) || said.reduce((sum, one) => sum + (one?.length ?? 0), text.length) > LONGEST ? anUnknown(key) : constant(plain(text, said.filter((one) => one !== null)))
    })
  }
  if (key === 'split') {
    return lend(key, ({ run, args }) => {
      const by = argument(args, 0)
      if (by.kind === 'regex') return plainRegex(by) ? own(run, arrayOf(text.split(new RegExp(by.source, by.flags)).map(constant))) : anUnknown(key)
      const said = textOf(by)
      return said === null ? anUnknown(key) : own(run, arrayOf(text.split(said).map(constant)))
    })
  }
  if (key === 'replace' || key === 'replaceAll') return lend(key, ({ run, site, node, args }) => replace(text, key, argument(args, 0), argument(args, 1), (found) => textOf(callBack(run, site, node, argument(args, 1), found.map(constant)))))
  if (key === 'match') return lend(key, ({ run, args }) => {
    const by = argument(args, 0)
    if (by.kind !== 'regex' || by.flags.includes('g')) return anUnknown(key)
    const found = foreignRegex(by.source, by.flags)(text)
    return found === null ? anUnknown(key) : found ? own(run, arrayOf(found.groups.map(constant))) : constant(null)
  })
  if (key === 'search') return lend(key, ({ args }) => test(argument(args, 0), text, (found) => constant(found ? found.index : -1)))
  return UNDEFINED
}

/** A regular expression with nothing in it that could take long. */
const plainRegex = ({ source }: RegexValue): boolean => source.length < 100 && !/[*+{].*[*+{]/.test(source)

function replace(text: string, key: string, by: Value, to: Value, call: (found: string[]) => string | null): Value {
  const said = by.kind === 'regex' ? null : textOf(by)
  if (by.kind !== 'regex' ? said === null : !plainRegex(by)) return anUnknown(key)
  const what = by.kind === 'regex' ? new RegExp(by.source, by.flags) : said ?? ''
  let open = false
  const replaced = text[key === 'replace' ? 'replace' : 'replaceAll'](what, (...found: unknown[]) => {
    const groups = found.filter((one): one is string => typeof one === 'string').slice(0, -1)
    const text = to.kind === 'constant' ? String(to.value) : call(groups.length ? groups : [String(found[0])])
    if (text === null) open = true
    if (text?.includes('$')) open = true
    return text ?? ''
  })
  return open || replaced.length > LONGEST ? anUnknown(key) : constant(replaced)
}

function test(regex: Value, text: string, make: (found: { index: number } | false) => Value): Value {
  if (regex.kind !== 'regex') return anUnknown('a pattern')
  const found = foreignRegex(regex.source, regex.flags)(text)
  return found === null ? anUnknown('a costly pattern') : make(found)
}

export function regexMember(regex: RegexValue, key: string): Value {
  if (key === 'source') return constant(regex.source)
  if (key === 'flags') return constant(regex.flags)
  if (key !== 'test' && key !== 'exec') return anUnknown(key)
  return lend(key, ({ run, args }) => {
    const text = textOf(argument(args, 0))
    if (text === null) return anUnknown(key)
    const found = foreignRegex(regex.source, regex.flags)(text)
    if (found === null) return anUnknown(key)
    if (key === 'test') return constant(found !== false)
    return found ? own(run, arrayOf(found.groups.map(constant))) : constant(null)
  })
}
