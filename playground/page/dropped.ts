import type { Files } from '../protocol.ts'

const MOST = 2000
const LARGEST = 512 * 1024
const SKIPPED = /(?:^|\/)(?:node_modules|\.git)\//

const filesIn = (folder: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((done, failed) => {
    folder.readEntries(done, failed)
  })
const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((done, failed) => {
    entry.file(done, failed)
  })

async function* walk(entry: FileSystemEntry): AsyncGenerator<[string, File]> {
  const path = entry.fullPath.replace(/^\//, '')
  if (SKIPPED.test(`${path}/`)) return
  if (entry.isFile) yield [path, await fileOf(entry as FileSystemFileEntry)]
  else {
    const reader = (entry as FileSystemDirectoryEntry).createReader()
    for (let some = await filesIn(reader); some.length > 0; some = await filesIn(reader))
      for (const one of some) yield* walk(one)
  }
}

/** What a file holds: itself, or, where it is an archive, the files in it. */
async function* within(path: string, file: File): AsyncGenerator<[string, number, () => Promise<Uint8Array>]> {
  const read = async (): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer())
  if (!/\.(?:zip|tar|tar\.gz|tgz)$/i.test(path)) {
    yield [path, file.size, read]
    return
  }
  const { unpacked } = await import('./archive.ts')
  for (const { path: inner, bytes } of await unpacked(path, await read()))
    if (!SKIPPED.test(`${inner}/`)) yield [inner, bytes.length, () => Promise.resolve(bytes)]
}

/** Text files; `left`: how many were too large, binary or too many. */
export interface Taken {
  files: Files
  left: number
}

async function taken(found: AsyncIterable<[string, File]>): Promise<Taken> {
  const files: Files = {}
  let left = 0
  for await (const [name, file] of found)
    for await (const [path, size, read] of within(name, file)) {
      const isWanted = size <= LARGEST && Object.keys(files).length < MOST
      const text = isWanted ? new TextDecoder().decode(await read()) : null
      if (text === null || text.includes('\0')) left++
      else files[path] = text.replaceAll('\r\n', '\n')
    }
  return { files, left }
}

/** What was dropped, folders walked and archives unpacked. */
export function dropped(items: DataTransferItemList): Promise<Taken> {
  // The list is empty as soon as the event is over.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  return taken(
    (async function* (): AsyncGenerator<[string, File]> {
      for (const entry of entries) yield* walk(entry)
    })(),
  )
}

/** What was chosen in the browser's own dialog. */
export const opened = (list: FileList): Promise<Taken> =>
  taken(
    (async function* (): AsyncGenerator<[string, File]> {
      for (const file of list) yield [file.name, file]
    })(),
  )
