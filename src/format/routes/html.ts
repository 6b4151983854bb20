import type { Coverage, Problem } from '../../lint/report.ts'
import type { Link, Site } from '../../model/site.ts'
import type { Assumption, HostTable, Reach, RouteTable, TableCell, TableRow } from '../../site/table.ts'
import { methodLabel, plain } from '../../site/words.ts'
import { leftOutLines, plural } from '../summary.ts'
import { assumptionLabel, cellLabel, hostLabel, LAYER_NAMES, reachName, toneShown, unsureLinks } from './label.ts'
import { SCRIPT } from './script.ts'
import { type Storyteller, storyteller } from './story.ts'
import { STYLE } from './style.ts'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)

/** JSON inside a script element: nothing in it may end the element. */
const embed = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const LEGEND = {
  served: 'served',
  redirect: 'redirected',
  refused: 'refused',
  missing: 'no such route',
  failing: 'server error',
  unknown: 'depends',
}

const FOOTER =
  '<footer>A dot marks an answer where a problem bites. “other” is any method that nobody names, “*” any host. “→” is whatever the backend says, “?” is left open by the files.</footer>'

/** What the page is made of while it is written. */
interface Page {
  teller: Storyteller
  problems: Problem[]
}

/** The worst that was found at a cell. */
const worst = (found: Problem[]): string =>
  (['error', 'warn', 'info'] as const).find((level) => found.some(({ severity }) => severity === level)) ?? ''

function cellHtml({ teller, problems }: Page, path: string, method: string, cell: TableCell | undefined): string {
  if (!cell) return `<td data-method="${escape(methodLabel(method))}"></td>`
  const { story, findings } = teller.tell(cell)
  const label = cellLabel(cell)
  const title = `${methodLabel(method)} ${path}`
  const mark = findings.length > 0 ? ` found ${worst(findings.flatMap((index) => problems[index] ?? []))}` : ''
  const spoken = [
    `${title}: ${label}`,
    ...(cell.layer ? [LAYER_NAMES[cell.layer]] : []),
    ...(findings.length > 0 ? [plural(findings.length, 'problem')] : []),
  ].join(', ')
  return (
    `<td data-method="${escape(methodLabel(method))}"><button class="chip ${toneShown(cell)}${mark}" data-story="${story}" data-title="${escape(title)}" aria-expanded="false" aria-controls="panel" ` +
    `aria-label="${escape(spoken)}">${escape(label)}${cell.layer ? `<small>${LAYER_NAMES[cell.layer]}</small>` : ''}</button></td>`
  )
}

function rowHtml(page: Page, methods: string[], { path, like, cells }: TableRow): string {
  const byMethod = new Map(cells.map((cell) => [cell.method, cell]))
  const name = `${escape(path).replaceAll('/', '/<wbr>')}${like === undefined ? '' : `<small>for ${escape(like)}</small>`}`
  return `<tr data-path="${escape(`${path} ${like ?? ''}`.toLowerCase())}"><th class="path" scope="row">${name}</th>${methods.map((method) => cellHtml(page, path, method, byMethod.get(method))).join('')}</tr>`
}

function hostHtml(page: Page, { origin, methods, rows, ...host }: HostTable): string {
  const head = methods
    .map((method) => `<th scope="col" data-method="${escape(methodLabel(method))}">${escape(methodLabel(method))}</th>`)
    .join('')
  return `<section class="host"><h2>${escape(hostLabel(host))}<small>${LAYER_NAMES[origin.layer]}, ${escape(origin.name)}</small><span class="count"></span></h2>
<div class="scroll"><table style="--methods:${methods.length}"><thead><tr><th class="path" scope="col">path</th>${head}</tr></thead><tbody>
${rows.map((row) => rowHtml(page, methods, row)).join('\n')}
</tbody></table></div></section>`
}

const listHtml = (title: string, note: string, items: string[]): string =>
  note === '' && items.length === 0
    ? ''
    : `<section class="more"><h2>${title}</h2>${note === '' ? '' : `<p>${note}</p>`}<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul></section>`

function behindHtml(behind: Reach[]): string {
  if (behind.length === 0) return ''
  const hidden = behind.filter(({ reached }) => !reached)
  const note = `${behind.length - hidden.length} of ${plural(behind.length, 'backend route')} can be reached from outside${hidden.length > 0 ? '. No request that comes in by the front reaches:' : '.'}`
  return listHtml(
    'Behind the proxy',
    note,
    hidden.map(
      (one) =>
        `<code>${escape(reachName(one))}</code> <span class="at">${escape(one.route.range.file)}:${one.route.range.start.line}</span>`,
    ),
  )
}

const assumptionsHtml = (assumptions: Assumption[]): string =>
  assumptions.length === 0
    ? ''
    : listHtml(
        'Defaults',
        'Paths that hang on a default:',
        assumptions.map((one) => `${escape(one.words)} <span class="at">${escape(assumptionLabel(one))}</span>`),
      )

const linksHtml = (links: Link[]): string => {
  const unsure = unsureLinks(links)
  const items = unsure.map(
    ({ upstream, to, why }) =>
      `<code>${escape(upstream)}</code> → ${escape(to.name)} <span class="at">${escape(why)}</span>`,
  )
  return unsure.length === 0 ? '' : listHtml('Not followed', 'Who may be behind a proxy, but not surely enough:', items)
}

const problemsHtml = (problems: Problem[]): string =>
  listHtml(
    'Problems',
    '',
    problems.map(
      ({ ruleId, severity, message, file, range }) =>
        `<div class="finding ${severity}"><b>${escape(ruleId)}</b><div>${escape(plain(message))}</div><div class="at">${escape(file)}:${range.start.line}</div></div>`,
    ),
  )

function barHtml(methods: string[]): string {
  const options = methods.map((method) => `<option>${escape(methodLabel(method))}</option>`)
  const legend = Object.entries(LEGEND).map(([tone, text]) => `<span class="chip ${tone}">${text}</span>`)
  return `<div class="bar"><div><input id="query" type="search" placeholder="Filter by path" aria-label="Filter by path" autocomplete="off">
<label>Method <select id="method"><option value="">all</option>${options.join('')}</select></label>
<label><input id="only" type="checkbox"> only problems</label><div class="legend" aria-label="Colours">${legend.join('')}</div></div></div>`
}

const scriptHtml = ({ teller }: Page): string => `<div id="hint" role="tooltip" hidden></div>
<aside id="panel" hidden aria-label="How this answer comes about"><button id="close" aria-label="Close">×</button><div id="story" aria-live="polite"></div></aside>
<script type="application/json" id="told">${embed(teller.told())}</script><script>${SCRIPT}</script>`

/** What linting has found: problems, and what was not looked at. */
interface Told {
  problems: Problem[]
  coverage: Pick<Coverage, 'leftOut' | 'decided' | 'unless' | 'unknown' | 'open'>
}

const leftOutHtml = ({ leftOut = [] }: Told['coverage']): string =>
  listHtml('Not looked at', '', leftOutLines(leftOut).map(escape))

const MOST_REASONS = 6

/** What the files leave open, the most frequent reason first. */
function openHtml({ decided, unless, unknown, open }: Told['coverage']): string {
  if (unknown === 0) return ''
  const rest = open.length - MOST_REASONS
  const items = open.slice(0, MOST_REASONS).map(({ why, count }) => `${plural(count, 'answer')}: ${escape(plain(why))}`)
  return listHtml(
    'Left open',
    `The files do not decide ${unknown} of ${plural(decided + unless + unknown, 'answer')}:`,
    rest > 0 ? [...items, `and ${plural(rest, 'more reason')}`] : items,
  )
}

/** One self-contained page: the route × method table of a site, each cell with its story, and the problems where they bite. */
export function routesHtml(
  site: Site,
  { hosts, behind, assumptions }: RouteTable,
  { problems, coverage }: Told,
  title: string,
): string {
  const page: Page = { teller: storyteller(site, problems), problems }
  const tables = hosts.map((host) => hostHtml(page, host)).join('\n')
  const rows = hosts.reduce((sum, host) => sum + host.rows.length, 0)
  const counts = [plural(rows, 'path'), plural(hosts.length, 'public name'), plural(problems.length, 'problem')].join(
    ', ',
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>${escape(title)}: routes and methods</title><style>${STYLE}</style></head><body>
<header><h1>${escape(title)} <span>routes and methods</span></h1><p>${rows > 0 ? `${counts}. Point at a cell to see the line that decides it, click for the whole story.` : ''}</p></header>
${rows > 0 ? barHtml([...new Set(hosts.flatMap(({ methods }) => methods))]) : ''}
<main>${rows > 0 ? openHtml(coverage) : ''}${tables || '<p class="none">No routes were found: there is no nginx, Apache or Express file here that serves any.</p>'}
${leftOutHtml(coverage)}${behindHtml(behind)}${assumptionsHtml(assumptions)}${linksHtml(site.links)}${problemsHtml(problems)}
${rows > 0 ? FOOTER : ''}</main>
${rows > 0 ? scriptHtml(page) : ''}</body></html>
`
}
