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
