// Puts the engine, and the page around it, into files for a browser.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { METHODS, STATUS_CODES } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build, type BuildOptions, type BuildResult, type Plugin } from 'esbuild'
import { readingPart } from './typescript.ts'

const HERE = import.meta.dirname
const { version }: { version: string } = JSON.parse(readFileSync(join(HERE, '../package.json'), 'utf8'))

/** What the page is told of the Node that builds it, and of the package. */
const FACTS: Record<string, unknown> = { http: { METHODS, STATUS_CODES }, version }

const STAND_INS: Record<string, string> = {
  'node:path': 'path',
  'node:path/posix': 'path',
  path: 'path',
  'node:module': 'module',
  'node:url': 'url',
  'node:util': 'util',
}

const require = createRequire(import.meta.url)

const TABLE = /([\w$]+)=JSON\.parse\((?:'\[[^']{400,}'|"\[[^"]{400,}")\)/g

/** refa without the tables of Unicode's properties and emoji, two thirds of it: what needs them loads it whole. Asking for a table throws. The
 * one that it takes up at once, of the letters that have a case, stays. */
const withoutTables = (source: string): string =>
  source.replace(TABLE, (table, name: string) =>
    source.includes(`.union(${name})`)
      ? table
      : `${name}=new Proxy([],{get(){throw new Error("no table of Unicode")}})`,
  )

/** What stands in the files of a folder, by name. */
const textsIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(join(folder, path)).isFile())
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  )

/** The engine asks Node for nothing but these; whatever reads a disk is never loaded in a page. */
const platform: Plugin = {
  name: 'platform',
  setup({ onResolve, onLoad }) {
    onResolve(
      { filter: /^(?:node:.*|path|fs|os|crypto|inspector|perf_hooks|module|url|util)$/ },
      ({ path, importer }) => {
        if (Object.hasOwn(STAND_INS, path)) return { path: join(HERE, 'browser', `${STAND_INS[path]}.ts`) }
        // Packages name these for what they do on a machine, and are not asked for it here.
        return importer.includes('/node_modules/')
          ? { path, namespace: 'nothing' }
          : { errors: [{ text: `${path} is asked for in a browser, by ${importer}` }] }
      },
    )
    onResolve({ filter: /(?:^|\/)(?:local|write)\.ts$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    )
    onResolve({ filter: /^refa(?:\?unicode)?$/ }, ({ path }) => ({
      path: require.resolve('refa'),
      suffix: path.slice(4),
    }))
    onLoad({ filter: /\/refa\/index\.js$/ }, ({ path, suffix }) => ({
      contents: suffix === '' ? withoutTables(readFileSync(path, 'utf8')) : readFileSync(path, 'utf8'),
      loader: 'js',
    }))
    onLoad({ filter: /\/typescript\/lib\/typescript\.js$/ }, ({ path }) => ({
      contents: readingPart(readFileSync(path, 'utf8')),
      loader: 'js',
    }))
    onResolve({ filter: /^examples:/ }, ({ path }) => ({ path: path.slice(9), namespace: 'examples' }))
    onLoad({ filter: /.*/, namespace: 'examples' }, ({ path }) => ({
      contents: JSON.stringify(textsIn(join(HERE, '../fixtures/projects', path))),
      loader: 'json',
    }))
    onResolve({ filter: /^facts:/ }, ({ path }) => ({ path: path.slice(6), namespace: 'facts' }))
    onLoad({ filter: /.*/, namespace: 'facts' }, ({ path }) => ({
      contents: JSON.stringify(FACTS[path]),
      loader: 'json',
    }))
    onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'module.exports = {}', loader: 'js' }))
  },
}

export const bundle = (
  entryPoints: Record<string, string>,
  outdir: string,
  more: BuildOptions = {},
): Promise<BuildResult<{ metafile: true }>> =>
  build({
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    minify: true,
    metafile: true,
    logLevel: 'warning',
    charset: 'utf8',
    legalComments: 'none',
    chunkNames: 'parts/[name]-[hash]',
    inject: [join(HERE, 'browser/globals.ts')],
    plugins: [platform],
    define: { 'import.meta.url': '"file:///"', global: 'globalThis', __filename: '"/"', __dirname: '"/"' },
    ...more,
  })
