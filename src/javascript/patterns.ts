import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { getMember, iterate, setMember, underConditions } from './access.ts'
import { evaluate } from './evaluator.ts'
import { openDepth, textOf, type Env, type Machine } from './machine.ts'
import { declare, findBinding, type Binding, type Scope } from './scope.ts'
import {
  alternatives,
  asDefault,
  assumptionOf,
  either,
  isUndefined,
  objectOf,
  privateName,
  textOf as textOfValue,
  UNDEFINED,
  unknown,
  unsetOf,
  withUnset,
  type ExternalValue,
  type Value,
} from './value.ts'

/** How the names of a pattern get their values: declared anew in a scope, or assigned. */
type How = { declare: Scope; more: Partial<Binding> } | null

function assignName(machine: Machine, name: string, value: Value, env: Env): void {
  const binding = findBinding(env.scope, name)
  if (!binding) {
    declare(env.module.scope, name, value)
    return
  }
  const mayKeep = openDepth(machine) > binding.depth && !isUndefined(binding.value)
  if (binding.value.kind === 'host' && binding.value !== value)
    binding.before = [...(binding.before ?? []), binding.value]
  delete binding.within
  if (mayKeep && machine.condition) binding.within = { condition: machine.condition, value }
  binding.value = mayKeep ? underConditions(machine, binding.value, value, binding.depth) : value
  delete binding.init
  delete binding.read
}

function bindName(machine: Machine, name: string, value: Value, env: Env, how: How): void {
  if (!how) assignName(machine, name, value, env)
  else declare(how.declare, name, value, { depth: openDepth(machine), ...how.more })
}

/** Below a pattern, the binding remembers which member of the argument or initial value it takes. */
function deeper(how: How, key: string): How {
  if (!how) return null
  const { parameter, init, keys = [] } = how.more
  if (parameter) return { ...how, more: { parameter: { ...parameter, keys: [...parameter.keys, key] } } }
  return { ...how, more: init ? { init, keys: [...keys, key] } : {} }
}

function bindObject(machine: Machine, pattern: TSESTree.ObjectPattern, value: Value, env: Env, how: How): void {
  const taken: string[] = []
  for (const property of pattern.properties) {
    if (property.type === 'RestElement') {
      bindPattern(machine, property.argument, without(value, taken), env, how)
      continue
    }
    const key = propertyName(machine, property, env)
    if (key !== null) taken.push(key)
    const inside = deeper(how, key ?? '')
    if (inside && value.kind === 'object') inside.more.holder = value
    bindPattern(
      machine,
      property.value,
      key === null ? unknown('a computed key') : getMember(machine, value, key),
      env,
      inside,
    )
  }
}

function without(value: Value, keys: string[]): Value {
  if (value.kind !== 'object') return unknown('the rest of an object')
  const rest = objectOf(
    [...value.members].filter(([key]) => !keys.includes(key)),
    value.open,
  )
  rest.proto = value.proto
  return rest
}

function bindArray(machine: Machine, pattern: TSESTree.ArrayPattern, value: Value, env: Env, how: How): void {
  const { items, open } = iterate(value)
  for (const [index, element] of pattern.elements.entries()) {
    if (!element) continue
    if (element.type === 'RestElement')
      bindPattern(
        machine,
        element.argument,
        { kind: 'array', items: items.slice(index), open },
        env,
        deeper(how, String(index)),
      )
    else
      bindPattern(
        machine,
        element,
        items[index] ?? (open ? unknown('an element') : UNDEFINED),
        env,
        deeper(how, String(index)),
      )
  }
}

/** What a call of a package gave, or holds. */
const isGiven = (value: ExternalValue): boolean => {
  for (let at: ExternalValue | null = value; at; at = at.of === at ? null : at.of) if (at.args) return true
  return false
}

/** Whether a value may be undefined, as far as anyone can tell. */
const mayBeMissing = (value: Value): boolean =>
  isUndefined(value) ||
  value.kind === 'unknown' ||
  (value.kind === 'external' && isGiven(value)) ||
  (value.kind === 'either' && value.values.some(mayBeMissing))

/** A default stands in for undefined; where the files leave the value open, it may. */
function withDefault(machine: Machine, node: TSESTree.AssignmentPattern, value: Value, env: Env): Value {
  if (isUndefined(value)) return evaluate(machine, node.right, env)
  if (value.kind === 'unknown' && value.unset && isUndefined(value.unset))
    return asDefault(evaluate(machine, node.right, env), `${textOf(env.module, node.left)} is not given`)
  if (!mayBeMissing(value)) return value
  const written = evaluate(machine, node.right, env)
  const unset = unsetOf(value)
  const rest = alternatives(value).filter((one) => !isUndefined(one))
  const decided = unset
    ? isUndefined(unset)
      ? unsetOf(written)
      : unset
    : rest.every(({ kind }) => kind === 'unknown' || kind === 'external')
      ? unsetOf(written)
      : null
  return withUnset(
    either(written, ...rest),
    decided,
    assumptionOf(value) ?? `${textOf(env.module, node.left)} is not given`,
  )
}

export function bindPattern(machine: Machine, pattern: TSESTree.Node, value: Value, env: Env, how: How): void {
  switch (pattern.type) {
    case 'Identifier':
      return bindName(machine, pattern.name, value, env, how)
    case 'AssignmentPattern':
      return bindPattern(machine, pattern.left, withDefault(machine, pattern, value, env), env, how)
    case 'ObjectPattern':
      return bindObject(machine, pattern, value, env, how)
    case 'ArrayPattern':
      return bindArray(machine, pattern, value, env, how)
    case 'RestElement':
      return bindPattern(machine, pattern.argument, value, env, how)
    case 'TSParameterProperty':
      return bindParameterProperty(machine, pattern, value, env, how)
    case 'MemberExpression': {
      const target = pattern.object.type === 'Super' ? env.self : evaluate(machine, pattern.object, env)
      return setMember(machine, target, propertyName(machine, pattern, env), value)
    }
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSSatisfiesExpression':
      return bindPattern(machine, pattern.expression, value, env, how)
    default:
  }
}

/** `constructor(private router: Router)` makes a field as well. */
function bindParameterProperty(
  machine: Machine,
  node: TSESTree.TSParameterProperty,
  value: Value,
  env: Env,
  how: How,
): void {
  bindPattern(machine, node.parameter, value, env, how)
  const name = node.parameter.type === 'AssignmentPattern' ? node.parameter.left : node.parameter
  if (name.type === 'Identifier')
    setMember(machine, env.self, name.name, findBinding(env.scope, name.name)?.value ?? value)
}

export function bindParameters(
  machine: Machine,
  params: TSESTree.Parameter[],
  args: Value[],
  open: boolean,
  env: Env,
): void {
  const offset = params[0]?.type === 'Identifier' && params[0].name === 'this' ? 1 : 0
  for (const [index, param] of params.slice(offset).entries()) {
    const how: How = {
      declare: env.scope,
      more: { parameter: { frame: machine.frame, index, rest: param.type === 'RestElement', keys: [] } },
    }
    const missing = open ? unknown('an argument') : UNDEFINED
    const value: Value =
      param.type === 'RestElement' ? { kind: 'array', items: args.slice(index), open } : (args[index] ?? missing)
    bindPattern(machine, param, value, env, how)
  }
}

interface Named {
  type: string
  computed: boolean
  key?: TSESTree.Node
  property?: TSESTree.Node
}

/** The name of a member, property or method; null: computed from something the files leave open. */
export function propertyName(machine: Machine, node: Named, env: Env): string | null {
  const key = node.property ?? node.key
  if (!key) return null
  if (!node.computed && key.type === 'Identifier') return key.name
  if (key.type === 'PrivateIdentifier') return privateName(key.name)
  return textOfValue(evaluate(machine, key, env))
}
