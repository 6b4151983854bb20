import type { Word } from '../../text/directive.ts'
import type { Fix, Severity } from '../../text/finding.ts'
import type { ApacheDirective } from '../read/directive.ts'
import type { Modules } from '../directives/modules.ts'
import type { Place } from './context.ts'

/** What is wrong with a directive's arguments. */
export interface Complaint {
  message: string
  /** `syntax` unless told. */
  ruleId?: string
  /** The word to underline; the whole line unless told. */
  word?: Word
  /** httpd takes it all the same, but it does not do what it says. */
  accepted?: true
  severity?: Severity
  fix?: Fix
}

/** What surrounds a directive that is checked. */
export interface Surrounding {
  place: Place
  modules: Modules
  /** The sections around it, innermost last. */
  sections: ApacheDirective[]
  /** The directive before it at its level. */
  previous: ApacheDirective | null
  /** ap_method_number_of knows it; methods that the configuration registers included. */
  isMethod(name: string): boolean
  /** A `<AuthzProviderAlias>` or `<AuthnProviderAlias>` has the name. */
  isProvider(name: string): boolean
  /** Handlers and media types in lower case that an Action runs. */
  actions: ReadonlySet<string>
  /** Directives of a server, in lower case, without which others do nothing: those that stand somewhere. */
  settings: ReadonlySet<string>
}

/** A text is a complaint about the whole line; null: httpd takes it. */
export type ValueCheck = (directive: ApacheDirective, around: Surrounding) => Complaint | string | null

export const inHtaccess = ({ place }: Surrounding): boolean => typeof place.file === 'object'
/** cmd->path: per-directory, not for the whole server. */
export const perDirectory = (around: Surrounding): boolean =>
  inHtaccess(around) || around.place.sections.length > 0 || around.place.proxy

export const valueOf = ({ args }: ApacheDirective, index: number): string => args[index]?.value ?? ''
