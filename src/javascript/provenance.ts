import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { SourceRange } from '../text/range.ts'
import { type Frame, type Module, findBinding, type Scope } from './scope.ts'
import type { Call } from './value.ts'

/** An argument of a call that led here, and which member of it. */
interface Parameter {
  frame: Frame
  index: number
  rest: boolean
  keys: string[]
}

const MOST_DEPTH = 12

/** The parameter whose argument an expression hands on; one of the innermost function is preferred. */
function parameterBehind(node: TSESTree.Node | undefined, scope: Scope | null, depth = 0): Parameter | null {
  if (!node || depth > MOST_DEPTH) return null
  const first = (nodes: (TSESTree.Node | null)[]): Parameter | null => {
    const found = nodes
      .map((one) => (one ? parameterBehind(one, scope, depth + 1) : null))
      .filter((one) => one !== null)
    return found.reduce<Parameter | null>(
      (best, one) => (best && best.frame.depth >= one.frame.depth ? best : one),
      null,
    )
  }
  switch (node.type) {
    case 'Identifier': {
      const binding = findBinding(scope, node.name)
      const behind = binding?.init && parameterBehind(binding.init, scope, depth + 1)
      return binding?.parameter ?? (behind ? { ...behind, keys: [...behind.keys, ...(binding?.keys ?? [])] } : null)
    }
    case 'MemberExpression': {
      const base = parameterBehind(node.object, scope, depth + 1)
      return base && { ...base, keys: [...base.keys, keyOf(node)] }
    }
    case 'TemplateLiteral':
      return first(node.expressions)
    case 'BinaryExpression':
    case 'LogicalExpression':
      return first([node.left, node.right])
    case 'ConditionalExpression':
      return first([node.consequent, node.alternate])
    case 'CallExpression':
      return first([...node.arguments, node.callee.type === 'MemberExpression' ? node.callee.object : null])
    case 'ArrayExpression':
      return first(node.elements)
    case 'SpreadElement':
      return first([node.argument])
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return first([node.expression])
    default:
      return null
  }
}

/** The name of a member; '*': one that is computed. */
function keyOf(node: TSESTree.MemberExpression): string {
  if (!node.computed && node.property.type === 'Identifier') return node.property.name
  return node.property.type === 'Literal' ? String(node.property.value) : '*'
}

/** Whether a text says more than a parameter of a path. */
const isWords = (text: string): boolean => /[A-Za-z0-9]/.test(text.replace(/:\w+/g, ''))

/** Whether a path ends in words of its own, after a prefix that was handed in: then it is what the person wrote there. */
function hasOwnWords(node: TSESTree.Node | undefined): boolean {
  switch (node?.type) {
    case 'TemplateLiteral':
      return isWords(node.quasis.at(-1)?.value.raw ?? '')
    case 'BinaryExpression':
      return hasOwnWords(node.right)
    case 'Literal':
      return typeof node.value === 'string' && isWords(node.value)
    default:
      return false
  }
}

const argumentsOf = (node: TSESTree.Node | null): TSESTree.Node[] =>
  node?.type === 'CallExpression' || node?.type === 'NewExpression' ? node.arguments : []

/** What stands in a call for a parameter: the argument, or the member of it that the parameter's pattern takes. */
function argumentFor({ frame, index, rest, keys: [first, second] }: Parameter): TSESTree.Node | undefined {
  const at = rest ? index + Number(first) : index
  const argument = Number.isNaN(at) ? undefined : argumentsOf(frame.call)[at]
  return argument?.type === 'ObjectExpression' ? propertyOf(argument, rest ? second : first) : argument
}

function propertyOf(node: TSESTree.ObjectExpression, key: string | undefined): TSESTree.Node | undefined {
  const property = node.properties.find(
    (one) => one.type === 'Property' && one.key.type === 'Identifier' && one.key.name === key,
  )
  return property?.type === 'Property' ? property.value : undefined
}

const isOnStack = (frame: Frame, wanted: Frame): boolean => {
  for (let at: Frame | null = frame; at; at = at.parent) if (at === wanted) return true
  return false
}

/** What was written for a member of an object that a helper put on a list before, and has long returned from. */
function deferred(
  node: TSESTree.Node | undefined,
  scope: Scope,
  frame: Frame,
): { argument: TSESTree.Node; scope: Scope } | null {
  const binding = node?.type === 'Identifier' ? findBinding(scope, node.name) : null
  const base =
    node?.type === 'MemberExpression' && node.object.type === 'Identifier'
      ? findBinding(scope, node.object.name)?.value
      : undefined
  const holder = binding?.holder ?? (base?.kind === 'object' ? base : undefined)
  const key =
    node?.type === 'MemberExpression' ? keyOf(node) : (binding?.parameter?.keys.at(-1) ?? binding?.keys?.at(-1))
  if (!holder?.born || !holder.born.frame.node || isOnStack(frame, holder.born.frame)) return null
  const argument = propertyOf(holder.born.node, key)
  return argument ? { argument, scope: holder.born.scope } : null
}

/** `f.call(self, …)` hands its arguments on one place further. */
function argumentOf({ node }: Call, index: number): TSESTree.Node | undefined {
  const callee = node.type === 'CallExpression' && node.callee.type === 'MemberExpression' ? keyOf(node.callee) : ''
  const { [1]: list } = argumentsOf(node)
  if (callee === 'apply') return list?.type === 'ArrayExpression' ? (list.elements[index] ?? undefined) : undefined
  return argumentsOf(node)[callee === 'call' ? index + 1 : index]
}

/** The list that a callback walks: the object of `forEach`. */
const walked = (node: TSESTree.Node | null): TSESTree.Node | undefined =>
  node?.type === 'CallExpression' && node.callee.type === 'MemberExpression' ? node.callee.object : undefined

/** Where a call shows: chains start at their own name, for all their calls begin at the same place. */
export function placeOf(module: Module, node: TSESTree.Node): SourceRange {
  const [start, end] = node.range
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return module.file.range(start, end)
  const { object, property } = node.callee
  const chained =
    object.type === 'CallExpression' || module.file.text.slice(object.range[0], property.range[0]).includes('\n')
  return module.file.range(chained ? property.range[0] : start, end)
}

/** The call that a person wrote to give an argument: a helper's call site, where the helper only hands it on. */
export function writtenAt(call: Call, index: number): SourceRange {
  let place = placeOf(call.module, call.node)
  const given = argumentOf(call, index)
  const before = deferred(given, call.scope, call.frame)
  let argument = before?.argument ?? given
  let scope: Scope | null = before?.scope ?? call.scope
  for (let step = 0; step < MOST_DEPTH; step += 1) {
    const parameter: Parameter | null = hasOwnWords(argument) ? null : parameterBehind(argument, scope)
    if (!parameter) return place
    const { frame }: Parameter = parameter
    if (!frame.call || !frame.module) return place
    if (!frame.callback) place = placeOf(frame.module, frame.call)
    argument = frame.callback ? walked(frame.call) : argumentFor(parameter)
    scope = frame.scope
  }
  return place
}

/** The calls that led to a call, outermost first, and the call itself. */
export function trailOf(call: Call): SourceRange[] {
  const trail = [placeOf(call.module, call.node)]
  for (let at: Frame | null = call.frame; at; at = at.parent) {
    if (at.call && at.module && !at.callback) trail.push(placeOf(at.module, at.call))
  }
  return trail.reverse()
}
