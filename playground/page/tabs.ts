import type { Found } from '../protocol.ts'
import { make } from './dom.ts'
import { kindOf, SEVERITIES } from './names.ts'

/** The files as tabs: one of them takes the Tab key, arrows lead on from there (ARIA practices, tabs). */
export function drawTabs(list: HTMLElement, names: string[], shown: string, choose: (name: string) => void): void {
  const had = list.contains(document.activeElement)
  list.replaceChildren(
    ...names.map((name, at) =>
      make(
        'button',
        {
          type: 'button',
          role: 'tab',
          'aria-selected': String(name === shown),
          'aria-controls': 'editor',
          // The first of its kind bears the kind's name.
          ...(kindOf(name) === kindOf(names[at - 1] ?? '') && at > 0 ? {} : { 'data-kind': kindOf(name) }),
          title: name,
          tabindex: name === shown ? '0' : '-1',
          click: () => {
            choose(name)
          },
        },
        name,
      ),
    ),
  )
  const now = list.querySelector<HTMLElement>('[aria-selected=true]')
  now?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  if (had) now?.focus()
}

/** A tab bears a dot where its file has a problem, and says so; notes are no reason to look. */
export function markTabs(list: HTMLElement, found: Found[]): void {
  for (const tab of list.querySelectorAll<HTMLElement>('[role=tab]')) {
    const here = found.filter(({ at }) => at.file === tab.title)
    const worst = (['error', 'warn'] as const).find((one) => here.some(({ severity }) => severity === one))
    tab.classList.remove('found', 'error', 'warn')
    tab.removeAttribute('aria-label')
    if (!worst) continue
    tab.classList.add('found', worst)
    tab.setAttribute('aria-label', `${tab.title}, ${SEVERITIES[worst]}`)
  }
}

/** Where a key leads from a tab; null: nowhere. */
export function stepFrom(key: string, at: number, count: number): number | null {
  if (key === 'ArrowRight') return (at + 1) % count
  if (key === 'ArrowLeft') return (at + count - 1) % count
  return key === 'Home' ? 0 : key === 'End' ? count - 1 : null
}
