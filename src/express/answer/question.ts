import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { stringOf } from '../../javascript/value.ts'
import type { RegexValue, Value } from '../../javascript/value.ts'
import { foreignRegex } from '../../javascript/foreign-regex.ts'
import type { Match } from '../../javascript/foreign-regex.ts'
import { callValue } from './call.ts'
import { evaluate, evaluateLazily, spread } from './expression.ts'
import type { Site } from './expression.ts'
import { settle } from './operators.ts'
import { holding, noteHeld } from './reads.ts'
import type { Run } from './run.ts'
import { isOpenEither } from './selector.ts'

/** A value, and the texts of the request that were read for it and are not noted yet. */
export interface Held { value: Value; held: ReadonlySet<string> }

const NOTHING: ReadonlySet<string> = new Set()

/** An operand. Of a plain member, whoever asks may want to know one thing only, so that what it reads of the request is left to be noted. */
export function operand(run: Run, site: Site, node: TSESTree.Node): Held {
  const plain = node.type === 'MemberExpression' && !node.computed && node.object.type === 'Identifier'
  return plain ? holding(run, () => evaluate(run, site, node)) : { value: evaluate(run, site, node), held: NOTHING }
}

/** The same, where it may be left open which of several values it is. */
export function eitherOperand(run: Run, site: Site, node: TSESTree.Node): Held {
  const { value, held } = holding(run, () => evaluateLazily(run, site, node))
  if (isOpenEither(value)) {
    noteHeld(run, held)
    return { value, held: NOTHING }
  }
  const plain = node.type === 'MemberExpression' && !node.computed && node.object.type === 'Identifier'
  if (!plain) noteHeld(run, held)
  return plain ? holding(run, () => settle(run, value)) : { value: settle(run, value), held: NOTHING }
}

/** `req.method === 'GET'` is all the same for other methods that are not. */
export function compared(run: Run, { value: text, held }: Held, other: Value, same: Value | null): void {
  const decided = same?.kind === 'constant' && other.kind === 'constant'
  noteHeld(run, held, decided ? { name: `is ${String(other.value)}`, text, ask: (one) => String(one === other.value) } : undefined)
}

const QUESTIONS: Record<string, (text: string, other: string) => boolean> = {
  startsWith: (text, other) => text.startsWith(other), endsWith: (text, other) => text.endsWith(other), includes: (text, other) => text.includes(other),
}

/** A method of a text of the request: `req.path.startsWith('/api')` is all the same for other paths that do. */
export function askText(run: Run, site: Site, node: TSESTree.CallExpression, target: Value, { value: text, held }: Held): Value {
  const args = spread(run, site, node.arguments)
  const name = target.kind === 'native' ? target.name : ''
  const ask = Object.hasOwn(QUESTIONS, name) ? QUESTIONS[name] : undefined
  const other = args.items.length === 1 && !args.open ? stringOf(args.items[0]) : null
  noteHeld(run, held, ask && other !== null ? { name: `${name} ${other}`, text, ask: (one) => String(ask(one, other)) } : undefined)
  return callValue(run, site, node, settle(run, target), text, args)
}

const said = (match: Match): string => (match === null ? '?' : String(match !== false))

/** `/^\/api/.test(req.path)`. */
export function testText(run: Run, site: Site, node: TSESTree.CallExpression, target: Value, regex: RegexValue, argument: TSESTree.CallExpressionArgument): Value {
  const { value: text, held } = operand(run, site, argument)
  const found = callValue(run, site, node, settle(run, target), regex, { items: [text], open: false })
  const { source, flags } = regex
  const test = held.size && found.kind === 'constant' ? foreignRegex(source, flags) : null
  noteHeld(run, held, test ? { name: `matches /${source}/${flags}`, text, ask: (one) => said(test(one)) } : undefined)
  return found
}
