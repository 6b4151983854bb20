/** Edit distance with swapped neighbours counted once (optimal string alignment); what is more than `most` need not be exact. */
export function distance(a: string, b: string, most = Infinity): number {
  if (Math.abs(a.length - b.length) > most) return Infinity
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      next.push(best)
    }
    // A swap leads over one row: both have to be beyond.
    if (Math.min(...row) > most && Math.min(...next) > most) return Infinity
    before = row
    row = next
  }
  return row[b.length] ?? 0
}

/** The known name that was probably meant, or undefined where none is close: at most a third of the letters may differ. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = word.slice(0, 64).toLowerCase()
  let best: string | undefined
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const name of known) {
    const far = distance(wanted, name.toLowerCase(), least - 1)
    if (far < least) {
      least = far
      best = name
    }
  }
  return best
}
