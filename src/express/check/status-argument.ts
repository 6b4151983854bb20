import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { rangeOf } from '../../javascript/machine.ts'
import type { Module } from '../../javascript/scope.ts'
import type { Finding } from '../../text/finding.ts'
import { isFunction, walk } from '../answer/syntax.ts'
import type { Major } from '../path/compile.ts'
import type { ResponseCall } from './calls.ts'

const ruleId = 'status-not-a-number'

const isText = (node: TSESTree.Node | undefined): node is TSESTree.StringLiteral =>
  node?.type === 'Literal' && typeof node.value === 'string'

/** What a constant of the file's own level is set to; undefined: nothing of that name, or a function around declares another. */
function constantOf({ module: { program }, owner, around }: ResponseCall, name: string): TSESTree.Node | undefined {
  const isParameter = around.some(
    (node) => isFunction(node) && node.params.some((param) => param.type !== 'Identifier' || param.name === name),
  )
  let isLocal = isParameter
  walk(owner, (node) => {
    isLocal ||= node.type === 'VariableDeclarator' && (node.id.type !== 'Identifier' || node.id.name === name)
    return !isLocal
  })
  for (const statement of isLocal ? [] : program.body) {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declared?.type !== 'VariableDeclaration' || declared.kind !== 'const') continue
    const found = declared.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name)
    if (found) return found.init ?? undefined
  }
  return undefined
}

const bare = (node: TSESTree.Node | undefined): TSESTree.Node | undefined =>
  node?.type === 'TSAsExpression' || node?.type === 'TSSatisfiesExpression' ? bare(node.expression) : node

/** The node that holds an argument's value: its own, that of a constant, or of a property in an object of constants. */
function valueOf(one: ResponseCall, argument: TSESTree.Node | undefined): TSESTree.Node | undefined {
  const node = bare(argument)
  if (node?.type === 'Identifier') return bare(constantOf(one, node.name))
  if (
    node?.type !== 'MemberExpression' ||
    node.computed ||
    node.object.type !== 'Identifier' ||
    node.property.type !== 'Identifier'
  )
    return node
  const { name } = node.property
  const object = bare(constantOf(one, node.object.name))
  const property =
    object?.type === 'ObjectExpression'
      ? object.properties.find(
          (each) => each.type === 'Property' && each.key.type === 'Identifier' && each.key.name === name,
        )
      : undefined
  return property?.type === 'Property' ? bare(property.value) : undefined
}

function textOf(one: ResponseCall, argument: TSESTree.Node | undefined): string | null {
  const node = valueOf(one, argument)
  if (isText(node)) return node.value
  return node?.type === 'TemplateLiteral' && node.expressions.length === 0
    ? (node.quasis[0]?.value.cooked ?? null)
    : null
}

const numberOf = (node: TSESTree.Node | undefined): number | null =>
  node?.type === 'Literal' && typeof node.value === 'number' ? node.value : null

/** A number that is a status and would not come about by itself. */
function statusOf(node: TSESTree.Node | undefined): number | null {
  const number = numberOf(node)
  return number !== null && Number.isInteger(number) && number > 200 && number < 600 ? number : null
}

const isStatus = (text: string): boolean => /^[1-5]\d\d$/.test(text)

/** Some status is set before it in the same handler: the number may well be meant as a body. */
function setsStatus({ call, around }: ResponseCall): boolean {
  const owner = around.find(isFunction)
  let sets = false
  if (owner)
    walk(owner, (node) => {
      sets ||=
        node.type === 'MemberExpression' &&
        node.property.type === 'Identifier' &&
        /^(?:status(?:Code)?|writeHead)$/.test(node.property.name) &&
        node.property.range[1] <= call.range[1]
      return !sets
    })
  return sets
}

/** Express 5's response.js: status() and sendStatus() throw for what is no integer; 4 leaves it to Node, which reads '501' as 501. */
function ofText(value: string, method: string, majors: Major[]): string | null {
  if (!/^\d+$/.test(value))
    return `Expected a number in ${method}(), not '${value}', which no Express can send: the answer is 500`
  return isStatus(value) && majors.every((major) => major === 5)
    ? `Expected ${method}(${value}), without quotes: Express 5 throws on a string and answers 500`
    : null
}

/** Express 4 takes a status in send(), json() and jsonp(), before the body or behind it; 5 takes the first argument for the body. */
function ofBody(one: ResponseCall): string | null {
  const {
    method,
    call: { arguments: given },
  } = one
  if (given.length === 0 || given.length > 2 || given.some(({ type }) => type === 'SpreadElement') || setsStatus(one))
    return null
  const [first, second] = given.map(statusOf)
  if (given.length === 2 && isText(given[0]) && isStatus(given[0].value))
    return `Expected status(${given[0].value}).${method}(…): Express 5 sends this '${given[0].value}' as the body, with 200`
  if (given.length === 1)
    return method === 'send' && first
      ? `Expected sendStatus(${first}): Express 5 sends this ${first} as the body, with 200`
      : null
  if (first) return `Expected status(${first}).${method}(…): Express 5 sends this ${first} as the body, with 200`
  return second
    ? `Expected status(${second}).${method}(…): Express 5 ignores what stands behind the body and answers 200`
    : null
}

function ofRedirect({ call: { arguments: given } }: ResponseCall, majors: Major[]): string | null {
  const [first, second] = given
  if (given.length !== 2) return null
  if (isText(first) && isStatus(first.value) && !numberOf(second))
    return `Expected redirect(${first.value}, …), without quotes: Express throws on a string and answers 500`
  const behind = statusOf(second)
  return behind && isText(first) && majors.every((major) => major === 5)
    ? `Expected redirect(${behind}, …): Express 5 takes the status first, throws and answers 500`
    : null
}

function wrongStatus(one: ResponseCall, majors: Major[]): string | null {
  const [first] = one.call.arguments
  switch (one.method) {
    case 'status':
    case 'sendStatus': {
      const text = textOf(one, first)
      return text === null ? null : ofText(text, one.method, majors)
    }
    case 'send':
    case 'json':
    case 'jsonp':
      return majors.every((major) => major === 5) ? ofBody(one) : null
    case 'redirect':
      return ofRedirect(one, majors)
    default:
      return null
  }
}

/** What the project's Express makes of a status that is no number, or that stands where it takes none. */
export function statusProblem(one: ResponseCall, majors: Major[]): Finding | null {
  const message = wrongStatus(one, majors)
  return message === null ? null : { ruleId, message, range: rangeOf(one.module, one.call) }
}

/** The name under which a file knows http-errors' function. */
const IMPORTED =
  /(?:import\s+(?:\*\s+as\s+)?(\w+)(?:\s*,\s*\{[^}]*\})?\s+from\s*|(?:const|let|var)\s+(\w+)\s*=\s*require\s*\(\s*)['"]http-errors['"]/

export function httpErrorsIn(module: Module): string | undefined {
  const imported = IMPORTED.exec(module.file.text)
  return imported?.[1] ?? imported?.[2]
}

/** http-errors: a string is the message, and the status stays 500. */
export function createdProblems(module: Module, name: string | undefined): Finding[] {
  const found: Finding[] = []
  if (name === undefined) return found
  walk(module.program, (node) => {
    const [first] =
      node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === name
        ? node.arguments
        : []
    if (isText(first) && isStatus(first.value)) {
      found.push({
        ruleId,
        message: `Expected ${name}(${first.value}), without quotes: http-errors takes a string for the message, and the status is 500`,
        range: rangeOf(module, node),
      })
    }
    return true
  })
  return found
}
