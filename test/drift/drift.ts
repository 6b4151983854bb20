import * as assert from 'uvu/assert'
import type { Judge } from './judges.ts'
import { SEED } from './random.ts'

/** Lines that one run of a server is asked about: its sockets are bounded. */
const BATCH = 400
/** Wrong verdicts after which nobody needs to see more. */
const ENOUGH = 20

/** The refused ones of lines that should all pass, by their index. */
function refusedTogether(judge: Judge, lines: readonly string[]): Map<number, string> {
  const found = new Map<number, string>()
  for (let start = 0; start < lines.length; start += BATCH) {
    const left = lines.slice(start, start + BATCH)
    for (let no = judge.together(left); no && found.size < ENOUGH; no = judge.together(left)) {
      assert.ok(left[no.line] !== undefined && left[no.line] !== '', `refused, but not for a text: ${no.words}`)
      found.set(start + no.line, no.words)
      left[no.line] = ''
    }
  }
  return found
}

/** Holds a reader's verdicts against a server's. `own`: why the reader refuses a text; `lineOf`: the text as a configuration has it. */
export async function assertNoDrift(
  texts: readonly string[],
  own: (text: string) => string | null,
  judge: Judge,
  lineOf: (text: string, index: number) => string = (text) => text,
): Promise<void> {
  const all = texts.map((text, index) => ({ text, line: lineOf(text, index), refused: own(text) }))
  const passing = all.filter(({ refused }) => refused === null)
  const refused = all.filter((one) => one.refused !== null)
  const surprises = [
    ...refusedTogether(
      judge,
      passing.map(({ line }) => line),
    ),
  ].map(([index, words]) => `${JSON.stringify(passing[index]?.text)}: the server ${words}; the reader takes it`)
  const said = await judge.apart(refused.map(({ line }) => line))
  const missed = refused.flatMap(({ text, refused: why }, index) =>
    said[index] === null ? [`${JSON.stringify(text)}: the server takes it; the reader ${String(why)}`] : [],
  )
  assert.equal([...surprises, ...missed.slice(0, ENOUGH)], [], `seed ${SEED}`)
  assert.ok(
    refused.length > 0 && passing.length > 0,
    `${refused.length} of ${all.length} are refused: the texts tell nothing`,
  )
  console.log(`${all.length} texts, ${refused.length} refused, 0 wrong (seed ${SEED})`)
}

/** In double quotes, as both servers read them. */
export const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`
