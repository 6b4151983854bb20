import type { Piece } from './piece.ts'

/** The way that one piece of code was taken through, as what was taken at its choices. */
export type Script = readonly Choice[]

/** What a run assumed where the files leave something open: the condition, in words, and which of how many ways was taken. */
interface Choice {
  when: string[]
  taken: number
  of: number
}

/** Decides what the files leave open, one way at a time. */
export interface Choices {
  /** What pieces of code have come to on other ways of the same beginning; null: nothing is carried out again. */
  pieces: Map<string, Piece> | null
  /** A name for the piece that comes next, the same on every way that begins as this one has. */
  nextPiece(): string
  /** Takes one of `of` ways; `when` words the condition for each. */
  pick(when: (way: number) => string, of: number): number
  /** The same with several conditions. */
  take(when: (way: number) => string[], of: number): number
  made: Choice[]
}

/** What all ways have in common, or else what the plainest says. */
export function choiceWords(ways: readonly string[][]): string[] {
  const [first = [], ...others] = ways
  const common = first.filter((word) => others.every((words) => words.includes(word)))
  return common.length ? common : ways.reduce((least, words) => (words.length < least.length ? words : least), first)
}

export const wordsOfScript = (script: Script): string[] => script.flatMap(({ when }) => when)

/** Choices that begin as a script says. */
export function choicesBy(script: Script, pieces: Map<string, Piece>): Choices {
  const made: Choice[] = []
  let begun = ''
  let passed = 0
  const take: Choices['take'] = (when, of) => {
    const taken = script[made.length]?.taken ?? 0
    made.push({ when: when(taken).filter(Boolean), taken, of })
    begun += `${taken},`
    return taken
  }
  const pick: Choices['pick'] = (when, of) => take((way) => [when(way)], of)
  return { made, take, pick, pieces, nextPiece: () => `${begun}${passed++}` }
}

/** The way after one, depth first; null: that was the last. */
export function nextScript(made: Script): Script | null {
  const script = [...made]
  for (let last = script.pop(); last; last = script.pop()) {
    if (last.taken + 1 < last.of) return [...script, { ...last, taken: last.taken + 1 }]
  }
  return null
}

const refuse = (): never => {
  throw new Error('nothing is chosen outside of a piece of code that is carried out once for each way')
}

export const NO_CHOICES: Choices = { made: [], take: refuse, pick: refuse, pieces: null, nextPiece: refuse }
