import type { Coverage, Problem } from '../../lint/report.ts'
import type { Link, Site } from '../../model/site.ts'
import type { Assumption, HostTable, Reach, RouteTable } from '../../site/table.ts'
import { methodLabel, plain } from '../../site/words.ts'
import { leftOutLines, plural } from '../summary.ts'
import type { Faults } from './about.ts'
import { assumptionLabel, hostLabel, LAYER_NAMES, reachName, unsureLinks } from './label.ts'
import { LEGEND } from './legend.ts'
import { SCRIPT } from './script.ts'
import { escape, withCode, listHtml, packed, pageHtml } from './markup.ts'
import { PLAIN_STYLE, plainRows } from './plain-rows.ts'
import { toldOf } from './told.ts'

const FOOTER =
  '<footer>A dot marks an answer that a problem is about. “other” is any method that nobody names, “*” any host. “→” is whatever the backend says, “?” is left open by the files.</footer>'

function hostHtml(table: HostTable): string {
  const { origin, methods, rows, ...host } = table
  const head = methods
    .map((method) => `<th scope="col" data-method="${escape(methodLabel(method))}">${escape(methodLabel(method))}</th>`)
    .join('')
  return `<section class="host"><h2>${escape(hostLabel(host))}<small>${LAYER_NAMES[origin.layer]}, ${escape(origin.name)}</small><span class="count"></span></h2>
<div class="scroll"><table style="--methods:${methods.length}" aria-rowcount="${rows.length + 1}"><thead><tr><th class="path" scope="col">path</th>${head}</tr></thead></table></div>${plainRows(table)}</section>`
}

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

/** So many problems stand in the page itself; the script shows the others when it is asked to. */
const MOST_PROBLEMS = 100

function problemsHtml(problems: Problem[]): string {
  const left = problems.length - MOST_PROBLEMS
  const list = listHtml(
    'Problems',
    '',
    problems
      .slice(0, MOST_PROBLEMS)
      .map(
        ({ ruleId, severity, message, file, range }) =>
          `<div class="finding ${severity}"><b>${escape(ruleId)}</b><div>${withCode(plain(message))}</div><div class="at">${escape(file)}:${range.start.line}</div></div>`,
      ),
  )
  return left > 0
    ? `${list}<p id="more" data-shown="${MOST_PROBLEMS}">${plural(left, 'more problem')}: the dots in the tables mark what they are about.</p>`
    : list
}

function barHtml(methods: string[]): string {
  const options = methods.map((method) => `<option>${escape(methodLabel(method))}</option>`)
  const legend = Object.entries(LEGEND).map(([tone, text]) => `<span class="chip ${tone}">${text}</span>`)
  return `<div class="bar" role="search"><div><input id="query" type="search" placeholder="Filter by path" aria-label="Filter by path" autocomplete="off">
<label>Method <select id="method"><option value="">all</option>${options.join('')}</select></label>
<label><input id="only" type="checkbox"> only problems</label><div class="legend" aria-label="Colours">${legend.join('')}</div></div></div>`
}

const scriptHtml = (told: string): string => `<div id="hint" role="tooltip" hidden></div>
<aside id="panel" hidden aria-label="How this answer comes about"><button id="close" aria-label="Close">×</button><div id="story" aria-live="polite"></div></aside>
<script type="text/plain" id="told">${told}</script><script>${SCRIPT}</script>`

/** What linting has found: problems, and what was not looked at. */
interface Told extends Faults {
  coverage: Pick<Coverage, 'leftOut' | 'decided' | 'unless' | 'unknown' | 'open'>
}

const leftOutHtml = ({ leftOut = [] }: Told['coverage']): string =>
  listHtml('Not looked at', '', leftOutLines(leftOut).map(escape))

const MOST_REASONS = 6

/** How much is decided, as a picture. */
function meterHtml({ decided, unless, unknown }: Told['coverage']): string {
  const parts = [
    ['served', decided, 'decided by these files'],
    ['redirect', unless, 'decided unless code that cannot be seen answers'],
    ['unknown', unknown, 'left open'],
  ] as const
  const shown = parts.filter(([, count]) => count > 0)
  const words = shown
    .map(([tone, count, name]) => `<span><b class="${tone}"></b>${plural(count, 'answer')} ${name}</span>`)
    .join('')
  const bars = shown.map(([tone, count]) => `<i class="${tone}" style="flex-grow:${count}"></i>`).join('')
  return shown.length === 0 ? '' : `<div class="meter" aria-hidden="true">${bars}</div><p class="parts">${words}</p>`
}

/** What the files leave open, the most frequent reason first, and what was not looked at. */
function summaryHtml(coverage: Told['coverage']): string {
  const { decided, unless, unknown, open } = coverage
  const rest = open.length - MOST_REASONS
  const items = open.slice(0, MOST_REASONS).map(({ why, count }) => `${plural(count, 'answer')}: ${escape(plain(why))}`)
  const left =
    unknown === 0
      ? ''
      : listHtml(
          'Left open',
          `The files do not decide ${unknown} of ${plural(decided + unless + unknown, 'answer')}:`,
          rest > 0 ? [...items, `and ${plural(rest, 'more reason')}`] : items,
        )
  return `${meterHtml(coverage)}${left}${leftOutHtml(coverage)}`
}

/** One self-contained page: the route × method table of a site, each cell with its story, and the problems where they bite. */
export async function routesHtml(
  site: Site,
  { hosts, behind, assumptions }: RouteTable,
  told: Told,
  title: string,
): Promise<string> {
  const { problems, coverage } = told
  const rows = hosts.reduce((sum, host) => sum + host.rows.length, 0)
  const counts = [plural(rows, 'path'), plural(hosts.length, 'public name'), plural(problems.length, 'problem')].join(
    ', ',
  )
  const tables =
    hosts.map(hostHtml).join('\n') ||
    '<p class="none">No routes were found: there is no nginx, Apache or Express file here that serves any.</p>'
  const parts = [
    `<header><h1>${escape(title)} <span>routes and methods</span></h1><p>${rows > 0 ? `${counts}. Point at a cell to see the line that decides it, click for the whole story.` : ''}</p></header>`,
    rows > 0 ? PLAIN_STYLE + barHtml([...new Set(hosts.flatMap(({ methods }) => methods))]) : '',
    `<main>${rows > 0 ? summaryHtml(coverage) : leftOutHtml(coverage)}${tables}`,
    behindHtml(behind),
    assumptionsHtml(assumptions),
    linksHtml(site.links),
    problemsHtml(problems),
    `${rows > 0 ? FOOTER : ''}</main>`,
    rows > 0 ? scriptHtml(await packed(toldOf(site, hosts, told))) : '',
  ]
  return pageHtml(title, 'routes and methods', parts.filter((part) => part !== '').join('\n'))
}
