import type { Finding } from '../../text/finding.ts'
import { compilePath, isRefused } from '../path/compile.ts'
import type { Major } from '../path/compile.ts'
import { translated } from '../path/other-major.ts'
import { isPlainText4 } from '../path/plain-text.ts'
import type { RouterModel, StackLayer } from '../register/stack.ts'

const RULE = 'express-path-syntax'

/** Names that only Express 5's wildcards have: in 4 the star stands alone, and the name is text behind it. */
const NAMED_STAR = /\/\*(?:splat|path|any|all|rest|catchall|wildcard)(?=\/|$)/i

function instead(path: string, major: Major, end: boolean): string {
  const better = translated(path, major, end)
  if (better !== null) return `write '${better}'`
  return major === 4
    ? "write an optional part as '(/x)?' or '/:x?', and a wildcard as '*' alone"
    : 'use a regular expression or several paths'
}

/** What is wrong with a path for the Express that reads it; null: nothing that is known. */
function pathProblem(path: string, major: Major, end: boolean): Omit<Finding, 'range'> | null {
  const read = compilePath({ kind: 'string', value: path }, major, { end, strict: false, sensitive: false })
  if (read && isRefused(read))
    return {
      ruleId: RULE,
      message: `Expected a path that Express ${major} accepts, not '${path}' (${read.refused.replace(/: .*$/, '')}): ${instead(path, major, end)}`,
    }
  if (major === 5) return null
  if (isPlainText4(path))
    return {
      ruleId: RULE,
      message: `Expected Express 4's path syntax, in which the braces and quotes of '${path}' are plain text: ${instead(path, major, end)}`,
    }
  if (!NAMED_STAR.test(path)) return null
  return {
    severity: 'warn',
    ruleId: RULE,
    message: `Expected Express 4's path syntax, in which '${path}' takes only paths with that name in them: write '*' alone`,
  }
}

/** A call that registers nothing: use() throws in both majors, verbs and all() in 5 (router, Route#all: "argument handler is required"). */
function emptyProblem(layer: StackLayer, major: Major): Omit<Finding, 'range'> | null {
  if (layer.handlers.length > 0 || layer.when !== null || (major === 4 && layer.kind !== 'use')) return null
  const what = layer.kind === 'use' ? 'use()' : `${layer.method?.toLowerCase() ?? 'all'}()`
  return { ruleId: RULE, message: `Expected a handler: Express ${major} throws at start where ${what} is given none` }
}

function ofLayer(layer: StackLayer, major: Major): Finding[] {
  const paths = layer.paths.flatMap((path) =>
    path.kind === 'string' ? [pathProblem(path.value, major, layer.kind !== 'use')] : [],
  )
  return [...paths, emptyProblem(layer, major)].flatMap((found) => (found ? [{ ...found, range: layer.range }] : []))
}

/** Paths that the project's Express throws on, or reads differently than they look, and registrations of nothing. Where its major is not
 * known, nothing is said. */
export function pathProblems(models: RouterModel[], majorsOf: (model: RouterModel) => Major[]): Finding[] {
  return models.flatMap((model) => {
    const [major, other] = majorsOf(model)
    if (!major || other) return []
    return model.stack.flatMap((layer) =>
      layer.kind === 'param' || layer.kind === 'open' ? [] : ofLayer(layer, major),
    )
  })
}
