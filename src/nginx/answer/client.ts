import type { Exchange } from './exchange.ts'
import { levelWith } from '../compile/level.ts'

const bits = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)

/** Whether an IPv4 address lies in `10.0.0.0/8`; null: that is no such network. */
export function inNetwork(client: string, network: string): boolean | null {
  const [, address, length = '32'] = /^(\d+(?:\.\d+){3})(?:\/(\d+))?$/.exec(network) ?? []
  if (address === undefined) return network.includes(':') ? false : null
  const size = 2 ** (32 - Number(length))
  return Math.floor(bits(client) / size) === Math.floor(bits(address) / size)
}

/** Who asks a host on the loopback, or a server that listens there alone, does so from the loopback, unless a header may say otherwise
 * (ngx_http_realip_module); null: from anywhere. */
export function clientAddress({ request, group, level }: Exchange): string | null {
  const isLoopback = request.host === '127.0.0.1' || group.listen.host === '127.0.0.1'
  return isLoopback && !levelWith(level, 'set_real_ip_from') ? '127.0.0.1' : null
}
