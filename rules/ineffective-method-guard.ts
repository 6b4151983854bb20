import { describeMethods, hasMethod } from '../src/model/method-set.ts'
import type { Guard } from '../src/model/origin.ts'
import type { Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { blocksAround, directiveAt, everyDirective, layerAt } from '../src/questions/blocks.ts'
import { blockedMethods } from '../src/questions/blocked.ts'
import { placeKey } from '../src/questions/index.ts'
import { patternName } from '../src/site/words.ts'
import type { Directive } from '../src/text/directive.ts'
import { unanchored } from './ineffective-method-guard/unanchored.ts'
import { conditionOf } from '../src/nginx/words/condition.ts'
import { samePlace, type SourceRange } from '../src/text/range.ts'

/** What asks for the method: an `if`, or a rule with the conditions before it. */
function conditionsOf(site: Site, { range }: Guard): Directive[] {
  const own = directiveAt(site, range)
  const siblings = blocksAround(site, range)[0]?.block ?? site.trees.get(range.file)?.directives ?? []
  const at = siblings.findIndex((one) => samePlace(one.range, range))
  const first = siblings.slice(0, Math.max(at, 0)).findLastIndex(({ name }) => name.toLowerCase() !== 'rewritecond') + 1
  return [...siblings.slice(first, Math.max(at, first)), ...(own ? [own] : [])]
}

/** Names in square brackets, which stand for one character. */
const bracketed = (site: Site, guard: Guard): string | null =>
  conditionsOf(site, guard)
    .map(({ args }) => args.map(({ value }) => value).join(' '))
    .filter((text) => /request_method/i.test(text))
    .flatMap((text) => /\[\^?([A-Z]{2,}(?:\|[A-Z]{2,})+)\]/.exec(text)?.[1] ?? [])[0] ?? null

const REFUSED = new Set(['directive-context', 'invalid-method-name'])
const lineKey = ({ file, start }: SourceRange): string => `${file}:${start.line}`

/** What an `if` of nginx compares the method with, where no method is called so: nginx takes capitals, `_` and `-` alone. */
function noMethod(directive: Directive): string | null {
  const condition = directive.name === 'if' ? conditionOf(directive) : null
  if (condition?.kind !== 'equal' || condition.variable !== 'request_method' || condition.negated) return null
  // A flag is tested elsewhere, and the guard there is told of.
  if (directive.block?.every(({ name }) => name === 'set')) return null
  const { text } = condition.right
  return text === '' || /^[A-Z_-]+$/.test(text) || text.includes('$') ? null : text
}

const namesOf = (text: string): string =>
  text
    .split(/[^A-Za-z_-]+/)
    .filter(Boolean)
    .join('|')
    .toUpperCase()

/** Only where the HEAD is refused and the GET is not; a 501 for HEAD is another rule's. */
const forgetsHead = ({ refuses, status }: Guard): boolean =>
  status !== null && status !== 501 && hasMethod(refuses, 'HEAD') && !hasMethod(refuses, 'GET')

export default defineRule({
  id: 'ineffective-method-guard',
  severity: 'error',
  layers: ['nginx', 'apache'],
  summary: 'A guard on the method does not do what it says',
  messages: {
    dead: 'Expected this guard of {{path}} to refuse something, but {{why}}: drop it, or write what it is meant to do',
    dropped:
      'Expected this guard to hold below {{path}} too, but the rewriting there drops the rules of the folders above: write `RewriteEngine On` and `RewriteOptions Inherit` there',
    unanchored:
      'Expected `^({{names}})$`, since this pattern lets every method pass that merely contains one of the names',
    brackets: 'Expected `^({{names}})$`, since square brackets stand for one letter: this guard refuses {{methods}}',
    everything:
      'Expected this guard of {{path}} to let some method pass, but it refuses {{methods}}: method names are upper case',
    never:
      'Expected `~ ^({{names}})$`, since `=` compares the whole word and no method is called {{text}}: this never holds',
    head: 'Expected HEAD {{path}} to pass as GET does, but this guard refuses it: name both',
  },
  check({ site, report }) {
    // What httpd refuses makes everything a 500, and names that it does not know guard nothing: other rules'.
    const misplaced = new Set(
      site.problems.filter(({ ruleId }) => REFUSED.has(ruleId)).map(({ range }) => lineKey(range)),
    )
    const guards = new Set(site.origins.flatMap((origin) => origin.guards.map(({ range }) => placeKey(range))))
    for (const directive of everyDirective(site)) {
      const text = layerAt(site, directive.range) === 'nginx' ? noMethod(directive) : null
      if (text !== null && !guards.has(placeKey(directive.range)))
        report({ message: 'never', range: directive.range, data: { text, names: namesOf(text) } })
    }
    // A map that several guards go by is told of once.
    const told = new Set<string>()
    const reported = new Set(blockedMethods(site).map(({ guard }) => placeKey(guard)))
    for (const guard of site.origins
      .flatMap(({ guards }) => guards)
      .filter(({ range }) => !misplaced.has(lineKey(range)))) {
      const { range, refuses, scope, effective, why, dropped } = guard
      const path = patternName(scope)
      const loose = unanchored(site, guard)
      // It is meant for every server, one of which may have another; a rewrite may refuse TRACE before it.
      if (!effective && directiveAt(site, range)?.name.toLowerCase() === 'traceenable') continue
      const inBrackets = bracketed(site, guard)
      if (inBrackets)
        report({ message: 'brackets', range, data: { names: inBrackets, methods: describeMethods(refuses) } })
      else if (!effective) report({ message: 'dead', range, data: { path, why: why ?? 'it never runs' } })
      else if (refuses.complement && refuses.names.size === 0)
        report({ message: 'everything', range, data: { path, methods: describeMethods(refuses) } })
      else if (loose.length > 0)
        for (const { range: at, names } of loose) {
          if (!told.has(placeKey(at))) report({ message: 'unanchored', range: at, data: { names } })
          told.add(placeKey(at))
        }
      else if (dropped)
        report({
          message: 'dropped',
          range,
          data: { path: dropped.path },
          related: [{ message: 'what drops it', range: dropped.at }],
        })
      else if (forgetsHead(guard) && !reported.has(placeKey(range)))
        report({ message: 'head', range, severity: 'warn', data: { path } })
    }
  },
})
