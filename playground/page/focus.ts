/** Draws a box anew; what had the focus in it, by its `data-key`, has it again. */
export function keepingFocus(box: HTMLElement, draw: () => void): void {
  const key =
    box.contains(document.activeElement) && document.activeElement instanceof HTMLElement
      ? document.activeElement.dataset.key
      : undefined
  draw()
  if (key === undefined) return
  const again = [...box.querySelectorAll<HTMLElement>('[data-key]')].find((node) => node.dataset.key === key)
  again?.focus({ preventScroll: true })
}

const MOVES: Record<string, [down: number, right: number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  Home: [0, -99],
  End: [0, 99],
}

const within = (at: number, count: number): number => Math.max(0, Math.min(count - 1, at))

/** One button of a table takes the Tab key, the arrow keys lead on from there (ARIA practices, grid). */
export function roving(table: HTMLTableElement): void {
  const buttons = (row: HTMLTableRowElement | undefined): HTMLElement[] => [
    ...(row?.querySelectorAll<HTMLElement>('button[data-key]') ?? []),
  ]
  const stop = (button: HTMLElement | undefined): void => {
    if (!button) return
    for (const one of table.querySelectorAll('[tabindex="0"]')) one.setAttribute('tabindex', '-1')
    button.tabIndex = 0
  }
  stop(buttons(table.tBodies[0]?.rows[0])[0])
  table.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.dataset.key !== undefined) stop(target)
  })
  table.addEventListener('keydown', (event) => {
    const { target, key } = event
    const move = MOVES[key]
    if (!move || !(target instanceof HTMLElement) || target.dataset.key === undefined) return
    event.preventDefault()
    const rows = [...(table.tBodies[0]?.rows ?? [])].filter((row) => buttons(row).length > 0)
    const row = rows.findIndex((one) => one.contains(target))
    const column = buttons(rows[row]).indexOf(target)
    const next = buttons(rows[within(row + move[0], rows.length)])
    next[within(column + move[1], next.length)]?.focus()
  })
}
