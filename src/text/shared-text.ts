/** As many texts are remembered; then all are forgotten. */
const MOST_SHARED = 512

const shared = new Map<string, string>()

/** One text for equal ones that are put together one after the other: the answers of a server tell the same few, under every method and path. */
export function sharedText(text: string): string {
  const known = shared.get(text)
  if (known !== undefined) return known
  if (shared.size === MOST_SHARED) shared.clear()
  shared.set(text, text)
  return text
}
