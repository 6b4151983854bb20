/** What a run assumed where the files leave something open. */
export interface Choice { when: string; taken: number; of: number }

/** Decides what the files leave open, one way a run; the next run takes the next way. */
export interface Choices {
  /** Takes one of `of` ways; `when` words the condition for each. */
  pick(when: (way: number) => string, of: number): number
  made: Choice[]
}

/**
 * Runs `body` once for every way of deciding what it asks of its choices, depth first, at most `most` times.
 * The body must ask the same questions when it gets the same answers. Returns whether every way was taken.
 */
export function explore(most: number, body: (choices: Choices) => void): boolean {
  let script: number[] = []
  for (let runs = 0; runs < most; runs++) {
    const made: Choice[] = []
    const pick: Choices['pick'] = (when, of) => {
      const taken = script[made.length] ?? 0
      made.push({ when: when(taken), taken, of })
      return taken
    }
    body({ pick, made })
    while (made.length && (made.at(-1)?.taken ?? 0) + 1 >= (made.at(-1)?.of ?? 1)) made.pop()
    const last = made.pop()
    if (!last) return true
    script = [...made.map(({ taken }) => taken), last.taken + 1]
  }
  return false
}
