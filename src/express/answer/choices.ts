/** The ways that one stretch of a handler was taken through, each as what was taken at its choices. */
export type Script = Choice[]

/** What a run assumed where the files leave something open. */
export interface Choice {
  /** The conditions, in words. */
  when: string[]
  taken: number
  of: number
  /** Of a stretch that has several ways itself: which one of the level it is, and for each end the ways that lead there. */
  stretch?: { at: number; ends: Script[][] }
}

/** Decides what the files leave open, one way a run; the next run takes the next way. */
export interface Choices {
  /** Takes one of `of` ways; `when` words the condition for each. */
  pick(when: (way: number) => string, of: number): number
  made: Choice[]
  /** Begins a stretch with ways of its own: its number, and those that lead to the end that is to be taken, if that is known. */
  enter(): { at: number; ways: Script[] | null }
  /** Takes one of the ends of a stretch, given the ways that lead to each. */
  leave(at: number, ends: Script[][]): number
}

/** What all ways have in common, or else what the plainest says. */
export function choiceWords(ways: Script[]): string[] {
  const all = ways.map((way) => way.flatMap(({ when }) => when))
  const [first = [], ...others] = all
  const common = first.filter((word) => others.every((words) => words.includes(word)))
  return common.length ? common : all.reduce((least, words) => (words.length < least.length ? words : least), first)
}

/** Choices that begin as a script says. */
export function choicesBy(script: Script): Choices {
  const made: Choice[] = []
  let stretches = 0
  return {
    made,
    pick(when, of) {
      const taken = script[made.length]?.taken ?? 0
      const words = when(taken)
      made.push({ when: words ? [words] : [], taken, of })
      return taken
    },
    enter() {
      const at = stretches++
      const next = script[made.length]
      return { at, ways: next?.stretch?.at === at ? next.stretch.ends[next.taken] ?? null : null }
    },
    leave(at, ends) {
      const known = script[made.length]
      const next: Choice = known?.stretch?.at === at ? known : { taken: 0, of: ends.length, stretch: { at, ends }, when: [] }
      made.push({ ...next, when: next.of > 1 ? choiceWords(next.stretch?.ends[next.taken] ?? []) : [] })
      return next.taken
    },
  }
}

/** The way after one, depth first; null: that was the last. */
export function nextScript(made: readonly Choice[]): Script | null {
  const script = [...made]
  for (let last = script.pop(); last; last = script.pop()) {
    if (last.taken + 1 < last.of) return [...script, { ...last, taken: last.taken + 1 }]
  }
  return null
}

/**
 * Runs `body` once for every way of deciding what it asks of its choices, depth first, at most `most` times.
 * The body must ask the same questions when it gets the same answers, and says whether to go on. Returns whether every way was taken.
 */
export function explore(most: number, body: (choices: Choices) => boolean): boolean {
  let script: Script | null = []
  for (let runs = 0; script && runs < most; runs++) {
    const choices: Choices = choicesBy(script)
    const goesOn = body(choices)
    script = nextScript(choices.made)
    if (!goesOn) break
  }
  return script === null
}
