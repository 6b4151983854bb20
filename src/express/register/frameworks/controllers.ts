import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { evaluate } from '../../../javascript/evaluate.ts'
import { propertyName } from '../../../javascript/patterns.ts'
import { rangeOf } from '../../../javascript/machine.ts'
import type { Env, Machine } from '../../../javascript/machine.ts'
import { UNDEFINED, isUndefined } from '../../../javascript/value.ts'
import type { ClassValue, Value } from '../../../javascript/value.ts'
import type { SourceRange } from '../../../text/range.ts'
import { DIALECTS } from './dialects.ts'
import type { Dialect, Marking } from './dialects.ts'
import type { Counter } from '../host.ts'
import { pathsOf } from '../paths.ts'
import type { Handler, PathValue, RouterModel } from '../stack.ts'

export interface Decorator extends Marking {
  dialect: Dialect
  node: TSESTree.Decorator
}

/** A method of a controller: `owner`, the class that it is written in, and `of`, the controller that has it; `marks` and `classMarks`: the
 * decorators of both. */
export interface Action {
  of: ClassValue
  owner: ClassValue
  member: TSESTree.MethodDefinition
  name: string
  marks: Decorator[]
  classMarks: Decorator[]
}

/** A route as a controller declares it. `paths`: below the controller's own; `version`: what a decorator says, null where none does. */
export interface DeclaredRoute {
  method: string | null
  paths: PathValue[]
  version: Value | null
  range: SourceRange
  /** The decorator that makes it one. */
  mark: Decorator
  action: Action
}

export const envOf = ({ scope, module }: ClassValue): Env => ({ scope, self: UNDEFINED, module, home: null })

/** What a decorator comes to: `applyDecorators(…)` of Nest is all that it is given. */
function markings(made: Value, node: TSESTree.Decorator): Decorator[] {
  const dialect = made.kind === 'external' ? DIALECTS.get(made.package) : undefined
  if (made.kind !== 'external' || !dialect) return []
  const name = made.path.at(-1) ?? ''
  const args = made.args ?? []
  return name === 'applyDecorators' ? args.flatMap((one) => markings(one, node)) : [{ name, args, node, dialect }]
}

export const decoratorsOf = (machine: Machine, value: ClassValue, nodes: TSESTree.Decorator[]): Decorator[] =>
  nodes.flatMap((node) => markings(evaluate(machine, node.expression, envOf(value)), node))

/** What a decorator of the class itself was given; null: it has none of that name. */
export const classMarking = (machine: Machine, value: ClassValue, name: string): Value[] | null =>
  decoratorsOf(machine, value, value.node.decorators).find((one) => one.name === name)?.args ?? null

const CLASS_MARK = /^@(?:(?:Json)?Controller|controller|Route|route|api)\b/
const METHOD_MARK =
  /^@(?:http[A-Z]\w+|(?:[Gg]et|[Pp]ost|[Pp]ut|[Pp]atch|del|Delete|operation|GET|POST|PUT|PATCH|DELETE|ALL|All|Head|Options)\s*\()/

/** Whether a class reads like a controller, without anything being carried out. */
export const isDecorated = ({ node, module }: ClassValue): boolean => {
  const reads =
    (mark: RegExp) =>
    ({ range: [start, end] }: TSESTree.Decorator): boolean =>
      mark.test(module.file.text.slice(start, end))
  return (
    node.decorators.some(reads(CLASS_MARK)) ||
    node.body.body.some((member) => member.type === 'MethodDefinition' && member.decorators.some(reads(METHOD_MARK)))
  )
}

/** `'users'`, `['users', 'people']`, `{ path: 'users' }` or nothing. */
function givenPaths(value: Value | undefined): PathValue[] {
  if (!value || isUndefined(value)) return [{ kind: 'string', value: '' }]
  return value.kind === 'object'
    ? givenPaths(value.members.get('path') ?? value.members.get('basePath'))
    : pathsOf(value, 'a path')
}

function join({ join: joined }: Dialect, before: PathValue, after: PathValue): PathValue {
  if (before.kind === 'string' && after.kind === 'string')
    return { kind: 'string', value: joined(before.value, after.value) }
  const text = (path: PathValue): string =>
    path.kind === 'string' ? path.value : path.kind === 'regex' ? path.source : path.text
  return { kind: 'open', text: `${text(before)}/${text(after)}` }
}

/** A class and its parents, those methods of which nobody below has one of the same name. */
function methodsOf(
  machine: Machine,
  value: ClassValue,
  inherits: boolean,
): { owner: ClassValue; member: TSESTree.MethodDefinition; name: string }[] {
  const found = new Map<string, { owner: ClassValue; member: TSESTree.MethodDefinition; name: string }>()
  for (
    let owner: ClassValue | null = value;
    owner;
    owner = inherits && owner.parent?.kind === 'class' ? owner.parent : null
  ) {
    for (const member of owner.node.body.body) {
      if (member.type !== 'MethodDefinition' || member.kind !== 'method') continue
      const name = propertyName(machine, member, envOf(owner)) ?? `\0${member.range[0]}`
      if (!found.has(name)) found.set(name, { owner, member, name })
    }
  }
  return [...found.values()]
}

/** The class that a value is, or is an object of. */
const classOf = (value: Value): ClassValue | null => {
  const own = value.kind === 'object' ? value.proto?.members.get('constructor') : value
  return own?.kind === 'class' ? own : null
}

/** Controllers below another, with a path of their own where that is not their decorator's. */
interface Child {
  value: ClassValue
  path: Value | undefined
}

/** `controller('/api', Users)` of Foal. */
function childOf(one: Value): Child[] {
  if (one.kind === 'array') return one.items.flatMap(childOf)
  const [path, given] =
    one.kind === 'external' && one.path.at(-1) === 'controller' ? (one.args ?? []) : [undefined, one]
  const value = given && classOf(given)
  return value ? [{ value, path }] : []
}

function childrenOf(machine: Machine, value: ClassValue, { children }: Dialect, decorators: Decorator[]): Child[] {
  if (!children) return []
  const given = decorators.flatMap(({ name, args: [first, ...more], dialect }) => {
    if (children.has(name)) return first ? [first, ...more] : []
    if (!dialect.controllers.has(name)) return []
    return [...more, ...(first?.kind === 'object' ? [...children].flatMap((key) => first.members.get(key) ?? []) : [])]
  })
  const fields = value.node.body.body.flatMap((member) => {
    const name =
      member.type === 'PropertyDefinition' && member.value ? propertyName(machine, member, envOf(value)) : null
    return name !== null && children.has(name) && member.type === 'PropertyDefinition' && member.value
      ? [evaluate(machine, member.value, envOf(value))]
      : []
  })
  return [...given, ...fields].flatMap(childOf)
}

/** The controllers that hang below another one. */
export function childClasses(machine: Machine, value: ClassValue): ClassValue[] {
  const decorators = decoratorsOf(machine, value, value.node.decorators)
  const dialect = dialectOf(machine, value, decorators)
  return dialect ? childrenOf(machine, value, dialect, decorators).map((child) => child.value) : []
}

/** Controllers may be their own children. */
const MOST_LEVELS = 20

/** The dialect that a class is written in: that of its own decorator, or of one of its methods'. */
export function dialectOf(
  machine: Machine,
  value: ClassValue,
  decorators = decoratorsOf(machine, value, value.node.decorators),
): Dialect | null {
  const own = decorators.find(({ name, dialect }) => dialect.controllers.has(name) || dialect.children?.has(name))
  if (own) return own.dialect
  const members = value.node.body.body.flatMap((member) =>
    member.type === 'MethodDefinition' ? decoratorsOf(machine, value, member.decorators) : [],
  )
  return (
    members.find((one) => one.dialect.bare && one.dialect.verb(one))?.dialect ??
    (value.module.file.text.includes('@foal/core') ? (DIALECTS.get('@foal/core') ?? null) : null)
  )
}

/** The routes that a class declares, in its order, those of its children behind them; null: it is no controller. */
export function routesOf(machine: Machine, value: ClassValue, depth = 0): DeclaredRoute[] | null {
  const decorators = decoratorsOf(machine, value, value.node.decorators)
  const dialect = dialectOf(machine, value, decorators)
  if (!dialect || depth > MOST_LEVELS) return null
  const marks = decorators.filter(({ name }) => dialect.controllers.has(name))
  const given = marks[0]?.args[0]
  const prefixes = marks.length > 0 ? marks.flatMap(({ args }) => givenPaths(args[0])) : givenPaths(undefined)
  const version = given?.kind === 'object' ? given.members.get('version') : undefined
  const below = (paths: PathValue[]): PathValue[] =>
    prefixes.flatMap((prefix) => paths.map((path) => join(dialect, prefix, path)))
  const own = methodsOf(machine, value, dialect.inherits).flatMap(({ owner, member, name }) => {
    const marked = decoratorsOf(machine, owner, member.decorators)
    const versioned = marked.find((one) => one.name === 'Version')?.args[0]
    const beside = marked.filter((one) => one.name === dialect.pathFrom).flatMap(({ args }) => givenPaths(args[0]))
    return marked.flatMap((decorator): DeclaredRoute[] => {
      const verb = dialect.verb(decorator)
      if (!verb) return []
      const paths = below(beside.length > 0 ? beside : givenPaths(verb.path))
      return [
        {
          method: verb.method,
          paths,
          version: versioned ?? version ?? null,
          range: rangeOf(owner.module, decorator.node),
          mark: decorator,
          action: { of: value, owner, member, name, marks: marked, classMarks: decorators },
        },
      ]
    })
  })
  const inner = childrenOf(machine, value, dialect, decorators).flatMap((child) => {
    take(machine, child.value)
    return (routesOf(machine, child.value, depth + 1) ?? []).map((route) => ({
      ...route,
      paths: below(
        child.path
          ? givenPaths(child.path).flatMap((at) => route.paths.map((path) => join(dialect, at, path)))
          : route.paths,
      ),
    }))
  })
  return own.length + inner.length > 0 || marks.length > 0 ? [...own, ...inner] : null
}

/** The controllers of a program whose routes an application has. */
const taken = new WeakMap<Machine, Set<ClassValue>>()

export const isTaken = (machine: Machine, value: ClassValue): boolean => taken.get(machine)?.has(value) ?? false

function take(machine: Machine, value: ClassValue): void {
  machine.entered.add(value.node)
  taken.set(machine, (taken.get(machine) ?? new Set()).add(value))
}

/** What a framework makes of a controller's routes. */
export interface Manner {
  placed(route: DeclaredRoute): PathValue[]
  handlers(route: DeclaredRoute): Handler[]
}

/** What a method answers where nobody knows what the framework makes of it. */
export const unseenAction = ({ range, action: { name } }: DeclaredRoute): Handler => ({
  kind: 'unknown',
  why: `the framework calls ${name.startsWith('\0') ? 'the method' : name}`,
  range,
})

const PLAIN: Manner = { placed: ({ paths }) => paths, handlers: (route) => [unseenAction(route)] }

/** Registers a controller's methods on a router; false: it is none. */
export function addController(
  machine: Machine,
  model: RouterModel,
  counter: Counter,
  value: ClassValue,
  { placed, handlers }: Manner = PLAIN,
): boolean {
  const routes = routesOf(machine, value)
  if (!routes) return false
  for (const route of routes) {
    const { method, range } = route
    model.stack.push({
      kind: method ? 'method' : 'all',
      method,
      paths: placed(route),
      handlers: handlers(route),
      range,
      via: [range],
      routeId: counter.next++,
      when: null,
    })
  }
  take(machine, value)
  return true
}

/** The classes that a list holds, or is: themselves, or objects of theirs. */
export const classesIn = (value: Value | undefined): ClassValue[] =>
  value?.kind === 'array' ? value.items.flatMap(classesIn) : value ? [classOf(value)].filter((one) => one !== null) : []

export const listOf = (value: Value | undefined): Value[] => (value?.kind === 'array' ? value.items : [])
