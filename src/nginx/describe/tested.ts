import type { Tested } from '../../model/origin.ts'
import type { PathPattern } from '../../model/path-pattern.ts'
import { sampleText } from '../../model/regex.ts'
import { exactPattern, regexPattern } from '../../model/path-pattern.ts'
import type { Pattern } from '../../regex/pattern.ts'
import type { Directive } from '../../text/directive.ts'
import type { Instance } from '../compile/instance.ts'
import { linesOf } from '../answer/maps.ts'
import { conditionOf } from '../words/condition.ts'
import { readText, variableIn } from '../words/variables.ts'

/** Variables that hold the request's path. */
const PATHS = new Set(['uri', 'document_uri', 'request_uri'])

const isPath = (variable: string | null): boolean => variable !== null && PATHS.has(variable)

/** A text that ends in the path: `$request_method:$uri`. */
function endsInPath(text: string): boolean {
  const last = readText(text).value?.at(-1)
  return last !== undefined && 'variable' in last && isPath(last.variable.toLowerCase())
}

/** A path with a query or an escape in it is another one by the time that it is asked. */
const isPlain = (path: string): boolean => path.startsWith('/') && !/[?%\s]/.test(path)

function searchOf(pattern: Pattern): PathPattern {
  const regex = regexPattern(`${pattern.caseless ? '~*' : '~'} ${pattern.source}`, pattern.javascript())
  const sample = (): string | null => {
    const path = regex.sample()
    return path !== null && isPlain(path) ? path : null
  }
  return {
    ...regex,
    sample,
    matches: (path) => {
      const found = pattern.exec(path)
      return found === undefined ? null : found !== null
    },
  }
}

/** The path at the end of a text that a pattern takes. */
function tailOf(pattern: Pattern): PathPattern[] {
  const javascript = pattern.javascript()
  const text = javascript && sampleText(javascript)
  return text && pattern.exec(text) ? tailOfText(text) : []
}

const tailOfText = (text: string): PathPattern[] => (text.includes('/') ? textOf(text.slice(text.indexOf('/'))) : [])

const textOf = (path: string): PathPattern[] => (isPlain(path) ? [exactPattern(path)] : [])

/** What the lines of a map on the path ask for: one line for each result, in their order, as far as the limit goes. */
function linesAsked({ ledger }: Instance, map: Directive): PathPattern[] {
  const byResult = new Map(
    linesOf(map)
      .toReversed()
      .map((line) => [line.result, line]),
  )
  const bound = ledger.bound('mapLines')
  const asked = [...byResult.values()]
    .reverse()
    .filter(() => bound.take())
    .reverse()
  ledger.tell(bound.leftOut(map.range))
  const isOfPath = isPath(variableIn(map.args[0]?.value ?? ''))
  return asked.flatMap(({ key, pattern }) =>
    pattern ? (isOfPath ? [searchOf(pattern)] : tailOf(pattern)) : isOfPath ? textOf(key) : tailOfText(key),
  )
}

function askedBy(instance: Instance, directive: Directive): PathPattern[] {
  const condition = conditionOf(directive)
  if (!condition || condition.kind === 'file') return []
  if (!isPath(condition.variable)) {
    const map = instance.maps.get(condition.variable)
    return map?.name === 'map' && endsInPath(map.args[0]?.value ?? '') ? linesAsked(instance, map) : []
  }
  if (condition.kind === 'match') return [searchOf(condition.pattern)]
  return condition.kind === 'equal' && !condition.right.text.includes('$') ? textOf(condition.right.text) : []
}

const ifsIn = (directives: Directive[]): Directive[] =>
  directives.flatMap((one) => [...(one.name === 'if' ? [one] : []), ...ifsIn(one.block ?? [])])

/** The paths that the `if`s of a configuration tell apart, be it by a map. */
export const testedBy = (instance: Instance): Tested[] =>
  instance.servers.flatMap(({ directive }) =>
    ifsIn(directive.block ?? []).flatMap((one) =>
      askedBy(instance, one).map((pattern) => ({ pattern, range: one.range })),
    ),
  )
