import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CancellationTokenSource } from 'vscode-jsonrpc/node'
import type {
  CodeAction,
  CodeLens,
  Diagnostic,
  Hover,
  Location,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { type Editor, startEditor, uri } from './client.ts'

const test = suite('the language server')

const PULLS = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } }

function shop(): string {
  const folder = folderWith({})
  cpSync('fixtures/projects/shop', folder, { recursive: true })
  return folder
}

const SITE = {
  'nginx.conf': 'events {}\nhttp {\n  server {\n    listen 80;\n    location /a/ { return 405; }\n  }\n}\n',
  'www/.htaccess': '# a folder\nRedirectMatch 405 ^/x\n',
}
const codes = (diagnostics: Diagnostic[] | undefined): unknown[] => (diagnostics ?? []).map(({ code }) => code)
const at = (path: string, line: number, character: number) => ({
  textDocument: { uri: uri(path) },
  position: { line, character },
})
const span = (line: number, character = 0) => ({ start: { line, character }, end: { line, character } })
const ask = <Answer>({ connection }: Editor, method: string, params: object): Promise<Answer> =>
  connection.sendRequest(method, params)
const actionsAt = (editor: Editor, path: string, line: number, only?: string[]): Promise<CodeAction[]> =>
  ask(editor, 'textDocument/codeAction', {
    textDocument: { uri: uri(path) },
    range: span(line),
    context: { diagnostics: [], ...(only && { only }) },
  })

function applied(path: string, text: string, { edit }: CodeAction): string {
  const edits =
    edit?.changes?.[uri(path)] ??
    edit?.documentChanges?.flatMap((one) =>
      'edits' in one && one.textDocument.uri === uri(path)
        ? one.edits.flatMap((each) => ('newText' in each ? [each] : []))
        : [],
    ) ??
    []
  return TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits)
}

/** Runs with an editor, and sees that the server ends well. */
async function withEditor(
  options: Parameters<typeof startEditor>[0],
  act: (editor: Editor) => Promise<void>,
): Promise<void> {
  const editor = await startEditor(options)
  try {
    await act(editor)
    assert.is(await editor.close(), 0)
  } finally {
    editor.kill()
  }
}

test('findings of the whole folder are pushed; a keystroke in nginx.conf changes that of the route file', async () => {
  const folder = shop()
  await withEditor({ folders: [folder] }, async (editor) => {
    const orders = uri(folder, 'api/routes/orders.ts')
    await editor.pushedAs(
      (pushed) =>
        codes(pushed.get(orders)).includes('501-for-known-method') && pushed.has(uri(folder, 'nginx/sites/shop.conf')),
    )
    const [finding] = editor.pushed.get(orders) ?? []
    assert.is(finding?.severity, 1)
    assert.is(finding?.source, 'verblint')
    assert.match(finding?.codeDescription?.href ?? '', /\/rules\/501-for-known-method\.md$/)
    const guard = editor.pushed
      .get(uri(folder, 'nginx/sites/shop.conf'))
      ?.find(({ code }) => code === 'proxy-blocks-method')
    assert.is(guard?.relatedInformation?.[0]?.location.uri, uri(folder, 'api/routes/items.ts'))
    const conf = join(folder, 'nginx/sites/shop.conf')
    const text = readFileSync(conf, 'utf8')
    editor.open(conf, text)
    editor.change(conf, text.replace('limit_except GET POST', 'limit_except GET'))
    await editor.pushedAs((pushed) => codes(pushed.get(orders)).length === 0)
    editor.change(conf, text)
    await editor.pushedAs((pushed) => codes(pushed.get(orders)).includes('501-for-known-method'))
  })
})

test('an editor that can ask is not sent findings: it asks for those of a file and of the folder, and hears what has not changed', async () => {
  const folder = folderWith(SITE)
  await withEditor({ folders: [folder], capabilities: PULLS }, async (editor) => {
    assert.ok(editor.server.capabilities.diagnosticProvider)
    const conf = join(folder, 'nginx.conf')
    const first = await ask<{ kind: string; resultId: string; items: Diagnostic[] }>(
      editor,
      'textDocument/diagnostic',
      { textDocument: { uri: uri(conf) } },
    )
    assert.equal(codes(first.items), ['405-missing-allow'])
    const again = await ask<{ kind: string; resultId: string }>(editor, 'textDocument/diagnostic', {
      textDocument: { uri: uri(conf) },
      previousResultId: first.resultId,
    })
    assert.equal(again, { kind: 'unchanged', resultId: first.resultId })
    const all = await ask<WorkspaceDiagnosticReport>(editor, 'workspace/diagnostic', { previousResultIds: [] })
    assert.ok(all.items.some((one) => one.uri === uri(conf) && one.kind === 'full'))
    editor.open(conf, SITE['nginx.conf'])
    editor.change(conf, SITE['nginx.conf'].replace('405', '204'))
    assert.equal(await editor.pull(conf), [])
    const gone = await ask<WorkspaceDiagnosticReport>(editor, 'workspace/diagnostic', {
      previousResultIds: [{ uri: uri(conf), value: first.resultId }],
    })
    assert.ok(gone.items.some((one) => one.uri === uri(conf) && one.kind === 'full' && one.items.length === 0))
    assert.is(editor.pushed.size, 0)
  })
})

test('corrections, suggestions and comments that silence, each applied and asked again', async () => {
  const files = {
    'nginx.conf':
      'events {}\nhttp {\n  server {\n    listen 80;\n    location /b/ { return 204; return 200; }\n    location /a/ { return 405; }\n    location /c/ { return 204; return 200; }\n  }\n}\n',
    'www/.htaccess': '<If "true">\nRedirectMatch 405 ^/x\n</If>\n',
    'app.js':
      "const express = require('express')\nconst app = express()\napp.get('/x', (req, res) => res.json([]))\napp.all('/x', (req, res) => { res.sendStatus(405) })\napp.get('/y', (req, res) => res.send(`\n  ${res.sendStatus(405)}`))\napp.listen(3000)\n",
  }
  const folder = folderWith(files)
  await withEditor(
    { folders: [folder], capabilities: { ...PULLS, workspace: { workspaceEdit: { documentChanges: true } } } },
    async (editor) => {
      const conf = join(folder, 'nginx.conf')
      editor.open(conf, files['nginx.conf'])
      const [fix] = await actionsAt(editor, conf, 4)
      assert.is(fix?.isPreferred, true)
      assert.match(applied(conf, files['nginx.conf'], fix ?? { title: '' }), /location \/b\/ \{ return 204; \}/)
      const [version] = fix?.edit?.documentChanges ?? []
      assert.is(version && 'textDocument' in version ? version.textDocument.version : null, 1)
      const [all, ...more] = await actionsAt(editor, conf, 0, ['source.fixAll'])
      assert.is(more.length, 0)
      const fixed = applied(conf, files['nginx.conf'], all ?? { title: '' })
      assert.not.match(fixed, /return 200/)
      for (const name of ['nginx.conf', 'www/.htaccess', 'app.js'] as const) {
        const path = join(folder, name)
        if (name !== 'nginx.conf') editor.open(path, files[name])
        let text: string = files[name]
        for (let round = 0; round < 12; round++) {
          const [finding] = await editor.pull(path)
          if (!finding) break
          const actions = await actionsAt(editor, path, finding.range.start.line)
          const disable = actions.find(
            ({ title, diagnostics }) =>
              title === `Disable ${String(finding.code)} for this line` && diagnostics?.[0]?.code === finding.code,
          )
          assert.ok(disable, `${name}: ${finding.message}`)
          text = applied(path, text, disable ?? { title: '' })
          editor.change(path, text)
        }
        assert.equal(await editor.pull(path), [], text)
        assert.match(text, name === 'app.js' ? /\/\/ verblint-disable/ : /# verblint-disable/)
      }
    },
  )
})

test('what a location, guard and route do stands in the hover; above a route, who reaches it; and the other half is found', async () => {
  const folder = shop()
  await withEditor({ folders: [folder] }, async (editor) => {
    const conf = join(folder, 'nginx/sites/shop.conf')
    const routes = join(folder, 'api/routes/items.ts')
    const hover = async (path: string, line: number, character: number): Promise<string> => {
      const found = await ask<Hover | null>(editor, 'textDocument/hover', at(path, line, character))
      return found && typeof found.contents === 'object' && 'value' in found.contents ? found.contents.value : ''
    }
    assert.match(
      await hover(conf, 14, 8),
      /^Location `\/api\/`[^]*`shop\.example:8080\/api\/items\/` \| GET, HEAD \| 200 \| `api\/handlers\/items\.ts:5`/,
    )
    assert.match(
      await hover(conf, 15, 12),
      /^Guard: refuses every method but GET, POST, HEAD[^]*DELETE, OPTIONS, other \| 403/,
    )
    assert.match(await hover(routes, 5, 8), /^Route `GET \/api\/items\/`[^]*\| GET, HEAD \| 200/)
    assert.is(await hover(conf, 0, 0), '')
    const lenses = await ask<CodeLens[]>(editor, 'textDocument/codeLens', { textDocument: { uri: uri(routes) } })
    assert.is(lenses[0]?.command?.title, 'reached by shop.example:8080/api/items/ (GET, HEAD)')
    assert.match(lenses.at(-1)?.command?.title ?? '', /^reached by nobody/)
    const [to] = await ask<Location[]>(editor, 'textDocument/definition', at(conf, 15, 12))
    assert.is(to?.uri, uri(routes))
    const [behind] = await ask<Location[]>(
      editor,
      'textDocument/definition',
      at(join(folder, 'nginx/snippets/proxy.conf'), 0, 4),
    )
    assert.is(behind?.uri, uri(folder, 'api/app.ts'))
  })
})

test('several folders, a file outside of them all, a link into a folder, and a folder that goes', async () => {
  const [one, other, lone] = [folderWith(SITE), folderWith(SITE), folderWith(SITE)]
  const link = join(folderWith({}), 'link')
  symlinkSync(other, link)
  await withEditor(
    { folders: [one, link], capabilities: { workspace: { workspaceFolders: true } } },
    async (editor) => {
      await editor.pushedAs((pushed) => pushed.has(uri(one, 'nginx.conf')) && pushed.has(uri(link, 'nginx.conf')))
      editor.open(join(lone, 'nginx.conf'), SITE['nginx.conf'])
      await editor.pushedAs((pushed) => codes(pushed.get(uri(lone, 'nginx.conf'))).length === 1)
      void editor.connection.sendNotification('textDocument/didClose', {
        textDocument: { uri: uri(lone, 'nginx.conf') },
      })
      await editor.pushedAs((pushed) => pushed.get(uri(lone, 'nginx.conf'))?.length === 0)
      void editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: [], removed: [{ uri: uri(one), name: '' }] },
      })
      await editor.pushedAs((pushed) => pushed.get(uri(one, 'nginx.conf'))?.length === 0)
      assert.is(editor.pushed.get(uri(link, 'nginx.conf'))?.length, 1)
    },
  )
})

test('an editor that knows no folders names a root; a file that nobody has saved counts', async () => {
  const folder = folderWith({
    'nginx.conf': SITE['nginx.conf'].replace('405', '204').replace('listen 80;', 'listen 80;\n    include more.conf;'),
  })
  await withEditor({ folders: [folder], oldRoot: true }, async (editor) => {
    editor.open(join(folder, 'more.conf'), 'location /new/ { return 405; }\n')
    await editor.pushedAs((pushed) => codes(pushed.get(uri(folder, 'more.conf'))).includes('405-missing-allow'))
  })
})

test('a file that does not parse is a finding, and the others keep theirs', async () => {
  const files = {
    ...SITE,
    'app.js': "const app = require('express')()\napp.all('/x', (req, res) => res.sendStatus(405))\napp.listen(3000)\n",
  }
  const folder = folderWith(files)
  await withEditor({ folders: [folder], capabilities: PULLS }, async (editor) => {
    const app = join(folder, 'app.js')
    editor.open(app, files['app.js'])
    editor.change(app, files['app.js'].slice(0, 50))
    assert.equal(codes(await editor.pull(app)), ['syntax'])
    assert.equal(codes(await editor.pull(join(folder, 'nginx.conf'))), ['405-missing-allow'])
    editor.change(app, files['app.js'])
    assert.equal(codes(await editor.pull(app)), ['405-missing-allow'])
  })
})

test('positions are counted in UTF-16, past characters beyond it, with CRLF and a byte order mark', async () => {
  const text = 'events {}\r\nhttp {\r\n server {\r\n listen 80;\r\n  location "/😀é/" { return 405; }\r\n }\r\n}\r\n'
  const folder = folderWith({ 'nginx.conf': text, 'marked/nginx.conf': '\uFEFFlocation /a/ { return 405; }\n' })
  await withEditor(
    { folders: [folder], capabilities: { ...PULLS, general: { positionEncodings: ['utf-8', 'utf-16'] } } },
    async (editor) => {
      assert.is(editor.server.capabilities.positionEncoding, 'utf-16')
      const [finding] = await editor.pull(join(folder, 'nginx.conf'))
      assert.equal(finding?.range.start, { line: 4, character: text.split('\r\n')[4]?.indexOf('return') })
      const marked = await editor.pull(join(folder, 'marked/nginx.conf'))
      assert.ok(marked.every(({ range }) => range.start.line > 0 || range.start.character < 28))
    },
  )
})

test('the configuration of the project counts when it is saved, what is wrong in it is shown there', async () => {
  const folder = folderWith(SITE)
  const config = join(folder, 'verblint.config.json')
  await withEditor(
    { folders: [folder], capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } } },
    async (editor) => {
      const conf = uri(folder, 'nginx.conf')
      await editor.pushedAs((pushed) => codes(pushed.get(conf)).length === 1)
      assert.ok(editor.registered.includes('workspace/didChangeWatchedFiles'))
      const changed = (): void => {
        void editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
          changes: [{ uri: uri(config), type: 2 }],
        })
      }
      writeFileSync(config, '{ "rules": { "405-missing-allow": "off" } }')
      changed()
      await editor.pushedAs((pushed) => pushed.get(conf)?.length === 0)
      writeFileSync(config, '{\n  "rules": { "405-missing-alow": "off" } }')
      changed()
      await editor.pushedAs((pushed) => pushed.get(uri(config))?.[0]?.range.start.line === 1)
      rmSync(config)
      changed()
      await editor.pushedAs((pushed) => pushed.get(uri(config))?.length === 0 && codes(pushed.get(conf)).length === 1)
    },
  )
})

test('with run: onSave a text is looked at when it is saved', async () => {
  const folder = folderWith(SITE)
  const conf = join(folder, 'nginx.conf')
  const text = SITE['nginx.conf'].replace('405', '204')
  await withEditor(
    { folders: [folder], capabilities: { ...PULLS, workspace: { configuration: true } }, settings: { run: 'onSave' } },
    async (editor) => {
      editor.open(conf, SITE['nginx.conf'])
      assert.is((await editor.pull(conf)).length, 1)
      editor.change(conf, text)
      assert.is((await editor.pull(conf)).length, 1)
      void editor.connection.sendNotification('textDocument/didSave', { textDocument: { uri: uri(conf) } })
      assert.is((await editor.pull(conf)).length, 0)
    },
  )
})

test('an editor that refuses what it is asked keeps its server', async () => {
  const folder = folderWith(SITE)
  await withEditor(
    {
      folders: [folder],
      refuses: true,
      capabilities: {
        workspace: {
          configuration: true,
          didChangeWatchedFiles: { dynamicRegistration: true },
          didChangeConfiguration: { dynamicRegistration: true },
          codeLens: { refreshSupport: true },
        },
      },
    },
    async (editor) => {
      await editor.pushedAs((pushed) => codes(pushed.get(uri(folder, 'nginx.conf'))).length === 1)
      editor.open(join(folder, 'nginx.conf'), SITE['nginx.conf'].replace('405', '204'))
      await editor.pushedAs((pushed) => pushed.get(uri(folder, 'nginx.conf'))?.length === 0)
    },
  )
})

test('a question that is taken back is answered at once, and the server goes on', async () => {
  const folder = shop()
  await withEditor({ folders: [folder], capabilities: PULLS }, async (editor) => {
    const source = new CancellationTokenSource()
    const asked = editor.connection.sendRequest(
      'textDocument/diagnostic',
      { textDocument: { uri: uri(folder, 'nginx/nginx.conf') } },
      source.token,
    )
    source.cancel()
    let code = 0
    try {
      await asked
    } catch (error) {
      code = typeof error === 'object' && error !== null && 'code' in error ? Number(error.code) : 1
    }
    assert.is(code, -32800)
    assert.equal(codes(await editor.pull(join(folder, 'api/routes/orders.ts'))), ['501-for-known-method'])
  })
})

test.run()
