/** The page's own script: filters, moves between cells, and tells a cell's story. It reads the data that stands in the page, and asks nobody. */
export const SCRIPT = `
const { places, steps, stories, findings } = JSON.parse(document.getElementById('told').textContent)
const find = (id) => document.getElementById(id)
const all = (selector, root = document) => [...root.querySelectorAll(selector)]
const panel = find('panel'), hint = find('hint'), query = find('query'), method = find('method'), only = find('only')
const make = (tag, name, ...children) => { const node = document.createElement(tag); if (name) node.className = name; node.append(...children); return node }
const placeBox = (number) => { const [at, line] = places[number] ?? ['', '']; return number < 0 ? [] : [make('div', 'at', at), ...(line ? [make('pre', '', line)] : [])] }
const findingBox = ({ rule, severity, message, place }) => make('div', 'finding ' + severity, make('b', '', rule), make('div', '', message), ...placeBox(place))

function stepItems(number) {
  const [kind, text, place, sentOn] = steps[number]
  const item = make('li', '', make('b', '', kind), ' ', text, ...placeBox(place))
  return sentOn ? [item, make('li', 'hop', '→ ' + sentOn)] : [item]
}

function outcomeBox({ said, tone, when, facts, decided, steps: way }) {
  const box = make('section', 'outcome', make('span', 'chip ' + tone, said))
  if (when) box.append(make('p', 'when', when))
  if (decided !== undefined) box.append(make('div', 'decided', make('span', 'label', 'decided by'), ...placeBox(decided)))
  else if (!when) box.append(make('div', 'decided', make('span', 'label', 'built into the server')))
  if (facts.length) box.append(make('dl', '', ...facts.flatMap(([name, value]) => [make('dt', '', name), make('dd', '', value)])))
  if (way.length) box.append(make('ol', '', ...way.flatMap(stepItems)))
  return box
}

/** A table that is wider than the page scrolls in a box of its own. */
function fit() {
  document.documentElement.style.setProperty('--bar', document.querySelector('.bar').offsetHeight + 'px')
  for (const box of all('.scroll')) {
    box.classList.remove('wide')
    box.classList.toggle('wide', box.firstElementChild.offsetWidth > box.clientWidth)
  }
}

let shown = null
function show(button) {
  const story = stories[button.dataset.story]
  find('story').replaceChildren(make('h2', '', button.dataset.title), ...story.findings.map((one) => findingBox(findings[one])),
    ...(story.outcomes.length > 1 ? [make('p', 'when', story.outcomes.length + ' answers are possible:')] : []), ...story.outcomes.map(outcomeBox))
  shown?.setAttribute('aria-expanded', 'false')
  shown = button
  button.setAttribute('aria-expanded', 'true')
  panel.hidden = false
  panel.scrollTop = 0
  document.body.classList.add('open')
  hint.hidden = true
  fit()
  button.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
function hide() {
  if (panel.hidden) return
  panel.hidden = true
  document.body.classList.remove('open')
  shown?.setAttribute('aria-expanded', 'false')
  fit()
  shown?.focus()
  shown = null
}

const HINTS = 3
function showHint(button) {
  if (!panel.hidden) return
  const { outcomes, findings: found } = stories[button.dataset.story]
  hint.replaceChildren(
    ...outcomes.slice(0, HINTS).map(({ said, when, decided }) => make('div', '', make('b', '', said), ...(when ? [' ', make('span', 'when', when)] : []), ...(decided === undefined ? [] : placeBox(decided)))),
    ...(outcomes.length > HINTS ? [make('div', 'when', 'and ' + (outcomes.length - HINTS) + ' more')] : []),
    ...found.map((one) => make('div', 'finding ' + findings[one].severity, findings[one].rule)))
  hint.hidden = false
  const cell = button.getBoundingClientRect(), box = hint.getBoundingClientRect()
  hint.style.left = Math.max(8, Math.min(cell.left, innerWidth - box.width - 8)) + 'px'
  hint.style.top = (cell.bottom + box.height + 8 > innerHeight && cell.top > box.height + 8 ? cell.top - box.height - 6 : cell.bottom + 6) + 'px'
}
const hideHint = () => { hint.hidden = true }

const isShown = (node) => !node.closest('[hidden]')
const chips = (table) => all('button.chip', table).filter(isShown)
/** One cell of each table takes the Tab key; the arrow keys go on from there. */
function oneStop(table, stop = chips(table)[0]) {
  for (const button of all('button.chip', table)) button.tabIndex = button === stop ? 0 : -1
}

const bites = (cell) => cell.querySelector('.found') !== null && !cell.hidden
function filter() {
  const text = query.value.trim().toLowerCase()
  for (const cell of all('[data-method]')) cell.hidden = method.value !== '' && cell.dataset.method !== method.value
  for (const host of all('section.host')) {
    const rows = all('tbody tr', host)
    for (const row of rows) row.hidden = (text !== '' && !row.dataset.path.includes(text)) || (only.checked && !all('td', row).some(bites))
    const left = rows.filter((row) => !row.hidden).length
    host.querySelector('.count').textContent = left === rows.length ? '' : left + ' of ' + rows.length + ' paths'
    host.querySelector('.scroll').hidden = left === 0
    oneStop(host)
  }
  hideHint()
  fit()
}

const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -99], End: [0, 99] }
function move(button, [down, right]) {
  const table = button.closest('table')
  const rows = all('tbody tr', table).filter(isShown).map((row) => chips(row))
  const at = rows.findIndex((row) => row.includes(button))
  const row = rows[Math.max(0, Math.min(rows.length - 1, at + down))]
  const next = row[Math.max(0, Math.min(row.length - 1, rows[at].indexOf(button) + right))]
  oneStop(table, next)
  next.focus()
  if (!panel.hidden) show(next)
}

const chipAt = (event) => event.target.closest?.('button.chip')
document.addEventListener('click', (event) => { const button = chipAt(event); if (button) { if (button === shown) hide(); else { oneStop(button.closest('table'), button); show(button) } } })
document.addEventListener('mouseover', (event) => { const button = chipAt(event); if (button) showHint(button); else hideHint() })
document.addEventListener('focusin', (event) => { const button = chipAt(event); if (button?.matches(':focus-visible')) showHint(button); else hideHint() })
document.addEventListener('scroll', hideHint, true)
document.addEventListener('keydown', (event) => {
  const button = chipAt(event)
  if (event.key === 'Escape') { hideHint(); hide() }
  else if (event.key === '/' && !event.target.matches('input, select')) { event.preventDefault(); query.focus() }
  else if (button && MOVES[event.key]) { event.preventDefault(); move(button, MOVES[event.key]) }
})
find('close').addEventListener('click', hide)
for (const control of [query, method, only]) control.addEventListener('input', filter)
addEventListener('resize', fit)
filter()
`
