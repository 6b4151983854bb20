import { isIP } from 'node:net'

/** apr_ipsubnet_create: an address, its first numbers, or one with a mask. */
export function isSubnet(text: string): boolean {
  const [address = '', mask, ...more] = text.split('/')
  if (more.length > 0) return false
  const partial = /^\d{1,3}(?:\.\d{1,3}){0,2}\.?$/.test(address) && address.split('.').every((part) => Number(part) < 256)
  const version = isIP(address)
  if (mask === undefined) return partial || version !== 0
  if (version === 0) return false
  if (/^\d+$/.test(mask)) return Number(mask) > 0 && Number(mask) <= (version === 6 ? 128 : 32)
  return version === 4 && isIP(mask) === 4
}
