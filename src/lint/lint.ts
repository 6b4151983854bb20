import type { LoadedConfig } from '../config/load.ts'
import type { Preset } from '../config/presets.ts'
import type { Setting } from '../config/shape.ts'
import type { Cell, Site } from '../model/site.ts'
import type { Report as Reported, Rule, RuleEntry } from '../rule.ts'
import type { Severity } from '../text/finding.ts'
import { glanceAt } from '../questions/glance.ts'
import type { SourceRange } from '../text/range.ts'
import { nearest } from '../text/nearest.ts'
import { coverageOf } from './coverage.ts'
import type { Discovered } from './discover.ts'
import { complaint, UsageError } from '../text/faults.ts'
import { load } from './load.ts'
import { timed } from './timed.ts'
import type { Options } from './options.ts'
import { isOn, settingIn } from './settings.ts'
import type { Problem, Report } from './report.ts'

const RANK: Record<Severity, number> = { info: 0, warn: 1, error: 2 }

/** Where a rule's page stands once the package is published. */
export const pageOf = (id: string): string => `https://unpkg.com/verblint/rules/${id}.md`

/** Lints files with the given rules. Throws UsageError for what only the caller can mend. */
export const lintWith = async (rules: RuleEntry[], options: Options): Promise<Report> =>
  (await lintSiteWith(rules, options)).report

/** What a rule reports as a problem; none where the configuration has switched the rule off. */
type Teller = (rule: Rule, reported: Reported) => Problem[]

export interface Linted {
  report: Report
  site: Site
  /** The answers that a problem finds fault with; one that is not here is about its place. */
  about: ReadonlyMap<Problem, Cell[]>
}

export async function lintSiteWith(rules: RuleEntry[], options: Options): Promise<Linted> {
  const wanted = chosen(rules, options.rules)
  const { site, files, refused, settings, configs, elsewhere, unused, guesses } = await load(options)
  for (const config of configs) await checkSettings(config, rules)
  const asked = wanted.filter(({ id }) => options.rules?.length || isOn(settings, id))
  const told: Teller = (rule, reported) => {
    const setting = settingIn(settings, rule.id, reported.range.file)
    return setting === 'off' && !options.rules?.length ? [] : [problemOf(rule, reported, setting, settings.preset)]
  }
  const problems: Problem[] = []
  const about = new Map<Problem, Cell[]>()
  const tell = (rule: Rule, reported: Reported): void => {
    for (const problem of told(rule, reported)) {
      problems.push(problem)
      if (reported.about) about.set(problem, [...new Set(reported.about.map(({ cell }) => cell))])
    }
  }
  const faults: string[] = []
  for (const { default: rule } of await Promise.all(asked.filter(needed(site, files)).map((entry) => entry.load()))) {
    options.signal?.throwIfAborted()
    try {
      await timed(options.clock, 'rule', rule.id, () => {
        rule.check({
          site,
          report: (reported) => {
            tell(rule, reported)
          },
        })
      })
    } catch (error) {
      faults.push(`rule ${rule.id}: ${complaint(error)}`)
    }
  }
  const level = RANK[options.level ?? (settings.preset === 'recommended' ? 'warn' : 'info')]
  const loud = await silenced(tidy(problems, about), site, { asked, rules, told })
  const report: Report = {
    problems: loud.filter((problem) => RANK[problem.severity] >= level),
    coverage: await timed(options.clock, 'phase', 'counting answers', () =>
      coverageOf(site, { files, elsewhere, unused, guesses }),
    ),
    refused,
    faults: [...faults, ...site.faults],
    files: site.files,
  }
  return { report, site, about }
}

/** Without the problems that comments silence, and with those comments that silence nothing. */
async function silenced(
  problems: Problem[],
  site: Site,
  { asked, rules, told }: { asked: RuleEntry[]; rules: RuleEntry[]; told: Teller },
): Promise<Problem[]> {
  if (![...site.files.values()].some(({ text }) => text.includes('verblint-'))) return problems
  const { suppress } = await import('./suppress.ts')
  const ids = (entries: RuleEntry[]): Set<string> => new Set(entries.map(({ id }) => id))
  const left = suppress(problems, site, { ran: ids(asked), known: ids(rules) })
  const found = await Promise.all(
    left.unused.map(async ({ ruleId, message, range }) => {
      const rule = (await asked.find(({ id }) => id === ruleId)?.load())?.default
      return rule ? told(rule, { message: 'found', data: { text: message }, range }) : []
    }),
  )
  return tidy([...left.problems, ...found.flat()])
}

/** A configuration may name only rules that there are. */
async function checkSettings(config: LoadedConfig, rules: RuleEntry[]): Promise<void> {
  const { checkRuleNames } = await import('../config/load.ts')
  checkRuleNames(
    config,
    rules.map(({ id }) => id),
  )
}

/** Whether a run needs a rule: a reader has found something for it, or one of its layers is there and what else it needs. */
function needed(site: Site, files: Discovered['files']): (entry: RuleEntry) => boolean {
  const met = new Set<string>(site.origins.map((origin) => origin.layer))
  for (const [layer, { length }] of Object.entries(files)) if (length > 0) met.add(layer)
  if (site.clientCalls.length > 0) met.add('client')
  const read = new Set(site.problems.map((problem) => problem.ruleId))
  const glance = glanceAt(site)
  return ({ id, reading, layers, needs }) =>
    read.has(id) || (!reading && layers.some((layer) => met.has(layer)) && (needs?.(glance) ?? true))
}

function chosen(rules: RuleEntry[], ids: string[] | undefined): RuleEntry[] {
  if (!ids) return rules
  const known = new Map(rules.map((entry) => [entry.id, entry]))
  return ids.map((id) => {
    const entry = known.get(id)
    if (entry) return entry
    const guess = nearest(id, known.keys())
    throw new UsageError(`Unknown rule "${id}"${guess ? `, did you mean "${guess}"?` : ''}`)
  })
}

/** A rule's own severity or the one that is set, lowered where the rule says so. Under `all` nothing is mere information unless it is set so. */
function severityOf(
  own: Severity,
  lowered: Severity | undefined,
  setting: Setting | undefined,
  preset: Preset,
): Severity {
  const severity = lower(setting === undefined || setting === 'off' ? own : setting, lowered)
  return severity === 'info' && preset === 'all' && setting === undefined ? 'warn' : severity
}

const lower = (a: Severity, b: Severity | undefined): Severity => (b !== undefined && RANK[b] < RANK[a] ? b : a)

const fill = (message: string, data: Record<string, string | number> = {}): string =>
  message.replace(/\{\{(\w+)\}\}/g, (hole, name: string) => String(data[name] ?? hole))

const placeOf = ({ file, start, end }: SourceRange): Pick<Problem, 'file' | 'range'> => ({
  file,
  range: { start, end },
})

function problemOf(rule: Rule, reported: Reported, setting: Setting | undefined, preset: Preset): Problem {
  const { includedFrom } = reported.range
  return {
    ruleId: rule.id,
    severity: severityOf(rule.severity, reported.severity, setting, preset),
    message: fill(rule.messages[reported.message] ?? reported.message, reported.data),
    ...placeOf(reported.range),
    ...(reported.related?.length
      ? { related: reported.related.map(({ message, range }) => ({ message, ...placeOf(range) })) }
      : {}),
    ...(includedFrom?.length ? { includedFrom } : {}),
    ...(reported.fix ? { fix: reported.fix } : {}),
    ...(reported.suggestions?.length ? { suggestions: reported.suggestions } : {}),
    url: pageOf(rule.id),
  }
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const inOrder = (a: Problem, b: Problem): number =>
  compareText(a.file, b.file) ||
  a.range.start.offset - b.range.start.offset ||
  a.range.end.offset - b.range.end.offset ||
  compareText(a.ruleId, b.ruleId)

/** Sorted by place; the same rule at the same place is one problem, however many contexts include the file, and is about what all of them are. */
function tidy(problems: Problem[], about = new Map<Problem, Cell[]>()): Problem[] {
  const once = new Map<string, Problem>()
  for (const problem of problems) {
    const key = `${problem.ruleId} ${problem.range.start.offset} ${problem.file}`
    const before = once.get(key)
    const kept = !before || RANK[problem.severity] > RANK[before.severity] ? problem : before
    const [cells, others] = [about.get(problem), before && about.get(before)]
    if (cells && others) about.set(kept, [...others, ...cells])
    once.set(key, kept)
  }
  return [...once.values()].sort(inOrder)
}
