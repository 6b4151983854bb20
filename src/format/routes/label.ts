import type { Layer } from '../../model/origin.ts'
import type { Outcome } from '../../model/outcome.ts'
import { OTHER } from '../../site/cells.ts'
import type { TableCell } from '../../site/table.ts'

/** What one outcome is called in a table: its status, `→` for whatever an unseen backend says, `?` for what the files leave open. */
export const outcomeLabel = ({ status, by, forwarded }: Pick<Outcome, 'status' | 'by' | 'forwarded'>): string =>
  by === 'closed' ? '✕' : status !== null ? String(status) : forwarded ? '→' : '?'

const SHOWN = 2

/** All that may come back, the first few named. */
export function cellLabel({ outcomes }: TableCell): string {
  const labels = [...new Set(outcomes.map(outcomeLabel))]
  return labels.length > SHOWN ? `${labels.slice(0, SHOWN).join('|')}…` : labels.join('|')
}

export const methodLabel = (method: string): string => (method === OTHER ? 'other' : method)

export const LAYER_NAMES: Record<Layer, string> = { nginx: 'nginx', apache: 'Apache', express: 'Express' }
