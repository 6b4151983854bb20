import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { createResolver } from '../../src/javascript/resolve.ts'
import { layOut } from '../express/project.ts'

const test = suite('module resolution')

const resolver = (files: Record<string, string>) => {
  const resolve = createResolver(layOut(files).disk)
  return (from: string, specifier: string): string => {
    const found = resolve(`/project/${from}`, specifier)
    return found.kind === 'file'
      ? found.path.replace('/project/', '')
      : found.kind === 'package'
        ? `package ${found.name}`
        : found.kind
  }
}

test('a tsconfig that extends itself over and over is read once', () => {
  const parents = JSON.stringify(Array(12).fill('./tsconfig.json'))
  const resolve = resolver({
    'tsconfig.json': `{ "extends": ${parents}, "compilerOptions": { "paths": { "@/*": ["./lib/*"] } } }`,
    'lib/a.ts': '',
  })
  assert.is(resolve('app.ts', '@/a'), 'lib/a.ts')
})

test('relative files, folders and extensions', () => {
  const resolve = resolver({
    'a.js': '',
    'b/index.ts': '',
    'c/package.json': '{ "main": "lib/c" }',
    'c/lib/c.js': '',
    'd.json': '{}',
    'e.mts': '',
    'b/f.js': '',
  })
  assert.is(resolve('b/x.js', '../a'), 'a.js')
  assert.is(resolve('a.js', './b'), 'b/index.ts')
  assert.is(resolve('a.js', './c'), 'c/lib/c.js')
  assert.is(resolve('a.js', './d.json'), 'd.json')
  assert.is(resolve('a.js', './e.mjs'), 'e.mts')
  assert.is(resolve('a.js', './none'), 'missing')
  assert.is(resolve('a.js', 'express'), 'package express')
  assert.is(resolve('a.js', 'node:fs'), 'package fs')
})

test('a file as written comes before the source it may stand for', () => {
  const resolve = resolver({ 'a.js': '', 'a.ts': '', 'b.ts': '' })
  assert.is(resolve('x.ts', './a.js'), 'a.js')
  assert.is(resolve('x.ts', './b.js'), 'b.ts')
})

test('what a build writes, for a script that starts it', () => {
  const resolve = resolver({
    'package.json': '{}',
    'bin/www': '',
    'src/app.ts': '',
    'lib/other.js': '',
    'thing.js': '',
    'src/routes.ts': '',
  })
  assert.is(resolve('bin/www', '../dist/app'), 'src/app.ts')
  assert.is(resolve('bin/www', '../dist/none'), 'missing')
  // lib is there, and is no output.
  assert.is(resolve('bin/www', '../lib/thing'), 'missing')
  // Sources ask for what a tool writes.
  assert.is(resolve('src/app.ts', '../build/routes'), 'missing')
})

test('tsconfig: paths, the nearest configuration, extends', () => {
  const resolve = resolver({
    'tsconfig.base.json': '{ "compilerOptions": { "paths": { "@lib/*": ["lib/*"] } } }',
    'tsconfig.json': '{ "extends": "./tsconfig.base.json" }',
    'sub/tsconfig.json':
      '{ "compilerOptions": { "paths": { "@lib/*": ["./own/*", "../lib/*"], "exact": ["own/x"] } } }',
    'lib/a.ts': '',
    'lib/x.ts': '',
    'sub/own/x.ts': '',
    'sub/y.ts': '',
  })
  assert.is(resolve('main.ts', '@lib/a'), 'lib/a.ts')
  assert.is(resolve('sub/y.ts', '@lib/x'), 'sub/own/x.ts')
  assert.is(resolve('sub/y.ts', '@lib/a'), 'lib/a.ts')
  assert.is(resolve('sub/y.ts', 'exact'), 'sub/own/x.ts')
})

test('package.json imports, conditions and all', () => {
  const resolve = resolver({
    'package.json':
      '{ "imports": { "#a": { "node": "./src/a.js", "default": "./b.js" }, "#lib/*": "./dist/lib/*.js" } }',
    'src/a.ts': '',
    'src/lib/x.ts': '',
  })
  assert.is(resolve('main.ts', '#a'), 'src/a.ts')
  assert.is(resolve('src/deep.ts', '#lib/x'), 'src/lib/x.ts')
})

test('workspaces of npm and pnpm, whose output is not built', () => {
  const resolve = resolver({
    'package.json': '{ "workspaces": { "packages": ["libs/*"] } }',
    'pnpm-workspace.yaml': 'packages:\n  - "apps/**"\n',
    'libs/a/package.json': '{ "name": "@x/a", "main": "./dist/index.js" }',
    'libs/a/src/index.ts': '',
    'libs/a/src/deep.ts': '',
    'apps/one/two/package.json': '{ "name": "two", "exports": { ".": { "import": "./lib/main.js" } } }',
    'apps/one/two/lib/main.js': '',
  })
  assert.is(resolve('main.ts', '@x/a'), 'libs/a/src/index.ts')
  assert.is(resolve('main.ts', '@x/a/deep'), 'libs/a/src/deep.ts')
  assert.is(resolve('main.ts', 'two'), 'apps/one/two/lib/main.js')
})

test.run()
