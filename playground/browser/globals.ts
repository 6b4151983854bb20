// What the engine asks of Node's globals: bytes, and facts about HTTP that the build takes from Node.
import facts from 'facts:http'
import { Buffer as BrowserBuffer } from './buffer.ts'
import { sha1 } from './sha1.ts'

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/
const isIPv6 = (text: string): boolean => {
  try {
    return !/[[\]%]/.test(text) && new URL(`http://[${text}]/`).hostname !== ''
  } catch {
    return false
  }
}

interface Hash {
  update(data: string | Uint8Array): Hash
  digest(): BrowserBuffer
  digest(encoding: 'base64'): string
}

function createHash(): Hash {
  const parts: Uint8Array[] = []
  const hash: Hash = {
    update: (data) => {
      parts.push(typeof data === 'string' ? BrowserBuffer.bytesOf(data) : data)
      return hash
    },
    digest: (encoding?: string) => {
      const bytes = BrowserBuffer.concat([sha1(BrowserBuffer.concat(parts))])
      return (encoding === undefined ? bytes : bytes.toString('base64')) as BrowserBuffer & string
    },
  }
  return hash
}

const BUILT_IN: Record<string, unknown> = {
  'node:http': facts,
  'node:net': { isIP: (text: string) => (IPV4.test(text) ? 4 : isIPv6(text) ? 6 : 0) },
  'node:crypto': { createHash },
}

export { BrowserBuffer as Buffer }
export const process = {
  env: {},
  platform: 'linux',
  cwd: () => '/',
  getBuiltinModule: (name: string): unknown => BUILT_IN[name],
  versions: {},
  argv: [],
}
