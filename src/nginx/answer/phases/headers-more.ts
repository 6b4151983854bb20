import type { Written } from '../../../model/outcome.ts'
import type { Directive } from '../../../text/directive.ts'
import { evaluateOpen } from '../evaluate.ts'
import type { Exchange, Reply } from '../exchange.ts'
import { ofLevel } from '../../compile/level.ts'
import { isKnown } from '../value.ts'

/** One `more_set_headers` or `more_clear_headers`: fields, and the statuses and types that it is for; null: all. `sure`: it has no option that is not known. */
interface Command {
  directive: Directive
  clears: boolean
  statuses: number[] | null
  types: string[] | null
  fields: string[]
  sure: boolean
}

const commands = new WeakMap<Directive, Command>()

function readCommand(directive: Directive): Command {
  const known = commands.get(directive)
  if (known) return known
  const command: Command = {
    directive,
    clears: directive.name === 'more_clear_headers',
    statuses: null,
    types: null,
    fields: [],
    sure: true,
  }
  const words = directive.args.map(({ value }) => value)
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const list = (): string[] => (words[++at] ?? '').split(/\s+/).filter(Boolean)
    if (word === '-s') command.statuses = [...(command.statuses ?? []), ...list().map(Number)]
    else if (word === '-t') command.types = [...(command.types ?? []), ...list()]
    else if (word.startsWith('-')) command.sure = false
    else command.fields.push(word)
  }
  commands.set(directive, command)
  return command
}

const NONE: readonly Command[] = []

const NAMES = new Set(['more_set_headers', 'more_clear_headers'])

/** Outer levels' come first, and a level's own in the order in which they stand (ngx_http_headers_more_merge_loc_conf). */
const inForce = ofLevel((level): readonly Command[] => {
  const outer = level.parent ? inForce(level.parent) : NONE
  if (!level.own.has('more_set_headers') && !level.own.has('more_clear_headers')) return outer
  const own = (level.directive?.block ?? [...level.own.values()].flat())
    .filter(({ name }) => NAMES.has(name))
    .map(readCommand)
  return [...outer, ...own]
})

/** Whether it is for this answer; null: that cannot be told. */
function applies({ statuses, types, sure }: Command, { status, type }: Reply): boolean | null {
  const byStatus = statuses === null ? true : status === null ? null : statuses.includes(status)
  const byType = types === null ? true : type === undefined ? null : types.includes(type)
  if (byStatus === false || byType === false) return false
  return byStatus === null || byType === null || !sure ? null : true
}

/** `Allow: GET, HEAD`; no value clears the field, as more_clear_headers does. */
function readField({ clears }: Command, field: string): { name: string; source: string } {
  const at = field.indexOf(':')
  return at < 0 || clears
    ? { name: field.replace(/:.*$/, '').trim().toLowerCase(), source: '' }
    : { name: field.slice(0, at).trim().toLowerCase(), source: field.slice(at + 1).trim() }
}

type Headers = Record<string, string | null | undefined>

/** Runs the headers-more module over an answer, before add_header; `kept` is what came with the answer, as far as it is left. */
export function moreHeaders(
  exchange: Exchange,
  headers: Headers,
  reply: Reply,
): { written: Written[]; kept: Written[] } {
  let written: Written[] = []
  let kept = reply.written ?? []
  for (const command of inForce(exchange.level)) {
    const verdict = applies(command, reply)
    if (verdict === false) continue
    for (const field of command.fields) {
      const { name, source } = readField(command, field)
      const value = evaluateOpen(exchange, source)
      const { range } = command.directive
      const isNamed = (one: string): boolean =>
        name.endsWith('*') ? one.toLowerCase().startsWith(name.slice(0, -1)) : one.toLowerCase() === name
      const others = (list: Written[]): Written[] => list.filter((one) => !isNamed(one.name))
      if (verdict === null || !isKnown(value)) {
        for (const one of [name, ...Object.keys(headers)]) if (isNamed(one)) headers[one] = undefined
        written = others(written)
        continue
      }
      for (const one of Object.keys(headers)) if (isNamed(one) && headers[one] !== undefined) headers[one] = null
      written = others(written)
      kept = kept.map((one) =>
        isNamed(one.name) && one.arrives ? { ...one, arrives: false, lost: 'hidden', at: range } : one,
      )
      if (value === '') continue
      headers[name] = value
      written.push({ name, value, range, arrives: true })
    }
  }
  return { written, kept }
}
