import type { MethodSet } from '../../model/method-set.ts'
import type { PathPattern } from '../../model/path-pattern.ts'
import type { SourceRange } from '../../text/range.ts'
import type { Httpd } from '../compile/httpd.ts'
import { placedDirectives } from '../compile/placed.ts'
import type { Placed } from '../compile/placed.ts'
import type { ServerConfig } from '../compile/server-config.ts'
import type { ApacheDirective } from '../read/directive.ts'
import { methodVariables } from './env-guards.ts'
import { asksMethod, methodsOf } from './method-guards.ts'
import { refusalOf } from './refusals.ts'
import { namedByCondition, placedRules, ruleScope } from './routes.ts'

/** What refuses methods as the files have it; whether it ever comes to that, trying shows. */
export interface Candidate {
  range: SourceRange
  extent: SourceRange
  refuses: MethodSet
  scope: PathPattern
  status: number | null
  server: ServerConfig
  perDirectory: boolean
  /** A section for some methods, or a line beside one for everybody: whether it holds does not hang on what lies at a path. */
  isSection?: boolean
  /** Conditions besides the method decide whether it is met: who does not meet it has not got past it. */
  conditional?: boolean
  /** The sections that a request has to be in for the guard to be asked. */
  sections: SourceRange[]
  /** Where rewriting of its own drops it: the paths below, and what drops it. */
  below: Dropper[]
}

export interface Dropper {
  path: string
  at: SourceRange
  /** The folder's section, where the rewriting stands in one: httpd comes to it only if the folder is there. */
  section?: SourceRange
}

const extentOf = ({ range, blockEnd }: ApacheDirective): SourceRange =>
  blockEnd ? { ...range, end: blockEnd.end } : range

/** Sections that httpd gives a name or condition instead of a folder: rules in them are held against the whole file name. */
const NAMED_SECTION = /^(?:files(?:match)?|if|elseif|else|location(?:match)?|proxy(?:match)?)$/

const sectionsOf = ({ around }: Placed): SourceRange[] =>
  around.filter(({ key }) => NAMED_SECTION.test(key) || key === 'directorymatch').map(({ range }) => range)

/** The folders of each server that have rewriting of their own, which keep none of the outer rules (config_perdir_merge). */
function droppersOf(placed: readonly Placed[]): Map<ServerConfig, Map<string, Dropper>> {
  const found = new Map<ServerConfig, Map<string, Dropper>>()
  for (const {
    directive: { key, range },
    around,
    server,
    base,
  } of placed) {
    if (
      base === null ||
      !/^rewrite(?:engine|base|options|rule)$/.test(key) ||
      around.some((section) => NAMED_SECTION.test(section.key))
    )
      continue
    const folders = found.get(server) ?? new Map<string, Dropper>()
    found.set(server, folders)
    const section = around.find((one) => one.key === 'directory')?.range
    if (!folders.has(base)) folders.set(base, { path: base, at: range, ...(section && { section }) })
  }
  return found
}

/** Those below a rule's own folder. */
const droppersBelow = (
  droppers: ReadonlyMap<ServerConfig, ReadonlyMap<string, Dropper>>,
  { base, server }: Placed,
): Dropper[] =>
  base === null
    ? []
    : [...(droppers.get(server)?.values() ?? [])].filter(({ path }) => path !== base && path.startsWith(base))

/** All that refuse methods: the plain directives, then the rewrite rules. */
export function candidates(httpd: Httpd): Candidate[] {
  const placed = placedDirectives(httpd)
  const variables = methodVariables(placed)
  const plain = placed.flatMap((one): Candidate[] => {
    const refusal = refusalOf(httpd, variables, one)
    if (!refusal) return []
    const { beside, refuses, status } = refusal
    return [
      {
        refuses,
        status,
        range: one.directive.range,
        extent: extentOf(one.directive),
        scope: one.scope,
        server: one.server,
        perDirectory: one.directive.key !== 'traceenable',
        sections: sectionsOf(one),
        below: [],
        isSection: beside === true || one.directive.key === 'limit' || one.directive.key === 'limitexcept',
      },
    ]
  })
  const droppers = droppersOf(placed)
  const rules = [...placedRules(placed)].flatMap(({ placed: one, rule }): Candidate[] => {
    const refuses = rule.flags.status !== null && rule.flags.status >= 400 ? methodsOf(rule) : null
    if (!refuses) return []
    const inFiles = one.around.some(({ key }) => NAMED_SECTION.test(key))
    const scope = inFiles ? one.scope : (namedByCondition(rule) ?? ruleScope(rule, one.base, one.scope))
    const below = inFiles ? [] : droppersBelow(droppers, one)
    return [
      {
        range: rule.range,
        extent: rule.range,
        refuses,
        scope,
        status: rule.flags.status,
        server: one.server,
        perDirectory: one.base !== null,
        sections: sectionsOf(one),
        below,
        conditional: !rule.conditions.every(asksMethod),
      },
    ]
  })
  return [...plain, ...rules]
}
