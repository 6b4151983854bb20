import type { Answer, Change, ChangeKind } from '../index.ts'
import { changeSummary, changesByKind, statusesOf, TITLES, valuesOf } from './diff.ts'
import { hostLabel } from './routes/label.ts'
import { escape, pageHtml } from './routes/markup.ts'
import { plural } from './summary.ts'

const STYLE = `
.kinds { display: flex; flex-wrap: wrap; gap: 8px; margin: 0 0 20px; padding: 0; list-style: none; }
.kinds a { text-decoration: none; } .kinds a:hover { text-decoration: underline; }
.change { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 16px 20px; margin: 0 0 12px; display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 14px 36px; }
.sides { display: grid; grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr); gap: 4px 16px; align-items: start; }
.sides .chip { font-weight: 600; font-size: 15px; } .arrow { color: var(--dim); padding-top: 25px; font-size: 18px; }
.side p { margin: 0 0 5px; color: var(--dim); font-size: 12.5px; } .side div { margin-top: 5px; }
.where { margin: 0; padding: 0; list-style: none; font-size: 14px; } .where li { margin: 3px 0; overflow-wrap: anywhere; }
.where b { font-weight: 600; } .where small { color: var(--dim); } summary { cursor: pointer; color: var(--dim); padding: 4px 0; }
@media (max-width: 860px) { .change { grid-template-columns: minmax(0, 1fr); padding: 14px 16px; } .kinds { margin-top: 14px; } }
`

const TONES: Record<ChangeKind, string> = {
  lost: 'failing',
  new: 'served',
  status: 'refused',
  allow: 'redirect',
  caching: 'redirect',
  unknown: 'unknown',
}

/** How an answer is shown: as the best that may come back. */
function toneOf({ statuses, forwarded }: Answer): string {
  const known = statuses.filter((status) => status !== null)
  if (known.length === 0) return forwarded ? 'served' : 'unknown'
  const best = Math.min(...known)
  if (best < 300) return 'served'
  if (best < 400) return 'redirect'
  if (best >= 500) return 'failing'
  return known.every((status) => status === 404) ? 'missing' : 'refused'
}

/** The headers in which the two sides differ. */
const differing = ({ before, after }: Change): ['Allow' | 'Cache-Control', 'allow' | 'caching'][] =>
  (
    [
      ['Allow', 'allow'],
      ['Cache-Control', 'caching'],
    ] as const
  )
    .filter(([, key]) => valuesOf(before[key]) !== valuesOf(after[key]))
    .map(([name, key]) => [name, key])

function sideHtml(name: string, answer: Answer, headers: ReturnType<typeof differing>): string {
  const { decidedBy } = answer
  const facts = headers.map(([header, key]) => `<div>${header}: <code>${escape(valuesOf(answer[key]))}</code></div>`)
  const place = decidedBy ? `<div class="at">${escape(decidedBy.file)}:${decidedBy.start.line}</div>` : ''
  return `<div class="side"><p>${name}</p><span class="chip ${toneOf(answer)}">${escape(statusesOf(answer))}</span>${facts.join('')}${place}</div>`
}

/** Paths that stand open; the others are a click away. */
const OPEN = 8

const whereHtml = (change: Change, host: boolean): string =>
  `<li><b>${escape(change.methods.join(', '))}</b> <code>${escape(change.path)}</code>${host ? ` <small>${escape(hostLabel(change))}</small>` : ''}</li>`

const listOf = (items: string[]): string => `<ul class="where">${items.join('')}</ul>`

/** Changes with the same answers before and after, by the same lines: one line of a diff is one of these. */
function alikeHtml(changes: Change[], host: boolean): string {
  const [first] = changes
  if (!first) return ''
  const headers = differing(first)
  const items = changes.map((change) => whereHtml(change, host))
  const rest = items.slice(OPEN)
  const more =
    rest.length > 0
      ? `<details><summary>and ${plural(rest.length, 'more path')}</summary>${listOf(rest)}</details>`
      : ''
  return `<section class="change"><div class="sides">${sideHtml('before', first.before, headers)}<span class="arrow" aria-hidden="true">→</span>${sideHtml('after', first.after, headers)}</div>
<div>${listOf(items.slice(0, OPEN))}${more}</div></section>`
}

function kindHtml(kind: ChangeKind, changes: Change[], host: boolean): string {
  const alike = new Map<string, Change[]>()
  for (const change of changes) {
    const key = JSON.stringify([change.before, change.after])
    alike.set(key, [...(alike.get(key) ?? []), change])
  }
  const cards = [...alike.values()].map((some) => alikeHtml(some, host)).join('\n')
  return `<section class="host" id="${kind}"><h2>${TITLES[kind]}<small>${plural(changes.length, 'path')}</small></h2>\n${cards}</section>`
}

/** One self-contained page for a reviewer: what each side answers, which lines decide it, and where that is so. */
export function diffHtml(
  changes: Change[],
  { title, sides }: { title: string; sides: [before: string, after: string] },
): string {
  const kinds = [...changesByKind(changes)]
  const host = new Set(changes.map(hostLabel)).size > 1
  const links = kinds.map(
    ([kind, all]) => `<li><a class="chip ${TONES[kind]}" href="#${kind}">${TITLES[kind]}: ${all.length}</a></li>`,
  )
  const [before, after] = sides.map(escape)
  return pageHtml(
    title,
    'which answers change',
    `<header><h1>${escape(title)} <span>which answers change</span></h1><p>From <code>${before}</code> to <code>${after}</code>. ${escape(changeSummary(changes))}.</p></header>
<main>${links.length > 0 ? `<ul class="kinds">${links.join('')}</ul>` : ''}${kinds.map(([kind, all]) => kindHtml(kind, all, host)).join('\n')}
<footer>“other” is any method that nobody names. “?” is left open by the files.</footer></main>
`,
    STYLE,
  )
}
