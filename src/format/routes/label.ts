import type { Layer } from '../../model/origin.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { Link } from '../../model/site.ts'
import { isOpenName } from '../../model/origin.ts'
import { NOBODY } from '../../model/request.ts'
import type { Assumption, Reach, TableCell, Tone } from '../../site/table.ts'
import { plural } from '../summary.ts'

/** What one outcome is called in a table: its status, `→` for whatever an unseen backend says, `?` for what the files leave open. */
export const outcomeLabel = ({ status, by, forwarded }: Pick<Outcome, 'status' | 'by' | 'forwarded'>): string =>
  by === 'closed' ? '✕' : status !== null ? String(status) : forwarded ? '→' : '?'

const SHOWN = 2

/** All that may come back, the first few named. */
export function cellLabel({ outcomes }: TableCell): string {
  const labels = [...new Set(outcomes.map(outcomeLabel))]
  return labels.length > SHOWN ? `${labels.slice(0, SHOWN).join('|')}…` : labels.join('|')
}

/** How a cell is shown: a 501 is a refusal to the rules, and to a reader a server's error (RFC 9110 §15.6). */
export const toneShown = ({ statuses, tone }: Pick<TableCell, 'statuses' | 'tone'>): Tone =>
  tone === 'refused' && statuses.length > 0 && statuses.every((status) => status !== null && status >= 500)
    ? 'failing'
    : tone

/** A public name; `*` where no configuration names the host. */
export const shownHost = (host: string): string => (host === NOBODY || isOpenName(host) ? '*' : host)

export const hostLabel = ({ host, port }: { host: string; port: number }): string => `${shownHost(host)}:${port}`

export const LAYER_NAMES: Record<Layer, string> = { nginx: 'nginx', apache: 'Apache', express: 'Express' }

/** A backend's route with its methods: `PUT /api/items/:id`. */
export const reachName = ({ route: { methods, pattern } }: Reach): string =>
  `${methods.complement || methods.names.size === 0 ? 'ALL' : [...methods.names].join(', ')} ${pattern.source}`

/** How many paths a default decides: `231 routes, GET /api/x first`. */
export const assumptionLabel = ({ count, first }: Assumption): string =>
  count === 1 ? first : `${plural(count, 'route')}, ${first} first`

/** Who may be behind a proxy without the files saying so surely; each once. */
export const unsureLinks = (links: Link[]): Pick<Link, 'upstream' | 'to' | 'why'>[] => [
  ...new Map(
    links.filter(({ sure }) => !sure).map(({ upstream, to, why }) => [`${upstream} ${to.name}`, { upstream, to, why }]),
  ).values(),
]
