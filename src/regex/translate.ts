import { readPcre } from './pcre.ts'
import type { Item, Member, SetName } from './pcre-tree.ts'

/**
 * A PCRE pattern in words that RE2 and JavaScript share; without look-arounds and back references it is `regular`, otherwise JavaScript's only.
 * `simple`: matching it natively costs at most quadratic time. `groupNames`: a name or null for each group, from the first.
 */
export interface Translation {
  source: string
  caseless: boolean
  groupNames: (string | null)[]
  regular: boolean
  simple: boolean
}

class Untranslatable extends Error {}
const give = (): never => {
  throw new Untranslatable()
}

/** More rounds than this no matcher unrolls. */
const MOST_TIMES = 1000

const POSIX: Record<string, string> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\t-\\r ',
  blank: '\\t ',
  punct: '!-/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f',
  word: '\\w',
  cntrl: '\\x00-\\x1f\\x7f',
  print: ' -~',
  graph: '!-~',
  ascii: '\\x00-\\x7f',
}
/** Outside of brackets, and between them; what is not here has no short way to be said. */
const SETS: Partial<Record<SetName, string>> = {
  any: '[^\\n]',
  N: '[^\\n]',
  all: '[\\d\\D]',
  d: '\\d',
  D: '\\D',
  w: '\\w',
  W: '\\W',
  s: '[\\t-\\r ]',
  S: '[^\\t-\\r ]',
  h: '[\\t ]',
  H: '[^\\t ]',
  v: '[\\n-\\r]',
  V: '[^\\n-\\r]',
  R: '(?:\\r\\n|[\\n-\\r])',
}
const MEMBERS: Partial<Record<SetName, string>> = {
  d: '\\d',
  D: '\\D',
  w: '\\w',
  W: '\\W',
  s: '\\t-\\r ',
  S: '\\S',
  h: '\\t ',
  v: '\\n-\\r',
}
const ANCHORS: Partial<Record<string, string>> = {
  '^': '^',
  A: '^',
  $: '\\n?$',
  Z: '\\n?$',
  z: '$',
  b: '\\b',
  B: '\\B',
}

const hex = (code: number): string =>
  code < 256
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : code > 0xffff
      ? String.fromCodePoint(code)
      : `\\u${code.toString(16).padStart(4, '0')}`
const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122

/** A character as both read it, outside of brackets and between them. */
function literal(code: number): string {
  const char = String.fromCodePoint(code)
  if (code < 32 || code === 127 || (code > 126 && code < 256)) return code < 128 ? hex(code) : char
  return /[\\^$.*+?()[\]{}|/-]/.test(char) ? `\\${char}` : char
}

/** Whether some, and whether all, that has a case in these items minds none. */
function folds(items: Item[]): { some: boolean; all: boolean } {
  const found = { some: false, all: true }
  const look = (item: Item): void => {
    if ((item.kind === 'character' && isLetter(item.code)) || item.kind === 'class') {
      found.some ||= item.caseless
      found.all &&= item.caseless
    }
    for (const inner of 'alternatives' in item ? item.alternatives.flat() : item.kind === 'repeat' ? [item.item] : [])
      look(inner)
  }
  for (const item of items) look(item)
  return found
}

class Translator {
  private readonly groupNames: (string | null)[] = []
  private unbounded = 0
  private branches = 0
  private regular = true
  /** The whole minds no case: the matcher is told so, and letters stand for themselves. */
  private readonly caseless: boolean
  /** A part of it minds none. */
  private readonly mixed: boolean

  constructor(caseless: boolean, mixed: boolean) {
    this.caseless = caseless
    this.mixed = mixed
  }

  translate(alternatives: Item[][]): Translation {
    const source = this.alternatives(alternatives).text
    const { caseless, groupNames, regular } = this
    return { source, caseless, groupNames, regular, simple: this.unbounded <= 1 && this.branches <= 4 }
  }

  /** `ambiguous`: it may match in several ways. */
  private alternatives(alternatives: Item[][]): { text: string; ambiguous: boolean } {
    this.branches += alternatives.length - 1
    const parts = alternatives.map((items) => items.map((item) => this.item(item)))
    return {
      text: parts.map((each) => each.map(({ text }) => text).join('')).join('|'),
      ambiguous: alternatives.length > 1 || parts.flat().some(({ ambiguous }) => ambiguous),
    }
  }

  private item(item: Item): { text: string; ambiguous: boolean } {
    switch (item.kind) {
      case 'character':
        return { text: this.character(item.code, item.caseless), ambiguous: false }
      case 'set':
        return { text: SETS[item.name] ?? give(), ambiguous: false }
      case 'class':
        return { text: this.class(item), ambiguous: false }
      case 'anchor':
        return { text: (item.multiline ? undefined : ANCHORS[item.name]) ?? give(), ambiguous: false }
      case 'group':
        return item.of === 'plain' ? this.group('(?:', item.alternatives) : give()
      case 'capture': {
        this.groupNames.push(item.name)
        return this.group(item.name === null ? '(' : `(?<${item.name}>`, item.alternatives)
      }
      case 'look': {
        if (!item.atomic) return give()
        this.regular = false
        return this.group(`(?${item.behind ? '<' : ''}${item.negated ? '!' : '='}`, item.alternatives)
      }
      case 'reference':
        return this.reference(item.to)
      case 'repeat':
        return this.repeat(item)
      default:
        return give()
    }
  }

  private group(open: string, alternatives: Item[][]): { text: string; ambiguous: boolean } {
    const { text, ambiguous } = this.alternatives(alternatives)
    return { text: `${open}${text})`, ambiguous }
  }

  private character(code: number, caseless: boolean): string {
    if (this.caseless || !caseless || !isLetter(code)) return literal(code)
    return `[${String.fromCharCode(code, code ^ 32)}]`
  }

  private class({ negated, members, caseless }: Item & { kind: 'class' }): string {
    const fold = caseless && !this.caseless
    return `[${negated ? '^' : ''}${members.map((member) => memberText(member, fold)).join('')}]`
  }

  /** Only to a group that stands before it: what others say differs. */
  private reference(to: number | string): { text: string; ambiguous: boolean } {
    const group = typeof to === 'number' ? to : this.groupNames.indexOf(to) + 1
    if (group < 1 || group > this.groupNames.length || group > 9 || this.mixed) return give()
    this.regular = false
    return { text: `(?:\\${group})`, ambiguous: true }
  }

  private repeat({ item, min, max, mode }: Item & { kind: 'repeat' }): { text: string; ambiguous: boolean } {
    if (
      item.kind === 'anchor' ||
      item.kind === 'look' ||
      mode === 'possessive' ||
      min > MOST_TIMES ||
      (max > MOST_TIMES && max !== Infinity)
    )
      return give()
    const { text, ambiguous } = this.item(item)
    if (max === Infinity) this.unbounded += ambiguous ? 2 : 1
    else if (min !== max) this.branches++
    else if (ambiguous) this.branches += 5
    return { text: `${text}${mark(min, max)}${mode === 'lazy' ? '?' : ''}`, ambiguous: true }
  }
}

function mark(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`
  return min === 0 && max === 1 ? '?' : min === max ? `{${min}}` : `{${min},${max}}`
}

function memberText(member: Member, fold: boolean): string {
  if (member.kind === 'set') return MEMBERS[member.name] ?? give()
  if (member.kind === 'posix') {
    const set = member.negated ? undefined : POSIX[member.name]
    return set === undefined || (fold && /^(?:upper|lower)$/.test(member.name)) ? give() : set
  }
  const { from, to } = member
  const text = from === to ? literal(from) : `${literal(from)}-${literal(to)}`
  return fold ? text + otherCase(from, to) : text
}

/** The letters of a range in their other case. */
function otherCase(from: number, to: number): string {
  let text = ''
  for (const [first, last] of [
    [65, 90],
    [97, 122],
  ] as const) {
    const [low, high] = [Math.max(from, first), Math.min(to, last)]
    if (low <= high)
      text +=
        low === high
          ? String.fromCharCode(low ^ 32)
          : `${String.fromCharCode(low ^ 32)}-${String.fromCharCode(high ^ 32)}`
  }
  return text
}

/** null: a pattern that PCRE2 refuses, atomic groups, possessive repeats, recursion, conditions, Unicode properties: what has no such words. */
export function translatePcre(text: string, caseless: boolean): Translation | null {
  const read = readPcre(text, { dupNames: true, caseless })
  if ('refused' in read || read.alternatives === null) return null
  const { some, all } = folds(read.alternatives.flat())
  try {
    return new Translator(caseless ? all : some && all, some && !all).translate(read.alternatives)
  } catch (error) {
    if (error instanceof Untranslatable) return null
    throw error
  }
}
