import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { propertyOf, reach } from './reach.ts'
import type { Expr } from './names.ts'
import type { Client } from './packages.ts'
import { keyOf } from './script.ts'

/** The options of each client that bring a body along, the one that may be a text first; the others come with a Content-Type. */
const BODIES: Partial<Record<Client, string[]>> = {
  fetch: ['body'],
  ky: ['body', 'json'],
  got: ['body', 'json', 'form'],
  axios: ['data'],
}

/** Fetch gives a text, a form or a Blob with a type a Content-Type, and these none (Fetch §5.2, "extract a body"). */
const BYTES =
  /^(?:ArrayBuffer|DataView|ReadableStream|(?:Uint8|Uint8Clamped|Int8|Uint16|Int16|Uint32|Int32|Float32|Float64)Array)$/

/** Calls that make bytes: `Buffer.from(text)`, `Uint8Array.of(1)`, `new TextEncoder().encode(text)`. */
function makesBytes(callee: TSESTree.Expression): boolean {
  if (callee.type !== 'MemberExpression') return false
  const { object } = callee
  const name = keyOf(callee)
  if (object.type === 'NewExpression')
    return object.callee.type === 'Identifier' && object.callee.name === 'TextEncoder' && name === 'encode'
  if (object.type !== 'Identifier') return false
  return object.name === 'Buffer'
    ? ['from', 'alloc', 'concat'].includes(name ?? '')
    : BYTES.test(object.name) && ['from', 'of'].includes(name ?? '')
}

function isBytes({ node }: Expr): boolean {
  if (node.type === 'CallExpression') return makesBytes(node.callee)
  if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier') return false
  const { name } = node.callee
  return BYTES.test(name) || (name === 'Blob' && node.arguments.length < 2)
}

/** A text that is made here: axios and got send it as it is. */
function isText({ node }: Expr): boolean {
  if (node.type === 'Literal') return typeof node.value === 'string'
  if (node.type === 'TemplateLiteral') return true
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    node.callee.object.type === 'Identifier' &&
    node.callee.object.name === 'JSON' &&
    keyOf(node.callee) === 'stringify'
  )
}

/** The headers are all in sight, and none of them is Content-Type. */
function lackType(headers: Expr | null): boolean {
  if (!headers || headers.absent) return headers !== null
  const { node } = reach(headers)
  return (
    node.type === 'ObjectExpression' &&
    node.properties.every((property) => {
      if (property.type !== 'Property' || property.computed) return false
      const name =
        property.key.type === 'Identifier'
          ? property.key.name
          : property.key.type === 'Literal'
            ? String(property.key.value)
            : ''
      return name !== '' && name.toLowerCase() !== 'content-type'
    })
  )
}

/** Whether a call with these options surely goes out without a Content-Type. */
export function isBare(client: Client, options: Expr | null): boolean {
  const [first, ...others] = BODIES[client] ?? []
  if (!options || first === undefined || !lackType(propertyOf(options, 'headers'))) return false
  if (others.some((name) => propertyOf(options, name)?.absent !== true)) return false
  const body = propertyOf(options, first)
  if (!body || body.absent) return body !== null
  return client === 'fetch' || client === 'ky' ? isBytes(reach(body)) : isText(reach(body))
}
