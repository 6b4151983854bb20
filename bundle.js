// Puts the command line into one file, which starts in half the time of two hundred modules. It is read by src/cli/bundle.ts, which
// keeps what V8 has compiled of it; the API stays the modules that tsc makes.
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { build } from 'esbuild'

// node bundle.js [TARGET]
const { outputFiles: [{ text }] } = await build({
  entryPoints: ['src/cli/program.ts'], bundle: true, platform: 'node', format: 'cjs', target: 'node20', minify: true, write: false, logLevel: 'warning',
  // Large, and only needed for scripts: the package brings them as they are.
  external: ['oxc-parser', 'typescript', '@typescript-eslint/*'],
  define: { 'import.meta.url': 'ownUrl' },
})
// ASCII, so that it is read as it lies on disk: in a regular expression an escape is the same. A function of what Node gives a CommonJS module.
const ascii = text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
const body = `(function (require, module, filename) { const ownUrl = require('node:url').pathToFileURL(filename).href; const exports = module.exports; ${ascii}\n})`
const [target = 'dist/verblint.cjs'] = process.argv.slice(2)
writeFileSync(target, `/* ${createHash('sha256').update(body).digest('hex').slice(0, 24)} */\n${body}`)
