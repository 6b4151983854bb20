import type { Finding } from '../source/finding.ts'
import { compilePath, isRefused } from './path/compile.ts'
import type { Major } from './path/compile.ts'
import type { RouterModel, StackLayer } from './stack.ts'

/** How the other major would write what this one refuses. */
function instead(path: string, major: Major): string {
  if (major === 4) return 'write it in the syntax of path-to-regexp 0.1'
  const better = path
    .replace(/^\/?\*$/, '/{*splat}').replace(/\/\*$/, '/{*splat}').replace(/\/:(\w+)\?/g, '{/:$1}').replace(/:(\w+)\([^)]*\)/g, ':$1').replace(/\/:(\w+)[*+]/g, '/*$1')
  if (better === path) return 'use a regular expression or several paths'
  const again = compilePath({ kind: 'string', value: better }, 5, { end: true, strict: false, sensitive: false })
  return again && !isRefused(again) ? `write '${better}'` : 'use a regular expression or several paths'
}

function ofLayer(layer: StackLayer, majors: Major[], end: boolean): Finding[] {
  const found: Finding[] = []
  for (const path of layer.paths) {
    if (path.kind !== 'string') continue
    for (const major of majors) {
      const read = compilePath(path, major, { end, strict: false, sensitive: false })
      const words = `Expected a path that Express ${major} accepts, not '${path.value}'`
      if (read && isRefused(read)) found.push({ ruleId: 'express-path-syntax', message: `${words} (${read.refused.replace(/: .*$/, '')}): ${instead(path.value, major)}`, range: layer.range })
      else if (major === 4 && /[{}]/.test(path.value)) found.push({ ruleId: 'express-path-syntax', message: `Expected Express 4's path syntax, in which the braces of '${path.value}' are plain text: write an optional part as '(/x)?' or '/:x?'`, range: layer.range })
      else if (major === 4 && /\/\*(splat|path|any|all|rest|catchall|wildcard)$/i.test(path.value)) found.push({ severity: 'warn', ruleId: 'express-path-syntax', message: `Expected Express 4's path syntax, in which '${path.value}' takes only paths that end so: write '*' alone`, range: layer.range })
    }
  }
  return found
}

/** The paths that the project's Express throws on, or reads differently than they look. Where its major is not known, nothing is said. */
export function pathProblems(models: RouterModel[], majorsOf: (model: RouterModel) => Major[]): Finding[] {
  return models.flatMap((model) => {
    const majors = majorsOf(model)
    if (majors.length !== 1) return []
    return model.stack.flatMap((layer) => (layer.kind === 'param' || layer.kind === 'open' ? [] : ofLayer(layer, majors, layer.kind !== 'use')))
  })
}
