import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { evaluate, propertyName } from '../javascript/evaluate.ts'
import { rangeOf } from '../javascript/machine.ts'
import type { Env, Machine } from '../javascript/machine.ts'
import { UNDEFINED, stringOf } from '../javascript/value.ts'
import type { ClassValue, Value } from '../javascript/value.ts'
import type { Counter } from './host.ts'
import { pathsOf } from './paths.ts'
import type { PathValue, RouterModel } from './stack.ts'
import { methodOf } from './verbs.ts'

/** Frameworks on Express whose routes are decorated classes: Nest and routing-controllers. */
const PACKAGES = new Set(['@nestjs/common', 'routing-controllers'])
const CONTROLLERS = new Set(['Controller', 'JsonController'])

interface Decorator { name: string; args: Value[]; node: TSESTree.Decorator }

function decoratorsOf(machine: Machine, value: ClassValue, nodes: TSESTree.Decorator[]): Decorator[] {
  const env: Env = { scope: value.scope, self: UNDEFINED, module: value.module, home: null }
  return nodes.flatMap((node) => {
    const made = evaluate(machine, node.expression, env)
    return made.kind === 'external' && PACKAGES.has(made.package) ? [{ name: made.path.at(-1) ?? '', args: made.args ?? [], node }] : []
  })
}

/** Whether a class reads like a controller, without anything being carried out. */
export const isDecorated = ({ node, module }: ClassValue): boolean =>
  node.decorators.some((decorator) => /^@(?:Json)?Controller\b/.test(module.file.text.slice(decorator.range[0], decorator.range[1])))

/** `'users'`, `['users', 'people']`, `{ path: 'users' }` or nothing; a version in the path is a matter of settings, and left open. */
function givenPaths(value: Value | undefined): PathValue[] {
  if (!value) return [{ kind: 'string', value: '' }]
  if (value.kind !== 'object') return pathsOf(value, 'a path')
  return value.members.has('version') ? [{ kind: 'open', text: '${version}' }] : givenPaths(value.members.get('path'))
}

function join(before: PathValue, after: PathValue): PathValue {
  if (before.kind === 'string' && after.kind === 'string') return { kind: 'string', value: `/${before.value}/${after.value}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1') }
  const text = (path: PathValue): string => (path.kind === 'string' ? path.value : path.kind === 'regex' ? path.source : path.text)
  return { kind: 'open', text: `${text(before)}/${text(after)}` }
}

/** What a method's decorator registers: `@Get(path)`, `@All(path)`, `@Method('get', path)`. */
function verbOf({ name, args }: Decorator): { method: string | null; path: Value | undefined } | null {
  if (name === 'Method') return { method: stringOf(args[0])?.toUpperCase() ?? null, path: args[1] }
  if (name === 'All') return { method: null, path: args[0] }
  const method = /^[A-Z][a-z]+$/.test(name) ? methodOf(name.toLowerCase()) : null
  return method ? { method, path: args[0] } : null
}

/** Registers a controller's methods on a router; false: it is none. What a method answers is the framework's business. */
export function addController(machine: Machine, model: RouterModel, counter: Counter, value: ClassValue): boolean {
  const controller = decoratorsOf(machine, value, value.node.decorators).find(({ name }) => CONTROLLERS.has(name))
  if (!controller) return false
  const env: Env = { scope: value.scope, self: UNDEFINED, module: value.module, home: null }
  const prefixes = givenPaths(controller.args[0])
  for (const member of value.node.body.body) {
    if (member.type !== 'MethodDefinition' || member.kind !== 'method') continue
    for (const decorator of decoratorsOf(machine, value, member.decorators)) {
      const verb = verbOf(decorator)
      if (!verb) continue
      const range = rangeOf(value.module, decorator.node)
      const paths = prefixes.flatMap((prefix) => givenPaths(verb.path).map((path) => join(prefix, path)))
      const why = `the framework calls ${propertyName(machine, member, env) ?? 'the method'}`
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
