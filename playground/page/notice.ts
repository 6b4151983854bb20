import { find, make } from './dom.ts'

/** Says what has just happened, and, where something was lost by it, how to take it back. It stays until the next. */
export function notice(text: string, undo?: () => void): void {
  const box = find('notice', HTMLElement)
  const again = undo && make('button', { type: 'button', click: undo }, 'Undo')
  box.replaceChildren(text, ...(again ? [' ', again] : []))
}
