import type { Exchange } from '../exchange.ts'
import type { Groups } from '../../compile/modules/alias.ts'
import type { BackReferences } from '../../words/rewrite-flags.ts'
import { LONGEST } from '../../../text/limits.ts'
import { mapped } from './map.ts'
import { environment, header, known, variable } from '../server-variables.ts'

/** What the rule that is being applied has matched. `building`: a target is made, in which a query that the client may send is left out. */
export interface Context {
  x: Exchange
  building?: true
  /** How many maps stand around the text: `${a:${b:$1}}`. */
  depth?: number
  directory: string | null
  subject: string
  rule: Groups
  condition: Groups
}

/** A part of what a text became. `given`: it was written so; the rest came out of a variable, group or map. */
interface Piece {
  text: string
  given: boolean
}

/** One of which nobody knows what it became has the text null. */
interface OpenPiece {
  text: string | null
  given: boolean
}

/** `%{…}` in rewriting; null: not known. */
function lookUp({ x, building }: Context, name: string): string | null {
  if (building && name.toUpperCase() === 'QUERY_STRING') return x.args ?? ''
  const [, kind, rest = ''] = /^(ENV|HTTP|SSL|LA-U|LA-F):(.*)$/is.exec(name) ?? []
  switch (kind?.toUpperCase()) {
    case 'ENV':
      return known(environment(x, rest))
    case 'HTTP':
      return header(x, rest)
    case undefined:
      return variable(x, name.toUpperCase())
    default:
      return null
  }
}

/** escape_backref: `[B]` and its kin. */
function escaped(text: string, { only, except, plus, controls }: BackReferences): string {
  return [...text]
    .map((char) => {
      const chosen = (controls ? !/[!-~\u0080-\uffff]/.test(char) : only === null) || only?.includes(char) === true
      if (!chosen || except.includes(char) || /\w/.test(char)) return char
      if (char === ' ' && plus) return '+'
      return [...Buffer.from(char)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
    })
    .join('')
}

/** Maps in maps that nobody follows further. */
const DEEPEST = 50

/** `${map:key|default}`; null: not known. */
function lookUpMap(outer: Context, text: string, escape: BackReferences | null): string | null {
  const { depth = 0 } = outer
  if (depth >= DEEPEST) return null
  const context = { ...outer, depth: depth + 1 }
  const [name = '', ...rest] = text.split(':')
  const whole = rest.join(':')
  const bar = whole.indexOf('|')
  const key = expand(context, bar < 0 ? whole : whole.slice(0, bar), escape)
  const found = key === null ? null : mapped(context.x, name, key)
  return found === undefined ? expand(context, bar < 0 ? '' : whole.slice(bar + 1), escape) : found
}

/** do_expand: `$1`, `%1`, `%{VARIABLE}`, `${map:key|default}` and `\x`. */
function openPieces(context: Context, text: string, escape: BackReferences | null): OpenPiece[] {
  const out: OpenPiece[] = []
  for (let at = 0; at < text.length;) {
    const char = text.charAt(at)
    const next = text.charAt(at + 1)
    if (char === '\\' && next) {
      out.push({ text: next, given: true })
      at += 2
      continue
    }
    if ((char === '$' || char === '%') && /\d/.test(next)) {
      const groups = char === '$' ? context.rule : context.condition
      const group = groups && (groups[Number(next)] ?? '')
      out.push({ text: group !== null && escape ? escaped(group, escape) : group, given: false })
      at += 2
      continue
    }
    if ((char === '$' || char === '%') && next === '{') {
      const end = closing(text, at + 2)
      if (end < 0) return [...out, { text: text.slice(at), given: true }]
      const inside = text.slice(at + 2, end)
      if (char === '$' && !inside.includes(':')) {
        out.push({ text: '${', given: true })
        at += 2
        continue
      }
      const value = char === '$' ? lookUpMap(context, inside, escape) : lookUp(context, inside)
      out.push({ text: value, given: false })
      at = end + 1
      continue
    }
    out.push({ text: char, given: true })
    at++
  }
  return out
}

const isKnown = (piece: OpenPiece): piece is Piece => piece.text !== null

/** The parts of what a text becomes; null: not known, or without an end. */
export function pieces(context: Context, text: string, escape: BackReferences | null = null): Piece[] | null {
  const all = openPieces(context, text, escape)
  return all.every(isKnown) && lengthOf(all) <= LONGEST ? all : null
}

const lengthOf = (all: Piece[]): number => all.reduce((sum, { text }) => sum + text.length, 0)

/** What a text that is not wholly known surely begins and ends with. */
export function ends(context: Context, text: string): { prefix: string; suffix: string } {
  const all = openPieces(context, text, null)
  const joined = (some: OpenPiece[]): string => some.map((piece) => piece.text ?? '').join('')
  return {
    prefix: joined(
      all.slice(
        0,
        all.findIndex((piece) => !isKnown(piece)),
      ),
    ),
    suffix: joined(all.slice(all.findLastIndex((piece) => !isKnown(piece)) + 1)),
  }
}

export function expand(context: Context, text: string, escape: BackReferences | null = null): string | null {
  return (
    pieces(context, text, escape)
      ?.map((piece) => piece.text)
      .join('') ?? null
  )
}

function closing(text: string, from: number): number {
  let depth = 1
  for (let at = from; at < text.length; at++) {
    if (text.charAt(at) === '{') depth++
    else if (text.charAt(at) === '}' && --depth === 0) return at
  }
  return -1
}
