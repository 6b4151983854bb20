/** atoi: the digits in front, 0 where there are none. */
export const leadingNumber = (text: string): number => Number(/^\s*([+-]?\d+)/.exec(text)?.[1] ?? 0)

/** The statuses that ap_index_of_response knows. */
const STATUSES = new Set([
  100, 101, 102, 103, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308, 400,
  401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 423, 424, 426, 428,
  429, 431, 451, 500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511,
])
export const isKnownStatus = (status: number): boolean => STATUSES.has(status)

/** ap_is_HTTP_REDIRECT. */
export const isRedirect = (status: number): boolean => status >= 300 && status < 400

const NAMED = new Map([
  ['permanent', 301],
  ['temp', 302],
  ['seeother', 303],
])

/** A status as Redirect and `[R=…]` take it: its name or its digits; null: neither. */
export const statusNamed = (word: string): number | null =>
  NAMED.get(word.toLowerCase()) ?? (/^\d/.test(word) ? leadingNumber(word) : null)
