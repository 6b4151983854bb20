// The search of the documentation: its index is fetched when somebody first asks.
import type MiniSearch from 'minisearch'
import type { SearchResult } from 'minisearch'
import { find, make } from './dom.ts'
import { SEARCH, type Section } from './search-options.ts'

const MOST = 10
/** Of one page. */
const MOST_OF_ONE = 2

interface Hit {
  id: string
  page: string
  heading: string
}
const hitOf = ({ id, page, heading }: SearchResult): Hit => ({
  id: String(id),
  page: String(page),
  heading: String(heading),
})

function firstOf(hits: Hit[]): Hit[] {
  const counts = new Map<string, number>()
  return hits
    .filter(({ page }) => {
      const count = (counts.get(page) ?? 0) + 1
      counts.set(page, count)
      return count <= MOST_OF_ONE
    })
    .slice(0, MOST)
}

const input = find('search', HTMLInputElement)
const hits = find('hits', HTMLElement)
const root = document.body.dataset.root ?? ''

const load = async (): Promise<MiniSearch<Section>> => {
  const [{ default: Search }, answer] = await Promise.all([import('minisearch'), fetch(`${root}search.json`)])
  return Search.loadJSONAsync<Section>(await answer.text(), SEARCH)
}
let index: Promise<MiniSearch<Section>> | undefined
const known = (): Promise<MiniSearch<Section>> => (index ??= load())

function draw(found: Hit[]): void {
  hits.replaceChildren(
    ...found.map(({ id, page, heading }) =>
      make(
        'li',
        {},
        make('a', { href: `${root}${id}` }, heading, ...(heading === page ? [] : [make('small', {}, page)])),
      ),
    ),
  )
  if (found.length === 0) hits.append(make('li', { class: 'none' }, 'Nothing found'))
  hits.hidden = false
}

async function ask(): Promise<void> {
  const words = input.value.trim()
  if (words === '') {
    hits.hidden = true
    return
  }
  const found = (await known()).search(words)
  // What has been typed since then has an answer of its own.
  if (input.value.trim() === words) draw(firstOf(found.map(hitOf)))
}

const links = (): HTMLElement[] => [...hits.querySelectorAll('a')]

/** The arrow keys lead from the words through the hits and back. */
function step(event: KeyboardEvent, by: number): void {
  const stops = [input, ...links()]
  const at = stops.findIndex((one) => one === document.activeElement)
  event.preventDefault()
  stops[Math.max(0, Math.min(stops.length - 1, at + by))]?.focus()
}

function close(): void {
  hits.hidden = true
  input.focus()
}

// Where the contents stand above the page, they are closed at first.
if (matchMedia('(max-width: 820px)').matches) find('contents', HTMLDetailsElement).open = false
input.addEventListener('focus', () => void known())
input.addEventListener('input', () => void ask())
input.parentElement?.addEventListener('keydown', (event) => {
  if (event.key === 'ArrowDown') step(event, 1)
  else if (event.key === 'ArrowUp') step(event, -1)
  else if (event.key === 'Escape') close()
  else if (event.key === 'Enter' && document.activeElement === input) links()[0]?.click()
})
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || document.activeElement instanceof HTMLInputElement) return
  event.preventDefault()
  input.focus()
})
document.addEventListener('click', ({ target }) => {
  if (target instanceof Node && !input.parentElement?.contains(target)) hits.hidden = true
})
