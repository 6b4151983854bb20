import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'

const BIN = join(process.cwd(), 'src/cli/bin.ts')
const TSX = import.meta.resolve('tsx')

interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  out: string
  err: string
}

function start(
  cwd: string,
  args: string[],
  act: (child: ReturnType<typeof spawn>) => void = () => undefined,
): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', TSX, BIN, ...args], {
    cwd,
    env: { ...process.env, GITHUB_ACTIONS: '', NO_COLOR: '1', FORCE_COLOR: undefined },
  })
  const ended: Ended = { code: null, signal: null, out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ended.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ended.err += text
  })
  act(child)
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ ...ended, code, signal })))
}

test('the program: its exit code, its output whole in a pipe', async () => {
  const cwd = folderWith({ 'nginx.conf': 'events {}\nhttp {\n' })
  const { code, out, err } = await start(cwd, [])
  assert.equal({ code, err }, { code: 1, err: '' })
  assert.match(out, /error .* syntax[^]*Read 1 nginx file/)
})

test('a reader that closes the pipe early is no fault', async () => {
  const locations = Array.from(
    { length: 3000 },
    (_, index) => `location = /${index} { return 204; }\nlocation = /${index} { return 204; }\n`,
  ).join('')
  const cwd = folderWith({ 'nginx.conf': `events {}\nhttp {\n server {\n listen 80;\n${locations}\n}\n}\n` })
  const { code, err } = await start(cwd, ['nginx.conf'], (child) => {
    child.stdout?.destroy()
  })
  assert.is(err, '')
  assert.ok(code !== 2)
})

test('Ctrl-C ends it, without a word', async () => {
  const routes = Array.from(
    { length: 20_000 },
    (_, index) => `app.get('/${index}', (req, res) => res.sendStatus(200))\n`,
  ).join('')
  const cwd = folderWith({ 'app.js': `const app = require('express')()\n${routes}` })
  const { signal, out, err } = await start(cwd, ['app.js'], (child) => {
    setTimeout(() => child.kill('SIGINT'), 700)
  })
  assert.equal({ signal, out, err }, { signal: 'SIGINT', out: '', err: '' })
})

test.run()
