import type { Origin } from '../model/origin.ts'
import type { Cell } from '../model/site.ts'
import type { Joints, Member } from './links.ts'

/** What an origin asked for its upstreams, and who was there. */
interface Answer {
  from: Origin
  upstream: string
  members: Member[]
}

interface Kept {
  cells: Cell[]
  answers: Answer[]
}

/** Cells of earlier readings: an entrance has them still, where it and everybody behind it are the same as they were. */
export interface KeptCells {
  of(origin: Origin, joints: Joints): Cell[] | null
  keep(origin: Origin, joints: Joints, cells: Cell[]): void
  sweep(): void
}

const same = (a: Member[], b: Member[]): boolean =>
  a.length === b.length &&
  a.every(
    (one, index) =>
      one.to === b[index]?.to &&
      one.sure === b[index].sure &&
      JSON.stringify(one.target) === JSON.stringify(b[index].target),
  )

/** All that an entrance, and everybody behind it, has asked; null: they stand in a ring, where it matters who is asked first. */
function answersFrom(origin: Origin, joints: Joints, above: Origin[] = []): Answer[] | null {
  if (above.includes(origin)) return null
  const own = [...joints.asked(origin)].map(([upstream, members]) => ({ from: origin, upstream, members }))
  const behind = new Set(own.flatMap(({ members }) => members.flatMap(({ to }) => to ?? [])))
  const found = [...own]
  for (const to of behind) {
    const more = answersFrom(to, joints, [...above, origin])
    if (!more) return null
    found.push(...more)
  }
  return found
}

export function keptCells(): KeptCells {
  let last = new Map<Origin, Kept>()
  let now = new Map<Origin, Kept>()
  return {
    of(origin, joints) {
      const known = last.get(origin)
      if (!known?.answers.every(({ from, upstream, members }) => same(members, joints.members(from, upstream))))
        return null
      now.set(origin, known)
      return known.cells
    },
    keep(origin, joints, cells) {
      const answers = answersFrom(origin, joints)
      if (answers) now.set(origin, { cells, answers })
    },
    sweep() {
      last = now
      now = new Map()
    },
  }
}
