import { STYLE } from './style.ts'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text inside an element or an attribute. */
export const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)

/** A text whose parts between backticks are code. */
export const withCode = (text: string): string => escape(text).replace(/`([^`]*)`/g, '<code>$1</code>')

/** JSON for a page's script, packed: ten thousand routes tell much that is alike. In base64 nothing can end the element. */
export async function packed(value: unknown): Promise<string> {
  const stream = new Blob([JSON.stringify(value)]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return Buffer.from(await new Response(stream).arrayBuffer()).toString('base64')
}

/** One self-contained page, which asks nobody for anything. `title` and `about` are texts, `body` is HTML, `style` what this page has beside the others. */
export const pageHtml = (title: string, about: string, body: string, style = ''): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<title>${escape(title)}: ${escape(about)}</title><link rel="icon" href="data:,"><style>${STYLE}${style}</style></head><body>
${body}</body></html>
`

/** A titled list; nothing where there is nothing to say. */
export const listHtml = (title: string, note: string, items: string[]): string =>
  note === '' && items.length === 0
    ? ''
    : `<section class="more"><h2>${title}</h2>${note === '' ? '' : `<p>${note}</p>`}<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul></section>`
