import { alternativesOf, type Item, type Pcre, Refused } from './pcre-tree.ts'

/** What PCRE2 can only say when the whole pattern is read. Where, it does not say: the start stands for it. */

const LONGEST_LOOK = 65535

const refuse = (message: string): never => {
  throw new Refused(message, 0)
}

type Groups = Pick<Pcre, 'captures' | 'names'>

/** References to groups that the pattern does not have, and \K in a look around. */
export function checkReferences(alternatives: Item[][], groups: Groups, looks = false): void {
  for (const item of alternatives.flat()) {
    if ((item.kind === 'reference' || item.kind === 'call') && !has(groups, item.to)) refuse(`has no group ${item.to}`)
    if (item.kind === 'conditional' && 'to' in item.condition && !has(groups, item.condition.to))
      refuse(`has no group ${item.condition.to}`)
    if (item.kind === 'anchor' && item.name === 'K' && looks) refuse('has \\K in a look around')
    checkReferences(alternativesOf(item), groups, looks || item.kind === 'look')
  }
}

const has = ({ captures, names }: Groups, to: number | string): boolean =>
  typeof to === 'number' ? to <= captures : names.some(({ name }) => name === to)

type Capture = Item & { kind: 'capture' }
interface Behind {
  items: Item[]
  within: Capture[]
}

/** A look behind goes back by a number that is known: the alternatives at its top may differ, those further inside may not. `resets`: the pattern has a `(?|`. */
export function checkLookbehinds(
  alternatives: Item[][],
  { names }: Groups,
  { resets, utf }: { resets: boolean; utf: boolean },
): void {
  const groups = new Map<number, Capture>()
  const all: Behind[] = []
  collect(alternatives, [], groups, all)
  const numberOf = (to: number | string): number =>
    typeof to === 'number' ? to : (names.find(({ name }) => name === to)?.number ?? 0)
  const isTwice = (to: number | string): boolean =>
    typeof to === 'string' && names.filter(({ name }) => name === to).length > 1
  const groupOf = (item: Item & { kind: 'reference' | 'call' }): Capture | undefined =>
    item.kind === 'reference' && (resets || isTwice(item.to)) ? undefined : groups.get(numberOf(item.to))
  for (const { items, within } of all)
    if (new Lengths(groupOf, utf, within).of(items) === null) refuse('looks behind by no fixed length')
}

function collect(alternatives: Item[][], within: Capture[], groups: Map<number, Capture>, all: Behind[]): void {
  for (const item of alternatives.flat()) {
    if (item.kind === 'capture' && !groups.has(item.number)) groups.set(item.number, item)
    if (item.kind === 'look' && item.behind) all.push(...item.alternatives.map((items) => ({ items, within })))
    collect(alternativesOf(item), item.kind === 'capture' ? [...within, item] : within, groups, all)
  }
}

/** get_branchlength and get_grouplength: how many characters items take; null: no fixed number. */
class Lengths {
  private readonly groupOf: (item: Item & { kind: 'reference' | 'call' }) => Capture | undefined
  private readonly utf: boolean
  private readonly open: Set<Capture>
  private readonly known = new Map<Capture, number | null>()

  constructor(
    groupOf: (item: Item & { kind: 'reference' | 'call' }) => Capture | undefined,
    utf: boolean,
    within: Capture[],
  ) {
    this.groupOf = groupOf
    this.utf = utf
    this.open = new Set(within)
  }

  of(items: Item[]): number | null {
    let length = 0
    for (const item of items) {
      if (item.kind === 'verb' && ['ACCEPT', 'F', 'FAIL'].includes(item.name)) return length
      const one = this.ofItem(item)
      if (one === null) return null
      length += one
      if (length > LONGEST_LOOK) refuse('looks behind too far')
    }
    return length
  }

  private ofItem(item: Item): number | null {
    switch (item.kind) {
      case 'character':
        return this.utf ? 1 : Buffer.byteLength(String.fromCodePoint(item.code))
      case 'class':
        return 1
      case 'set':
        return item.name === 'R' || item.name === 'X' ? null : 1
      case 'anchor':
      case 'look':
      case 'callout':
      case 'verb':
        return 0
      case 'group':
      case 'conditional':
        return this.same(item.alternatives)
      case 'capture':
        return this.ofCapture(item)
      case 'repeat':
        return this.repeated(item)
      default: {
        const group = this.groupOf(item)
        return group ? this.ofCapture(group) : null
      }
    }
  }

  private ofCapture(group: Capture): number | null {
    const before = this.known.get(group)
    if (before !== undefined || this.open.has(group)) return before ?? null
    this.open.add(group)
    const length = this.same(group.alternatives)
    this.open.delete(group)
    this.known.set(group, length)
    return length
  }

  private same(alternatives: Item[][]): number | null {
    const [first, ...others] = alternatives.map((items) => this.of(items))
    return first === undefined || others.some((other) => other !== first) ? null : first
  }

  private repeated({ item, min, max }: Item & { kind: 'repeat' }): number | null {
    if (item.kind === 'look' && !item.behind) return 0
    const one = min === max ? this.ofItem(item) : null
    return one === null ? null : one * min
  }
}
