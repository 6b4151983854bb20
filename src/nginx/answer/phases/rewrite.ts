import { REDIRECTS } from '../../../http/status.ts'
import type { Directive } from '../../../text/directive.ts'
import { code, NEXT, note, unknownReply } from '../exchange.ts'
import type { Closed, Code, Exchange, Reply, Verdict } from '../exchange.ts'
import { makeLevel } from '../../compile/level.ts'
import type { Level } from '../../compile/level.ts'
import { escapeArgs, unescapeRedirect } from '../uri.ts'
import { LONGEST } from '../../../text/limits.ts'
import { work } from '../../../text/work.ts'
import { bare, isKnown } from '../value.ts'
import { foreignIn, kindOf } from '../../compile/modules.ts'
import { has } from '../../directives/version.ts'
import { evaluate, evaluateInCode, templateOf, variable, withoutQuery } from '../evaluate.ts'
import { leadsElsewhere, returnOf } from '../../words/rewrite.ts'
import { codeOf, patternOf } from './code.ts'
import { holds } from './conditions.ts'
import { adoptHandler } from './location.ts'

/** `stop`: the rest of the code is not run. */
type Step = 'on' | 'stop' | Reply | Code | Closed

const levels = new WeakMap<Directive, Level>()

function remembered<T>(cache: WeakMap<Directive, T>, directive: Directive, make: () => T): T {
  const known = cache.get(directive)
  if (known !== undefined) return known
  const made = make()
  cache.set(directive, made)
  return made
}

/** `return` (ngx_http_script_return_code): a text, even with 405, is past error_page; a bare 4xx or 5xx is not. */
function returned(exchange: Exchange, directive: Directive): Reply | Code | Closed {
  const read = returnOf(directive)
  if (!read) return unknownReply('what the return says cannot be told', directive.range)
  const { status } = read
  const written = read.text?.value ?? ''
  const text = evaluate(exchange, written)
  note(exchange, 'rewrite', directive.range, `return ${directive.args[0]?.value ?? ''}`)
  const spoken = written !== '' || status < 400
  if (REDIRECTS.has(status) && (status !== 308 || has(exchange.instance.version, 1, 13, 0))) {
    // Of an open query the path is known all the same.
    exchange.headers.location = isKnown(text) ? text : text.prefix?.includes('?') ? text.prefix : undefined
    return code(status, 'redirect', directive.range)
  }
  if (!spoken)
    return status === 444 || status === 499 || status === 408
      ? { kind: 'closed', decidedBy: directive.range }
      : code(status, 'response', directive.range)
  return { kind: 'reply', status, by: 'response', decidedBy: directive.range }
}

/** The text of a replacement; null: it cannot be told, or has no end. Captures in it are escaped where they go into arguments or a Location. */
function replacement(
  exchange: Exchange,
  source: string,
  redirect: boolean,
): { uri: string; args: string | null; argsOpen: boolean } | null {
  let uri = ''
  let args: string | null = null
  let argsOpen = false
  const add = (text: string): void => {
    if (args === null) uri += text
    else args += text
  }
  for (const part of templateOf(exchange, source)) {
    if ('text' in part) {
      const [head = '', ...rest] = redirect ? [part.text] : part.text.split('?')
      add(head)
      for (const more of rest) {
        uri += args ?? ''
        args = more
      }
      continue
    }
    const open = variable(exchange, part.variable, 'ask')
    const value = args === null && !redirect ? withoutQuery(exchange, open) : bare(open)
    // What stands in a query decides no path.
    argsOpen ||= args !== null && !isKnown(open)
    if (!isKnown(value)) {
      if (args === null && !uri.includes('?')) return null
      continue
    }
    const captured = /^[1-9]$/.test(part.variable)
    add(captured && (args !== null || redirect) && (exchange.quoted || exchange.plus) ? escapeArgs(value) : value)
    if (uri.length + (args ?? '').length > LONGEST) return null
  }
  return { uri, args, argsOpen }
}

/** `rewrite` (ngx_http_script_regex_start_code and _end_code). */
function rewritten(exchange: Exchange, directive: Directive): Step {
  const [regex = '', target = '', flag] = directive.args.map(({ value }) => value)
  const match = patternOf(directive).exec(exchange.uri)
  if (match === undefined)
    return unknownReply(`whether ${exchange.uri} matches ${regex} cannot be told`, directive.range)
  exchange.captures = match?.groups ?? []
  if (!match) return 'on'
  for (const [name, value] of Object.entries(match.named)) exchange.variables.set(name.toLowerCase(), value)
  const dropsArgs = target.endsWith('?')
  const source = dropsArgs ? target.slice(0, -1) : target
  const redirect = leadsElsewhere(source) || flag === 'redirect' || flag === 'permanent'
  const made = replacement(exchange, source, redirect)
  if (redirect) {
    const kept = !dropsArgs && exchange.args ? `${source.includes('?') ? '&' : '?'}${exchange.args}` : ''
    exchange.headers.location = made ? unescapeRedirect(made.uri) + kept : undefined
    note(
      exchange,
      'rewrite',
      directive.range,
      `rewrite sends the client ${flag === 'permanent' ? 'permanently ' : ''}elsewhere`,
    )
    return code(flag === 'permanent' ? 301 : 302, 'redirect', directive.range)
  }
  if (!made) return unknownReply(`what ${source} is cannot be told`, directive.range)
  exchange.escapesCaptures = false
  exchange.internal = true
  exchange.validUnparsedUri = false
  if (flag === 'break') exchange.validLocation = false
  exchange.uriChanged = flag !== 'break'
  if (dropsArgs) exchange.argsOpen = false
  exchange.argsOpen ||= made.argsOpen
  if (made.args !== null) exchange.args = made.args + (!dropsArgs && exchange.args ? `&${exchange.args}` : '')
  else if (dropsArgs) exchange.args = ''
  exchange.uri = made.uri
  note(exchange, 'rewrite', directive.range, `rewrite to ${made.uri}`)
  if (made.uri === '') return code(500, 'built-in', directive.range)
  return flag === 'last' || flag === 'break' ? 'stop' : 'on'
}

function set(exchange: Exchange, directive: Directive): void {
  const [name = '', source = ''] = directive.args.map(({ value }) => value)
  const value = evaluateInCode(exchange, source)
  const text = bare(value)
  if (name.toLowerCase() === '$args' && isKnown(text))
    Object.assign(exchange, { args: text, argsOpen: !isKnown(value), validUnparsedUri: false })
  else exchange.variables.set(name.slice(1).toLowerCase(), value)
}

function enterIf(exchange: Exchange, directive: Directive, outer: Level): Step {
  if (!holds(exchange, directive)) return 'on'
  note(exchange, 'guard', directive.range, `the if holds: ${directive.args.map(({ raw }) => raw).join(' ')}`)
  if (outer.kind === 'server') return runCode(exchange, directive.block ?? [], outer)
  exchange.level = remembered(levels, directive, () => makeLevel('if', directive, outer))
  adoptHandler(exchange)
  return runCode(exchange, directive.block ?? [], outer)
}

function step(exchange: Exchange, directive: Directive, outer: Level): Step {
  if (directive.name === 'return') return returned(exchange, directive)
  if (directive.name === 'rewrite') return rewritten(exchange, directive)
  if (directive.name === 'if' && directive.block) return enterIf(exchange, directive, outer)
  if (directive.name === 'set') set(exchange, directive)
  if (directive.name === 'break') {
    if (exchange.uriChanged) exchange.validLocation = false
    exchange.uriChanged = false
    return 'stop'
  }
  if (kindOf(directive.name) === 'variable') setByModule(exchange, directive)
  return 'on'
}

/** A variable that another module gives its value: the first one that is named, and what `to=$x` names. */
function setByModule(exchange: Exchange, { args }: Directive): void {
  const words = args.map(({ value }) => value)
  const named = [
    words.find((word) => word.startsWith('$')),
    ...words.flatMap((word) => /^to=(\$.*)$/.exec(word)?.[1] ?? []),
  ]
  for (const name of named) if (name) exchange.variables.set(name.slice(1).toLowerCase(), { unknown: name })
}

function runCode(exchange: Exchange, directives: Directive[], outer: Level): Step {
  const code = codeOf(directives)
  for (let at = 0; at < code.steps.length; at++) {
    const next = code.next(exchange.uri, at)
    // Of those between no pattern matches.
    if (next > at) exchange.captures = []
    at = next
    work(1)
    const directive = code.steps[at]
    const result = directive ? step(exchange, directive, outer) : 'on'
    if (result !== 'on') return result
  }
  return 'on'
}

/** Runs code that only gives variables a value; whether the request goes on behind it. */
export const runsThrough = (exchange: Exchange, directives: Directive[]): boolean =>
  runCode(exchange, directives, exchange.server.level) === 'on'

/** The rewrite module's code of a server or location, in order. */
export function rewritePhase(exchange: Exchange): Verdict {
  const { level } = exchange
  exchange.escapesCaptures = true
  const result = runCode(exchange, level.directive?.block ?? [], level)
  return typeof result === 'string' ? NEXT : result
}

/** A program of another module's, which runs when the rewrite module is done. */
export function programPhase(exchange: Exchange): Verdict {
  const directive = foreignIn(exchange.level).get('code')
  if (!directive) return NEXT
  const goesOn = exchange.choices.choose(`program at ${directive.range.start.offset}`, [
    { value: true, when: `${directive.name} lets it pass` },
    { value: false, when: `${directive.name} answers` },
  ])
  exchange.touched = true
  return goesOn ? NEXT : { kind: 'reply', status: null, by: 'script', decidedBy: directive.range, headers: {} }
}
