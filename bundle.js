// Puts the command line into a few files, which start in half the time of two hundred modules: one for what every run needs, and one for
// each layer and for what is rare. They are read by src/cli/bundle.ts, which keeps what V8 has compiled of them; the API stays the modules
// that tsc makes. What is started itself is one CommonJS file, too: Node needs a fifth of its own start for the first module of the other kind.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parse, simpleTraverse } from '@typescript-eslint/typescript-estree'
import { build } from 'esbuild'

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  write: false,
  logLevel: 'warning',
  define: { 'import.meta.url': 'ownUrl' },
}

/** Code that nearly every run comes to belongs into the bundle, where it is compiled once; modules require it when they first need it. */
const requiredInside = {
  name: 'required inside',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/(?:model|javascript)\/[\w-]*regex\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replace('const require = createRequire(import.meta.url)', ''),
    }))
  },
}

/** The program itself stays a file of its own. */
const apart = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: path.replace(/\.ts$/, '.js'), external: true } : undefined,
    )
  },
}

/** The file that a chunk is put into, by the module that it begins with. */
function packOf({ entryPoint = '' }) {
  const [, layer] = /^src\/(nginx|apache|express)\/index\.ts$/.exec(entryPoint) ?? []
  if (layer) return layer
  if (entryPoint === 'src/files/finder.ts') return 'finder'
  return /^src\/(?:format\/(?!text\.)|verify\/|contract\/|cli\/(?!program\.|commands\/lint\.))/.test(entryPoint)
    ? 'rare'
    : 'core'
}

/** A chunk as a function that gives what it exports. `idOf`: what another chunk is called; undefined: it is none. */
function asFunction(code, idOf) {
  const program = parse(code, { range: true })
  const edits = []
  const exported = []
  const replace = ({ range: [start, end] }, text) => edits.push({ start, end, text })
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      const id = idOf(node.source.value)
      const names = node.specifiers.map((one) =>
        one.type === 'ImportSpecifier'
          ? `${one.imported.name ?? JSON.stringify(one.imported.value)}:${one.local.name}`
          : null,
      )
      const whole = node.specifiers.find((one) => one.type !== 'ImportSpecifier')
      const from = id ? `load("${id}")` : `require(${node.source.raw})`
      if (whole && (id || names.length > 1)) throw new Error(`a chunk imports ${node.source.value} as a whole`)
      replace(
        node,
        whole
          ? `const ${whole.local.name}=${from};`
          : names.length > 0
            ? `const{${names.join()}}=${from};`
            : `${from};`,
      )
    } else if (node.type === 'ExportNamedDeclaration' && !node.source && !node.declaration) {
      exported.push(
        ...node.specifiers.map((one) => `${one.exported.name ?? JSON.stringify(one.exported.value)}:${one.local.name}`),
      )
      replace(node, '')
    } else if (node.type.startsWith('Export')) throw new Error(`a chunk has an ${node.type}`)
  }
  simpleTraverse(program, {
    enter(node) {
      if (node.type !== 'ImportExpression') return
      const id = idOf(node.source.value)
      if (!id) throw new Error('a chunk imports something that is not in the bundle')
      replace(node, `Promise.resolve().then(()=>load("${id}"))`)
    },
  })
  const text = edits
    .sort((a, b) => b.start - a.start)
    .reduce((all, { start, end, text: by }) => all.slice(0, start) + by + all.slice(end), code)
  return `()=>{${text}\nreturn{${exported.join()}}}`
}

// node bundle.js [TARGET]
const [target = 'dist/verblint.cjs'] = process.argv.slice(2)
const bin = await build({
  ...shared,
  format: 'cjs',
  entryPoints: ['src/cli/bin.ts'],
  plugins: [apart],
  banner: { js: "const ownUrl = require('node:url').pathToFileURL(__filename).href;" },
})
writeFileSync(join(dirname(target), 'src/cli/bin.cjs'), bin.outputFiles[0].text)

const { outputFiles, metafile } = await build({
  ...shared,
  format: 'esm',
  splitting: true,
  metafile: true,
  outdir: 'dist',
  entryPoints: ['src/cli/program.ts'],
  plugins: [requiredInside],
  // Large, and only needed for some: the package brings them as they are.
  external: ['oxc-parser', 'typescript', '@typescript-eslint/*', 're2js'],
})
const ids = new Map(
  Object.entries(metafile.outputs).map(([path, output]) => [basename(path), `${packOf(output)}/${basename(path)}`]),
)
const idOf = (source) => (typeof source === 'string' && source.startsWith('./') ? ids.get(basename(source)) : undefined)
const packs = new Set(Array.from(ids.values(), (id) => id.split('/')[0]))
for (const name of packs) {
  const functions = outputFiles
    .filter(({ path }) => ids.get(basename(path)).startsWith(`${name}/`))
    .map(({ path, text }) => `"${ids.get(basename(path))}":${asFunction(text, idOf)}`)
  // ASCII, so that it is read as it lies on disk: in a regular expression an escape is the same.
  const ascii = functions
    .join(',\n')
    .replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const body = `(function(require,load,ownUrl){"use strict";return{${ascii}}})`
  writeFileSync(
    name === 'core' ? target : target.replace(/(?=\.cjs$)/, `-${name}`),
    `/* ${createHash('sha256').update(body).digest('hex').slice(0, 24)} */\n${body}`,
  )
}
