import { editsIn } from '../deployment/edits.ts'
import type { Service } from '../deployment/service.ts'
import type { Image } from '../deployment/images.ts'
import type { Origin } from '../model/origin.ts'
import { unknownOutcome } from '../model/outcome.ts'
import type { Reading } from '../model/reading.ts'

/** A server whose configuration a command changes on its way into the container: nobody sees what it reads. */
const closed = (origin: Origin, why: string): Origin => ({
  ...origin,
  guards: [],
  answer: () => [unknownOutcome(why, origin.range)],
})

/** What is read of files that a container's commands change says nothing: neither what is wrong with them, nor what comes back. */
export function withoutEdited(reading: Reading, run: Service[], image: Image | undefined): Reading {
  const edits = [...run, ...(image ? [image] : [])].map((container) => editsIn(container))
  const edited = new Set(
    reading.trees.filter(({ file }) => edits.some((isEdited) => isEdited(file.absolute))).map(({ file }) => file.path),
  )
  if (edited.size === 0) return reading
  const isOf = ({ range, routes }: Origin): boolean =>
    edited.has(range.file) || routes.some((route) => edited.has(route.range.file))
  return {
    ...reading,
    trees: reading.trees.filter(({ file }) => !edited.has(file.path)),
    problems: reading.problems.filter(({ range }) => !edited.has(range.file)),
    origins: reading.origins.map((origin) =>
      isOf(origin) ? closed(origin, `a command of its container changes ${[...edited].join(' and ')}`) : origin,
    ),
  }
}
