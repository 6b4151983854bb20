import { ROWS_SCRIPT } from './script-rows.ts'
import { STORY_SCRIPT } from './script-story.ts'

/** The page's own script: draws the rows, filters, moves between cells, and tells a cell's story. It reads the data that stands in the page, and asks nobody. */
export const SCRIPT = `(async () => {
const find = (id) => document.getElementById(id)
const packed = Uint8Array.from(atob(find('told').textContent), (one) => one.charCodeAt(0))
const { tables, cells, files, places, sayings, steps, stories, findings } = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).json()
const all = (selector, root = document) => [...root.querySelectorAll(selector)]
const panel = find('panel'), hint = find('hint'), query = find('query'), method = find('method'), only = find('only')
const make = (tag, name, ...children) => { const node = document.createElement(tag); if (name) node.className = name; node.append(...children); return node }

/** A table that is wider than the page scrolls in a box of its own. */
function fit() {
  document.documentElement.style.setProperty('--bar', document.querySelector('.bar').offsetHeight + 'px')
  for (const box of all('.scroll')) {
    box.classList.remove('wide')
    box.classList.toggle('wide', box.firstElementChild.offsetWidth > box.clientWidth)
    // Who has no mouse scrolls it with the arrow keys.
    box.tabIndex = box.scrollWidth > box.clientWidth ? 0 : -1
  }
}
${STORY_SCRIPT}${ROWS_SCRIPT}
const bites = (host) => (number, column) => cells[number]?.[3] && !off(host.methods[column])
function filter() {
  const text = query.value.trim().toLowerCase()
  for (const cell of all('thead [data-method]')) cell.hidden = off(cell.dataset.method)
  for (const host of hosts) {
    host.left = host.rows.filter(({ path, like, own }) => (text === '' || (path + ' ' + like).toLowerCase().includes(text)) && (!only.checked || own.some(bites(host))))
    layOut(host)
    host.section.querySelector('.count').textContent = host.left.length === host.rows.length ? '' : host.left.length + ' of ' + host.rows.length + ' paths'
    host.section.querySelector('.scroll').hidden = host.left.length === 0
  }
  hideHint()
  fit()
}

const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -99], End: [0, 99] }
const within = (value, count) => Math.max(0, Math.min(count - 1, value))
function move(button, [down, right]) {
  const host = hostOf(button), at = Number(button.dataset.at)
  const columnsAt = (row) => host.left[row].own.flatMap((number, column) => number >= 0 && !off(host.methods[column]) ? [column] : [])
  const place = columnsAt(at).indexOf(Number(button.dataset.column))
  const row = within(at + down, host.left.length), columns = columnsAt(row)
  const next = stopAt(host, row, columns[within(place + right, columns.length)])
  next.focus()
  if (!panel.hidden) show(next)
}

const chipAt = (event) => event.target.closest?.('button.chip')
document.addEventListener('click', (event) => { const button = chipAt(event); if (!button) return; if (button === shown) hide(); else { stopAt(hostOf(button), Number(button.dataset.at), Number(button.dataset.column)); show(button) } })
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
moreProblems(find('more'))
find('told').remove()
})()
`
