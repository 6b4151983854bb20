import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'

/** Where oxc-parser has no build for the platform, or its installation was left out. */
const test = suite('without oxc-parser')

const HIDE = `const { Module } = require('node:module')
const { _resolveFilename: resolve } = Module
Module._resolveFilename = function (name, ...more) {
  if (name === 'oxc-parser') throw Object.assign(new Error('hidden'), { code: 'MODULE_NOT_FOUND' })
  return resolve.call(this, name, ...more)
}
process.on('exit', () => { if (Object.keys(require.cache).some((path) => path.includes('typescript-estree'))) process.stderr.write('typescript-estree') })
`
const NOTE = HIDE.slice(HIDE.indexOf('process.on'))

function run(cwd: string, preload: string): Promise<{ code: unknown; out: string; err: string }> {
  const args = [
    '--require',
    join(folderWith({ 'preload.cjs': preload }), 'preload.cjs'),
    '--import',
    import.meta.resolve('tsx'),
    join(process.cwd(), 'src/cli/bin.ts'),
    '--format',
    'json',
  ]
  const env = { ...process.env, GITHUB_ACTIONS: '', NO_COLOR: '1', FORCE_COLOR: undefined }
  return new Promise((done) =>
    execFile(process.execPath, args, { cwd, env, maxBuffer: 1 << 28 }, (error, out, err) =>
      done({ code: error?.code ?? 0, out, err }),
    ),
  )
}

const FOLDERS = {
  'what oxc reads': [
    folderWith({
      'app.ts':
        "import express from 'express'\nconst app: express.Express = express()\napp.get(/a/ig, (q, s) => { s.sendStatus(405) })\n",
    }),
    '',
  ],
  'a syntax error': [folderWith({ 'bad.js': "require('express')\nlet = = 3\n" }), 'typescript-estree'],
} as const

for (const [name, [cwd, loaded]] of Object.entries(FOLDERS)) {
  test(`the report is the same: ${name}`, async () => {
    const [hidden, shown] = await Promise.all([run(cwd, HIDE), run(cwd, NOTE)])
    assert.is(hidden.err, 'typescript-estree', 'the fallback has read it')
    assert.is(shown.err, loaded)
    assert.equal({ ...shown, err: '' }, { ...hidden, err: '' })
    assert.match(shown.out, /405-missing-allow|syntax/)
  })
}

test.run()
