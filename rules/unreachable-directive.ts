import { type RuleLine, ruleOf } from '../src/apache/words/rewrite.ts'
import { languageCovers } from '../src/model/language.ts'
import { linearMatcher, sampleText } from '../src/model/regex.ts'
import { LiteralIndex } from '../src/regex/literal-index.ts'
import { isHandler } from '../src/nginx/directives/handlers.ts'
import type { Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { everyDirective, layerAt } from '../src/questions/blocks.ts'
import { mappedBefore } from './unreachable-directive/mapped-before.ts'
import { removeLine, removeStatement } from '../src/questions/fixes.ts'
import { insideBlock, isIncludedOnce } from '../src/questions/level.ts'
import type { Directive } from '../src/text/directive.ts'
import type { SourceRange } from '../src/text/range.ts'

interface Dead {
  range: SourceRange
  name: string
  by: Directive
  why: 'after' | 'rewrite' | 'handler' | 'return'
}

const REWRITE_CODE = new Set(['return', 'rewrite', 'set', 'if', 'break'])
/** A rewrite that takes every path and ends the code that it stands in. */
const endsCode = ({ name, args: [pattern, , flag] }: Directive): boolean =>
  name === 'rewrite' &&
  flag !== undefined &&
  /^(?:\^|\.\*|\^\.\*\$?|\^\(\.\*\)\$?|\(\.\*\)|\^\/|\^\/\.\*\$?|\^\/\(\.\*\)\$?|\^\/\?\(\.\*\)\$?)$/.test(
    pattern?.value ?? '',
  )

/** The rewrite module runs its code in order and ends at a return; what else stands in the block is no code of its. */
function deadInBlock(block: Directive[], isLocation: boolean): Dead[] {
  const dead: Dead[] = []
  const stop = block.find(({ name }) => name === 'return')
  const at = stop ? block.indexOf(stop) : block.length
  if (stop)
    for (const { name, range } of block.slice(at + 1))
      if (REWRITE_CODE.has(name)) dead.push({ name, range, by: stop, why: 'after' })
  const rewrite = block.slice(0, at).find(endsCode)
  if (rewrite)
    for (const { name, range } of block.slice(block.indexOf(rewrite) + 1))
      if (REWRITE_CODE.has(name) && !dead.some((one) => one.range === range))
        dead.push({ name, range, by: rewrite, why: 'rewrite' })
  if (!isLocation) return dead
  const handlers = block.filter(({ name }) => isHandler(name))
  // The methods that limit_except takes out of the location never meet the return.
  if (block.some(({ name }) => name === 'limit_except')) return dead
  const tries = block.filter(({ name }) => name === 'try_files')
  if (stop)
    return [
      ...dead,
      ...[...handlers, ...tries].map(({ name, range }): Dead => ({ name, range, by: stop, why: 'return' })),
    ]
  const last = handlers.at(-1)
  return last
    ? [
        ...dead,
        ...handlers
          .slice(0, -1)
          .filter(({ name }) => name !== last.name)
          .map(({ name, range }): Dead => ({ name, range, by: last, why: 'handler' })),
      ]
    : dead
}

const lower = ({ name }: Directive): string => name.toLowerCase()
/** A rule after which the pass ends, wherever it matches. */
const endsPass = ({ negated, flags }: RuleLine): boolean =>
  !negated && (flags.last || flags.end || flags.status !== null)

const takesAll = ({ pattern }: RuleLine): boolean =>
  /^(?:\^|\.\*|\^\.\*\$?|\^\(\.\*\)\$?|\(\.\*\))$/.test(pattern.source)

/** Of those that may match the same path so many are looked at: patterns that begin and end with nothing certain. */
const MOST_NEAR = 200

interface End {
  one: Directive
  rule: RuleLine
}

/** Whether an earlier rule has taken whatever this one's pattern takes; `sample`: a path that this one takes. */
function covers(earlier: RuleLine, rule: RuleLine, sample: string): boolean {
  const [large, small] = [earlier.pattern.javascript(), rule.pattern.javascript()]
  return (
    large !== null && small !== null && linearMatcher(large)?.(sample) === true && languageCovers(large, small) === true
  )
}

/** The rules after which the pass has ended so far, found by what they match: lists of old addresses are long. */
class Ends {
  readonly #index: LiteralIndex
  #all = new Map<number, End>()
  #takingAll: End | undefined

  constructor(rules: readonly (RuleLine | null)[]) {
    this.#index = new LiteralIndex(rules.map((rule) => rule?.pattern ?? null))
  }

  add(place: number, end: End): void {
    if (takesAll(end.rule)) this.#takingAll ??= end
    else this.#all.set(place, end)
  }

  /** From here on a path may be another one. */
  forget(): void {
    this.#all = new Map()
  }

  /** The first one that takes whatever a rule takes. */
  over(rule: RuleLine): End | undefined {
    const whole = this.#takingAll
    if (rule.negated || this.#all.size === 0) return whole
    const small = rule.pattern.javascript()
    const sample = small && sampleText(small)
    if (sample === null) return whole
    const near = this.#index.near(sample).flatMap((place) => this.#all.get(place) ?? [])
    return near.slice(0, MOST_NEAR).find((end) => covers(end.rule, rule, sample)) ?? whole
  }
}

/** httpd: rules after one that always matches and ends the pass, and a condition that no rule follows. */
function deadRules(siblings: Directive[]): { range: SourceRange; name: string; by: Directive | null }[] {
  const dead: { range: SourceRange; name: string; by: Directive | null }[] = []
  const rules = siblings.map((one) => (lower(one) === 'rewriterule' ? ruleOf(one) : null))
  const ends = new Ends(rules)
  let conditions: Directive[] = []
  for (const [place, one] of siblings.entries()) {
    // What stands in a section may be read in place, and pair with the conditions before it.
    if (one.block) conditions = []
    if (lower(one) === 'rewritecond') conditions.push(one)
    if (lower(one) !== 'rewriterule') continue
    // A rule may be skipped by one before it.
    const rule = rules[place]
    if (!rule || rule.flags.chain || rule.flags.skip > 0) return []
    const end = ends.over(rule)
    if (end) dead.push({ range: one.range, name: one.name, by: end.one })
    // What a rule makes of the path may match where the path itself did not.
    else if (rule.output !== '-' && !(conditions.length === 0 && endsPass(rule))) ends.forget()
    if (!end && conditions.length === 0 && endsPass(rule)) ends.add(place, { one, rule })
    conditions = []
  }
  return [...dead, ...conditions.map(({ range, name }) => ({ range, name, by: null }))]
}

const OWN_PLACE = /^(?:virtualhost|directory(?:match)?|location(?:match)?)$/
const WHOLE = /^(?:serverroot|listen)$/
const INCLUDE = /^include(?:optional)?$/

function firstRule(siblings: Directive[], placed: boolean): Directive | undefined {
  for (const one of siblings) {
    const found =
      placed && lower(one) === 'rewriterule'
        ? one
        : one.block && firstRule(one.block, placed || OWN_PLACE.test(lower(one)))
    if (found) return found
  }
  return undefined
}

/** The first rule of each file, where no file in sight turns the engine on: httpd skips them. A part that others include is not judged. */
function withoutEngine(site: Site): Directive[] {
  const trees = [...site.trees.values()].filter(({ file }) => site.layers.get(file.path) === 'apache')
  const names = (directives: Directive[]): string[] =>
    directives.flatMap((one) => [lower(one), ...names(one.block ?? [])])
  if (trees.some(({ directives }) => names(directives).some((name) => name === 'rewriteengine'))) return []
  return trees.flatMap(({ file, directives }) => {
    if (names(directives).some((name) => INCLUDE.test(name))) return []
    const rule = firstRule(
      directives,
      /(?:^|\/)\.htaccess$/.test(file.path) || directives.some((one) => WHOLE.test(lower(one))),
    )
    return rule ? [rule] : []
  })
}

export default defineRule({
  id: 'unreachable-directive',
  severity: 'warn',
  layers: ['nginx', 'apache'],
  fixable: true,
  summary: 'A directive that can never take effect',
  messages: {
    after: 'Expected nothing more to run after `{{by}}`, which ends the request: drop this {{name}}, or move it up',
    rewrite:
      'Expected nothing more to run after `{{by}}`, which takes every path and ends the code here: drop this {{name}}, or move it up',
    handler: 'Expected one content handler in this location, since nginx takes the last, {{by}}: drop this {{name}}',
    return: 'Expected no {{name}} beside `{{by}}`, which answers every request of this location: drop one of the two',
    rule: 'Expected this rule before `{{by}}`, which always matches and ends the pass: move it up, or drop it',
    engine:
      'Expected `RewriteEngine On` before this rule, which httpd skips since no visible file turns the engine on: write it',
    mapping: 'Expected this {{name}} before `{{by}}`, since httpd takes the first that matches: move it up',
    condition: 'Expected a RewriteRule after this condition, which belongs to none: drop it, or write the rule',
  },
  check({ site, report }) {
    const written = (directive: Directive): string =>
      [directive.name, ...directive.args.map(({ raw }) => raw)].join(' ')
    const rules = (siblings: Directive[]): void => {
      for (const {
        directive: { range, name },
        by,
      } of mappedBefore(siblings)) {
        report({
          message: 'mapping',
          range,
          data: { name, by: written(by) },
          related: [{ message: 'what matches first', range: by.range }],
        })
      }
      for (const { range, name, by } of deadRules(siblings)) {
        // A rule may have been wanted; a condition of nothing does nothing.
        const fix = by ? undefined : removeLine(site, range)
        report({
          message: by ? 'rule' : 'condition',
          range,
          data: { name, by: by ? written(by) : '' },
          related: by ? [{ message: 'what ends the pass', range: by.range }] : [],
          ...(fix && { fix }),
        })
      }
    }
    for (const { range } of withoutEngine(site)) report({ message: 'engine', range })
    for (const tree of site.trees.values()) if (site.layers.get(tree.file.path) === 'apache') rules(tree.directives)
    for (const { name, block, range } of everyDirective(site)) {
      if (!block) continue
      if (layerAt(site, range) === 'apache') rules(block)
      else if (!site.trees.get(range.file)?.template && (name === 'server' || name === 'location' || name === 'if')) {
        const inside = insideBlock(site, block)
        for (const dead of deadInBlock(inside, name === 'location')) {
          if (dead.range.file !== range.file && !isIncludedOnce(site, dead.range.file)) continue
          // Only a return is gone without a loss: of the others a person may have wanted the effect.
          const fix = dead.why === 'after' && dead.name === 'return' ? removeStatement(site, dead.range) : undefined
          report({
            message: dead.why,
            range: dead.range,
            data: { name: dead.name, by: written(dead.by) },
            related: [{ message: 'what answers', range: dead.by.range }],
            ...(fix && { fix }),
          })
        }
      }
    }
  },
})
