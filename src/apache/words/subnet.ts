const isOctet = (text: string): boolean => /^\d+$/.test(text) && Number(text) < 256
const octets = (text: string): number => (text.split('.').every(isOctet) ? text.split('.').length : 0)
/** Neither with a zone, nor one of IPv4 in disguise. node:net is large, and seldom needed. */
const isIPv6 = (text: string): boolean =>
  process.getBuiltinModule('node:net').isIP(text) === 6 && !text.includes('%') && !/^(?:::|(?:0+:){5})ffff:/i.test(text)

/** apr_ipsubnet_create: an address, its first numbers, or one with a mask; leading zeros are none's business. */
export function isSubnet(text: string): boolean {
  const [address = '', mask, ...more] = text.split('/')
  if (more.length > 0) return false
  const six = isIPv6(address)
  if (mask === undefined)
    return six || (octets(address.replace(/\.$/, '')) > 0 && octets(address.replace(/\.$/, '')) <= 4)
  if (!six && octets(address) !== 4) return false
  if (/^\d+$/.test(mask)) return Number(mask) > 0 && Number(mask) <= (six ? 128 : 32)
  return !six && octets(mask) === 4
}
