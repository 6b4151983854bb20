import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { main } from '../../src/cli/main.ts'
import { folderWith } from '../folder.ts'
import { run } from './run.ts'

const server = (status: number): string =>
  `events {}\nhttp {\n  server {\n    listen 80;\n    location / { return ${status}; }\n    include sub/*.conf;\n  }\n}\n`

/** What a watching run says, round by round. */
function watching(cwd: string): { round(): Promise<string>; end(): Promise<number> } {
  let told = ''
  const rounds: string[] = []
  let wake = (): void => undefined
  const write = (text: string): void => {
    told += text
    if (!text.includes('waits for changes')) return
    rounds.push(told)
    told = ''
    wake()
  }
  const ended = new AbortController()
  const code = main(['--watch', '-f', 'unix', '--stats'], {
    stdin: (async function* () {
      yield ''
    })(),
    cwd,
    env: {},
    stdout: { write },
    stderr: { write },
    ended: ended.signal,
  })
  return {
    async round() {
      while (rounds.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      return rounds.shift() ?? ''
    },
    end() {
      ended.abort()
      return code
    },
  }
}

test('--watch runs again when a file, a folder or the configuration changes, and no mistake ends it', async () => {
  const cwd = folderWith({ 'nginx.conf': server(501) })
  const { round, end } = watching(cwd)
  const first = await round()
  assert.match(first, /nginx\.conf:5:18: .*\[cacheable-501\]/)
  assert.match(first, /Time\n[^]*reading nginx +\d+ ms\n[^]*Memory \d+ MB/)
  writeFileSync(join(cwd, 'nginx.conf'), server(204))
  assert.not.match(await round(), 'nginx.conf:')
  mkdirSync(join(cwd, 'sub'))
  await round()
  writeFileSync(join(cwd, 'sub/a.conf'), 'return 999999;\n')
  assert.match(await round(), 'sub/a.conf:1')
  writeFileSync(join(cwd, 'verblint.config.json'), '{ "rulez": {} }')
  assert.match(await round(), 'verblint.config.json:1:3: Unknown key "rulez"')
  writeFileSync(join(cwd, 'verblint.config.json'), '{}')
  assert.match(await round(), 'sub/a.conf:1')
  assert.is(await end(), 0)
})

test('it does not go with what writes, or with what comes once', async () => {
  const cwd = folderWith({ 'nginx.conf': server(204) })
  for (const flag of ['--fix', '--cache', '-']) {
    const { code, err } = await run(cwd, ['--watch', flag])
    assert.equal([code, err], [2, `verblint: --watch does not go with ${flag} (see verblint --help)\n`])
  }
})

test.run()
