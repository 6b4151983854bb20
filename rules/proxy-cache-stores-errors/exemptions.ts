import type { Site } from '../../src/model/site.ts'
import { compilePattern } from '../../src/regex/pattern.ts'
import type { Directive } from '../../src/text/directive.ts'
import { addTo } from '../../src/text/group.ts'
import { blocksAround, everyDirective } from '../../src/questions/blocks.ts'
import { once } from '../../src/questions/index.ts'

/** What a client may write as it likes, at any path. */
const OF_CLIENT = /^(?:\$(?:(?:cookie_|arg_|http_)\w+|args|query_string|request_method|remote_addr|remote_user))+$/

const OF_PATH = new Set(['$request_uri', '$uri', '$document_uri'])

/** nginx, ngx_http_test_predicates(): an empty value and `0` are no reason to leave an answer out. */
const isNoReason = (value: string): boolean => value === '' || value === '0'

const valuesOf = ({ block }: Directive): Map<string, string> =>
  new Map((block ?? []).flatMap(({ name, args: [value] }) => (value ? [[name, value.value]] : [])))

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
  const values = valuesOf(map)
  const exact = [...values].find(([key]) => key.toLowerCase() === path.toLowerCase())
  if (exact) return exact[1]
  for (const [key, value] of values) {
    if (!key.startsWith('~')) continue
    const isCaseless = key.startsWith('~*')
    const match = compilePattern(key.slice(isCaseless ? 2 : 1), isCaseless).exec(path)
    if (match === undefined) return undefined
    if (match) return value
  }
  return values.get('default') ?? ''
}

function mapSpares(map: Directive, path: string): boolean {
  const source = map.args[0]?.value ?? ''
  const values = valuesOf(map)
  if (values.has('include') || [...values.values()].some((value) => value.includes('$'))) return false
  if (OF_CLIENT.test(source)) return !values.has('default') || [...values.values()].some(isNoReason)
  if (!OF_PATH.has(source)) return false
  const value = lookUp(map, path)
  return value !== undefined && isNoReason(value)
}

/** Whether the `if` that a `set` stands in goes by the path, and takes this one. */
function meets(site: Site, set: Directive, path: string): boolean {
  const [block] = blocksAround(site, set.range)
  const [variable = '', operator = '', pattern = ''] =
    block?.args.map(({ value }) => value.replace(/^\(|\)$/g, '')) ?? []
  if (block?.name !== 'if' || !OF_PATH.has(variable)) return false
  const found = operator === '=' ? path === pattern || null : compilePattern(pattern, operator.endsWith('*')).exec(path)
  // Where it cannot be told, it may be so.
  if (found === undefined) return true
  const holds = found !== null
  return holds !== operator.startsWith('!')
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
