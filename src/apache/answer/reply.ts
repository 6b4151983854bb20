import type { Forwarded } from '../../model/request.ts'
import type { Outcome, Written } from '../../model/outcome.ts'
import type { SourceRange } from '../../text/range.ts'
import type { Exchange } from './exchange.ts'

/** An answer that a handler made, whose headers pass mod_headers' output filter. */
export interface Made {
  made: true
  x: Exchange
  status: number | null
  by: Outcome['by']
  range: SourceRange | null
  forwarded?: Forwarded
  /** What the backend wrote. */
  written?: Written[]
  /** Headers that the backend is known not to send. */
  absent?: string[]
}
