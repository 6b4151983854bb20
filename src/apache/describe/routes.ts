import { EVERY } from '../../model/method-set.ts'
import type { MethodSet } from '../../model/method-set.ts'
import type { Route } from '../../model/origin.ts'
import { anyPattern, escapeRegex, folderPattern, pathPattern } from '../../model/path-pattern.ts'
import type { PathPattern } from '../../model/path-pattern.ts'
import { sampleText } from '../../model/regex.ts'
import type { RouteRow } from '../../model/reading.ts'
import { compilePattern, type Pattern } from '../../regex/pattern.ts'
import { conditionOf } from '../words/expression/section.ts'
import type { Expression } from '../words/expression/tree.ts'
import { readProxyPass } from '../words/proxy-pass.ts'
import type { Httpd } from '../compile/httpd.ts'
import { methodsOf } from './method-guards.ts'
import { readRedirect } from '../words/redirect.ts'
import { conditionAt, type RewriteCond, type RewriteRule, ruleAt } from '../compile/modules/rewrite-rule.ts'
import { patternScope, placedDirectives } from '../compile/placed.ts'
import type { Placed } from '../compile/placed.ts'
import { filesOf } from './samples.ts'
import { createServer } from '../compile/server-config.ts'
import type { Scope } from '../compile/scope.ts'

/** A scope for reading a directive by itself, away from any configuration. */
export const detached = (path: string | null): Scope => ({
  kind: path === null ? 'server' : 'directory',
  path,
  server: createServer(null),
  limited: null,
  needs: [],
  methods: new Set(),
  decide: () => true,
})

/** The paths that a rule's pattern takes: the whole URL path, or what follows the directory's. */
export function ruleScope({ pattern, negated }: RewriteRule, base: string | null, outer: PathPattern): PathPattern {
  if (negated) return outer
  if (base === null || base === '') return patternScope(pattern.source, pattern)
  const javascript = pattern.javascript()
  const start = escapeRegex(base)
  const inner =
    javascript &&
    (/^\^[^|]*$/.test(javascript.source)
      ? javascript.source.slice(1)
      : /\^/.test(javascript.source)
        ? null
        : `[\\s\\S]*(?:${javascript.source})`)
  return pathPattern({
    kind: 'regex',
    source: `${base} ${pattern.source}`,
    regex: inner === null || !javascript ? null : { source: `^${start}${inner}`, flags: javascript.flags },
    literal: base,
    sample: () => (javascript ? `${base}${sampleText(javascript) ?? ''}` : null),
    matches: (path) => {
      const found = path.startsWith(base) ? pattern.exec(path.slice(base.length)) : null
      return found === undefined ? null : found !== null
    },
  })
}

interface Found {
  pattern: PathPattern
  methods?: MethodSet
  passes: boolean | null
}

/** A rule with the conditions that stand before it. */
export interface PlacedRule {
  placed: Placed
  rule: RewriteRule
  conditions: Placed[]
}

/** The rewrite rules of a configuration, each with its conditions, in their order. */
export function* placedRules(directives: Iterable<Placed>): Generator<PlacedRule> {
  let waiting: { placed: Placed; condition: RewriteCond }[] = []
  for (const placed of directives) {
    const condition = placed.directive.key === 'rewritecond' ? conditionAt(placed.directive, detached(null)) : null
    if (condition) waiting.push({ placed, condition })
    if (placed.directive.key !== 'rewriterule') continue
    const rule = ruleAt(
      placed.directive,
      detached(null),
      waiting.map((one) => one.condition),
    )
    if (rule) yield { placed, rule, conditions: waiting.map((one) => one.placed) }
    waiting = []
  }
}

function aliasPattern({ directive: { key, args }, scope }: Placed): PathPattern {
  const [fake = '', real] = args.map((word) => word.value)
  if (real === undefined) return scope
  return key.endsWith('match') ? patternScope(fake, compilePattern(fake, false)) : folderPattern(fake)
}

const OWN_PATH = /^(?:directory|location|files|proxy)(?:match)?$|^(?:if|elseif|else)$/

function redirectPattern({ directive, scope, around, htaccess }: Placed): PathPattern {
  const inSection = htaccess !== null || around.some(({ key }) => OWN_PATH.test(key))
  const { value } = readRedirect(directive, inSection)
  if (!value || value.path === null) return scope
  return value.pattern ? patternScope(value.path, value.pattern) : folderPattern(value.path)
}

function proxyPattern({ directive, scope, around }: Placed): PathPattern {
  const { value } = readProxyPass(
    directive,
    around.some(({ key }) => key.startsWith('location')),
  )
  if (!value || value.path === null) return scope
  return value.pattern ? patternScope(value.path, value.pattern) : folderPattern(value.path)
}

/** `<If "%{REQUEST_URI} =~ m#^/api/#">`: the paths that it is about. */
function conditionPattern({ directive, scope }: Placed): PathPattern | null {
  const expression = scope.kind === 'any' ? conditionOf(directive).expression : null
  const pattern = expression && patternOfPath(expression)
  return pattern && patternScope(pattern.source, pattern)
}

/** The first pattern that the path has to match. */
function patternOfPath(expression: Expression): Pattern | null {
  if (expression.kind === 'and' || expression.kind === 'or')
    return expression.all.reduce<Pattern | null>((found, one) => found ?? patternOfPath(one), null)
  if (expression.kind !== 'match' || expression.negated) return null
  const [only, ...others] = expression.word
  const isPath = only?.kind === 'variable' && only.name.toUpperCase() === 'REQUEST_URI' && others.length === 0
  return isPath ? expression.pattern : null
}

/** Of a rule for whatever path: those that its condition on the path names. */
export function namedByCondition({ pattern, negated, conditions }: RewriteRule): PathPattern | null {
  if (negated || !/^\^?\/?\??(?:\(?\.[*+]?\)?)?\$?$/.test(pattern.source)) return null
  for (const { input, test, negated: not, orNext } of conditions) {
    if (!not && !orNext && test.kind === 'regex' && /^%\{REQUEST_URI\}$/i.test(input))
      return patternScope(test.pattern.source, test.pattern)
  }
  return null
}

function found(placed: Placed): Found | null {
  const {
    directive: { key },
    scope,
  } = placed
  if (/^(?:location|directory|files)(?:match)?$/.test(key)) return { pattern: scope, passes: true }
  if (/^(?:script)?alias(?:match)?$/.test(key)) return { pattern: aliasPattern(placed), passes: true }
  if (/^redirect(?:match|permanent|temp)?$/.test(key)) return { pattern: redirectPattern(placed), passes: false }
  if (key === 'proxypass' || key === 'proxypassmatch') return { pattern: proxyPattern(placed), passes: false }
  const condition = key === 'if' || key === 'elseif' ? conditionPattern(placed) : null
  return condition && { pattern: condition, passes: true }
}

const isFinal = ({ flags, conditions }: RewriteRule): boolean | null =>
  flags.status === null && flags.redirect === null && !flags.proxy ? true : conditions.length > 0 ? null : false

/** What a lone document root serves, when nothing names a path: its visible folders' own index. */
const whole = (httpd: Httpd): Route[] =>
  httpd.main.documentRoot
    ? [
        {
          layer: 'apache',
          pattern: anyPattern('/'),
          methods: EVERY,
          range: httpd.main.documentRoot.range,
          passes: true,
        },
      ]
    : []

/** The folders that a `.htaccess` says something of as a whole, each once. */
function folders(httpd: Httpd): Route[] {
  const first = new Map<string, Placed>()
  for (const one of placedDirectives(httpd)) {
    const path = one.htaccess?.file.path
    if (path !== undefined && one.around.length === 0 && !first.has(path)) first.set(path, one)
  }
  return [...first.values()].map(({ scope, server, directive: { range } }) => ({
    layer: 'apache',
    pattern: scope,
    methods: EVERY,
    range,
    passes: true,
    files: filesOf(httpd, [server], scope),
  }))
}

/** Every scope that a path can be in. */
export const routesOf = (httpd: Httpd): Route[] => [...whole(httpd), ...writtenRoutes(httpd), ...folders(httpd)]

/** Sections, aliases, redirects, proxies, rewrite rules; in source order. */
function writtenRoutes(httpd: Httpd): Route[] {
  const placed = placedDirectives(httpd)
  const rules = new Map([...placedRules(placed)].map((one) => [one.placed, one.rule]))
  const routes = placed.flatMap((one): Route[] => {
    const rule = rules.get(one)
    const made: Found | null = rule
      ? {
          pattern: namedByCondition(rule) ?? ruleScope(rule, one.base, one.scope),
          methods: methodsOf(rule) ?? EVERY,
          passes: isFinal(rule),
        }
      : found(one)
    if (!made) return []
    const files = filesOf(httpd, one.server === httpd.main ? [httpd.main, ...httpd.hosts] : [one.server], made.pattern)
    return [
      {
        layer: 'apache',
        methods: EVERY,
        ...made,
        range: one.directive.range,
        within: one.around.map(({ range }) => range),
        files,
      },
    ]
  })
  return routes
}

export function rowsOf(httpd: Httpd, origin: string): RouteRow[] {
  return writtenRoutes(httpd).flatMap(({ pattern, methods: set, range }): RouteRow[] =>
    (set.complement ? ['ALL'] : [...set.names]).map((method) => ({
      layer: 'apache',
      origin,
      method,
      path: pattern.source,
      file: range.file,
      range: { start: range.start, end: range.end },
    })),
  )
}
