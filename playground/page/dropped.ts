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

/** The files that were dropped, with the way to what they hold; archives are looked into. */
async function* within(entry: FileSystemEntry): AsyncGenerator<[string, number, () => Promise<Uint8Array>]> {
  for await (const [path, file] of walk(entry)) {
    const read = async (): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer())
    if (!/\.(?:zip|tar|tar\.gz|tgz)$/i.test(path)) {
      yield [path, file.size, read]
      continue
    }
    const { unpacked } = await import('./archive.ts')
    for (const { path: inner, bytes } of await unpacked(path, await read()))
      if (!SKIPPED.test(`${inner}/`)) yield [inner, bytes.length, () => Promise.resolve(bytes)]
  }
}

/** The text files that were dropped, folders walked and archives unpacked; `left`: how many were too large, binary or too many. */
export async function dropped(items: DataTransferItemList): Promise<{ files: Files; left: number }> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const files: Files = {}
  let left = 0
  for (const entry of entries) {
    for await (const [path, size, read] of within(entry)) {
      const isWanted = size <= LARGEST && Object.keys(files).length < MOST
      const text = isWanted ? new TextDecoder().decode(await read()) : null
      if (text === null || text.includes('\0')) left++
      else files[path] = text.replaceAll('\r\n', '\n')
    }
  }
  return { files, left }
}
