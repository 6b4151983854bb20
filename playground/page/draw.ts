import type { Answer, Asked, Branch, Change, Found, Host, Spot } from '../protocol.ts'
import { LEGEND } from '../../src/format/routes/legend.ts'
import { capped, make, withCode } from './dom.ts'
import { keepingFocus, roving } from './focus.ts'
import { SEVERITIES } from './names.ts'
import { urlFault } from '../request.ts'

export type Told = Exclude<Answer, { fault: string }>
export interface Acts {
  goTo(spot: Spot): void
  apply(change: Change): void
  /** `at`: the line that the editor shows then. */
  ask(asked: Asked, at: Spot | null): void
}

const link = (spot: Spot, { goTo }: Acts): HTMLElement =>
  make(
    'button',
    {
      class: 'link',
      type: 'button',
      click: () => {
        goTo(spot)
      },
    },
    `${spot.file}:${spot.line}`,
  )

/** What can be done about a finding: corrections, and a look at how an answer comes about that it finds fault with. */
function acting({ ruleId, changes, about, at }: Found, acts: Acts): HTMLElement[] {
  const button = (text: string, click: () => void, name = ''): HTMLElement =>
    make('button', { type: 'button', class: name, 'data-key': `${ruleId} ${at.file}:${at.start} ${text}`, click }, text)
  const buttons = [
    ...changes.map((change) =>
      button(change.message, () => {
        acts.apply(change)
      }),
    ),
    ...(about
      ? [
          button(
            `Trace ${about.method === 'other' ? 'BREW' : about.method} ${about.path}`,
            () => {
              acts.ask(about, at)
            },
            'trace',
          ),
        ]
      : []),
  ]
  return buttons.length > 0 ? [make('div', { class: 'fixes' }, ...buttons)] : []
}

const finding = (one: Found, acts: Acts): HTMLElement =>
  make(
    'li',
    { class: `finding ${one.severity}` },
    make(
      'div',
      { class: 'head' },
      make('span', { class: 'level' }, SEVERITIES[one.severity]),
      make('a', { href: `rules/${one.ruleId}.html` }, one.ruleId),
      link(one.at, acts),
    ),
    make('p', {}, ...withCode(one.message)),
    ...one.related.map(({ message, at }) =>
      make('p', { class: 'related' }, ...withCode(`${message} `), link(at, acts)),
    ),
    ...acting(one, acts),
  )

const RANK = { error: 0, warn: 1, info: 2 }

const UNREAD =
  'No file here is one for nginx, Apache or Express. They are known by their names: nginx.conf, conf.d/shop.conf, .htaccess, app.js.'

/** The worst first; beside problems the notes wait behind their count, as on the command line. */
export function drawFindings(list: HTMLElement, { found, read }: Told, acts: Acts): void {
  const draw = (box: HTMLElement, some: Found[]): void => {
    capped(box, some, { most: 50, what: 'findings', row: 'li', draw: (one) => finding(one, acts) })
  }
  const sorted = [...found].sort((a, b) => RANK[a.severity] - RANK[b.severity])
  const problems = sorted.filter(({ severity }) => severity !== 'info')
  const notes = problems.length > 0 ? sorted.slice(problems.length) : []
  const open = list.querySelector('details')?.open === true
  keepingFocus(list, () => {
    draw(list, notes.length > 0 ? problems : sorted)
    if (notes.length === 0) return
    const box = make('ul', { class: 'findings' })
    draw(box, notes)
    const title = make(
      'summary',
      { 'data-key': 'notes' },
      `${notes.length} ${SEVERITIES.info}${notes.length === 1 ? '' : 's'}`,
    )
    const details = make('details', {}, title, box)
    details.open = open
    list.append(make('li', { class: 'notes' }, details))
  })
  if (found.length === 0)
    list.append(make('li', { class: 'calm' }, read > 0 ? 'Nothing to report in these files.' : UNREAD))
}

const toneOf = ({ status, by }: Branch): string =>
  by === 'closed'
    ? 'refused'
    : status === null
      ? 'unknown'
      : status >= 500
        ? 'failing'
        : status === 404
          ? 'missing'
          : status >= 400
            ? 'refused'
            : status >= 300
              ? 'redirect'
              : 'served'

const branch = (one: Branch, acts: Acts): HTMLElement =>
  make(
    'section',
    { class: 'branch' },
    make(
      'div',
      { class: 'head' },
      make('b', { class: `chip ${toneOf(one)}` }, one.said),
      ...(one.when === null ? [] : [make('span', { class: 'when' }, one.when)]),
    ),
    make(
      'p',
      { class: 'decided' },
      one.decided ? 'decided by ' : one.status === null ? '' : 'built into the server',
      ...(one.decided ? [link(one.decided, acts)] : []),
    ),
    make(
      'ol',
      {},
      ...one.hops.flatMap(({ kind, text, at, sentOn }) => [
        make('li', {}, make('b', {}, kind), ` ${text} `, ...(at ? [link(at, acts)] : [])),
        ...(sentOn === null ? [] : [make('li', { class: 'hop' }, `→ ${sentOn}`)]),
      ]),
    ),
    ...(one.headers.length > 0
      ? [make('dl', {}, ...one.headers.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]))]
      : []),
  )

export function drawTrace(box: HTMLElement, { branches, hosts, query }: Told, acts: Acts): void {
  const usual = branches.filter(({ rare }) => !rare)
  const shown = usual.length > 0 ? usual : branches
  const rest = branches.filter((one) => !shown.includes(one))
  const nothing =
    hosts.length === 0 ? 'No server, .htaccess or route in these files answers a request yet.' : urlFault(query.url)
  box.replaceChildren(...(nothing ? [make('p', { class: 'calm' }, nothing)] : shown.map((one) => branch(one, acts))))
  if (rest.length === 0) return
  const names = [...new Set(rest.map(({ said }) => said))].join(', ')
  box.append(make('details', {}, make('summary', {}, `Hardly ever: ${names}`), ...rest.map((one) => branch(one, acts))))
}

function hostTable({ name, by, methods, rows }: Host, acts: Acts): HTMLElement {
  const body = make('tbody')
  const row = ({ path, like, cells }: Host['rows'][number]): HTMLElement =>
    make(
      'tr',
      {},
      make('th', { scope: 'row' }, path, ...(like === null ? [] : [make('small', {}, `for ${like}`)])),
      ...cells.map((cell) =>
        make(
          'td',
          {},
          ...(cell
            ? [
                make(
                  'button',
                  {
                    type: 'button',
                    tabindex: '-1',
                    'data-key': `${name} ${by} ${cell.method} ${path}`,
                    class: `chip ${cell.tone}${cell.found ? ` found ${cell.found}` : ''}`,
                    'aria-label': `${cell.method} ${path}: ${cell.label}${cell.found ? `, ${SEVERITIES[cell.found]}` : ''}`,
                    click: () => {
                      acts.ask({ method: cell.method, host: name, path }, cell.at)
                    },
                  },
                  cell.label,
                ),
              ]
            : []),
        ),
      ),
    )
  capped(body, rows, { most: 200, what: 'paths', row: 'tr', draw: row })
  const table = make(
    'table',
    {},
    make(
      'thead',
      {},
      make(
        'tr',
        {},
        make('th', { scope: 'col' }, 'path'),
        ...methods.map((method) => make('th', { scope: 'col' }, method)),
      ),
    ),
    body,
  )
  roving(table)
  return make(
    'section',
    {},
    make('h3', {}, name, make('small', {}, by)),
    make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Routes of ${name}, ${by}` }, table),
  )
}

const legend = (): HTMLElement =>
  make(
    'p',
    { class: 'legend' },
    ...Object.entries(LEGEND).map(([tone, text]) => make('span', { class: `chip ${tone}` }, text)),
    make(
      'small',
      {},
      'A dot marks an answer that a finding is about. → is whatever the backend says, ? is left open by the files.',
    ),
  )

export function drawMap(box: HTMLElement, { hosts, open }: Told, acts: Acts): void {
  keepingFocus(box, () => {
    capped(box, hosts, { most: 20, what: 'servers', row: 'p', draw: (host) => hostTable(host, acts) })
  })
  box.append(hosts.length === 0 ? make('p', { class: 'calm' }, 'These files serve no routes.') : legend())
  if (open.length > 0)
    box.append(
      make(
        'details',
        {},
        make('summary', {}, 'What the files leave open'),
        make('ul', {}, ...open.slice(0, 20).map((one) => make('li', {}, one))),
      ),
    )
}
