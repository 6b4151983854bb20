/** What an archive holds, at most: a deployment is smaller, and a few bytes can be packed to stand for millions. */
const MOST = 2000
const LARGEST = 32 * 1024 * 1024

export interface Packed {
  path: string
  bytes: Uint8Array
}

/** The files in an archive, by its name: zip, tar, or tar packed by gzip. Throws for what is none, or is packed in another way. */
export async function unpacked(name: string, bytes: Uint8Array): Promise<Packed[]> {
  if (/\.zip$/i.test(name)) return unzipped(bytes)
  return untarred(/gz$/i.test(name) ? await inflated(bytes, 'gzip', LARGEST) : bytes)
}

/** What comes out of packed bytes; nobody waits for more than the bound. */
async function inflated(bytes: Uint8Array, how: 'gzip' | 'deflate-raw', most: number): Promise<Uint8Array> {
  const stream = new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new DecompressionStream(how))
  const parts: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (let { done, value } = await reader.read(); !done && value; { done, value } = await reader.read()) {
    parts.push(value)
    length += value.length
    if (length <= most) continue
    await reader.cancel()
    throw new Error('the archive holds too much')
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** A path inside the folder where the archive is unpacked; null: it leads elsewhere, or to a folder. */
function inside(path: string): string | null {
  const steps = path.split(/[/\\]/).filter((step) => step !== '' && step !== '.')
  return steps.length === 0 || steps.includes('..') || /[/\\]$/.test(path) ? null : steps.join('/')
}

const END = 0x06054b50
const ENTRY = 0x02014b50
const END_LENGTH = 22

/** APPNOTE.TXT of PKWARE, 4.3: the list at the end says what there is, and where. */
async function unzipped(bytes: Uint8Array): Promise<Packed[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - END_LENGTH
  while (end >= 0 && view.getUint32(end, true) !== END) end--
  if (end < 0) throw new Error('this is no zip archive')
  const found: Packed[] = []
  let left = LARGEST
  let at = view.getUint32(end + 16, true)
  for (let count = view.getUint16(end + 10, true); count > 0 && found.length < MOST; count--) {
    if (view.getUint32(at, true) !== ENTRY) throw new Error('this zip archive is broken')
    const [method, size] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true)]
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
    const local = view.getUint32(at + 42, true)
    const path = inside(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + (name ?? 0))))
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0)
    if (path === null) continue
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    const packed = bytes.subarray(start, start + size)
    if (method !== 0 && method !== 8) throw new Error(`${path} is packed in a way that browsers cannot read`)
    const held = method === 0 ? packed : await inflated(packed, 'deflate-raw', left)
    left -= held.length
    found.push({ path, bytes: held })
  }
  return found
}

const BLOCK = 512
const FILES = new Set(['0', '\0', ''])

/** POSIX ustar, with the long names of GNU (`L`) and pax (`x`). */
function untarred(bytes: Uint8Array): Packed[] {
  const text = (start: number, length: number): string =>
    new TextDecoder().decode(bytes.subarray(start, start + length)).replace(/\0[^]*$/, '')
  const found: Packed[] = []
  let long: string | null = null
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0 && found.length < MOST;) {
    if (text(at + 257, 5) !== 'ustar') throw new Error('this is no tar archive')
    const size = parseInt(text(at + 124, 12).trim(), 8) || 0
    const kind = text(at + 156, 1)
    const [start, prefix] = [at + BLOCK, text(at + 345, 155)]
    const plain: string = prefix === '' || kind === 'L' ? text(at, 100) : `${prefix}/${text(at, 100)}`
    at = start + Math.ceil(size / BLOCK) * BLOCK
    if (kind === 'L') long = text(start, size)
    else if (kind === 'x') long = /\d+ path=(.*)\n/.exec(text(start, size))?.[1] ?? long
    else {
      const path: string | null = FILES.has(kind) ? inside(long ?? plain) : null
      if (path !== null) found.push({ path, bytes: bytes.subarray(start, start + size) })
      long = null
    }
  }
  return found
}
