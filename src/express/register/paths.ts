import { walkParts } from '../../javascript/parts.ts'
import { alternatives, assumptionOf, settled } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import type { PathValue } from './stack.ts'

/** Lists may hold themselves. */
const DEEPEST = 5

/** The paths that an argument gives to Express: a string, an expression, or a list of them, nested as one likes. */
export function pathsOf(given: Value, text: string, walk = walkParts(), depth = 0): PathValue[] {
  if (!walk()) return [{ kind: 'open', text }]
  const value = settled(given)
  switch (value.kind) {
    case 'constant': {
      const assumed = assumptionOf(given) ?? assumptionOf(value)
      return [
        typeof value.value === 'string'
          ? { kind: 'string', value: value.value, ...(assumed !== null && { assumed }) }
          : { kind: 'open', text },
      ]
    }
    case 'regex':
      return [{ kind: 'regex', source: value.source, flags: value.flags }]
    case 'open-text':
      return [{ kind: 'open', text: value.text, ...(value.starts && { starts: value.starts }) }]
    case 'array': {
      const paths = depth < DEEPEST ? value.items.flatMap((item) => pathsOf(item, text, walk, depth + 1)) : []
      return value.open || paths.length === 0 ? [...paths, { kind: 'open', text: `\${${text}}` }] : paths
    }
    case 'unknown':
      return value.sample ? pathsOf(value.sample, text, walk, depth + 1) : [{ kind: 'open', text: `\${${text}}` }]
    default:
      return [{ kind: 'open', text: `\${${text}}` }]
  }
}

/** A name that people give to what is a path. */
const NAMED_LIKE_A_PATH = /(?:path|prefix|url|uri|base|route|root|endpoint|mount|version)s?['"\])]*$/i

/** Whether the first argument of `use` is a path, as Express decides it: what is no function, nor a list that begins with one. */
export function isPath(given: Value, more: boolean, text: string, depth = 0): boolean {
  const value = settled(given)
  switch (value.kind) {
    case 'constant':
      return typeof value.value === 'string'
    case 'regex':
    case 'open-text':
      return true
    case 'array':
      return value.items[0] && depth < DEEPEST ? isPath(value.items[0], more, text, depth + 1) : false
    case 'either':
      return alternatives(value).some((one) => isPath(one, more, text))
    case 'unknown':
      return value.sample !== undefined || (more && NAMED_LIKE_A_PATH.test(text))
    case 'external':
      return more && value.args === null && NAMED_LIKE_A_PATH.test(text)
    default:
      return false
  }
}
