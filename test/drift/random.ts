/** Choices from a seed, so that a failure can be had again. */
export interface Random {
  below(limit: number): number
  pick<Item>(items: readonly Item[]): Item
}

export function randomFrom(seed: number): Random {
  let state = seed
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % limit
  }
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }
  return { below, pick }
}

/** How many texts a drift test asks about, and with which seed: `DRIFT=5000 DRIFT_SEED=7 npm test -- test/drift`. */
const COUNT = Number(process.env['DRIFT'] ?? 500)
export const SEED = Number(process.env['DRIFT_SEED'] ?? 1)

/** The share of texts that a server is started for, each by itself. */
export const SLOW = process.env['DRIFT'] === undefined ? 0.2 : 1

/** Different texts, in the number that is asked for. `share`: of that number, where each takes the server long. */
export function texts(
  make: (random: Random) => string,
  fits: (text: string) => boolean = () => true,
  share = 1,
): string[] {
  const random = randomFrom(SEED)
  const found = new Set<string>()
  for (let tries = 0; found.size < COUNT * share && tries < COUNT * 20; tries++) {
    const text = make(random)
    if (fits(text)) found.add(text)
  }
  return [...found]
}
