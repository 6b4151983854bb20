import type { Files, Query } from '../protocol.ts'

export interface Shared {
  files: Files
  query: Query
}

const through = async (bytes: BlobPart, stream: CompressionStream | DecompressionStream): Promise<ArrayBuffer> =>
  new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer()

/** The fragment of a link that holds the files: it never leaves the browser. */
export async function toFragment(shared: Shared): Promise<string> {
  const bytes = new Uint8Array(await through(JSON.stringify(shared), new CompressionStream('deflate-raw')))
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return `#v1,${btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`
}

const isText = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string')

function checked(value: unknown): Shared | null {
  if (typeof value !== 'object' || value === null || !('files' in value) || !('query' in value) || !isText(value.files))
    return null
  const { query } = value
  if (
    typeof query !== 'object' ||
    query === null ||
    !('method' in query) ||
    !('url' in query) ||
    !('headers' in query) ||
    !isText(query.headers)
  )
    return null
  return typeof query.method === 'string' && typeof query.url === 'string'
    ? { files: value.files, query: { method: query.method, url: query.url, headers: query.headers } }
    : null
}

/** null: no such link, or a broken one. */
export async function fromFragment(fragment: string): Promise<Shared | null> {
  if (!fragment.startsWith('#v1,')) return null
  try {
    const bytes = Uint8Array.from(atob(fragment.slice(4).replaceAll('-', '+').replaceAll('_', '/')), (one) =>
      one.charCodeAt(0),
    )
    return checked(JSON.parse(new TextDecoder().decode(await through(bytes, new DecompressionStream('deflate-raw')))))
  } catch {
    return null
  }
}
