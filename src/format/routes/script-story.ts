/** The part of the page's script that draws how one answer comes about. */
export const STORY_SCRIPT = `
const placeBox = (number) => { const [file, line, text] = places[number] ?? []; return number < 0 ? [] : [make('div', 'at', files[file] + ':' + line), ...(text ? [make('pre', '', text)] : [])] }
const wordsOf = (text) => text.split('\`').map((part, at) => at % 2 ? make('code', '', part) : part)
const findingBox = ({ rule, severity, message, place }) => make('div', 'finding ' + severity, make('b', '', rule), make('div', '', ...wordsOf(message)), ...placeBox(place))

/** The problems that the page does not show at first, some at a time. */
function moreProblems(note) {
  if (!note) return
  const list = note.previousElementSibling.querySelector('ul')
  let from = Number(note.dataset.shown)
  const button = make('button', 'plain', 'Show more')
  note.append(' ', button)
  button.addEventListener('click', () => {
    list.append(...findings.slice(from, from + 500).map((one) => make('li', '', findingBox(one))))
    from += 500
    if (from >= findings.length) note.remove(); else note.firstChild.data = findings.length - from + ' more problems: the dots in the tables mark what they are about. '
  })
}

function stepItems(number) {
  const [kind, text, place, sentOn] = steps[number]
  const item = make('li', '', make('b', '', kind), ' ', text, ...placeBox(place))
  return sentOn ? [item, make('li', 'hop', '→ ' + sentOn)] : [item]
}

function outcomeBox([saying, decided, ...way]) {
  const [said, tone, when, facts] = sayings[saying]
  const box = make('section', 'outcome', make('span', 'chip ' + tone, said))
  if (when) box.append(make('p', 'when', when))
  if (decided >= 0) box.append(make('div', 'decided', make('span', 'label', 'decided by'), ...placeBox(decided)))
  else if (!when) box.append(make('div', 'decided', make('span', 'label', 'built into the server')))
  if (facts.length) box.append(make('dl', '', ...facts.flatMap(([name, value]) => [make('dt', '', name), make('dd', '', value)])))
  if (way.length) box.append(make('ol', '', ...way.flatMap(stepItems)))
  return box
}

let shown = null
function show(button) {
  const [found, ...outcomes] = stories[button.dataset.story]
  find('story').replaceChildren(make('h2', '', button.dataset.title), ...found.map((one) => findingBox(findings[one])),
    ...(outcomes.length > 1 ? [make('p', 'when', outcomes.length + ' answers are possible:')] : []), ...outcomes.map(outcomeBox))
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
  const [found, ...outcomes] = stories[button.dataset.story]
  hint.replaceChildren(
    ...outcomes.slice(0, HINTS).map(([saying, decided]) => { const [said, , when] = sayings[saying]; return make('div', '', make('b', '', said), ...(when ? [' ', make('span', 'when', when)] : []), ...placeBox(decided)) }),
    ...(outcomes.length > HINTS ? [make('div', 'when', 'and ' + (outcomes.length - HINTS) + ' more')] : []),
    ...found.map((one) => make('div', 'finding ' + findings[one].severity, findings[one].rule)))
  hint.hidden = false
  const cell = button.getBoundingClientRect(), box = hint.getBoundingClientRect()
  hint.style.left = Math.max(8, Math.min(cell.left, innerWidth - box.width - 8)) + 'px'
  hint.style.top = (cell.bottom + box.height + 8 > innerHeight && cell.top > box.height + 8 ? cell.top - box.height - 6 : cell.bottom + 6) + 'px'
}
const hideHint = () => { hint.hidden = true }
`
