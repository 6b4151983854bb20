import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../../src/index.ts'
import { folderWith } from '../../folder.ts'

const test = suite('where routes are read from')

const EXPRESS = JSON.stringify({ dependencies: { express: '^5.0.0' } })
const answer = '(req, res) => res.end()'

/** The rows, as `METHOD path`; `?` before those with an open path, `=` before those that hang on a default. */
async function rows(files: Record<string, string>, paths = ['.']): Promise<string[]> {
  const { routes } = await loadSite({ cwd: folderWith({ 'package.json': EXPRESS, ...files }), paths, config: false })
  const mark = ({ unresolved, assumed }: (typeof routes)[number]): string => (unresolved ? '?' : assumed ? '=' : '')
  return routes.map((row) => `${mark(row)}${row.method} ${row.path}`).sort()
}

const workspace = (manifest: object, tsconfig: object, source: string): Record<string, string> => ({
  'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
  'packages/web/package.json': JSON.stringify({ name: '@my/web', dependencies: { express: '^5.0.0' } }),
  'packages/web/server.js': "const app = require('express')()\nrequire('@my/routes').add(app)\n",
  'packages/routes/package.json': JSON.stringify({ name: '@my/routes', ...manifest }),
  'packages/routes/tsconfig.json': JSON.stringify({ compilerOptions: tsconfig }),
  [`packages/routes/${source}`]: `export const add = (app) => app.get('/added', ${answer})\n`,
})

test('a workspace package whose main is built', async () => {
  assert.equal(
    await rows(workspace({ main: 'output/main.js' }, { rootDir: 'code', outDir: 'output' }, 'code/main.ts')),
    ['GET /added'],
  )
  assert.equal(await rows(workspace({ main: './dist/index.js' }, {}, 'src/index.ts')), ['GET /added'])
  assert.equal(
    await rows(
      workspace(
        { exports: { '.': { import: { types: './lib/a.d.ts', default: './lib/a.js' } } } },
        { outDir: './lib' },
        'src/a.ts',
      ),
    ),
    ['GET /added'],
  )
  assert.equal(
    await rows(workspace({ types: 'build/types/index.d.ts' }, { rootDir: '.', outDir: 'build' }, 'types/index.ts')),
    ['GET /added'],
  )
})

test('a source that no configuration leads to is what the only application is handed', async () => {
  assert.equal(
    await rows(workspace({ main: 'output/main.js' }, { rootDir: 'code', outDir: 'elsewhere' }, 'other/main.ts')),
    ['=GET /added'],
  )
})

test('constants of an installed package, and nothing that it does', async () => {
  const files = {
    'app.js': `const { PATHS, more } = require('shared-paths')\nconst app = require('express')()\napp.get(PATHS.one, ${answer})\napp.get(PATHS.two + '/x', ${answer})\napp.get(more(), ${answer})\n`,
    'node_modules/shared-paths/package.json': '{ "main": "dist/index.js" }',
    'node_modules/shared-paths/dist/index.js': `exports.PATHS = { one: '/one', two: '/two' }\nexports.more = () => '/more'\nrequire('express')().get('/of-the-package', ${answer})\n`,
  }
  assert.equal(await rows(files), ['?GET ${more()}', 'GET /one', 'GET /two/x'])
})

test('node_modules that a person wrote, and not what is installed', async () => {
  const own = {
    'parts/node_modules/web/index.js': `const app = require('express')()\nrequire('@parts/pages')(app)\nmodule.exports = app\n`,
    'parts/node_modules/@parts/pages/index.js': `module.exports = (app) => app.get('/page', ${answer})\n`,
    'node_modules/other/index.js': `require('express')().get('/installed', ${answer})\n`,
  }
  assert.equal(await rows(own), ['GET /page'])
  assert.equal(await rows(own, ['node_modules/other']), ['GET /installed'])
})

test('a program that names no package, and one that is no Express', async () => {
  const files = {
    'shop.js': `const { make } = require('./make')\nexports.init = () => {\n  const app = make()\n  app.get('/orders', ${answer})\n  return app\n}\n`,
    'make.js': "exports.make = () => require('express')()\n",
    'start.js': "require('./shop').init().listen(3000)\n",
    'page.js': "import { api } from './api'\napi.get('/users', { page: 1 })\n",
    'LICENSE.js':
      '// WITHOUT WARRANTIES, either express or implied\nexports.f = (client) => client.get("/licence", 1)\n',
  }
  assert.equal(await rows(files), ['GET /orders'])
})

test('defaults of the command line', async () => {
  const files = {
    'app.js': [
      "const { Command } = require('commander')",
      "const { program } = require('commander')",
      "const argv = require('yargs').option('root', { default: '/yargs', alias: 'r' }).argv",
      "program.option('-b, --base-path <path>', 'where', '/commander').parse()",
      "new Command().command('serve <port>').option('--at <path>', 'where', '/serve').action((port, options) => listen(options.at))",
      "const settings = require('minimist')(process.argv.slice(2), { default: { m: '/minimist' } })",
      "const app = require('express')()",
      `const listen = (at) => app.get(at, ${answer})`,
      `app.get(argv.r, ${answer})`,
      `app.get(program.opts().basePath, ${answer})`,
      `app.get(settings.m, ${answer})`,
      `app.get('/x' + settings.other, ${answer})`,
    ].join('\n'),
  }
  assert.equal(await rows(files), [
    '=GET /commander',
    '=GET /minimist',
    '=GET /serve',
    '=GET /yargs',
    '?GET /x${settings.other}',
  ])
})

test("decorators of the program's own", async () => {
  const files = {
    'decorators.ts': [
      "import 'reflect-metadata'",
      "export const at = (prefix: string) => (target: object) => { Reflect.defineMetadata('prefix', prefix, target) }",
      "export const get = (path: string) => (target: object, name: string) => { Reflect.defineMetadata('routes', [...(Reflect.getMetadata('routes', target.constructor) ?? []), { path, name }], target.constructor) }",
    ].join('\n'),
    'users.ts':
      "import { at, get } from './decorators'\n@at('/users')\nexport class Users {\n  @get('/')\n  list() {}\n  @get('/:id')\n  one() {}\n  helper() {}\n}\n",
    'app.ts': [
      "import express from 'express'",
      "import { Users } from './users'",
      'const app = express()',
      'for (const one of [Users]) {',
      "  const prefix = Reflect.getMetadata('prefix', one)",
      "  for (const { path, name } of Reflect.getMetadata('routes', one)) app.get(prefix + path, (req, res) => new one()[name](req, res))",
      '}',
      'app.listen(3000)',
    ].join('\n'),
  }
  assert.equal(await rows(files), ['GET /users/', 'GET /users/:id'])
})

test('barrels of barrels, in circles', async () => {
  const files: Record<string, string> = {
    'app.js': `import express from 'express'\nimport { path, missing } from './b0.js'\nconst app = express()\napp.get(path, ${answer})\nif (missing) app.get('/never', ${answer})\n`,
  }
  const COUNT = 30
  for (let index = 0; index < COUNT; index += 1)
    files[`b${index}.js`] = Array.from({ length: COUNT }, (_, other) => `export * from './b${other}.js'\n`).join('')
  files[`b${COUNT - 1}.js`] += "export const path = '/deep'\n"
  assert.equal(await rows(files), ['GET /deep'])
})

test('a timer that sets itself anew ends', async () => {
  const files = {
    'app.js': `const app = require('express')()\nconst poll = () => { app.get('/polled', ${answer}); setTimeout(poll, 1000); setTimeout(poll, 2000) }\npoll()\n`,
  }
  assert.equal(await rows(files), ['GET /polled'])
})

test.run()
