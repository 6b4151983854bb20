import { rules } from '../rules/index.ts'
import { lintWith, pageOf } from './lint/lint.ts'
import { load, type Loaded } from './lint/load.ts'
import type { Options } from './lint/options.ts'
import type { Report } from './lint/report.ts'
import type { Severity } from './source/finding.ts'
import type { Site } from './model/site.ts'

export { UsageError, type Options } from './lint/options.ts'
export type { Coverage, Problem, ProblemRelated, Report } from './lint/report.ts'
export type { Refusal } from './lint/discover.ts'
export type { Outcome, Step, Written } from './model/outcome.ts'
export type { RouteRow } from './model/reading.ts'
export type { Cell, Link, Site, TraceQuery } from './model/site.ts'
export type { Position, SourceRange } from './source/range.ts'
export type { Severity } from './source/finding.ts'

/** Lints the files below `options.cwd`. A broken file is a problem in the report; only wrong options throw (UsageError). */
export const lint = (options: Options): Promise<Report> => lintWith(rules, options)

/** The model of the files below `options.cwd`: routes, and the answer to any request. */
export const loadSite = async (options: Options): Promise<Site> => (await load(options)).site

/** The same with what could not be read, for a command that has to say so. */
export const openSite = (options: Options): Promise<Loaded> => load(options)

export interface RuleDescription { id: string; severity: Severity; layers: string[]; summary: string; spec?: string; url: string }

/** What every rule is about. */
export const describeRules = (): Promise<RuleDescription[]> => Promise.all(rules.map(async (entry) => {
  const { id, severity, layers, summary, spec } = (await entry.load()).default
  return { id, severity, layers, summary, ...(spec === undefined ? {} : { spec }), url: pageOf(id) }
}))

export const ruleIds = (): string[] => rules.map(({ id }) => id)
