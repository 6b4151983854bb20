// npm run bench -- edits [COUNT] [FOLDER]: the language server's memory over many edits (10,000 of the shop), each with its findings pulled.
import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node'

const ROWS = 10

const residentOf = (pid) => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])) / 1024

export async function benchEdits([count = '10000', given = 'fixtures/projects/shop']) {
  const folder = resolve(given)
  const files = ['nginx/sites/shop.conf', 'nginx/nginx.conf', 'api/routes/orders.ts'].map((name) => join(folder, name))
  const bin = resolve('dist/src/cli/bin.cjs')
  const child = spawn(process.execPath, [bin, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  connection.onRequest('client/registerCapability', () => null)
  connection.onRequest('workspace/configuration', ({ items }) => items.map(() => null))
  connection.onRequest('workspace/diagnostic/refresh', () => null)
  connection.onRequest('workspace/codeLens/refresh', () => null)
  connection.listen()
  const uri = (path) => pathToFileURL(path).href
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: uri(folder),
    capabilities: { textDocument: { diagnostic: {} } },
    workspaceFolders: [{ uri: uri(folder), name: folder }],
  })
  await connection.sendNotification('initialized', {})
  const texts = files.map((path) => readFileSync(path, 'utf8'))
  for (const [at, path] of files.entries())
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: uri(path), languageId: 'plaintext', version: 1, text: texts[at] },
    })
  const edit = async (number) => {
    const at = number % files.length
    const textDocument = { uri: uri(files[at]), version: number + 2 }
    const sign = files[at].endsWith('.ts') ? '//' : '#'
    const text = `${texts[at]}${sign} ${'x'.repeat(number % 60)}\n`
    await connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: [{ text }] })
    await connection.sendRequest('textDocument/diagnostic', { textDocument: { uri: textDocument.uri } })
  }
  const total = Number(count)
  console.log('   edits   resident MB')
  for (let number = 0; number <= total; number += 1) {
    await edit(number)
    if (number % Math.ceil(total / ROWS) === 0)
      console.log(`${String(number).padStart(8)}${residentOf(child.pid).toFixed(0).padStart(14)}`)
  }
  await connection.sendRequest('shutdown')
  await connection.sendNotification('exit')
  connection.dispose()
}
