/** The page's own script: filters rows and opens a cell's story. It reads the data that stands in the page, and asks nobody. */
export const SCRIPT = `
const stories = JSON.parse(document.getElementById('stories').textContent)
const find = (id) => document.getElementById(id)
const panel = find('panel'), query = find('query'), method = find('method'), only = find('only')
const make = (tag, text, name) => { const node = document.createElement(tag); if (text) node.textContent = text; if (name) node.className = name; return node }
function place(step) {
  const box = document.createDocumentFragment()
  if (step.at) box.append(make('div', step.at, 'at'))
  if (step.line) box.append(make('pre', step.line))
  return box
}
function outcomeBox(outcome) {
  const box = make('div', '', 'outcome')
  const chip = make('span', outcome.label, 'chip ' + outcome.tone)
  box.append(chip)
  if (outcome.when) box.append(' ', make('span', outcome.when, 'when'))
  const list = make('dl')
  for (const [name, value] of outcome.facts) list.append(make('dt', name), make('dd', value))
  box.append(list)
  const steps = make('ol')
  for (const step of outcome.steps) { const item = make('li'); item.append(make('b', step.kind), ' ' + step.text, place(step)); steps.append(item) }
  box.append(steps)
  return box
}
function show(button) {
  const story = stories[button.dataset.story]
  const body = find('story')
  body.replaceChildren(make('h3', button.dataset.title))
  for (const one of story.findings) { const box = make('div', '', 'finding ' + one.severity); box.append(make('b', one.rule), make('div', one.message), place(one)); body.append(box) }
  for (const outcome of story.outcomes) body.append(outcomeBox(outcome))
  document.querySelectorAll('[aria-expanded=true]').forEach((other) => other.setAttribute('aria-expanded', 'false'))
  button.setAttribute('aria-expanded', 'true')
  panel.hidden = false
  panel.scrollTop = 0
}
function hide() {
  panel.hidden = true
  document.querySelectorAll('[aria-expanded=true]').forEach((other) => { other.setAttribute('aria-expanded', 'false'); other.focus() })
}
function filter() {
  const text = query.value.trim().toLowerCase()
  for (const row of document.querySelectorAll('tbody tr')) {
    row.hidden = (text && !row.dataset.path.includes(text)) || (only.checked && !row.querySelector('.found'))
  }
  for (const cell of document.querySelectorAll('[data-method]')) cell.hidden = method.value !== '' && cell.dataset.method !== method.value
}
document.addEventListener('click', (event) => { const button = event.target.closest('button.chip'); if (button) show(button) })
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') hide() })
find('close').addEventListener('click', hide)
for (const control of [query, method, only]) control.addEventListener('input', filter)
`
