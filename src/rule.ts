import type { Layer } from './model/origin.ts'
import type { Cell, Site } from './model/site.ts'
import type { Glance } from './questions/glance.ts'
import type { Fix, Related, Severity } from './text/finding.ts'
import type { SourceRange } from './text/range.ts'

/** What a rule reports; `data` fills the `{{holes}}` of the message. */
export interface Report<MessageId extends string = string> {
  message: MessageId
  data?: Record<string, string | number>
  range: SourceRange
  /** The answers that it finds fault with; without: those that its place takes part in. */
  about?: readonly { cell: Cell }[]
  /** Empty, or the other half of the problem. */
  related?: Related[]
  /** Only to lower the rule's severity. */
  severity?: Severity
  /** Certain: applied by `--fix`. */
  fix?: Fix
  /** What is right to write, where a person has to choose it. */
  suggestions?: Fix[]
}

export interface RuleContext<MessageId extends string = string> {
  site: Site
  report(problem: Report<MessageId>): void
}

export interface Rule<MessageId extends string = string> {
  id: string
  severity: Severity
  layers: (Layer | 'client')[]
  summary: string
  /** The section of a standard that the rule stands on. */
  spec?: string
  /** Some of its problems have a fix. */
  fixable?: true
  /** Some of its problems have suggestions. */
  suggests?: true
  messages: Record<MessageId, string>
  check(context: RuleContext<MessageId>): void
}

/** A rule is a value; this only infers its message ids. */
export const defineRule = <MessageId extends string>(rule: Rule<MessageId>): Rule<MessageId> => rule

/** A line of the rule index: enough to know whether a run needs the rule, without loading it. */
export interface RuleEntry {
  id: string
  layers: Rule['layers']
  /** The rule only passes on what the readers found. */
  reading?: true
  /** false: the rule can have nothing to say of such a site. Default: it may. */
  needs?(glance: Glance): boolean
  load(): Promise<{ default: Rule }>
}

/** A rule whose findings come from reading the files: where the server itself would refuse them. */
export const readingRule = (rule: Omit<Rule, 'messages' | 'check'>): Rule => ({
  ...rule,
  messages: { found: '{{text}}' },
  check({ site, report }) {
    for (const { ruleId, message, ...rest } of site.problems)
      if (ruleId === rule.id) report({ message: 'found', data: { text: message }, ...rest })
  },
})
