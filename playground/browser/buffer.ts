// Node's Buffer, as much of it as the engine asks for: an eighth of what the package that stands in for all of it weighs.
type Encoding = 'utf8' | 'latin1' | 'base64'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** More arguments than this may be too many for one call. */
const SOME = 8192

function latin1Text(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += SOME) text += String.fromCharCode(...bytes.subarray(at, at + SOME))
  return text
}

/** As Node reads it: both alphabets, up to the first `=`, whatever else stands in between left out. */
function base64Bytes(text: string): Uint8Array {
  const [letters = ''] = text.replaceAll('-', '+').replaceAll('_', '/').split('=')
  const clean = letters.replace(/[^A-Za-z\d+/]/g, '')
  return latin1Bytes(atob(clean.length % 4 === 1 ? clean.slice(0, -1) : clean))
}

const latin1Bytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0))

const BYTES: Record<Encoding, (text: string) => Uint8Array> = {
  utf8: (text) => encoder.encode(text),
  latin1: latin1Bytes,
  base64: base64Bytes,
}
const TEXTS: Record<Encoding, (bytes: Uint8Array) => string> = {
  utf8: (bytes) => decoder.decode(bytes),
  latin1: latin1Text,
  base64: (bytes) => btoa(latin1Text(bytes)),
}

export class Buffer extends Uint8Array {
  static bytesOf(text: string, encoding: Encoding = 'utf8'): Buffer {
    return new Buffer(BYTES[encoding](text))
  }
  static byteLength(text: string): number {
    return encoder.encode(text).length
  }
  static concat(parts: Uint8Array[]): Buffer {
    const all = new Buffer(parts.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const part of parts) {
      all.set(part, at)
      at += part.length
    }
    return all
  }
  static compare(a: Uint8Array, b: Uint8Array): number {
    const at = a.findIndex((byte, index) => byte !== b[index])
    const [left, right] = at === -1 ? [a.length, b.length] : [a[at] ?? 0, b[at] ?? -1]
    return Math.sign(left - right)
  }
  override toString(encoding: Encoding = 'utf8'): string {
    return TEXTS[encoding](this)
  }
  /** Whether these bytes stand somewhere in it, one after the other. */
  override includes(part: number | Uint8Array): boolean {
    if (typeof part === 'number') return super.includes(part)
    const [first = 0] = part
    for (let at = this.indexOf(first); at !== -1; at = this.indexOf(first, at + 1))
      if (part.every((byte, index) => this[at + index] === byte)) return true
    return part.length === 0
  }
}

// `Uint8Array.from` takes an array alone; Node's takes texts and stretches of memory, too.
Object.defineProperty(Buffer, 'from', {
  value: (value: string | ArrayLike<number> | ArrayBuffer, encoding?: Encoding | number, length?: number) =>
    typeof value === 'string'
      ? Buffer.bytesOf(value, typeof encoding === 'string' ? encoding : undefined)
      : value instanceof ArrayBuffer
        ? new Buffer(value, typeof encoding === 'number' ? encoding : 0, length)
        : new Buffer(value),
})
