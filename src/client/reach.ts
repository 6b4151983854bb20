import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { definitionOf, exportOf, moduleAt, requiredBy, takenFrom, without } from './names.ts'
import type { Expr, Names } from './names.ts'
import { keyOf } from './script.ts'
import type { ClassNode, Variable } from './script.ts'

/** How far an expression is followed through names, members and calls. */
const MAX_DEPTH = 40
/** How much is looked at for one question: names that lead to each other by several ways would be followed without end. */
const MOST_STEPS = 2_000

/** What the question that is being answered may still look at, and how many of its questions are open. */
const work = { left: 0, open: 0 }

export type FunctionNode = TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression

export const isFunction = (node: TSESTree.Node): node is FunctionNode =>
  node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'

export const isClass = (node: TSESTree.Node): node is ClassNode =>
  node.type === 'ClassDeclaration' || node.type === 'ClassExpression'

const absent = (expr: Expr): Expr => ({ ...expr, absent: true })

/** Answers a question with the steps that are left of the one it belongs to. */
function asking<T>(answer: () => T): T {
  if (work.open === 0) work.left = MOST_STEPS
  work.open += 1
  try {
    return answer()
  } finally {
    work.open -= 1
  }
}

/** What an expression comes to, as far as names, members and simple functions lead; itself where nothing more can be told. */
export const reach = (expr: Expr, depth = 0): Expr => asking(() => followed(expr, depth))

function followed(expr: Expr, depth: number): Expr {
  const { names } = expr
  const node = without(expr.node)
  const here = node === expr.node ? expr : { ...expr, node }
  work.left -= 1
  if (depth > MAX_DEPTH || work.left < 0 || expr.absent) return here
  const next = step(node, names, depth + 1)
  return next ? followed(next, depth + 1) : here
}

function step(node: TSESTree.Node, names: Names, depth: number): Expr | null {
  switch (node.type) {
    case 'Identifier':
      return behindName(node, names, depth)
    case 'MemberExpression': {
      const name = keyOf(node)
      return name === null ? null : memberOf({ node: node.object, names }, name, depth)
    }
    case 'LogicalExpression':
      return eitherOf(node, names, depth)
    case 'CallExpression':
      return givenBy(node, names, depth)
    default:
      return null
  }
}

function behindName(node: TSESTree.Identifier, names: Names, depth: number): Expr | null {
  const variable = names.script.variableOf(node)
  if (!variable || variable.defs.length === 0) return node.name === 'undefined' ? absent({ node, names }) : null
  const taken = takenFrom(variable)
  if (taken) return memberOf({ node: taken.object, names }, taken.name, depth)
  const found = definitionOf(variable, names, depth)
  return found?.node === node && found.names === names ? null : found
}

/** `process.env.API`, `import.meta.env.VITE_API`: the name; null: something else. */
function environmentName(node: TSESTree.Node): string | null {
  const plain = without(node)
  if (plain.type !== 'MemberExpression' || plain.object.type !== 'MemberExpression' || keyOf(plain.object) !== 'env')
    return null
  const root = plain.object.object
  return root.type === 'MetaProperty' || (root.type === 'Identifier' && root.name === 'process') ? keyOf(plain) : null
}

/** `a ?? b`, `a || b`: the first where it is there, the second where it surely is not. What the environment may set is its default where nothing of the project sets it. */
function eitherOf({ operator, left, right }: TSESTree.LogicalExpression, names: Names, depth: number): Expr | null {
  if (operator === '&&') return null
  const set = environmentName(left)
  const first = reach({ node: left, names }, depth)
  const second = { node: right, names }
  if (set !== null) return names.modules.isSet(names.script.file.absolute, set) ? null : second
  if (first.absent) return second
  if (first.node.type === 'ObjectExpression' || isFunction(first.node)) return first
  if (first.node.type !== 'Literal') return null
  if (operator === '||' && !first.node.value) return second
  return first.node.value === null ? second : first
}

/** What a call gives: a module, or what a function of the project returns. */
function givenBy(node: TSESTree.CallExpression, names: Names, depth: number): Expr | null {
  const specifier = requiredBy(node, names)
  if (specifier !== null) {
    const module = moduleAt(names, specifier)
    return module?.names.script.whole ? exportOf(module, 'default') : module
  }
  const [first] = node.arguments
  if (
    node.callee.type === 'MemberExpression' &&
    node.callee.object.type === 'Identifier' &&
    node.callee.object.name === 'Object' &&
    keyOf(node.callee) === 'freeze' &&
    first
  )
    return { node: first, names }
  const callee = reach({ node: node.callee, names }, depth)
  if (!isFunction(callee.node)) return null
  const returned = returnedBy(callee.node)
  return returned && { node: returned, names: filled(callee, callee.node, { args: node.arguments, names }) }
}

/** The only thing that a function ever gives, with nothing but constants before it. */
function returnedBy({ body, async: later, generator }: FunctionNode): TSESTree.Node | null {
  if (later || generator) return null
  if (body?.type !== 'BlockStatement') return body ?? null
  const last = body.body.at(-1)
  const before = body.body.slice(0, -1)
  const isPlain = before.every((one) => one.type === 'VariableDeclaration' || one.type === 'FunctionDeclaration')
  return isPlain && last?.type === 'ReturnStatement' ? last.argument : null
}

interface Arguments {
  args: TSESTree.CallExpressionArgument[]
  names: Names
}

/** What names mean inside a function that is called so. */
export function filled({ names: own }: Expr, { params }: FunctionNode, { args, names }: Arguments): Names {
  const bound = new Map(own.bound)
  const spread = args.findIndex(({ type }) => type === 'SpreadElement')
  for (const [index, param] of params.entries()) {
    if (spread >= 0 && index >= spread) break
    const given = args[index]
    bindParameter(bound, param, given ? { node: given, names } : absent({ node: param, names }), own)
  }
  return { ...own, bound }
}

/** A function that changes what it was given asks for something else than its caller said. */
function isRewritten(variable: Variable, { script }: Names): boolean {
  if (variable.references.some((reference) => reference.isWrite() && !reference.init)) return true
  return script.settings.some(
    ({ object, name }) =>
      (name === null || ASKED.has(name)) && object.type === 'Identifier' && script.variableOf(object) === variable,
  )
}

const ASKED = new Set(['method', 'url', 'baseURL'])

function bindParameter(bound: Map<Variable, Expr>, param: TSESTree.Node, given: Expr, own: Names): void {
  if (param.type === 'AssignmentPattern') {
    const here = reach(given)
    return bindParameter(
      bound,
      param.left,
      here.absent ? { node: param.right, names: { ...own, bound: new Map(bound) } } : given,
      own,
    )
  }
  if (param.type === 'TSParameterProperty') return bindParameter(bound, param.parameter, given, own)
  if (param.type === 'Identifier') {
    const variable = own.script.variableOf(param)
    if (variable && !isRewritten(variable, own)) bound.set(variable, given)
  }
  if (param.type !== 'ObjectPattern') return
  for (const one of param.properties) {
    if (one.type !== 'Property' || one.computed || one.key.type !== 'Identifier') continue
    const value = given.absent ? null : propertyOf(given, one.key.name)
    if (value) bindParameter(bound, one.value, value, own)
  }
}

/** The value of a property; `absent` where the object surely has none; null: nobody can tell. */
export const propertyOf = (given: Expr, name: string, depth = 0): Expr | null =>
  asking(() => propertyIn(reach(given, depth), name, depth))

/** The same of an object that was reached. */
function propertyIn(object: Expr, name: string, depth: number): Expr | null {
  if (object.absent) return object
  const { node, names } = object
  if (node.type !== 'ObjectExpression' || depth > MAX_DEPTH || isChanged(object, name)) return null
  for (const property of node.properties.toReversed()) {
    if (property.type === 'SpreadElement') {
      const spread = propertyOf({ node: property.argument, names }, name, depth + 1)
      if (!spread?.absent) return spread
      continue
    }
    if (property.computed) return null
    const key =
      property.key.type === 'Identifier'
        ? property.key.name
        : property.key.type === 'Literal'
          ? property.key.value
          : null
    if (key === name)
      return property.kind === 'get'
        ? null
        : { node: property.value, names: isFunction(property.value) ? { ...names, self: object } : names }
  }
  return absent(object)
}

/** Whether something was set on an object after it was made. */
const isChanged = ({ node, names }: Expr, name: string): boolean =>
  (names.modules.changes.get(node) ?? []).some((change) => change.name === null || change.name === name)

/** A member of a module, an object, a class or one of its instances. */
function memberOf(given: Expr, name: string, depth: number): Expr | null {
  const object = reach(given, depth)
  const { node, names } = object
  if (object.absent) return object
  if (node.type === 'Program') return exportOf(object, name, depth)
  if (node.type === 'ThisExpression') return ofThis(node, names, name, depth)
  if (node.type === 'NewExpression') return ofInstance(object, node, name, depth)
  if (isClass(node)) return fieldOf({ node, names }, node, name, true)
  if (node.type === 'TSEnumDeclaration') {
    const member = node.body.members.find(({ id }) => id.type === 'Identifier' && id.name === name)
    return member?.initializer ? { node: member.initializer, names } : null
  }
  return propertyIn(object, name, depth)
}

function ofThis(node: TSESTree.ThisExpression, names: Names, name: string, depth: number): Expr | null {
  if (names.self) return memberOf(names.self, name, depth + 1)
  const owner = names.script.owners.get(node)
  if (!owner) return null
  return isClass(owner)
    ? fieldOf({ node: owner, names }, owner, name, false)
    : propertyOf({ node: owner, names }, name, depth + 1)
}

function ofInstance(object: Expr, node: TSESTree.NewExpression, name: string, depth: number): Expr | null {
  const made = reach({ node: node.callee, names: object.names }, depth + 1)
  if (!isClass(made.node)) return null
  const own = made.node.body.body.find((one) => one.type === 'MethodDefinition' && one.kind === 'constructor')
  const start = own?.type === 'MethodDefinition' && isFunction(own.value) ? own.value : null
  const names = start ? filled(made, start, { args: node.arguments, names: object.names }) : made.names
  return fieldOf({ node: made.node, names: { ...names, self: object } }, made.node, name, false)
}

/** A field, method or parameter property of a class; null where it is set in more than one place. */
function fieldOf({ names }: Expr, owner: ClassNode, name: string, isStatic: boolean): Expr | null {
  const found: Expr[] = []
  for (const member of owner.body.body) {
    if (member.type === 'MethodDefinition' && member.kind === 'constructor')
      found.push(...parameterProperty(member.value, name, names))
    if (
      (member.type !== 'PropertyDefinition' && member.type !== 'MethodDefinition') ||
      member.static !== isStatic ||
      member.computed
    )
      continue
    const isGetter = member.type === 'MethodDefinition' && member.kind === 'get'
    if (keyName(member.key) === name && member.value)
      found.push(...(isGetter ? getter(member.value, names) : [{ node: member.value, names }]))
  }
  const set = names.script.settings.filter(
    (one) => one.owner === owner && one.name === name && one.object.type === 'ThisExpression',
  )
  const [only, ...others] = [...found, ...set.map(({ value }) => ({ node: value, names }))]
  return only && others.length === 0 ? only : null
}

const keyName = (key: TSESTree.Node): string | null =>
  key.type === 'Identifier' || key.type === 'PrivateIdentifier' ? key.name : null

function getter(value: TSESTree.Node, names: Names): Expr[] {
  const returned = isFunction(value) ? returnedBy(value) : null
  return returned ? [{ node: returned, names }] : []
}

function parameterProperty(value: TSESTree.Node, name: string, names: Names): Expr[] {
  return (isFunction(value) ? value.params : []).flatMap((param) => {
    const inner = param.type === 'TSParameterProperty' ? param.parameter : null
    const identifier = inner?.type === 'AssignmentPattern' ? inner.left : inner
    return identifier?.type === 'Identifier' && identifier.name === name ? [{ node: identifier, names }] : []
  })
}
