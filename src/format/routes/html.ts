import type { Problem } from '../../lint/report.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { Site } from '../../model/site.ts'
import type { HostTable, Reach, RouteTable, TableCell } from '../../site/table.ts'
import type { SourceRange } from '../../source/range.ts'
import { plural } from '../summary.ts'
import { cellLabel, methodLabel, outcomeLabel } from './label.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)

/** JSON inside a script element: nothing in it may end the element. */
const embed = (value: unknown): string => JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

const TONES = { served: 'served', redirect: 'redirected', refused: 'refused', missing: 'no such route', failing: 'server error', unknown: 'depends on what the files leave open' }

interface StoryStep { kind: string; text: string; at?: string; line?: string }
interface Story {
  findings: { rule: string; severity: string; message: string; at: string; line?: string }[]
  outcomes: { label: string; tone: string; when?: string; facts: [string, string][]; steps: StoryStep[] }[]
}

/** What the page is made of while it is written: each story is kept once, however many cells tell it. */
interface Page { site: Site; problems: Map<string, Problem[]>; stories: string[]; known: Map<string, number> }

const placeKey = (file: string, offset: number): string => `${file}:${offset}`

function quote({ site }: Page, range: SourceRange | null): { at?: string; line?: string } {
  if (!range) return {}
  const line = site.files.get(range.file)?.line(range.start.line).trim()
  return { at: `${range.file}:${range.start.line}`, ...(line ? { line } : {}) }
}

function factsOf({ headers, forwarded, status }: Outcome): [string, string][] {
  const facts: [string, string][] = []
  if (typeof headers.allow === 'string') facts.push(['Allow', headers.allow])
  else if (headers.allow === null && status === 405) facts.push(['Allow', 'none'])
  if (typeof headers['cache-control'] === 'string') facts.push(['Cache-Control', headers['cache-control']])
  if (typeof headers.location === 'string') facts.push(['Location', headers.location])
  if (forwarded) facts.push(['sent on', `${forwarded.method} ${forwarded.target} to ${forwarded.upstream}`])
  return facts
}

function byPlace(problems: Problem[]): Map<string, Problem[]> {
  const places = new Map<string, Problem[]>()
  for (const problem of problems) {
    const key = placeKey(problem.file, problem.range.start.offset)
    places.set(key, [...(places.get(key) ?? []), problem])
  }
  return places
}

/** The problems reported at a place that takes part in an answer. */
function findingsAt({ problems }: Page, outcomes: Outcome[]): Problem[] {
  const places = outcomes.flatMap(({ decidedBy, steps, written }) => [decidedBy, ...steps.map(({ range }) => range), ...written.map(({ range }) => range)])
  return [...new Set(places.flatMap((range) => (range ? problems.get(placeKey(range.file, range.start.offset)) ?? [] : [])))]
}

function storyOf(page: Page, { outcomes, tone }: TableCell): { index: number; found: boolean } {
  const found = findingsAt(page, outcomes)
  const story: Story = {
    findings: found.map(({ ruleId, severity, message, file, range }) => ({ rule: ruleId, severity, message, at: `${file}:${range.start.line}`, ...quote(page, { file, ...range }) })),
    outcomes: outcomes.map((outcome) => ({
      label: outcomeLabel(outcome), tone: outcome.status === null ? 'unknown' : tone, ...(outcome.when ? { when: outcome.when } : {}), facts: factsOf(outcome),
      steps: outcome.steps.map(({ kind, text, range }) => ({ kind, text, ...quote(page, range) })),
    })),
  }
  const text = embed(story)
  const index = page.known.get(text) ?? page.stories.push(text) - 1
  page.known.set(text, index)
  return { index, found: found.length > 0 }
}

function cellHtml(page: Page, path: string, method: string, cell: TableCell | undefined): string {
  if (!cell) return `<td data-method="${escape(method)}"></td>`
  const { index, found } = storyOf(page, cell)
  const label = cellLabel(cell)
  const title = `${methodLabel(method)} ${path}`
  return `<td data-method="${escape(method)}"><button class="chip ${cell.tone}${found ? ' found' : ''}" data-story="${index}" data-title="${escape(title)}" `
    + `aria-expanded="false" title="${escape(`${title}: ${label}${cell.layer ? `, ${cell.layer}` : ''}`)}">${escape(label)}</button></td>`
}

function hostHtml(page: Page, { host, port, origin, methods, rows }: HostTable): string {
  const head = methods.map((method) => `<th data-method="${escape(method)}">${escape(methodLabel(method))}</th>`).join('')
  const body = rows.map(({ path, cells }) => {
    const byMethod = new Map(cells.map((cell) => [cell.method, cell]))
    return `<tr data-path="${escape(path.toLowerCase())}"><th class="path" scope="row">${escape(path)}</th>${methods.map((method) => cellHtml(page, path, method, byMethod.get(method))).join('')}</tr>`
  })
  return `<section><h2>${escape(host)}:${port}<small>${escape(origin.layer)}, ${escape(origin.name)}</small></h2>
<div class="scroll"><table><thead><tr><th class="path">path</th>${head}</tr></thead><tbody>
${body.join('\n') || '<tr><td class="none">no routes</td></tr>'}
</tbody></table></div></section>`
}

function behindHtml(behind: Reach[]): string {
  const hidden = behind.filter(({ reached }) => !reached)
  if (behind.length === 0) return ''
  const list = hidden.map(({ origin, route }) => `<li><code>${escape(route.pattern.source)}</code> <span class="at">${escape(origin.name)}, ${escape(route.range.file)}:${route.range.start.line}</span></li>`)
  return `<section><h2>Behind the proxy<small>${behind.length - hidden.length} of ${behind.length} backend routes are reached from outside</small></h2>
${hidden.length > 0 ? `<p>No request that comes in by the front reaches:</p><ul class="behind">${list.join('')}</ul>` : ''}</section>`
}

/** One self-contained page: the route × method table of a site, each cell with its story, and the problems where they bite. */
export function routesHtml(site: Site, table: RouteTable, problems: Problem[], title: string): string {
  const page: Page = { site, problems: byPlace(problems), stories: [], known: new Map() }
  const hosts = table.hosts.map((host) => hostHtml(page, host)).join('\n')
  const methods = [...new Set(table.hosts.flatMap((host) => host.methods))]
  const rows = table.hosts.reduce((sum, host) => sum + host.rows.length, 0)
  const legend = Object.entries(TONES).map(([tone, text]) => `<span class="chip ${tone}">${text}</span>`).join('')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escape(title)}: routes and methods</title><style>${STYLE}</style></head><body>
<header><h1>${escape(title)} <span>routes and methods</span></h1><p>${plural(rows, 'path')}, ${plural(site.origins.length, 'server')}, ${plural(problems.length, 'problem')}. Click a cell to see who decides.</p></header>
<div class="bar"><div><input id="query" type="search" placeholder="Filter by path" aria-label="Filter by path">
<label>Method <select id="method"><option value="">all</option>${methods.map((method) => `<option value="${escape(method)}">${escape(methodLabel(method))}</option>`).join('')}</select></label>
<label><input id="only" type="checkbox"> problems only</label><div class="legend">${legend}</div></div></div>
<main>${hosts || '<p class="none">No routes were found.</p>'}${behindHtml(table.behind)}</main>
<aside id="panel" hidden aria-label="How this answer comes about"><button class="close" id="close" aria-label="Close">×</button><div id="story"></div></aside>
<script type="application/json" id="stories">[${page.stories.join(',')}]</script><script>${SCRIPT}</script></body></html>
`
}
