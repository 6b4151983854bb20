import type { Change, Found } from '../protocol.ts'
import { make } from './dom.ts'

export interface Editor {
  open(name: string, text: string): void
  mark(found: Found[], apply: (change: Change) => void): void
  goTo(start: number, end: number): void
  /** The same, while the focus stays where it is. */
  point(start: number, end: number): void
  selection(): [start: number, end: number]
  /** Other files come: what was done to those of before cannot be taken back in them. */
  forget(): void
  hasFocus(): boolean
}

/** What is told of every change of a text. */
export type Typed = (name: string, text: string) => void

/** A field for text, no more: there at once, while the engine comes. */
export function plainEditor(parent: HTMLElement, typed: Typed): Editor {
  const field = make('textarea', { spellcheck: 'false', autocomplete: 'off', wrap: 'off' })
  let shown = ''
  field.addEventListener('input', () => {
    typed(shown, field.value)
  })
  parent.replaceChildren(field)
  return {
    open(name, text) {
      shown = name
      field.setAttribute('aria-label', `Text of ${name}`)
      if (field.value !== text) field.value = text
    },
    mark: () => undefined,
    goTo(start, end) {
      field.focus()
      field.setSelectionRange(start, end)
    },
    point(start, end) {
      field.setSelectionRange(start, end)
    },
    selection: () => [field.selectionStart, field.selectionEnd],
    forget: () => undefined,
    hasFocus: () => document.activeElement === field,
  }
}
