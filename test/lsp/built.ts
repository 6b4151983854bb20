import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { folderWith } from '../folder.ts'

let made: Promise<string> | undefined

/** The program as the build makes it, from the sources of now: a thread of Node's does not start from TypeScript. Returns its bin.js. */
export const builtBin = (): Promise<string> => (made ??= make())

async function make(): Promise<string> {
  const folder = folderWith({ 'package.json': readFileSync('package.json') })
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
  const sources = ['src', 'rules'].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(root, path)),
  )
  await build({
    entryPoints: sources,
    outdir: join(folder, 'dist'),
    outbase: '.',
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
    plugins: [
      {
        name: 'modules stay apart',
        setup({ onResolve }) {
          onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, kind }) =>
            kind === 'entry-point' ? undefined : { path: path.replace(/\.ts$/, '.js'), external: true },
          )
        },
      },
    ],
  })
  // The package's own is one file; it does the same.
  writeFileSync(join(folder, 'dist/src/cli/bin.cjs'), "void import('./bin.js')\n")
  return join(folder, 'dist/src/cli/bin.js')
}
