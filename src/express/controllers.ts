import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { evaluate, propertyName } from '../javascript/evaluate.ts'
import { rangeOf } from '../javascript/machine.ts'
import type { Env, Machine } from '../javascript/machine.ts'
import { UNDEFINED } from '../javascript/value.ts'
import type { ClassValue, Value } from '../javascript/value.ts'
import { DIALECTS } from './dialects.ts'
import type { Dialect, Marking } from './dialects.ts'
import type { Counter } from './host.ts'
import { pathsOf } from './paths.ts'
import type { PathValue, RouterModel } from './stack.ts'

interface Decorator extends Marking { dialect: Dialect; node: TSESTree.Decorator }

const envOf = ({ scope, module }: ClassValue): Env => ({ scope, self: UNDEFINED, module, home: null })

function decoratorsOf(machine: Machine, value: ClassValue, nodes: TSESTree.Decorator[]): Decorator[] {
  return nodes.flatMap((node) => {
    const made = evaluate(machine, node.expression, envOf(value))
    const dialect = made.kind === 'external' ? DIALECTS.get(made.package) : undefined
    return made.kind === 'external' && dialect ? [{ name: made.path.at(-1) ?? '', args: made.args ?? [], node, dialect }] : []
  })
}

/** Whether a class reads like a controller, without anything being carried out. */
export const isDecorated = ({ node, module }: ClassValue): boolean =>
  node.decorators.some((decorator) => /^@(?:(?:Json)?Controller|controller|Route)\b/.test(module.file.text.slice(decorator.range[0], decorator.range[1])))

/** `'users'`, `['users', 'people']`, `{ path: 'users' }` or nothing; a version in the path is a matter of settings, and left open. */
function givenPaths(value: Value | undefined): PathValue[] {
  if (!value) return [{ kind: 'string', value: '' }]
  if (value.kind !== 'object') return pathsOf(value, 'a path')
  return value.members.has('version') ? [{ kind: 'open', text: '${version}' }] : givenPaths(value.members.get('path'))
}

function join({ join: joined }: Dialect, before: PathValue, after: PathValue): PathValue {
  if (before.kind === 'string' && after.kind === 'string') return { kind: 'string', value: joined(before.value, after.value) }
  const text = (path: PathValue): string => (path.kind === 'string' ? path.value : path.kind === 'regex' ? path.source : path.text)
  return { kind: 'open', text: `${text(before)}/${text(after)}` }
}

/** A class and its parents, those methods of which nobody below has one of the same name. */
function methodsOf(machine: Machine, value: ClassValue, inherits: boolean): { owner: ClassValue; member: TSESTree.MethodDefinition; name: string }[] {
  const found = new Map<string, { owner: ClassValue; member: TSESTree.MethodDefinition; name: string }>()
  for (let owner: ClassValue | null = value; owner; owner = inherits && owner.parent?.kind === 'class' ? owner.parent : null) {
    for (const member of owner.node.body.body) {
      if (member.type !== 'MethodDefinition' || member.kind !== 'method') continue
      const name = propertyName(machine, member, envOf(owner)) ?? `\0${member.range[0]}`
      if (!found.has(name)) found.set(name, { owner, member, name })
    }
  }
  return [...found.values()]
}

/** Registers a controller's methods on a router; false: it is none. What a method answers is the framework's business. */
export function addController(machine: Machine, model: RouterModel, counter: Counter, value: ClassValue): boolean {
  const controller = decoratorsOf(machine, value, value.node.decorators).find(({ name, dialect }) => dialect.controllers.has(name))
  if (!controller) return false
  const { dialect } = controller
  const prefixes = givenPaths(controller.args[0])
  for (const { owner, member, name } of methodsOf(machine, value, dialect.inherits)) {
    for (const decorator of decoratorsOf(machine, owner, member.decorators)) {
      const verb = dialect.verb(decorator)
      if (!verb) continue
      const range = rangeOf(owner.module, decorator.node)
      const paths = prefixes.flatMap((prefix) => givenPaths(verb.path).map((path) => join(dialect, prefix, path)))
      const why = `the framework calls ${name.startsWith('\0') ? 'the method' : name}`
      model.stack.push({ kind: verb.method ? 'method' : 'all', method: verb.method, paths, handlers: [{ kind: 'unknown', why, range }], range, via: [range], routeId: counter.next++, when: null })
    }
  }
  machine.entered.add(value.node)
  return true
}

const MOST_MODULES = 500

/** The controllers of a Nest module and of all that it imports. `open`: some module cannot be seen. */
export function controllersOf(machine: Machine, root: Value): { controllers: ClassValue[]; open: boolean } {
  const controllers: ClassValue[] = []
  const seen = new Set<Value>()
  const waiting = [root]
  let open = false
  for (let value = waiting.pop(); value && seen.size < MOST_MODULES; value = waiting.pop()) {
    if (seen.has(value)) continue
    seen.add(value)
    const dynamic = value.kind === 'object' ? value.members.get('module') : undefined
    if (dynamic) waiting.push(dynamic)
    const options = value.kind === 'class' ? decoratorsOf(machine, value, value.node.decorators).find(({ name }) => name === 'Module')?.args[0] : value
    if (options?.kind !== 'object') {
      open ||= value.kind === 'unknown'
      continue
    }
    for (const one of listOf(options.members.get('imports'))) waiting.push(one)
    for (const one of listOf(options.members.get('controllers'))) if (one.kind === 'class') controllers.push(one)
  }
  return { controllers, open }
}

export const listOf = (value: Value | undefined): Value[] => (value?.kind === 'array' ? value.items : [])
