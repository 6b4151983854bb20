/** Answers by method, turned round: by answer, its methods in the order that they were asked in; the last stands for all others, `*`. */
export function grouped(answers: [string, string][]): Record<string, string> {
  const found = new Map<string, string[]>()
  for (const [at, [method, answer]] of answers.entries())
    found.set(answer, [...(found.get(answer) ?? []), at === answers.length - 1 ? '*' : method])
  return Object.fromEntries([...found].map(([answer, methods]) => [answer, methods.join(' ')]))
}

/** An answer in a word: its status, and its Allow in the order of the alphabet. */
export const told = (status: number, allow: string | undefined): string =>
  allow === undefined
    ? String(status)
    : `${status} ${allow
        .split(',')
        .map((one) => one.trim())
        .sort()
        .join(', ')}`
