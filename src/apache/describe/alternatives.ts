import type { Placed } from '../compile/placed.ts'
import type { ApacheDirective } from '../read/directive.ts'
import { requireOf } from '../words/require.ts'

const GROUP = /^require(?:all|any|none)$/
const LIMIT = /^limit(?:except)?$/

/** Lines of which any is enough beside this one: those of its RequireAny and of the RequireAny that httpd puts around a section's bare lines. */
function besides({ directive, around, htaccess }: Placed): ApacheDirective[] {
  const found: ApacheDirective[] = []
  let inner = directive
  for (const container of around.toReversed()) {
    if (container.key !== 'requireall' && container.key !== 'requirenone')
      found.push(...(container.block ?? []).filter((one) => one !== inner))
    inner = container
    if (!GROUP.test(container.key) && !LIMIT.test(container.key)) return found
  }
  return [...found, ...(htaccess?.directives ?? []).filter((one) => one !== inner)]
}

const letsIn = (line: ApacheDirective): boolean => {
  if (GROUP.test(line.key)) return true
  if (LIMIT.test(line.key)) return line.block?.some(letsIn) === true
  const required = requireOf(line)
  return required !== null && !(required.provider === 'all' && required.args[0]?.toLowerCase() === 'denied')
}

/** What lets requests in beside a `Require` line: everybody, other methods, or whoever meets a condition that is not about the method. */
export interface Alternatives {
  everybody: boolean
  methods: string[]
  conditions: boolean
}

export function alternativesTo(placed: Placed): Alternatives {
  const lines = besides(placed).filter(letsIn)
  const required = lines.map((line) => requireOf(line))
  const others = required.filter((line) => line?.provider !== 'method' && line?.provider !== 'all')
  return {
    everybody: required.some((line) => line?.provider === 'all'),
    methods: required.flatMap((line) => (line?.provider === 'method' ? line.args : [])),
    conditions: others.length > 0,
  }
}
