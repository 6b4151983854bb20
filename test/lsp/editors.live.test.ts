import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { programAt } from '../live.ts'
import { builtBin } from './built.ts'

const test = suite('real editors')

/** What a person does: opens the route file, sees its finding, changes nginx.conf beside it, sees it go, and has a correction made. */
const NEOVIM = (bin: string): string => `
local function wait(what, holds)
  if not vim.wait(120000, holds, 50) then error('waited in vain for ' .. what) end
end
local function codes(buffer)
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(buffer)) do
    local lsp = one.user_data and one.user_data.lsp or {}
    table.insert(found, one.code or lsp.code)
  end
  return table.concat(found, ' ')
end
local function said(text) io.stdout:write(text .. '\\n') end
vim.o.hidden = true
vim.lsp.set_log_level('error')
local client = vim.lsp.start_client({ cmd = { '${process.execPath}', '${bin}', 'lsp', '--stdio' }, root_dir = vim.fn.getcwd(), name = 'verblint' })
local function open(path)
  vim.cmd('edit ' .. path)
  local buffer = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(buffer, client)
  return buffer
end
local orders = open('api/routes/orders.ts')
wait('the finding', function() return codes(orders):find('501%-for%-known%-method') ~= nil end)
said('orders: ' .. codes(orders))
local conf = open('nginx/sites/shop.conf')
wait('that of nginx', function() return codes(conf):find('proxy%-blocks%-method') ~= nil end)
for number, line in ipairs(vim.api.nvim_buf_get_lines(conf, 0, -1, false)) do
  if line:find('limit_except GET POST') then vim.api.nvim_buf_set_lines(conf, number - 1, number, false, { (line:gsub(' POST', '')) }) end
end
wait('its end', function() return codes(orders) == '' end)
said('orders after the change: none')
vim.cmd('undo')
wait('its return', function() return codes(orders) ~= '' end)
for number, line in ipairs(vim.api.nvim_buf_get_lines(conf, 0, -1, false)) do
  if line:find('limit_except GET POST') then vim.api.nvim_win_set_cursor(0, { number, 10 }) end
end
vim.ui.select = function(items, _, choose)
  for index, item in ipairs(items) do
    if item[2].title == 'Disable proxy-blocks-method for this line' then choose(item, index) end
  end
end
vim.lsp.buf.code_action()
wait('the comment', function() return codes(conf):find('proxy%-blocks%-method') == nil end)
vim.cmd('write')
local hover = vim.lsp.buf_request_sync(conf, 'textDocument/hover', vim.lsp.util.make_position_params(), 20000)
for _, answer in pairs(hover) do said('hover: ' .. answer.result.contents.value:match('^[^\\n]*')) end
vim.lsp.stop_client(client)
vim.cmd('qall!')
`

/** The same in Emacs. */
const EMACS = `
(require 'eglot)
(setq eglot-autoreconnect nil eglot-sync-connect 60)
(add-to-list 'eglot-server-programs \`(conf-mode . ("node" ,(getenv "VERBLINT_BIN") "lsp" "--stdio")))
(defun codes () (mapconcat (lambda (one) (replace-regexp-in-string "\\n.*" "" (flymake-diagnostic-text one))) (flymake-diagnostics) "|"))
(defun wait (what holds)
  (let ((until (+ (float-time) 100)))
    (while (not (funcall holds))
      (when (> (float-time) until) (error "waited in vain for %s" what))
      (accept-process-output nil 0.1))))
(find-file "nginx/sites/shop.conf")
(conf-mode)
(apply #'eglot (eglot--guess-contact))
(flymake-mode 1) (flymake-start)
(wait "the finding" (lambda () (flymake-start) (string-match-p "PATCH and DELETE" (codes))))
(princ (concat "found: " (codes) "\\n"))
(goto-char (point-min)) (search-forward "limit_except GET POST")
(let ((actions (jsonrpc-request (eglot--current-server-or-lose) :textDocument/codeAction
        (list :textDocument (eglot--TextDocumentIdentifier) :range (list :start (eglot--pos-to-lsp-position) :end (eglot--pos-to-lsp-position)) :context (list :diagnostics [])))))
  (seq-doseq (action actions)
    (when (string-match-p "^Disable" (plist-get action :title)) (eglot--apply-workspace-edit (plist-get action :edit)))))
(eglot--signal-textDocument/didChange)
(wait "its end" (lambda () (flymake-start) (not (string-match-p "PATCH and DELETE" (codes)))))
(save-buffer)
(princ "silenced\\n")
(eglot-shutdown (eglot--current-server-or-lose))
`

interface Ran {
  output: string
  conf: string
}

/** Runs an editor in a copy of the shop; it is ended where it has complained. */
async function runIn(home: Record<string, string>, program: string, args: (home: string) => string[]): Promise<Ran> {
  const folder = folderWith(home)
  cpSync('fixtures/projects/shop', join(folder, 'shop'), { recursive: true })
  // Eglot takes a repository for the project.
  mkdirSync(join(folder, 'shop/.git'))
  writeFileSync(join(folder, 'shop/.git/HEAD'), 'ref: refs/heads/main\n')
  const env = {
    ...process.env,
    HOME: folder,
    XDG_STATE_HOME: folder,
    XDG_CACHE_HOME: folder,
    VERBLINT_BIN: await builtBin(),
  }
  const child = spawn(program, args(folder), { cwd: join(folder, 'shop'), env })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (/^Error|E\d+:|waited in vain/m.test(output)) setTimeout(() => child.kill(), 2000)
    })
  await new Promise((resolve) => child.on('close', resolve))
  return { output, conf: readFileSync(join(folder, 'shop/nginx/sites/shop.conf'), 'utf8') }
}

const SILENCED = /# verblint-disable-next-line proxy-blocks-method\n\s+limit_except GET POST/

const [nvim, emacs] = [programAt('nvim'), programAt('emacs')]

if (nvim === null) console.log('\nSKIPPED Neovim: it is not installed')
else {
  test('Neovim shows findings, changes them with a keystroke in another file, and makes a correction', async () => {
    const { output, conf } = await runIn({ 'script.lua': NEOVIM(await builtBin()) }, nvim, (home) => [
      '--headless',
      '--clean',
      '-n',
      '-c',
      `luafile ${join(home, 'script.lua')}`,
    ])
    assert.match(
      output,
      /orders: 501-for-known-method\s+orders after the change: none[^]*hover: Guard: refuses every method but GET, POST, HEAD/,
      output,
    )
    assert.match(conf, SILENCED)
  })
}

if (emacs === null || !existsSync('/usr/share/doc/elpa-eglot'))
  console.log('\nSKIPPED Emacs: it is not installed, or eglot is not')
else {
  test('Emacs with eglot shows findings and makes a correction', async () => {
    const { output, conf } = await runIn({ 'script.el': EMACS }, emacs, (home) => [
      '--batch',
      '-l',
      'package',
      '--eval',
      '(package-initialize)',
      '-l',
      join(home, 'script.el'),
    ])
    assert.match(output, /found: [^\n]*Expected PUT, PATCH and DELETE [^\n]*\n[^]*silenced/, output)
    assert.match(conf, SILENCED)
  })
}

test.run()
