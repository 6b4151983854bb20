/** What a server's handler was seen to answer: `npm run modules` asks it, and writes it down. */
export interface ObservedHandler {
  /** The directive, or the handler's name. */
  name: string
  /** What brings it, and in which version it was asked. */
  package: string
  version: string
  /** What was seen stands behind or beside it, or the interpreter knows it better. */
  beside?: true
  /** Methods whose answers hang on what was not asked. */
  open?: string
  /** Settings that differ as much as they can. By answer (`405 GET, HEAD`: with that Allow; `0`: none came), its methods; `*`: all others. */
  says: Said[]
  /** Methods whose refusal every setting hands to `error_page`. */
  pages?: string
}

/** `body`: each request had one; `none`: there was no file at the path. */
export interface Said {
  text: string
  body?: true
  none?: true
  seen: Record<string, string>
}

/** What a setting answered to a method; `*`: to one that nobody names. */
export const answerIn = ({ seen }: Said, method: string): string | undefined =>
  Object.keys(seen).find((answer) => seen[answer]?.split(' ').includes(method))

/** The methods that were asked by their names. */
export const askedMethods = ({ says }: ObservedHandler): string[] =>
  Object.values(says[0]?.seen ?? {})
    .flatMap((methods) => methods.split(' '))
    .filter((method) => method !== '*')

/** An answer that all settings agree on, with its Allow; null: they differ, fewer than two were asked, or none came. */
export function agreedAnswer(
  { says, open = '' }: ObservedHandler,
  method: string,
): { status: number; allow: string[] } | null {
  const [first = '', ...others] = says.map((said) => answerIn(said, method))
  const isOpen = others.length === 0 || open.split(' ').includes(method)
  if (isOpen || others.some((one) => one !== first)) return null
  const [status = '', ...allow] = first.split(/,? /)
  return Number(status) > 0 ? { status: Number(status), allow } : null
}
