// Puts the command line into one file, which starts in half the time of two hundred modules. It is read by src/cli/bundle.ts, which
// keeps what V8 has compiled of it; the API stays the modules that tsc makes. What is started itself is one CommonJS file, too: Node needs
// a fifth of its own start for the first module of the other kind.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

const shared = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', minify: true, write: false, logLevel: 'warning', define: { 'import.meta.url': 'ownUrl' } }

/** Code that nearly every run comes to belongs into the bundle, where it is compiled once; modules require it when they first need it. */
const requiredInside = {
  name: 'required inside',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/(?:model|javascript)\/[\w-]*regex\.ts$/ }, ({ path }) => ({ loader: 'ts', contents: readFileSync(path, 'utf8').replace('const require = createRequire(import.meta.url)', '') }))
  },
}

/** The program itself stays a file of its own. */
const apart = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, kind }) => (kind === 'dynamic-import' ? { path: path.replace(/\.ts$/, '.js'), external: true } : undefined))
  },
}

// node bundle.js [TARGET]
const [target = 'dist/verblint.cjs'] = process.argv.slice(2)
const bin = await build({ ...shared, entryPoints: ['src/cli/bin.ts'], plugins: [apart], banner: { js: "const ownUrl = require('node:url').pathToFileURL(__filename).href;" } })
writeFileSync(join(dirname(target), 'src/cli/bin.cjs'), bin.outputFiles[0].text)

const { outputFiles: [{ text }] } = await build({
  ...shared, entryPoints: ['src/cli/program.ts'], plugins: [requiredInside],
  // Large, and only needed for some: the package brings them as they are.
  external: ['oxc-parser', 'typescript', '@typescript-eslint/*', 're2js'],
})
// ASCII, so that it is read as it lies on disk: in a regular expression an escape is the same. A function of what Node gives a CommonJS module.
const ascii = text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
const body = `(function (require, module, filename) { const ownUrl = require('node:url').pathToFileURL(filename).href; const exports = module.exports; ${ascii}\n})`
writeFileSync(target, `/* ${createHash('sha256').update(body).digest('hex').slice(0, 24)} */\n${body}`)
