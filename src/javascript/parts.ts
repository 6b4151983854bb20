/** Parts of one value that are walked. Values that hold each other twice at every level have more ways through them than anybody can walk. */
const MOST_PARTS = 20_000

/** Counts the parts of a value as they are walked: false from the bound on. */
export type Walk = () => boolean

export function walkParts(most = MOST_PARTS): Walk {
  let left = most
  return () => left-- > 0
}
