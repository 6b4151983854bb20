import { SENT_WITH } from '../../src/nginx/directives/sent-with.ts'
import type { Outcome, Written } from '../../src/model/outcome.ts'
import type { Cell, Site } from '../../src/model/site.ts'
import type { Directive } from '../../src/text/directive.ts'
import type { SourceRange } from '../../src/text/range.ts'
import { blocksAround, directiveAt } from '../../src/questions/blocks.ts'
import { OTHER } from '../../src/site/cells.ts'
import { addTo } from '../../src/text/group.ts'
import { inEffect } from '../../src/questions/level.ts'
import { placeKey } from '../../src/questions/index.ts'

/** Inherited header lines that a level does without, because it adds some of its own. `range`: the first that it adds. */
export interface Dropped {
  range: SourceRange
  names: string[]
  places: SourceRange[]
  cell: Cell
}

interface One {
  line: Written
  cell: Cell
  outcome: Outcome
  range: SourceRange
}

const SECURITY =
  /^(?:strict-transport-security|content-security-policy|x-frame-options|x-content-type-options|referrer-policy|permissions-policy|cross-origin-(?:opener|embedder|resource)-policy)$/
/** What only the answer to a preflight is read for. */
const PREFLIGHT = /^access-control-(?:allow-methods|allow-headers|max-age)$/
const nameOf = ({ name }: Written): string => name.toLowerCase()
const isSecurity = (line: Written): boolean => SECURITY.test(nameOf(line))
const isCors = (line: Written): boolean => nameOf(line).startsWith('access-control-')

/** Without content there is nothing for a browser to protect. */
const hasContent = ({ status }: Outcome): boolean => status === null || status === 200 || status >= 400

function matters(line: Written, { method }: Cell, outcome: Outcome): boolean {
  const name = nameOf(line)
  if (PREFLIGHT.test(name)) return method === 'OPTIONS' && (outcome.status === null || outcome.status < 300)
  if (isSecurity(line)) return hasContent(outcome)
  // Whoever answers behind sends its own Allow, if it owes one.
  if (name === 'allow') return outcome.status !== null && (method === 'OPTIONS' || outcome.status === 405)
  return name === 'cache-control' || isCors(line)
}

const isAlways = (directive: Directive | null): boolean => directive?.args[2]?.value === 'always'
const valueOf = (directive: Directive | null): string | undefined => directive?.args[1]?.raw

/** A level that lets in another origin than the one around it has a policy of its own. */
function hasOwnPolicy(site: Site, line: Written, { written }: Outcome): boolean {
  if (!isCors(line)) return false
  const origin = written.find((one) => one.arrives && nameOf(one) === 'access-control-allow-origin')
  if (!origin) return false
  const siblings = blocksAround(site, line.range)[0]?.block ?? []
  const outer = siblings.find(
    ({ name, args }) => name === 'add_header' && args[0]?.value.toLowerCase() === 'access-control-allow-origin',
  )
  return !outer || valueOf(outer) !== valueOf(directiveAt(site, origin.range))
}

/** Whether the client does without it: it would have been sent, and nobody else is known to send it. */
function isMissed(site: Site, line: Written, cell: Cell, outcome: Outcome): boolean {
  const name = nameOf(line)
  if (line.lost !== 'level' || !line.at || !matters(line, cell, outcome) || typeof outcome.headers[name] === 'string')
    return false
  if (outcome.status !== null && !SENT_WITH.has(outcome.status) && !isAlways(directiveAt(site, line.range)))
    return false
  return !outcome.written.some((one) => one.arrives && nameOf(one) === name) && !hasOwnPolicy(site, line, outcome)
}

/** What the errors' own rules say of their answers: an Allow that does not get to a 405, a Cache-Control that does not get to a 501 or 405. */
const isSaidElsewhere = ({ line, cell, outcome: { status } }: One): boolean =>
  (nameOf(line) === 'allow' && status === 405) ||
  (nameOf(line) === 'cache-control' &&
    (status === 501 || status === 405) &&
    (cell.method === 'GET' || cell.method === 'HEAD'))

const setsItOtherwise = ({ name, args }: Directive, header: string): boolean =>
  name === 'more_set_headers' && args.some(({ value }) => value.toLowerCase().startsWith(`${header}:`))

/** add_header_inherit says on purpose what becomes of them; headers-more adds in a list of its own. */
function isMeant(site: Site, { range, line }: One): boolean {
  if (inEffect(site, range, 'add_header_inherit')?.length !== 0) return true
  return blocksAround(site, range).some(({ block }) =>
    block?.some((directive) => setsItOtherwise(directive, nameOf(line))),
  )
}

/** nginx, ngx_http_headers_merge_conf(): a level inherits add_header only where it has none. */
export function droppedHeaders(site: Site): Dropped[] {
  const found = new Map<string, One[]>()
  for (const cell of site.cells) {
    if (cell.method === OTHER) continue
    for (const outcome of cell.outcomes) {
      for (const line of outcome.written) {
        if (line.at && isMissed(site, line, cell, outcome))
          addTo(found, placeKey(line.at), { line, cell, outcome, range: line.at })
      }
    }
  }
  return [...found.values()].flatMap((all): Dropped[] => {
    const elsewhere = new Set(all.filter(isSaidElsewhere).map(({ line }) => nameOf(line)))
    const kept = all.filter((one) => !elsewhere.has(nameOf(one.line)) && !isMeant(site, one))
    const [first] = kept
    if (!first) return []
    const lines = [...new Map(kept.map(({ line }) => [placeKey(line.range), line])).values()]
    const names = new Map(
      lines.map((line) => [nameOf(line), directiveAt(site, line.range)?.args[0]?.value ?? line.name]),
    )
    return [
      {
        range: first.range,
        names: [...names.values()],
        places: lines.map(({ range }) => range),
        cell: kept.find(({ cell }) => cell.method === 'GET')?.cell ?? first.cell,
      },
    ]
  })
}
