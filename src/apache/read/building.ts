import type { Finding } from '../../text/finding.ts'
import type { Ledger } from '../../text/limits.ts'
import type { SourceRange } from '../../text/range.ts'
import type { Surroundings } from './conditions.ts'
import type { ApacheDirective } from './directive.ts'
import type { LineSource } from './lines.ts'
import type { Macro } from './macros.ts'

/** What reading a configuration knows and changes as it goes. */
export interface Building extends Surroundings {
  macros: Map<string, Macro>
  /** By the line of a Use, which then stands among the origins of what it brought in. */
  uses: Map<SourceRange, Macro>
  /** A part of the configuration is out of sight: what is not found may be defined there. */
  incomplete: boolean
  /** The lines whose files are out of sight, all or in part. */
  unseen: Set<SourceRange>
  /** The files that an Include names, null where they are out of sight; adds a finding for one that is missing. null itself: `.htaccess`, where httpd refuses to include, define or load anything. */
  include: ((path: string, optional: boolean, at: SourceRange, problems: Finding[]) => LineSource[] | null) | null
  setServerRoot(path: string): void
  /** Modules of which a directive stands outside every open section, by the part of the name behind `mod_`. */
  proven: Set<string>
  problems: Finding[]
  /** The first problem for which httpd surely refuses the whole. */
  refusal: Finding | null
  /** Lines of macros and includes that may still be read: a bound on what they multiply to. */
  budget: number
  /** Where bounds that are reached are noted. */
  ledger: Ledger
}

/** A section that is not closed yet: a real one, or a conditional one whose contents go to where it stands (or into it, when undecided). `open`: it, or one around it, is undecided. */
interface Frame {
  directive: ApacheDirective
  into: ApacheDirective[]
  conditional: boolean
  open: boolean
}

/** Where reading has come to. */
export interface Place {
  building: Building
  frames: Frame[]
  next: LineSource
  use(source: LineSource): void
  /** Reads what an Include brings, in the place of its line. */
  include(source: LineSource): void
  root: ApacheDirective[]
  depth: number
  open: boolean
}

export const inOpen = ({ frames, open }: Place): boolean => frames.at(-1)?.open ?? open

export function note(place: Place, finding: Finding): void {
  place.building.problems.push(finding)
  if (finding.severity === undefined && !inOpen(place)) place.building.refusal ??= finding
}

export const problem = (place: Place, message: string, range: SourceRange, ruleId = 'syntax'): void =>
  note(place, { ruleId, message, range })

export const target = ({ frames, root }: Place): ApacheDirective[] => frames.at(-1)?.into ?? root
