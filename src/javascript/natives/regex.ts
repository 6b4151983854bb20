import { bearableRegex, foreignRegex } from '../foreign-regex.ts'
import {
  UNDEFINED,
  arrayOf,
  constant,
  isUndefined,
  objectOf,
  textOf,
  textValue,
  unknown,
  type ArrayValue,
  type RegexValue,
  type Value,
} from '../value.ts'
import { iteratorOf } from './iterator.ts'
import { argument, asNode, builtin, primitives, type Builtin, type World } from './world.ts'

const isStateful = ({ flags }: RegexValue): boolean => /[gy]/.test(flags)

const groupsOf = (world: World, found: RegExpExecArray | RegExpMatchArray): Value =>
  world.own(arrayOf(Array.from(found, constant)))

/** What `exec` gives: the groups, and where it was found. */
function matchOf(world: World, found: RegExpExecArray | RegExpMatchArray): ArrayValue {
  const { groups } = found
  const named = groups
    ? world.own(objectOf(Object.entries(groups).map(([name, text]) => [name, constant(text)])))
    : UNDEFINED
  const made: ArrayValue = arrayOf(Array.from(found, constant))
  made.members = new Map<string, Value>([
    ['index', constant(found.index)],
    ['input', constant(found.input)],
    ['groups', named],
  ])
  return world.own(made)
}

/** One match from where the last one ended, where the flags say so; null: cannot be told. */
function execute(world: World, regex: RegexValue, text: string): Value | null {
  if (!isStateful(regex)) {
    const found = foreignRegex(regex.source, regex.flags)(text)
    if (!found) return found === null ? null : constant(null)
    const native = bearableRegex(regex.source, regex.flags, text.length)?.exec(text)
    return native ? matchOf(world, native) : world.own(arrayOf(found.groups.map(constant), true))
  }
  const from = world.owns(regex) ? (regex.lastIndex ?? constant(0)) : null
  const native = from?.kind === 'constant' ? bearableRegex(regex.source, regex.flags, text.length) : null
  if (!native || from?.kind !== 'constant') {
    if (world.owns(regex)) regex.lastIndex = unknown('lastIndex')
    return null
  }
  native.lastIndex = Number(from.value)
  const found = native.exec(text)
  regex.lastIndex = constant(native.lastIndex)
  return found ? matchOf(world, found) : constant(null)
}

const REGEX_METHODS: ReadonlyMap<string, Value> = new Map<string, Value>(
  Object.entries<Builtin>({
    exec: (world, self, args) =>
      withRegex(world, self, args.open ? null : textOf(argument(args, 0)), (regex, text) =>
        execute(world, regex, text),
      ),
    test: (world, self, args) =>
      withRegex(world, self, args.open ? null : textOf(argument(args, 0)), (regex, text) => {
        const found = execute(world, regex, text)
        return found && constant(found.kind !== 'constant')
      }),
    toString: (_: World, self: Value) =>
      self.kind === 'regex' ? constant(`/${self.source}/${self.flags}`) : unknown('toString'),
  }).map(([name, call]) => [name, builtin(name, call)]),
)

function withRegex(
  world: World,
  self: Value,
  text: string | null,
  work: (regex: RegexValue, text: string) => Value | null,
): Value {
  if (self.kind !== 'regex') return self.kind === 'unknown' ? self : unknown('a pattern')
  if (text === null) {
    if (isStateful(self) && world.owns(self)) self.lastIndex = unknown('lastIndex')
    return unknown('a pattern')
  }
  return asNode(world, () => work(self, text) ?? unknown('a costly pattern'))
}

const FLAGS: Record<string, string> = {
  global: 'g',
  ignoreCase: 'i',
  multiline: 'm',
  sticky: 'y',
  unicode: 'u',
  dotAll: 's',
  hasIndices: 'd',
  unicodeSets: 'v',
}

/** A member of a regular expression; null: there is none. */
export function regexMember(regex: RegexValue, name: string, owns: (thing: Value) => boolean): Value | null {
  if (name === 'source') return constant(new RegExp(regex.source, regex.flags).source)
  if (name === 'flags') return constant([...regex.flags].sort().join(''))
  if (name === 'lastIndex') return isStateful(regex) && !owns(regex) ? unknown(name) : (regex.lastIndex ?? constant(0))
  if (Object.hasOwn(FLAGS, name)) return constant(regex.flags.includes(FLAGS[name] ?? '-'))
  return REGEX_METHODS.get(name) ?? null
}

/** `RegExp(x)` and `new RegExp(x)`. */
export const makeRegex: Builtin = (world, _, args) => {
  const [from, flags] = [argument(args, 0), argument(args, 1)]
  const source = from.kind === 'regex' ? from.source : isUndefined(from) ? '(?:)' : textOf(from)
  const given = isUndefined(flags) ? (from.kind === 'regex' ? from.flags : '') : textOf(flags)
  if (source === null || given === null || args.open) return unknown('a pattern')
  return asNode(world, () => {
    const made = new RegExp(source, given)
    return world.own({ kind: 'regex', source: made.source, flags: made.flags })
  })
}

/** A method of a string that takes a pattern: Node's own does it, where that cannot take long. */
function byPattern(
  name: string,
  work: (world: World, text: string, pattern: RegExp | string, args: Value[]) => Value,
): [string, Value] {
  return [
    name,
    builtin(name, (world, self, args) => {
      const text = textOf(self)
      const by = argument(args, 0)
      const pattern = text === null || args.open ? null : asPattern(world, name, by, text)
      return text === null || pattern === null
        ? unknown(name)
        : asNode(world, () => work(world, text, pattern, args.items.slice(1)))
    }),
  ]
}

/** They make a regular expression of whatever they are given. */
const ASKS = new Set(['match', 'matchAll', 'search'])

/** A sticky or global pattern begins where it last ended, unless all its matches are asked for. */
function asPattern(world: World, name: string, by: Value, text: string): RegExp | string | null {
  if (by.kind !== 'regex') {
    const said = isUndefined(by) && ASKS.has(name) ? '' : textOf(by)
    return said !== null && ASKS.has(name) ? bearableRegex(said, name === 'matchAll' ? 'g' : '', text.length) : said
  }
  const begins = by.flags.includes('y') && (name === 'match' || name === 'replace')
  if (begins || (by.lastIndex && name === 'matchAll')) return null
  if (by.flags.includes('g') && world.owns(by) && (name === 'match' || name.startsWith('replace')))
    by.lastIndex = constant(0)
  return bearableRegex(by.source, by.flags, text.length)
}

function replaced(method: 'replace' | 'replaceAll') {
  return (world: World, text: string, pattern: RegExp | string, [to = UNDEFINED]: Value[]): Value => {
    if (to.kind !== 'function' && to.kind !== 'native') {
      const said = textOf(to)
      return said === null ? unknown(method) : textValue(text[method](pattern, said))
    }
    let open = false
    const made = text[method](pattern, (...found: unknown[]) => {
      const given = found.map((one) =>
        typeof one === 'string' || typeof one === 'number' || one === undefined ? constant(one) : unknown('groups'),
      )
      const said = textOf(world.call(to, given))
      open ||= said === null
      return said ?? ''
    })
    return open ? unknown(method) : textValue(made)
  }
}

/** The methods of a string that take a regular expression. */
export const PATTERN_METHODS: ReadonlyMap<string, Value> = new Map([
  byPattern('replace', replaced('replace')),
  byPattern('replaceAll', replaced('replaceAll')),
  byPattern('match', (world, text, pattern) => {
    const found = text.match(pattern)
    if (!found) return constant(null)
    return pattern instanceof RegExp && pattern.global ? groupsOf(world, found) : matchOf(world, found)
  }),
  byPattern('matchAll', (world, text, pattern) =>
    iteratorOf(
      world,
      typeof pattern === 'string' ? [] : Array.from(text.matchAll(pattern), (found) => matchOf(world, found)),
    ),
  ),
  byPattern('search', (_, text, pattern) => constant(text.search(pattern))),
  [
    'split',
    builtin('split', (world, self, args) => {
      const text = textOf(self)
      const limit = primitives({ items: args.items.slice(1, 2), open: args.open })
      const by = argument(args, 0)
      const pattern = text === null ? null : isUndefined(by) ? undefined : asPattern(world, 'split', by, text)
      if (text === null || limit === null || pattern === null) return unknown('split')
      const most = limit[0] === undefined ? undefined : Number(limit[0])
      return world.own(
        arrayOf((pattern === undefined ? (most === 0 ? [] : [text]) : text.split(pattern, most)).map(constant)),
      )
    }),
  ],
])
