/** Loaded when something of it is asked for: with what it loads in turn it takes a twentieth of a short run. */
const http = (): typeof import('node:http') => process.getBuiltinModule('node:http')

export const requestMethods = (): readonly string[] => http().METHODS

/** What Node calls a status code. */
export const statusText = (code: number | string): string | undefined => http().STATUS_CODES[code]

/** The status codes by what something calls them, which it makes of Node's word for them. */
export function statusCodes(
  nameOf: (message: string) => string,
  others: readonly (readonly [string, number])[] = [],
): () => ReadonlyMap<string, number> {
  let codes: ReadonlyMap<string, number> | undefined
  return () =>
    (codes ??= new Map([
      ...Object.entries(http().STATUS_CODES).map(([code, message = '']) => [nameOf(message), Number(code)] as const),
      ...others,
    ]))
}
