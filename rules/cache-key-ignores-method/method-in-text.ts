import { isKnownVariable } from '../../src/nginx/directives/known-variables.ts'
import { variablesIn } from '../../src/nginx/words/variables.ts'
import { conditionOf } from '../../src/nginx/words/condition.ts'
import type { Site } from '../../src/model/site.ts'
import type { Directive } from '../../src/text/directive.ts'
import { blocksAround, everyDirective, layerAt } from '../../src/questions/blocks.ts'
import { addTo } from '../../src/text/group.ts'
import { once } from '../../src/questions/index.ts'

/** Where a variable of nginx gets its value: the texts that it is made of, and the `if`s around. */
interface Definition {
  texts: string[]
  ifs: Directive[]
  isMap: boolean
}

/** Variables that are another for each method, or for each request. */
const VARIES = new Set([
  'request',
  'request_method',
  'request_body',
  'request_body_file',
  'request_length',
  'request_id',
  'content_length',
  'msec',
  'connection',
  'connection_requests',
])

const MAPS = new Set(['map', 'geo', 'split_clients'])

const definitionsOf = once((site): Map<string, Definition[]> => {
  const found = new Map<string, Definition[]>()
  for (const { name, args, block, range } of everyDirective(site)) {
    const words = args.map(({ value }) => value)
    const variable = (MAPS.has(name) ? words.at(-1) : words[0])?.slice(1).toLowerCase() ?? ''
    if (layerAt(site, range) !== 'nginx') continue
    if (MAPS.has(name))
      addTo(found, variable, {
        texts: [name === 'map' ? (words[0] ?? '') : '', ...(block ?? []).map((line) => line.args[0]?.value ?? '')],
        ifs: [],
        isMap: true,
      })
    if (name === 'set')
      addTo(found, variable, {
        texts: words.slice(1),
        ifs: blocksAround(site, range).filter((around) => around.name === 'if'),
        isMap: false,
      })
  }
  return found
})

const conditionText = ({ args }: Directive): string => args.map(({ value }) => value).join(' ')

/** Whether a text may be another for another method; so may what the files do not explain. */
export function mayVaryByMethod(site: Site, text: string, seen: ReadonlySet<string> = new Set()): boolean {
  const names = variablesIn(text)
  return (
    names === null ||
    names.some((name) => {
      if (VARIES.has(name)) return true
      if (seen.has(name)) return false
      const definitions = definitionsOf(site).get(name)
      const inside = new Set([...seen, name])
      if (!definitions) return !isKnownVariable(name, null)
      return definitions.some(({ texts, ifs }) =>
        [...texts, ...ifs.map(conditionText)].some((one) => mayVaryByMethod(site, one, inside)),
      )
    })
  )
}

/** Whether an `if ($request_method …)` is entered with a method; null: it is about something else. */
function takes(directive: Directive, method: string): boolean | null {
  const condition = conditionOf(directive)
  if (!condition || condition.kind === 'file' || condition.kind === 'truth' || condition.variable !== 'request_method')
    return null
  const holds = condition.kind === 'equal' ? condition.right.text === method : condition.pattern.exec(method)
  return holds === undefined ? null : (holds !== null && holds !== false) !== condition.negated
}

/** Whether a variable, as `proxy_no_cache` reads it, may be set because of this method. */
export function maySetFor(site: Site, text: string, method: string): boolean {
  const names = variablesIn(text)
  return (
    names === null ||
    names.some((name) => {
      const definitions = definitionsOf(site).get(name)
      if (!definitions) return VARIES.has(name) || !isKnownVariable(name, null)
      return definitions.some(({ texts, ifs, isMap }) => {
        const asked = ifs.map((one) => takes(one, method))
        if (isMap || asked.includes(false)) return isMap && texts.some((one) => mayVaryByMethod(site, one))
        if (asked.includes(true)) return texts.some((one) => one !== '' && one !== '0')
        return [...texts, ...ifs.map(conditionText)].some((one) => mayVaryByMethod(site, one, new Set([name])))
      })
    })
  )
}
