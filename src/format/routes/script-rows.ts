/**
 * The part of the page's script that makes rows as they come into view: a table is cut into blocks, and one that nobody sees is an empty box
 * as high as its rows. A block that holds the focus, the open cell or the cell that takes the Tab key stays.
 */
export const ROWS_SCRIPT = `
const ROWS = 40, HIGH = 38, NEAR = '800px'
const blocks = new WeakMap()
const off = (name) => method.value !== '' && method.value !== name
const watcher = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) { const block = blocks.get(target); if (block?.body === target) (isIntersecting ? fill : empty)(block) }
}, { rootMargin: NEAR, scrollMargin: NEAR })

const hosts = all('section.host').map((section, number) => {
  const { methods, rows } = tables[number]
  return { section, table: section.querySelector('table'), methods, rows: rows.map(([path, like, ...own]) => ({ path, like, own })), left: [], blocks: [], stop: [0, 0] }
})

/** A path breaks where it has a slash. */
const pathWords = (path) => path.split('/').flatMap((part, index) => index === 0 ? [part] : ['/', document.createElement('wbr'), part]).filter((part) => part !== '')

function cellBox(host, at, column, name) {
  const { path, own } = host.left[at], cell = cells[own[column]], box = make('td', '')
  box.dataset.method = name
  box.hidden = off(name)
  if (!cell) return box
  const [label, tone, layer, mark, story] = cell, found = stories[story][0].length, title = name + ' ' + path
  const button = make('button', 'chip ' + tone + (mark ? ' found ' + mark : ''), label, ...(layer ? [' ', make('small', '', layer)] : []))
  Object.assign(button.dataset, { story, title, at, column })
  button.tabIndex = host.stop[0] === at && host.stop[1] === column ? 0 : -1
  button.setAttribute('aria-expanded', 'false')
  button.setAttribute('aria-controls', 'panel')
  button.setAttribute('aria-label', title + ': ' + label + (layer ? ' ' + layer : '') + (found ? ', ' + found + (found === 1 ? ' problem' : ' problems') : ''))
  box.append(button)
  return box
}

function rowBox(host, at) {
  const { path, like } = host.left[at], row = make('tr', '')
  const head = make('th', 'path', ...pathWords(path), ...(like ? [make('small', '', 'for ' + like)] : []))
  head.scope = 'row'
  row.setAttribute('aria-rowindex', at + 2)
  row.append(head, ...host.methods.map((name, column) => cellBox(host, at, column, name)))
  return row
}

function fill(block) {
  if (block.full) return
  block.full = true
  block.body.replaceChildren(...Array.from({ length: block.count }, (_, index) => rowBox(block.host, block.from + index)))
}
const keeps = ({ body, host, from, count }) => body.contains(document.activeElement) || (shown && body.contains(shown)) || (host.stop[0] >= from && host.stop[0] < from + count)
function empty(block) {
  if (block.full && keeps(block)) return
  const high = block.full ? block.body.offsetHeight : block.count * HIGH
  const gap = make('td', '')
  gap.colSpan = block.host.methods.length + 1
  gap.style.height = high + 'px'
  const row = make('tr', 'gap', gap)
  row.ariaHidden = 'true'
  block.full = false
  block.body.replaceChildren(row)
}

/** The first cell of a row that is to be seen, or the one in a column. */
const firstIn = ({ own }, host) => own.findIndex((number, column) => number >= 0 && !off(host.methods[column]))
function layOut(host) {
  for (const { body } of host.blocks) { watcher.unobserve(body); body.remove() }
  host.stop = [0, host.left.length ? firstIn(host.left[0], host) : 0]
  host.table.setAttribute('aria-rowcount', host.left.length + 1)
  host.blocks = Array.from({ length: Math.ceil(host.left.length / ROWS) }, (_, number) => {
    const from = number * ROWS, block = { host, from, count: Math.min(ROWS, host.left.length - from), body: make('tbody', ''), full: false }
    blocks.set(block.body, block)
    return block
  })
  host.table.append(...host.blocks.map(({ body }) => body))
  host.blocks.forEach((block, number) => { if (number === 0) fill(block); else empty(block) })
  for (const { body } of host.blocks) watcher.observe(body)
}

const buttonAt = (host, at, column) => {
  const block = host.blocks[Math.floor(at / ROWS)]
  fill(block)
  return block.body.rows[at - block.from].querySelector('[data-column="' + column + '"]')
}
/** One cell of each table takes the Tab key; the arrow keys go on from there. */
function stopAt(host, at, column) {
  const before = host.blocks[Math.floor(host.stop[0] / ROWS)]
  if (before?.full) before.body.querySelector('[tabindex="0"]')?.setAttribute('tabindex', '-1')
  host.stop = [at, column]
  const button = buttonAt(host, at, column)
  button.tabIndex = 0
  return button
}
const hostOf = (button) => hosts.find(({ table }) => table.contains(button))
addEventListener('beforeprint', () => { for (const host of hosts) host.blocks.forEach(fill) })
`
