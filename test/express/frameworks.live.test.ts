import { execFileSync } from 'node:child_process'
import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { FRAMEWORKS } from './frameworks/cases.ts'
import { HOME, installPackages } from './packages/installed.ts'

const test = suite('frameworks on Express, with the real packages')
const lister = readFileSync(new URL('frameworks/list.cjs', import.meta.url), 'utf8')

/** TypeScript as these frameworks have it compiled: decorators of before the standard, with the types of parameters. */
const compiled = (text: string): string => ts.transpileModule(text, {
  compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, experimentalDecorators: true, emitDecoratorMetadata: true, esModuleInterop: true },
}).outputText

function laidOut(files: Record<string, string>): string {
  const scripts = Object.entries(files).map(([path, text]): [string, string] => (/\.ts$/.test(path) ? [path.replace(/ts$/, 'js'), compiled(text)] : [path, text]))
  const folder = folderWith({ ...Object.fromEntries(scripts), 'list.cjs': lister })
  symlinkSync(join(HOME, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

const withoutEnd = (path: string): string => path.replace(/(.)\/$/, '$1')

if (installPackages()) {
  for (const { name, files, routes, answers = {}, refused = [], theirs = [] } of FRAMEWORKS) {
    test(name, () => {
      const folder = laidOut(files)
      const asked = refused.length > 0 ? [...routes.map((line) => line.split(' ').slice(0, 2).join(' ')), ...refused] : []
      const text = execFileSync(process.execPath, [join(folder, 'list.cjs'), join(folder, 'main.js'), ...asked], { encoding: 'utf8', timeout: 60_000, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
      const found: unknown = JSON.parse(text.split('\n').findLast(Boolean) ?? '')
      const expected = routes.map((line) => {
        const [method = '', path = ''] = line.split(' ')
        return `${method} ${withoutEnd(path)} ${answers[`${method} ${path}`] ?? answers[method] ?? 200}`
      })
      assert.equal(Array.isArray(found) && found.sort(), [...expected, ...refused.map((line) => `${line} 405`), ...theirs].sort())
    })
  }
} else {
  console.log('\nSKIPPED frameworks: npm ci of test/packages failed')
  test.skip('the real packages', () => {})
}

test.run()
