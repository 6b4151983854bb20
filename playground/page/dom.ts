type Child = Node | string

/** An element with its attributes; a function becomes a listener. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | (() => void)> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name, value)
    else node.setAttribute(name, value)
  }
  node.append(...children)
  return node
}

/** The element of that id; the page is built with it. */
export function find<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const node = document.getElementById(id)
  if (!(node instanceof kind)) throw new Error(`the page has no #${id}`)
  return node
}

/** A text whose parts between backticks are code. */
export const withCode = (text: string): Child[] =>
  text.split('`').map((part, index) => (index % 2 === 1 ? make('code', {}, part) : part))

/** So many items are drawn at once; the others are told, and as many more of them come by each click. */
export function capped<Item>(
  box: HTMLElement,
  items: Item[],
  how: { most: number; what: string; row: 'li' | 'tr' | 'p'; draw: (item: Item) => HTMLElement },
): void {
  const { most, what, row, draw } = how
  const next = (from: number): HTMLElement[] => {
    const left = items.length - from - most
    const nodes = items.slice(from, from + most).map(draw)
    if (left <= 0) return nodes
    const button = make(
      'button',
      {
        type: 'button',
        click: () => {
          const more = next(from + most)
          place.replaceWith(...more)
          more[0]?.querySelector<HTMLElement>('button, a')?.focus()
        },
      },
      `Show more: ${left} ${what} are left`,
    )
    const place = make(row, { class: 'more' }, ...(row === 'tr' ? [make('td', { colspan: '20' }, button)] : [button]))
    return [...nodes, place]
  }
  box.replaceChildren(...next(0))
}
