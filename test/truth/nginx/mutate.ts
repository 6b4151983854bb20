import type { Random } from './random.ts'

const tokensOf = (text: string): string[] => text.match(/#[^\n]*|"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|\s+|[;{}]|[^\s;{}"']+|["']/g) ?? []

/** One or two tokens left out, doubled, swapped or shortened. */
export function mutate(text: string, random: Random): string {
  const tokens = tokensOf(text)
  const real = tokens.flatMap((token, index) => (/^[\s#]/.test(token) ? [] : [index]))
  for (let left = random.chance(0.8) ? 1 : 2; left > 0; left--) {
    const [at, other] = [random.pick(real), random.pick(real)]
    const token = tokens[at] ?? ''
    const how = random.pick(['drop', 'double', 'swap', 'shorten'])
    if (how === 'drop') tokens[at] = ''
    if (how === 'double') tokens[at] = `${token} ${token}`
    if (how === 'swap') [tokens[at], tokens[other]] = [tokens[other] ?? '', token]
    if (how !== 'shorten' || token === '') continue
    const cut = random.below(token.length)
    tokens[at] = token.slice(0, cut) + token.slice(cut + 1)
  }
  return tokens.join('')
}
