import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

// Applications of Nest and inversify-express-utils, read by verblint as they stand and asked as they run.

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const PORT = 18_653
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']
const manifestOf = ({ express }: Case): string =>
  JSON.stringify({ dependencies: { '@nestjs/core': '^11.0.0', express: express ? '^4.22.0' : '^5.0.0' } })

const sourcesOf = (name: string): [path: string, text: string][] =>
  readdirSync(here(`../../fixtures/${name}`)).map((file) => [
    file,
    readFileSync(here(`../../fixtures/${name}/${file}`), 'utf8'),
  ])

const COMPILED = {
  compilerOptions: {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
  },
}

/** Has `express` be the version that a framework is made for. */
const asExpress = (name: string): string => `const Module = require('node:module')
const find = Module._resolveFilename
Module._resolveFilename = function (wanted, ...more) {
  return find.call(this, wanted === 'express' ? '${name}' : wanted, ...more)
}
`

async function start({ name, express }: Case, folder: string): Promise<ChildProcess> {
  writeFileSync(join(folder, 'express.cjs'), express ? asExpress(express) : '')
  for (const [path, text] of sourcesOf(name))
    writeFileSync(join(folder, path.replace(/ts$/, 'js')), ts.transpileModule(text, COMPILED).outputText)
  const child = spawn(
    process.execPath,
    ['-r', join(folder, 'express.cjs'), '-r', 'reflect-metadata', join(folder, 'main.js')],
    {
      env: { ...process.env, NODE_PATH: here('../packages/node_modules'), PORT: String(PORT), NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  await new Promise<void>((ready, failed) => {
    child.stdout.on('data', (text: Buffer) => {
      if (text.includes('successfully started')) ready()
    })
    child.once('exit', () => failed(new Error(`${name} did not start`)))
  })
  return child
}

const ask = (method: string, path: string): Promise<{ status: number; allow: string | null }> =>
  new Promise((done, failed) => {
    const sent = request({ host: '127.0.0.1', port: PORT, method, path }, (response) => {
      response.resume()
      response.on('end', () => done({ status: response.statusCode ?? 0, allow: response.headers.allow ?? null }))
    })
    sent.on('error', failed)
    sent.end()
  })

interface Case {
  name: string
  paths: string[]
  /** The Express that it asks for, where that is not the newest. */
  express?: 'express4'
  /** Of all requests, so many are left open at most: guards and pipes may refuse. */
  open: number
}

const CASES: Case[] = [
  {
    name: 'nest/answers',
    paths: [
      ...[
        ...readFileSync(here('../../fixtures/nest/answers/a.controller.ts'), 'utf8').matchAll(/@[A-Z]\w+\('([\w/]+)'/g),
      ].map(([, path]) => `/a/${path ?? ''}`),
      '/a/pi/4',
      '/a',
      '/',
      '/a/%zz',
    ].filter((path) => !/\/a\/(?:i|GET|Allow|a)$/.test(path)),
    open: 12,
  },
  {
    name: 'nest/around',
    paths: [
      '/',
      '/birds',
      '/api/birds',
      '/api/birds/new',
      '/api/v2/birds/new',
      '/api/birds/shut',
      '/api/birds/4',
      '/health',
      '/api/health',
      '/api/gone',
      '/api/gone/x',
      '/gone',
      '/api/v1/nests',
      '/api/nests',
      '/api/v1/nests/later',
      '/api/v1/nests/stream',
      '/api/v1/nests/many',
      '/api',
    ],
    open: 8,
  },
  {
    name: 'inversify',
    express: 'express4',
    paths: [
      '/cats',
      '/cats/',
      '/cats/text',
      '/cats/own',
      '/cats/gone',
      '/cats/missing',
      '/cats/moved',
      '/cats/7',
      '/dogs',
      '/x',
    ],
    open: 0,
  },
  {
    name: 'nest/whole',
    paths: [
      '/',
      '/v1',
      '/v1/items',
      '/v1/items/base',
      '/v1/items/state',
      '/v1/items/ping',
      '/v1/items/obs',
      '/v1/items/obserr',
      '/v1/items/wrapped',
      '/v1/items/late',
      '/v1/items/user',
      '/v1/items/hdr',
      '/v1/items/pass',
      '/v1/items/raw',
      '/v1/items/never',
      '/v1/items/1',
      '/v1/items/zz',
      '/blocked',
      '/v1/blocked',
      '/v1/teapot',
      '/v1/a',
      '/v1/b',
      '/v1/files/x/y',
      '/v1/nope',
    ],
    open: 75,
  },
  { name: 'nest/order', paths: ['/a/x', '/a/y', '/b/x', '/b/y', '/b', '/b/moved', '/c/x', '/c/y'], open: 0 },
]

const test = suite('controllers')

for (const one of CASES) {
  const { name, paths, open } = one
  test(`${name} answers as the real application does`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'verblint-nest-'))
    const child = await start(one, folder)
    try {
      const cwd = folderWith({ 'package.json': manifestOf(one), ...Object.fromEntries(sourcesOf(name)) })
      const site = await loadSite({ cwd, paths: ['.'] })
      const undecided: string[] = []
      for (const path of paths)
        for (const method of METHODS) {
          const real = await ask(method, path)
          const { outcomes } = await site.trace({ method, url: `http://localhost:3000${path}`, headers: {} })
          const told = new Set(outcomes.map(({ status }) => status))
          const asked = `${method} ${path}: ${real.status}, told ${[...told].join(' or ')}`
          if (told.has(null) || told.size > 1) {
            undecided.push(asked)
            assert.ok(told.has(null) || told.has(real.status), asked)
            continue
          }
          assert.ok(told.has(real.status), asked)
          for (const { headers } of outcomes)
            if (headers['allow'] !== undefined) assert.is(headers['allow'], real.allow, asked)
        }
      assert.ok(undecided.length <= open, `${undecided.length} undecided: ${undecided.join('; ')}`)
    } finally {
      child.removeAllListeners('exit')
      child.kill()
      rmSync(folder, { recursive: true, force: true })
    }
  })
}

test.run()
