import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { onlyLooks, rootsIn, takesBack } from './handing.ts'
import { MUTATORS, boundNames, isFunction, keyOf, namesIn, rootName, walk } from './syntax.ts'

/** What is known of a function's names as it is called. */
export interface Known {
  /** Names of what can answer the request. */
  carriers: ReadonlySet<string>
  /** Names of the request. */
  requests: ReadonlySet<string>
  /** Names of the functions around it that are being carried out, too. */
  captured: ReadonlySet<string>
  /** Calls that may throw, or do something else that a later statement could see. */
  risky: ReadonlySet<TSESTree.Node>
}

/** What a function's answer hangs on. */
export interface Relevance {
  fn: TSESTree.FunctionLike
  known: Known
  needed: ReadonlySet<string>
  /** Those that are given, and those that hold one under another name. */
  carriers: ReadonlySet<string>
  /** Names of what stands on the request. */
  shared: ReadonlySet<string>
  /** By statement or expression. */
  verdicts: WeakMap<TSESTree.Node, boolean>
}

/** Methods of the response for which their only argument makes no difference. */
const BODY = /^(?:json|jsonp|render|write)$/

/** Functions of Object and Reflect that write on what they are given first. */
const CHANGES = /^(?:assign|definePropert(?:y|ies)|setPrototypeOf|set|deleteProperty)$/

interface Names {
  fn: TSESTree.FunctionLike
  locals: ReadonlySet<string>
  params: ReadonlySet<string>
}
const declared = new WeakMap<TSESTree.Node, Names>()

/** The names that a function declares itself, apart from its parameters. */
function declaredIn(fn: TSESTree.FunctionLike): Names {
  const known = declared.get(fn)
  if (known) return known
  const locals = new Set<string>()
  if (fn.body)
    walk(fn.body, (node) => {
      if (node.type === 'VariableDeclarator') for (const name of boundNames(node.id)) locals.add(name)
      return true
    })
  const made = { fn, locals, params: new Set(fn.params.flatMap(boundNames)) }
  declared.set(fn, made)
  return made
}

/** What they give is no object. */
const PLAIN: ReadonlySet<string> = new Set([
  'BinaryExpression',
  'UnaryExpression',
  'UpdateExpression',
  'TemplateLiteral',
  'Literal',
  'ArrowFunctionExpression',
  'FunctionExpression',
])

/** How deep a member stands below its root: `a` 0, `a.b` 1. */
const depthOf = (node: TSESTree.Node): number => (node.type === 'MemberExpression' ? depthOf(node.object) + 1 : 0)

/** The names that `{ res, next: done } = req` gives to what can answer. */
const answersIn = (pattern: TSESTree.Node): string[] =>
  pattern.type === 'ObjectPattern'
    ? pattern.properties.flatMap((one) =>
        one.type === 'Property' && one.key.type === 'Identifier' && /^(?:res|next)$/.test(one.key.name)
          ? boundNames(one.value)
          : [],
      )
    : []

/** A loop that nothing but a statement inside can end makes a difference even where that is missing. */
const isEndless = (test: TSESTree.Node | null): boolean => test === null || test.type === 'Literal'

/** The statements of a function that make a difference, found from its ends: what answers, leaves or throws, and what that hangs on. */
class Slice {
  readonly needed = new Set<string>()
  readonly carriers: Set<string>
  /** Names of what stands on the request. */
  readonly shared = new Set<string>()
  names: Names
  known: Known

  constructor(names: Names, known: Known) {
    this.names = names
    this.known = known
    this.carriers = new Set(known.carriers)
  }

  /** Whether setting this makes a difference. */
  sets(target: TSESTree.Node): boolean {
    const root = rootName(target)
    if (root === null) return true
    const { locals, params } = this.names
    const depth = depthOf(target)
    if (locals.has(root)) return this.needed.has(root) || (depth > 0 && this.shared.has(root))
    // What a handler writes on what others left on the request, later ones find.
    if (this.known.requests.has(root)) return true
    return depth > 0 || !params.has(root) || this.needed.has(root)
  }

  /** Whether carrying out an expression makes a difference, whatever its value. */
  acts(expression: TSESTree.Node): boolean {
    let acts = false
    walk(expression, (node) => {
      switch (node.type) {
        case 'Identifier':
          acts ||= this.carriers.has(node.name)
          break
        case 'ThisExpression':
          acts ||= this.carriers.has('this')
          break
        case 'MemberExpression':
          acts ||= this.answers(node)
          break
        case 'ThrowStatement':
        case 'YieldExpression':
        case 'Super':
          acts = true
          break
        case 'AssignmentExpression':
          acts ||= this.sets(node.left)
          break
        case 'UpdateExpression':
          acts ||= this.sets(node.argument)
          break
        case 'UnaryExpression':
          acts ||= node.operator === 'delete' && this.sets(node.argument)
          break
        case 'CallExpression':
        case 'NewExpression':
          acts ||= this.known.risky.has(node.callee) || this.mutates(node) || this.handsOver(node)
          break
        default:
      }
      return !acts
    })
    return acts
  }

  /** `req.res`, `req.next`: the request brings what can answer it. */
  answers(node: TSESTree.MemberExpression): boolean {
    const key = keyOf(node)
    return (
      key === 'res' ||
      (key === 'next' && node.object.type === 'Identifier' && this.known.requests.has(node.object.name))
    )
  }

  mutates(node: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    const { callee } = node
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false
    const [first] = node.arguments
    if (CHANGES.test(callee.property.name) && first && this.setsInside(first)) return true
    return MUTATORS.has(callee.property.name) && this.setsInside(callee.object)
  }

  /** Whether a call may change what something hangs on, for it is given that. */
  handsOver({ callee, arguments: args }: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
    if (takesBack(callee)) return true
    if (onlyLooks(callee)) return false
    const { locals, params } = this.names
    return args
      .flatMap(rootsIn)
      .some(
        (name) =>
          (locals.has(name) || params.has(name) || this.known.captured.has(name)) &&
          (this.needed.has(name) || this.shared.has(name)) &&
          !this.known.requests.has(name),
      )
  }

  /** Whether changing what a name holds makes a difference; of what no name holds, none. */
  setsInside(target: TSESTree.Node): boolean {
    const root = rootName(target)
    if (root === null) return false
    if (this.names.locals.has(root)) return this.needed.has(root) || this.shared.has(root)
    return this.names.params.has(root) || this.known.captured.has(root)
  }

  /** Whether a statement makes a difference; the names that it hangs on are needed then. */
  visit(node: TSESTree.Node): boolean {
    switch (node.type) {
      case 'BlockStatement':
        return this.all(node.body)
      case 'IfStatement':
        return this.control([node.test], [node.consequent, ...(node.alternate ? [node.alternate] : [])])
      case 'ForStatement':
        return (
          this.control(
            [node.init, node.test, node.update].filter((one) => one !== null),
            [node.body],
          ) || isEndless(node.test)
        )
      case 'WhileStatement':
      case 'DoWhileStatement':
        return this.control([node.test], [node.body]) || isEndless(node.test)
      case 'ForOfStatement':
      case 'ForInStatement':
        this.takesItems(node)
        return this.control([node.left, node.right], [node.body]) || this.leavesItem(node)
      case 'SwitchStatement':
        return this.control(
          [node.discriminant, ...node.cases.flatMap(({ test }) => (test ? [test] : []))],
          node.cases.flatMap(({ consequent }) => consequent),
        )
      case 'TryStatement':
        return this.all([
          node.block,
          ...(node.handler ? [node.handler.body] : []),
          ...(node.finalizer ? [node.finalizer] : []),
        ])
      case 'LabeledStatement':
        return this.visit(node.body)
      case 'ReturnStatement':
      case 'ThrowStatement':
        if (node.argument) this.need(node.argument)
        return true
      case 'BreakStatement':
      case 'ContinueStatement':
        return true
      case 'VariableDeclaration':
        return this.declares(node)
      case 'FunctionDeclaration':
        return this.function(node)
      case 'EmptyStatement':
      case 'ClassDeclaration':
        return false
      default: {
        const acts = this.acts(node)
        if (acts) this.need(node)
        this.gives(node)
        return acts
      }
    }
  }

  /** All are visited: each may need names. */
  all(nodes: readonly TSESTree.Node[]): boolean {
    return nodes.map((node) => this.visit(node)).includes(true)
  }

  control(tests: readonly TSESTree.Node[], bodies: readonly TSESTree.Node[]): boolean {
    const matters = this.all(bodies)
    const acts = tests.some((test) => test.type !== 'VariableDeclaration' && this.acts(test))
    if (matters || acts) for (const test of tests) this.need(test)
    return matters || acts
  }

  /** `for (const row of rows)`: a row lies in them. */
  takesItems({ left, right }: TSESTree.ForOfStatement | TSESTree.ForInStatement): void {
    if (left.type !== 'VariableDeclaration' || !(this.isShared(right) || this.isPart(right))) return
    for (const { id } of left.declarations) for (const name of boundNames(id)) this.shared.add(name)
  }

  /** `for (var key in table)`: the last one is there afterwards. */
  leavesItem({ left, right }: TSESTree.ForOfStatement | TSESTree.ForInStatement): boolean {
    const leaves =
      left.type === 'VariableDeclaration' &&
      left.kind === 'var' &&
      left.declarations.some(({ id }) => boundNames(id).some((name) => this.needed.has(name)))
    if (leaves) this.need(right)
    return leaves
  }

  declares(node: TSESTree.VariableDeclaration): boolean {
    let matters = false
    for (const { id, init } of node.declarations) {
      const names = boundNames(id)
      const acts = init !== null && this.acts(init)
      const carries = init !== null && (this.carries(init) || this.closes(init))
      if (carries) for (const name of names) this.carriers.add(name)
      if (init?.type === 'Identifier' && this.known.requests.has(init.name))
        for (const name of answersIn(id)) this.carriers.add(name)
      if (init && (this.isShared(init) || this.isPart(init))) for (const name of names) this.shared.add(name)
      if (init && (acts || names.some((name) => this.needed.has(name)))) {
        this.need(init)
        matters ||= acts || node.kind === 'var'
      }
    }
    return matters
  }

  /** `next = () => { count += 1 }`. */
  gives(node: TSESTree.Node): void {
    if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') return
    const { left, right } = node.expression
    if (left.type === 'Identifier' && this.closes(right)) this.carriers.add(left.name)
  }

  /** Whether it may be, hold or lie in what a name holds that something hangs on: `const row = rows.find(…)`, `const alias = row`. */
  isPart(node: TSESTree.Node): boolean {
    if (PLAIN.has(node.type)) return false
    const { locals, params } = this.names
    return [...namesIn(node)].some(
      (name) => this.needed.has(name) && !this.known.requests.has(name) && (locals.has(name) || params.has(name)),
    )
  }

  /** `req.context`, `req.context || {}`. */
  isShared(node: TSESTree.Node): boolean {
    switch (node.type) {
      case 'Identifier':
        return this.known.requests.has(node.name) || this.shared.has(node.name)
      case 'MemberExpression':
        return this.isShared(node.object)
      case 'LogicalExpression':
        return this.isShared(node.left) || this.isShared(node.right)
      case 'ConditionalExpression':
        return this.isShared(node.consequent) || this.isShared(node.alternate)
      case 'AssignmentExpression':
        return this.isShared(node.left) || this.isShared(node.right)
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
        return this.isShared(node.expression)
      default:
        return false
    }
  }

  carries(node: TSESTree.Node): boolean {
    return (
      [...namesIn(node)].some((name) => this.carriers.has(name)) ||
      (node.type === 'MemberExpression' && this.answers(node))
    )
  }

  /** Whether a function is made there that makes a difference once it is called. */
  closes(node: TSESTree.Node): boolean {
    let found = false
    walk(node, (at) => {
      if (isFunction(at) && at.body) found ||= this.acts(at.body)
      return !found && !isFunction(at)
    })
    return found
  }

  function(node: TSESTree.FunctionDeclaration): boolean {
    if (node.id && (this.carries(node.body) || this.acts(node.body))) this.carriers.add(node.id.name)
    if (this.acts(node.body) || (node.id && this.needed.has(node.id.name))) this.need(node.body)
    return false
  }

  need(node: TSESTree.Node): void {
    walk(node, (at) => {
      if (at.type === 'Identifier') this.needed.add(at.name)
      if (at.type !== 'CallExpression' || !this.isBody(at)) return true
      this.need(at.callee)
      // Which view it is may matter.
      const [view] = at.arguments
      if (view && at.callee.type === 'MemberExpression' && keyOf(at.callee) === 'render') this.need(view)
      return false
    })
  }

  /** A call whose argument is only sent. */
  isBody({ callee, arguments: args }: TSESTree.CallExpression): boolean {
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || !BODY.test(callee.property.name))
      return false
    const plain = args.length === 1 || callee.property.name === 'render'
    return plain && this.carries(callee.object) && args.every((arg) => !this.acts(arg))
  }
}

const sizeOf = ({ needed, carriers, shared }: Slice): number => needed.size + carriers.size + shared.size

/** What a function's answer hangs on. */
export function relevanceOf(fn: TSESTree.FunctionLike, known: Known): Relevance {
  const slice = new Slice(declaredIn(fn), known)
  for (let before = -1; before !== sizeOf(slice);) {
    before = sizeOf(slice)
    if (fn.body?.type === 'BlockStatement') slice.visit(fn.body)
  }
  const { needed, carriers, shared } = slice
  return { fn, known, needed, carriers, shared, verdicts: new WeakMap() }
}

/** Whether a statement or an expression of the function makes a difference, whatever the expression's value. */
export function matters({ fn, known, needed, carriers, shared, verdicts }: Relevance, node: TSESTree.Node): boolean {
  const before = verdicts.get(node)
  if (before !== undefined) return before
  const slice = new Slice(declaredIn(fn), { ...known, carriers })
  for (const name of needed) slice.needed.add(name)
  for (const name of shared) slice.shared.add(name)
  const verdict = /Expression$/.test(node.type) ? slice.acts(node) : slice.visit(node)
  verdicts.set(node, verdict)
  return verdict
}
