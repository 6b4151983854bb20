import { ask } from './exchange.ts'
import type { Exchange } from './exchange.ts'

const isLoopback = (host: string | null): boolean => host !== null && /^(?:127\.|::1$|localhost$)/.test(host)

/** The client's address, where it can only be this machine: the server listens on loopback alone, and takes no other's word for it. */
export function clientAddress({ shared: { httpd, request } }: Exchange): string | null {
  const here = httpd.listens.filter(({ port }) => port === request.port)
  return here.length > 0 &&
    here.every(({ host }) => isLoopback(host)) &&
    !httpd.configuration.directives.some(({ key }) => key === 'remoteipheader')
    ? '127.0.0.1'
    : null
}

const bits = (address: string): string =>
  address
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('')

/** `10`, `10.1`, `10.1.2.3`, `10.1.0.0/16`, `10.1.0.0/255.255.0.0`; null: another form. */
export function covers(range: string, address: string): boolean | null {
  const [, start = '', mask] = /^(\d{1,3}(?:\.\d{1,3}){0,3})\.?(?:\/([\d.]+))?$/.exec(range) ?? []
  if (!start) return range.includes(':') ? false : null
  const parts = start.split('.')
  const full = [...parts, '0', '0', '0'].slice(0, 4).join('.')
  const length =
    mask === undefined ? parts.length * 8 : mask.includes('.') ? bits(mask).replace(/0+$/, '').length : Number(mask)
  return bits(full).slice(0, length) === bits(address).slice(0, length)
}

/** Whether the client is at one of these addresses; asks where nobody knows. */
export function clientIs(x: Exchange, words: readonly string[]): boolean {
  const address = clientAddress(x)
  const verdicts = words.map((word) => (address === null ? null : word === 'local' || covers(word, address)))
  if (verdicts.includes(true)) return true
  if (!verdicts.includes(null)) return false
  return ask(x, `the client is at ${words.join(' ')}`, `the client is not at ${words.join(' ')}`)
}
