let names = new Map<string, number>()
let lastName = 0

/** Begins anew with the names of texts, which are kept for nothing but the application that is being asked. */
export function forgetNames(): void {
  names = new Map()
}

/** A short name for what may be a long text, the same for equal texts. */
export function shortName(text: string): number {
  const known = names.get(text)
  if (known !== undefined) return known
  names.set(text, ++lastName)
  return lastName
}
