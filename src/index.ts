import { join } from 'node:path'
import { rules } from '../rules/index.ts'
import { FILE, speaksOfUs, textOf } from './config/find.ts'
import type { Config } from './config/shape.ts'
import { type Linted, lintSiteWith, lintWith, pageOf } from './lint/lint.ts'
import { load, type Loaded } from './lint/load.ts'
import type { FixedFile } from './files/write.ts'
import type { Fixed } from './lint/fix.ts'
import type { Options } from './lint/options.ts'
import type { Report } from './lint/report.ts'
import type { Severity } from './text/finding.ts'
import { localTexts } from './files/texts.ts'
import type { Site } from './model/site.ts'
import type { Change } from './site/change.ts'
import type { RouteTable } from './site/table.ts'
import type { Verified, VerifyOptions } from './verify/verify.ts'

export type { Config, Override, Setting } from './config/shape.ts'
export type { Options } from './lint/options.ts'
export { UsageError } from './text/faults.ts'
export type { FixedFile } from './files/write.ts'
export type { Fixed } from './lint/fix.ts'
export type { Linted } from './lint/lint.ts'
export type { Coverage, Hole, Long, Problem, ProblemRelated, Report } from './lint/report.ts'
export type { Refusal } from './lint/discover.ts'
export type { Outcome, Step, Written } from './model/outcome.ts'
export type { RouteRow } from './model/reading.ts'
export type { Cell, Link, Site, TraceQuery } from './model/site.ts'
export { CHANGE_KINDS, type Answer, type Change, type ChangeKind } from './site/change.ts'
export type { HostTable, RouteTable, TableCell, TableRow } from './site/table.ts'
export type { Verified, VerifyOptions } from './verify/verify.ts'
export type { Position, SourceRange } from './text/range.ts'
export type { Severity } from './text/finding.ts'

/** Lints the files below `options.cwd`. A broken file is a problem in the report; only wrong options throw (UsageError). */
export const lint = (options: Options): Promise<Report> => lintWith(rules, options)

/** What the fixes of the problems make of the files below `options.cwd`. Nothing is written: see `writeFixes`. */
export const fix = async (options: Options): Promise<Fixed> => (await import('./lint/fix.ts')).fixWith(rules, options)

/** Writes what `fix` made, each file at once; returns those that could not be written, and why. */
export const writeFixes = async (changes: FixedFile[]): Promise<{ path: string; reason: string }[]> =>
  (await import('./files/write.ts')).writeChanges(changes)

/** The model of the files below `options.cwd`: routes, and the answer to any request. */
export const loadSite = async (options: Options): Promise<Site> => (await load(options)).site

/** The same with what could not be read, for a command that has to say so. */
export const openSite = (options: Options): Promise<Loaded> => load(options)

/** Lints and keeps the site, for a command that shows both. */
export const lintSite = (options: Options): Promise<Linted> => lintSiteWith(rules, options)

/** The route × method table of a site. */
export const routeTable = async (site: Site): Promise<RouteTable> => (await import('./site/table.ts')).routeTable(site)

/** Holds a site against a running server. Sends requests to it, and to nobody else. */
export const verify = async (site: Site, url: string, options?: VerifyOptions): Promise<Verified> =>
  (await import('./verify/verify.ts')).verifySite(site, url, options)

/** Which answers differ between two readings of one site. */
export const diff = async (before: Site, after: Site): Promise<Change[]> =>
  (await import('./site/diff.ts')).diffSites(before, after)

export interface RuleDescription {
  id: string
  severity: Severity
  layers: string[]
  summary: string
  spec?: string
  fixable: boolean
  suggests: boolean
  url: string
}

/** What every rule is about. */
export const describeRules = (): Promise<RuleDescription[]> =>
  Promise.all(
    rules.map(async (entry) => {
      const { id, severity, layers, summary, spec, fixable = false, suggests = false } = (await entry.load()).default
      return {
        id,
        severity,
        layers,
        summary,
        ...(spec === undefined ? {} : { spec }),
        fixable,
        suggests,
        url: pageOf(id),
      }
    }),
  )

/** The configuration in force below `options.cwd`, or for one file there, with the severity of every rule. */
export const effectiveConfig = async (options: Options, path?: string): Promise<Config> =>
  (await import('./lint/effective.ts')).effectiveConfig(rules, options, path)

export const CONFIG_FILE = FILE

/** A configuration to begin with: JSON with comments. */
export const starterConfig = async (): Promise<string> => (await import('./config/starter.ts')).STARTER

/** Whether the package.json of a folder holds a configuration. */
export const packageHasConfig = (folder: string): boolean =>
  speaksOfUs(textOf(join(folder, 'package.json'), localTexts) ?? '')

export const ruleIds = (): string[] => rules.map(({ id }) => id)
