import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { textOf } from '../../javascript/value.ts'
import type { RegexValue, Value } from '../../javascript/value.ts'
import { foreignRegex } from '../../javascript/foreign-regex.ts'
import type { Match } from '../../javascript/foreign-regex.ts'
import { callValue } from './call.ts'
import { evaluate, evaluateLazily, spread } from './expression.ts'
import type { Site, Spread } from './expression.ts'
import { settle } from './operators.ts'
import { holding, noteHeld } from './reads.ts'
import type { Run } from './run.ts'
import { isOpenEither } from './selector.ts'

/** A value, and the texts of the request that were read for it and are not noted yet. */
export interface Held {
  value: Value
  held: ReadonlySet<string>
}

const NOTHING: ReadonlySet<string> = new Set()

/** An operand. Of a plain member, whoever asks may want to know one thing only, so that what it reads of the request is left to be noted. */
export function operand(run: Run, site: Site, node: TSESTree.Node): Held {
  return isPlain(node)
    ? holding(run, () => evaluate(run, site, node))
    : { value: evaluate(run, site, node), held: NOTHING }
}

/** A name, or a member of one. */
const isPlain = (node: TSESTree.Node): boolean =>
  node.type === 'Identifier' ||
  (node.type === 'MemberExpression' && !node.computed && node.object.type === 'Identifier')

/** The same, where it may be left open which of several values it is. */
export function eitherOperand(run: Run, site: Site, node: TSESTree.Node): Held {
  const { value, held } = holding(run, () => {
    const one = evaluateLazily(run, site, node)
    return isOpenEither(one) ? one : settle(run, one)
  })
  if (!isOpenEither(value) && isPlain(node)) return { value, held }
  noteHeld(run, held)
  return { value, held: NOTHING }
}

/** `req.method === 'GET'` is all the same for other methods that are not. */
export function compared(run: Run, { value: text, held }: Held, other: Value, same: Value | null): void {
  const decided = same?.kind === 'constant' && other.kind === 'constant'
  noteHeld(
    run,
    held,
    decided ? { name: `is ${String(other.value)}`, text, ask: (one) => String(one === other.value) } : undefined,
  )
}

/** Methods that tell one thing of a text. */
const QUESTIONS = new Set([
  'startsWith',
  'endsWith',
  'includes',
  'indexOf',
  'lastIndexOf',
  'charAt',
  'charCodeAt',
  'at',
  'slice',
  'substring',
  'substr',
])

/** Of texts in which a pattern is not found, `match` gives null alike. */
function unmatched({ source, flags }: RegexValue): ((text: string) => string) | null {
  const test = foreignRegex(source, flags)
  return (text) => (test(text) === false ? '' : text)
}

/** What such a method gives for a text; null: what it is given is open. */
function questionOf(name: string, { items, open }: Spread): ((text: string) => string) | null {
  const [pattern] = items
  if (name === 'match' && pattern?.kind === 'regex' && items.length === 1 && !open) return unmatched(pattern)
  const method: unknown = QUESTIONS.has(name) ? Reflect.get(String.prototype, name) : null
  const given = items.flatMap((item) =>
    item.kind === 'constant' && (typeof item.value === 'string' || typeof item.value === 'number') ? [item.value] : [],
  )
  if (typeof method !== 'function' || open || given.length < items.length) return null
  return (text) => String(Reflect.apply(method, text, given))
}

/** A method of a text of the request: `req.path.startsWith('/api')` is all the same for other paths that do. */
export function askText(
  run: Run,
  site: Site,
  node: TSESTree.CallExpression,
  target: Value,
  { value: text, held }: Held,
): Value {
  const args = spread(run, site, node.arguments)
  const name = target.kind === 'native' ? target.name : ''
  const ask = questionOf(name, args)
  const isOpen =
    ask === null && args.items.some(({ kind }) => kind === 'unknown' || kind === 'external' || kind === 'open-text')
  if (!isOpen) noteHeld(run, held, ask ? { name: `${name} ${args.items.map(textOf).join()}`, text, ask } : undefined)
  const value = callValue(run, site, node, settle(run, target), text, args)
  // What is open because of what the method is given is so for every text.
  if (isOpen && value.kind !== 'unknown') noteHeld(run, held)
  return value
}

const said = (match: Match): string => (match === null ? '?' : String(match !== false))

/** `/^\/api/.test(req.path)`. */
export function testText(
  run: Run,
  site: Site,
  node: TSESTree.CallExpression,
  target: Value,
  regex: RegexValue,
  argument: TSESTree.CallExpressionArgument,
): Value {
  const { value: text, held } = operand(run, site, argument)
  const found = callValue(run, site, node, settle(run, target), regex, { items: [text], open: false })
  const { source, flags } = regex
  const test = held.size && found.kind === 'constant' ? foreignRegex(source, flags) : null
  noteHeld(run, held, test ? { name: `matches /${source}/${flags}`, text, ask: (one) => said(test(one)) } : undefined)
  return found
}
