import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { iterate } from '../../javascript/natives/iterator.ts'
import type { Module } from '../../javascript/scope.ts'
import { constant } from '../../javascript/value.ts'
import type { ArrayValue, Value } from '../../javascript/value.ts'
import { builtInError } from './errors.ts'
import { Thrown, rangeOf } from './run.ts'

const thrown = (module: Module, node: TSESTree.Node, name: string, text: string): Thrown =>
  new Thrown(builtInError(name, constant(text)), rangeOf(module, node))

/** Whether a value is certainly none that can be walked: a number, true, null, undefined. */
export const isNoList = (value: Value): boolean => value.kind === 'constant' && typeof value.value !== 'string'

/** The elements of what is walked; throws where it certainly cannot be. */
export function walked(module: Module, node: TSESTree.Node, value: Value): ArrayValue {
  if (isNoList(value)) throw thrown(module, node, 'TypeError', 'it is not iterable')
  return iterate(value)
}

export const notNothing = (module: Module, node: TSESTree.Node, of: Value): void => {
  if (of.kind === 'constant' && (of.value === null || of.value === undefined))
    throw thrown(module, node, 'TypeError', `Cannot change properties of ${String(of.value)}`)
}

const DATA: ReadonlySet<Value['kind']> = new Set(['constant', 'array', 'object', 'regex', 'open-text'])

/** Whether a value is certainly no function. */
export const isNoFunction = (value: Value): boolean => value.kind === 'class' || DATA.has(value.kind)

/** Whether `new` on a value certainly throws. */
export const isNoConstructor = (value: Value): boolean =>
  DATA.has(value.kind) ||
  (value.kind === 'function' &&
    (value.node.type === 'ArrowFunctionExpression' || ('async' in value.node && value.node.async) === true))

export const notAConstructor = (module: Module, node: TSESTree.Node): Thrown =>
  thrown(module, node, 'TypeError', 'it is not a constructor')

/** The right side of `in` and `instanceof` is an object. */
export const needsObject = (module: Module, node: TSESTree.BinaryExpression, right: Value): void => {
  if ((node.operator === 'in' || node.operator === 'instanceof') && right.kind === 'constant')
    throw thrown(module, node, 'TypeError', `the right side of ${node.operator} is no object`)
}

export const notDefined = (module: Module, node: TSESTree.Node, name: string): Thrown =>
  thrown(module, node, 'ReferenceError', `${name} is not defined`)
