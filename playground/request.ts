import type { Asked, Query } from './protocol.ts'

/** A request that gets one answer of the map: names stand where it has parameters and where it stands for many. */
export function requestFor({ method, host, path }: Asked): Query {
  const filled = path
    .replace(/[{}]/g, '')
    .replace(/[:*]\w+(?:\([^)]*\))?/g, '1')
    .replaceAll('…', 'x')
  return {
    method: method === 'other' ? 'BREW' : method,
    url: `http://${host.replace(/^\*/, 'localhost').replace(/:80$/, '')}${filled}`,
    headers: {},
  }
}

/** What is typed into the URL field, as browsers read it: what begins with a host's name needs no scheme, all else is a path. */
export function wholeUrl(text: string): string {
  if (text === '' || /^[a-z][a-z\d+.-]*:\/\//i.test(text)) return text
  const isHost = /^(?:localhost|[^/?#]+\.[^/?#]+|[^/?#]+:\d+|\[[^/?#]+)(?![^:/?#])/i.test(text)
  return isHost ? `http://${text}` : `http://localhost${text.startsWith('/') ? '' : '/'}${text}`
}

/** What a request cannot be asked with; '': nothing. */
export const urlFault = (url: string): string =>
  url === '' || /^https?:\/\/[^/?#]/i.test(url) ? '' : 'Write http:// or https:// and a host.'

/** Each header has a line; what is none is told. */
export function headersOf(text: string): { headers: Record<string, string>; fault: string } {
  const headers: Record<string, string> = {}
  let fault = ''
  for (const line of text.split('\n').map((one) => one.trim())) {
    const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) headers[name] = value
    else if (line !== '') fault ||= `“${line}” is no header. Write “Name: value”.`
  }
  return { headers, fault }
}
