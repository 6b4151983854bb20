/** What a PCRE pattern is made of. Flags that stand in the pattern are part of the items that they change. */

/** What takes one character of several, by its letter behind the backslash; `any` is the dot. `R` and `X` may take more than one. */
export type SetName =
  'any' | 'all' | 'd' | 'D' | 'h' | 'H' | 'N' | 's' | 'S' | 'v' | 'V' | 'w' | 'W' | 'R' | 'X' | 'C' | 'property'

export type Member =
  | { kind: 'range'; from: number; to: number }
  | { kind: 'set'; name: SetName }
  | { kind: 'posix'; name: string; negated: boolean }

export type Item =
  | { kind: 'character'; code: number; caseless: boolean }
  | { kind: 'set'; name: SetName }
  | { kind: 'class'; negated: boolean; members: Member[]; caseless: boolean }
  | { kind: 'anchor'; name: '^' | '$' | 'A' | 'b' | 'B' | 'G' | 'K' | 'z' | 'Z'; multiline: boolean }
  | { kind: 'group'; of: 'plain' | 'atomic' | 'reset'; alternatives: Item[][] }
  | { kind: 'capture'; number: number; name: string | null; alternatives: Item[][] }
  | { kind: 'look'; behind: boolean; negated: boolean; atomic: boolean; alternatives: Item[][] }
  | { kind: 'conditional'; condition: Condition; alternatives: Item[][] }
  | { kind: 'repeat'; item: Item; min: number; max: number; mode: 'greedy' | 'lazy' | 'possessive' }
  | { kind: 'reference'; to: number | string }
  | { kind: 'call'; to: number | string }
  | { kind: 'verb'; name: string }
  | { kind: 'callout' }

/** On a group that took part, on a recursion, on an assertion (which is the first item of the first alternative); `never`: DEFINE. */
export type Condition =
  { kind: 'group' | 'recursion'; to: number | string } | { kind: 'assertion' | 'never' | 'version' }

/** `names`: the groups that have one, in order. `alternatives` null: a pattern of UTF, or a very long one, whose meaning is not read. */
export interface Pcre {
  alternatives: Item[][] | null
  captures: number
  names: { name: string; number: number }[]
}

/** What PCRE2 has against a pattern, as the end of "the pattern …"; `at`: where, from the pattern's start. */
export interface Refusal {
  refused: string
  at: number
}

export class Refused extends Error {
  readonly at: number
  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

/** The alternatives of an item that has some. */
export const alternativesOf = (item: Item): Item[][] =>
  'alternatives' in item ? item.alternatives : item.kind === 'repeat' ? [[item.item]] : []
