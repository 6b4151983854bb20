import type { Site } from '../../src/model/site.ts'
import { defaultOf, linesOf } from '../../src/nginx/answer/maps.ts'
import { conditionOf } from '../../src/nginx/words/condition.ts'
import { variableIn } from '../../src/nginx/words/variables.ts'
import type { Directive } from '../../src/text/directive.ts'
import { addTo } from '../../src/text/group.ts'
import { blocksAround, everyDirective } from '../../src/questions/blocks.ts'
import { once } from '../../src/questions/index.ts'

/** What a client may write as it likes, at any path. */
const OF_CLIENT = /^(?:\$(?:(?:cookie_|arg_|http_)\w+|args|query_string|request_method|remote_addr|remote_user))+$/

const OF_PATH = new Set(['request_uri', 'uri', 'document_uri'])

/** nginx, ngx_http_test_predicates(): an empty value and `0` are no reason to leave an answer out. */
const isNoReason = (value: string): boolean => value === '' || value === '0'

/** The `set` and `map` lines of each variable. */
const writers = once((site) => {
  const found = new Map<string, Directive[]>()
  for (const directive of everyDirective(site)) {
    const variable = directive.name === 'set' ? directive.args[0] : directive.name === 'map' ? directive.args[1] : null
    if (variable) addTo(found, variable.value, directive)
  }
  return found
})

/** What a map makes of a path; undefined: it cannot be told. */
function lookUp(map: Directive, path: string): string | undefined {
  const lines = linesOf(map)
  const exact = lines.find(({ key, pattern }) => !pattern && key.toLowerCase() === path.toLowerCase())
  if (exact) return exact.result
  for (const { pattern, result } of lines) {
    const match = pattern ? pattern.exec(path) : null
    if (match === undefined) return undefined
    if (match) return result
  }
  return defaultOf(map)
}

function mapSpares(map: Directive, path: string): boolean {
  const source = map.args[0]?.value ?? ''
  const values = [...linesOf(map).map(({ result }) => result), defaultOf(map)]
  if (map.block?.some(({ name }) => name === 'include') || values.some((value) => value.includes('$'))) return false
  if (OF_CLIENT.test(source)) return values.some(isNoReason)
  if (!OF_PATH.has(variableIn(source) ?? '')) return false
  const value = lookUp(map, path)
  return value !== undefined && isNoReason(value)
}

/** Whether the `if` that a `set` stands in goes by the path, and takes this one. */
function meets(site: Site, set: Directive, path: string): boolean {
  const [block] = blocksAround(site, set.range)
  const condition = block ? conditionOf(block) : null
  if (!condition || condition.kind === 'file' || condition.kind === 'truth' || !OF_PATH.has(condition.variable))
    return false
  const found = condition.kind === 'equal' ? path === condition.right.text || null : condition.pattern.exec(path)
  // Where it cannot be told, it may be so.
  return found === undefined || (found !== null) !== condition.negated
}

/** Written before any answer is there, and not always to a reason. */
function setSpares(site: Site, sets: readonly Directive[], path: string): boolean {
  const isReason = ({ args: [, value] }: Directive): boolean =>
    value !== undefined && !value.value.includes('$') && !isNoReason(value.value)
  return !sets.every(isReason) && !sets.some((set) => isReason(set) && meets(site, set, path))
}

function spares(site: Site, word: string, path: string): boolean {
  if (OF_CLIENT.test(word)) return true
  const lines = writers(site).get(word) ?? []
  const maps = lines.filter(({ name }) => name === 'map')
  return (
    lines.length > 0 && (maps.length > 0 ? maps.every((map) => mapSpares(map, path)) : setSpares(site, lines, path))
  )
}

/** Tells nothing of the answer, and leaves some request for the path alone: what is kept of those is kept for all statuses alike. */
export const sparesPath = (site: Site, { args }: Directive, path: string): boolean =>
  args.every(({ value }) => spares(site, value, path))
