const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by))

/** SHA-1 (RFC 3174), for the passwords of a file that nginx reads: a browser's own is asynchronous. */
export function sha1(message: Uint8Array): Uint8Array {
  const blocks = new Uint8Array(((message.length + 8) >> 6) * 64 + 64)
  blocks.set(message)
  blocks[message.length] = 0x80
  const view = new DataView(blocks.buffer)
  view.setUint32(blocks.length - 4, message.length * 8)
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
  for (let block = 0; block < blocks.length; block += 64) mix(state, words(view, block))
  const digest = new DataView(new ArrayBuffer(20))
  state.forEach((word, index) => {
    digest.setUint32(index * 4, word >>> 0)
  })
  return new Uint8Array(digest.buffer)
}

function words(view: DataView, block: number): number[] {
  const found = Array.from({ length: 16 }, (_, index) => view.getUint32(block + index * 4))
  for (let index = 16; index < 80; index++) {
    const [a = 0, b = 0, c = 0, d = 0] = [3, 8, 14, 16].map((back) => found[index - back])
    found.push(rotated(a ^ b ^ c ^ d, 1))
  }
  return found
}

function mix(state: number[], schedule: number[]): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state
  schedule.forEach((word, round) => {
    const [f, k] =
      round < 20
        ? [(b & c) | (~b & d), 0x5a827999]
        : round < 40
          ? [b ^ c ^ d, 0x6ed9eba1]
          : round < 60
            ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
            : [b ^ c ^ d, 0xca62c1d6]
    const next = (rotated(a, 5) + f + e + k + word) | 0
    ;[e, d, c, b, a] = [d, c, rotated(b, 30), a, next]
  })
  ;[a, b, c, d, e].forEach((word, index) => {
    state[index] = ((state[index] ?? 0) + word) | 0
  })
}
