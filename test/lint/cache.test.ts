import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lint, type Options } from '../../src/index.ts'
import { lintCached } from '../../src/lint/cache.ts'
import { folderWith } from '../folder.ts'

const test = suite('a report that is kept')

const SITE = {
  'nginx.conf':
    'events {}\nhttp {\n  server {\n    listen 8080;\n    include snippets/*.conf;\n    location /api/ { limit_except GET POST { deny all; } proxy_pass http://127.0.0.1:3000; }\n  }\n}\n',
  'snippets/stub.conf': 'location = /soon { return 501; }\n',
  'api/package.json': '{ "type": "module", "dependencies": { "express": "^5.0.0" } }',
  'api/tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "#items": ["items.ts"] } } }',
  'api/app.ts':
    "import express from 'express'\nimport { items } from '#items'\nconst app = express()\napp.use('/api', items)\napp.listen(3000)\n",
  'api/items.ts':
    "import { Router } from 'express'\nexport const items = Router()\nitems.get('/items', (req, res) => { res.json([]) })\nitems.delete('/items', (req, res) => { res.sendStatus(204) })\n",
  'web/notes.txt': 'nothing',
}

interface Asked {
  worked: boolean
  report: string
}

/** A run with the cache: whether it had to look, and what it says. */
async function run(
  cwd: string,
  options: Partial<Options> = {},
  { secret = 'ours', program = '1' } = {},
): Promise<Asked> {
  let worked = false
  const looking = (given: Options): ReturnType<typeof lint> => {
    worked = true
    return lint(given)
  }
  const { files, ...report } = await lintCached(
    looking,
    { cwd, level: 'info', ...options },
    { location: join(cwd, '.verblint-cache'), secret, program },
  )
  return { worked, report: JSON.stringify([report, [...files].map(([path, { text }]) => [path, text])]) }
}

/** A folder that has been linted, whose report is kept. */
async function kept(): Promise<string> {
  const cwd = folderWith(SITE)
  assert.is((await run(cwd)).worked, true)
  assert.is((await run(cwd)).worked, false, 'nothing has changed')
  return cwd
}

/** Whatever is done to the folder, the answer is that of a run without a cache. */
async function after(change: (cwd: string) => void): Promise<boolean> {
  const cwd = await kept()
  change(cwd)
  const { worked, report } = await run(cwd)
  rmSync(join(cwd, '.verblint-cache'))
  assert.is(report, (await run(cwd)).report)
  return worked
}

const CHANGES: Record<string, (cwd: string) => void> = {
  'a file is changed': (cwd) => {
    writeFileSync(join(cwd, 'snippets/stub.conf'), 'location = /soon { return 405; }\n')
  },
  'of the same length, at the same time': (cwd) => {
    writeFileSync(join(cwd, 'snippets/stub.conf'), 'location = /soon { return 405; }\n')
    utimesSync(join(cwd, 'snippets/stub.conf'), 0, 0)
  },
  'an included file appears': (cwd) => {
    writeFileSync(join(cwd, 'snippets/more.conf'), 'location = /later { return 501; }\n')
  },
  'an included file is gone': (cwd) => {
    unlinkSync(join(cwd, 'snippets/stub.conf'))
  },
  'the folder of the includes is gone': (cwd) => {
    rmSync(join(cwd, 'snippets'), { recursive: true })
  },
  'the alias of a module leads elsewhere': (cwd) => {
    writeFileSync(join(cwd, 'api/tsconfig.json'), '{}')
  },
  'a manifest names another version': (cwd) => {
    writeFileSync(join(cwd, 'api/package.json'), SITE['api/package.json'].replace('^5', '^4'))
  },
  'a manifest is gone': (cwd) => {
    unlinkSync(join(cwd, 'api/package.json'))
  },
  'a file appears where one was looked for': (cwd) => {
    writeFileSync(join(cwd, 'api/items.js'), SITE['api/items.ts'])
  },
  'a folder appears that packages were looked for in': (cwd) => {
    mkdirSync(join(cwd, 'api/node_modules/express'), { recursive: true })
    writeFileSync(join(cwd, 'api/node_modules/express/package.json'), '{ "version": "4.21.2" }')
  },
  'a compose file appears': (cwd) => {
    writeFileSync(
      join(cwd, 'compose.yml'),
      'services:\n  web:\n    image: nginx\n    volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]\n',
    )
  },
  'another application appears': (cwd) => {
    writeFileSync(join(cwd, 'web/app.js'), SITE['api/app.ts'])
  },
  'a configuration appears': (cwd) => {
    writeFileSync(join(cwd, 'verblint.config.json'), '{ "rules": { "stub-501": "off" } }')
  },
  'git ignores a folder': (cwd) => {
    writeFileSync(join(cwd, '.gitignore'), 'api\n')
  },
  'a file becomes a link': (cwd) => {
    renameSync(join(cwd, 'snippets/stub.conf'), join(cwd, 'web/stub.txt'))
    symlinkSync('../web/stub.txt', join(cwd, 'snippets/stub.conf'))
  },
  'a file becomes a folder': (cwd) => {
    unlinkSync(join(cwd, 'snippets/stub.conf'))
    mkdirSync(join(cwd, 'snippets/stub.conf'))
  },
}

for (const [name, change] of Object.entries(CHANGES))
  test(`it is not taken where ${name}`, async () => {
    assert.is(await after(change), true)
  })

const HARMLESS: Record<string, (cwd: string) => void> = {
  'a file that nobody reads is changed': (cwd) => {
    writeFileSync(join(cwd, 'web/notes.txt'), 'something else')
  },
  'files are only touched, as by a checkout': (cwd) => {
    for (const path of Object.keys(SITE)) utimesSync(join(cwd, path), 1, 1)
  },
}

for (const [name, change] of Object.entries(HARMLESS))
  test(`it is taken where ${name}`, async () => {
    assert.is(await after(change), false)
  })

test('a link that leads elsewhere is noticed, though both files are as they were', async () => {
  const cwd = folderWith({
    'a.conf': 'server { listen 80; location = /soon { return 501; } }\n',
    'b.conf': 'server { listen 80; }\n',
  })
  symlinkSync('a.conf', join(cwd, 'nginx.conf'))
  await run(cwd, { paths: ['nginx.conf'] })
  assert.is((await run(cwd, { paths: ['nginx.conf'] })).worked, false)
  unlinkSync(join(cwd, 'nginx.conf'))
  symlinkSync('b.conf', join(cwd, 'nginx.conf'))
  assert.is((await run(cwd, { paths: ['nginx.conf'] })).worked, true)
})

test('it is the answer to one question: other options, another build and another secret ask again', async () => {
  const cwd = await kept()
  assert.is((await run(cwd, { level: 'error' })).worked, true)
  assert.is((await run(cwd, { rules: ['stub-501'] })).worked, true)
  assert.is((await run(cwd, { nginx: { version: '1.18' } })).worked, true)
  await run(cwd)
  assert.is((await run(cwd, {}, { program: '2' })).worked, true)
  await run(cwd)
  assert.is((await run(cwd, {}, { secret: 'theirs' })).worked, true, 'what a stranger has signed')
})

test('a report that somebody has worded anew is none', async () => {
  const cwd = await kept()
  const path = join(cwd, '.verblint-cache')
  writeFileSync(path, readFileSync(path, 'utf8').replace('stub-501', 'stub-502'))
  assert.is((await run(cwd)).worked, true)
  for (const text of ['', 'x', '\n{}', 'e30\n{}']) {
    writeFileSync(path, text)
    assert.is((await run(cwd)).worked, true, JSON.stringify(text))
  }
})

test('it goes along where the folder goes', async () => {
  const cwd = await kept()
  const there = join(folderWith({}), 'elsewhere')
  cpSync(cwd, there, { recursive: true })
  const { worked, report } = await run(there)
  assert.is(worked, false)
  assert.is(report, (await run(cwd)).report)
})

test('runs at once leave one whole file, and nothing beside it', async () => {
  const cwd = folderWith(SITE)
  await Promise.all([run(cwd), run(cwd), run(cwd)])
  assert.equal(
    readdirSync(cwd).filter((name) => name.startsWith('.verblint')),
    ['.verblint-cache'],
  )
  assert.is((await run(cwd)).worked, false)
})

test('where it cannot be written, nothing is kept', async () => {
  const cwd = folderWith(SITE)
  mkdirSync(join(cwd, '.verblint-cache'))
  assert.is((await run(cwd)).worked, true)
  assert.is((await run(cwd)).worked, true)
  assert.is(existsSync(join(cwd, `.verblint-cache.${process.pid}`)), false)
})

test.run()
