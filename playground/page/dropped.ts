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

/** The text files that were dropped, folders walked; `left`: how many were too large, binary or too many. */
export async function dropped(items: DataTransferItemList): Promise<{ files: Files; left: number }> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const files: Files = {}
  let left = 0
  for (const entry of entries) {
    for await (const [path, file] of walk(entry)) {
      const text = file.size <= LARGEST && Object.keys(files).length < MOST ? await file.text() : null
      if (text === null || text.includes('\0')) left++
      else files[path] = text.replaceAll('\r\n', '\n')
    }
  }
  return { files, left }
}
