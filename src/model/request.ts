/** A name that no configuration serves: what the default server in sight is asked by. */
export const NOBODY = 'nobody.invalid'

export interface Request {
  method: string
  scheme: string
  host: string
  port: number
  /** The unix socket that it comes in on, in place of the port. */
  socket?: string
  /** Path and query as sent: a URL class would resolve `/../` and `%2e`. */
  target: string
  /** Lower-case names. */
  headers: Record<string, string>
  /** Headers that are not named above, and the query of a target without one: known to be absent (a trace), or unknown (rules). */
  others: 'absent' | 'unknown'
  /** Lower-case names of headers that are known to be absent where the others are not. */
  absent?: readonly string[]
  /** Lower-case names of headers that a proxy writes, with values that nobody knows. */
  open?: readonly string[]
}

/** Whether any query may stand behind the target. */
export const hasOpenQuery = ({ target, others }: Request): boolean => others === 'unknown' && !target.includes('?')

/** Whether a header that the request does not name is surely not there. */
export const isAbsent = (
  { others, absent = [], open = [] }: Pick<Request, 'others' | 'absent' | 'open'>,
  name: string,
): boolean => !open.includes(name) && (others === 'absent' || absent.includes(name))

/** What a proxy sends on. `headers`: what it writes itself, '' where it leaves one out; `open`: those whose values are not known. `upstream` is what the configuration calls it: `http://127.0.0.1:3000`, `unix:/run/app.sock`, a group's name. */
export interface Forwarded {
  method: string
  target: string
  upstream: string
  headers?: Record<string, string>
  open?: readonly string[]
}
