import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { surelyHas } from './access.ts'
import { assignment, remove, update } from './assignment.ts'
import { callValue } from './call.ts'
import { conditional, logical } from './choosing.ts'
import { constructValue, classValue, constructParent } from './classes.ts'
import { awaited } from './exceptions.ts'
import { readable } from './installed.ts'
import { importedModule } from './linking.ts'
import { elements, literal, object, template } from './literals.ts'
import { functionValue, MOST_NESTING, makeCall, spent, textOf, type Env, type Machine } from './machine.ts'
import { member } from './member.ts'
import { globalValue } from './natives/globals.ts'
import { metaOf } from './natives/require.ts'
import { binary, unary } from './operators.ts'
import { findBinding, readBinding } from './scope.ts'
import {
  UNDEFINED,
  constant,
  isUndefined,
  stringOf,
  unknown,
  type Condition,
  type FunctionValue,
  type Value,
} from './value.ts'

/** What an expression is, carried out with the bindings that hold there. */
export function evaluate(machine: Machine, node: TSESTree.Node, env: Env): Value {
  if (machine.steps <= 0) {
    spent(machine, env)
    return unknown('too much work')
  }
  if (machine.nesting >= MOST_NESTING) return unknown('too deep')
  machine.steps -= 1
  machine.taken += 1
  machine.nesting += 1
  try {
    return expression(machine, node, env)
  } finally {
    machine.nesting -= 1
  }
}

function expression(machine: Machine, node: TSESTree.Node, env: Env): Value {
  switch (node.type) {
    case 'Literal':
      return literal(node)
    case 'TemplateLiteral':
      return template(machine, node, env)
    case 'Identifier':
      return identifier(machine, node.name, env)
    case 'ThisExpression':
      return env.self
    case 'MemberExpression':
      return member(machine, node, env).value
    case 'CallExpression':
      return call(machine, node, env)
    case 'NewExpression':
      return construct(machine, node, env)
    case 'ObjectExpression':
      return object(machine, node, env)
    case 'ArrayExpression':
      return elements(machine, node.elements, env)
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return remember(machine, functionValue(node, env))
    case 'ClassExpression':
      return classValue(machine, node, env)
    case 'AssignmentExpression':
      return assignment(machine, node, env)
    case 'LogicalExpression':
      return logical(machine, node, env)
    case 'ConditionalExpression':
      return conditional(machine, node, env)
    case 'BinaryExpression': {
      const left = operand(machine, node, node.left, env)
      const right = operand(machine, node, node.right, env)
      const isHeld = node.operator === 'in' ? surelyHas(right, left) : null
      return isHeld === null
        ? binary(node.operator, left, right, () => [textOf(env.module, node.left), textOf(env.module, node.right)])
        : constant(isHeld)
    }
    case 'UnaryExpression':
      return node.operator === 'delete'
        ? remove(machine, node.argument, env)
        : unary(node.operator, evaluate(machine, node.argument, env))
    case 'UpdateExpression':
      return update(machine, node, env)
    case 'AwaitExpression':
      return awaited(machine, evaluate(machine, node.argument, env))
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSSatisfiesExpression':
    case 'TSInstantiationExpression':
      return evaluate(machine, node.expression, env)
    case 'YieldExpression':
      return node.argument ? evaluate(machine, node.argument, env) : UNDEFINED
    case 'SequenceExpression':
      return node.expressions.map((one) => evaluate(machine, one, env)).at(-1) ?? UNDEFINED
    case 'ImportExpression':
      return importedModule(machine, env.module, stringOf(evaluate(machine, node.source, env)), 'import')
    case 'MetaProperty':
      return node.meta.name === 'import' ? metaOf(machine, env.module) : unknown('new.target')
    default:
      return unknown(node.type)
  }
}

/** A part of a text may be a constant of an installed package. */
function operand(machine: Machine, { operator }: TSESTree.BinaryExpression, node: TSESTree.Node, env: Env): Value {
  const value = evaluate(machine, node, env)
  return operator === '+' ? readable(machine, value) : value
}

function identifier(machine: Machine, name: string, env: Env): Value {
  if (name === 'undefined') return UNDEFINED
  const binding = findBinding(env.scope, name)
  if (binding?.within && holdsStill(machine, binding.within.condition)) return binding.within.value
  return binding ? readBinding(binding, name) : globalValue(machine, name, env)
}

function holdsStill(machine: Machine, wanted: Condition): boolean {
  for (let at = machine.condition; at && at.depth >= wanted.depth; at = at.outer) if (at === wanted) return true
  return false
}

function argumentsOf(machine: Machine, nodes: TSESTree.Node[], env: Env): { args: Value[]; open: boolean } {
  const { items, open } = elements(machine, nodes, env)
  return { args: items, open }
}

function call(machine: Machine, node: TSESTree.CallExpression, env: Env): Value {
  const { callee } = node
  if (callee.type === 'Super') {
    const { args, open } = argumentsOf(machine, node.arguments, env)
    return env.home
      ? constructParent(machine, env.home, env.self, makeCall(machine, node, env, env.self, args, open))
      : unknown('super')
  }
  const target = unwrap(callee)
  const { self, value } =
    target.type === 'MemberExpression'
      ? member(machine, target, env)
      : { self: UNDEFINED, value: evaluate(machine, target, env) }
  if (node.optional && isUndefined(value)) return UNDEFINED
  const { args, open } = argumentsOf(machine, node.arguments, env)
  return callValue(machine, value, makeCall(machine, node, env, self, args, open))
}

function unwrap(node: TSESTree.Node): TSESTree.Node {
  if (
    node.type === 'ChainExpression' ||
    node.type === 'TSNonNullExpression' ||
    node.type === 'TSAsExpression' ||
    node.type === 'TSInstantiationExpression'
  )
    return unwrap(node.expression)
  return node
}

function construct(machine: Machine, node: TSESTree.NewExpression, env: Env): Value {
  const callee = evaluate(machine, node.callee, env)
  const { args, open } = argumentsOf(machine, node.arguments, env)
  return constructValue(machine, callee, makeCall(machine, node, env, UNDEFINED, args, open))
}

/** Every function value is remembered, so that those which are never called can be looked at in the end. */
function remember(machine: Machine, value: FunctionValue): FunctionValue {
  machine.functions.set(value.node, value)
  return value
}
