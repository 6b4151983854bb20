// One file of what an entry always loads: code that is cut for seventy rules comes in dozens of crumbs, which pack badly and are asked for one
// by one.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { build, type Metafile } from 'esbuild'

/** What esbuild writes when it minifies: `import{a as b,c}from"./chunk.js"`, and without names what is run alone. */
const IMPORT = /\bimport(?:\{([^}]*)\}from)?"(\.[^"]+\.js)";/g
const EXPORT = /\bexport\{([^}]*)\};/g

/** The files that a file imports, however far down, without those that it loads later. */
function alwaysWith(entry: string, outputs: Metafile['outputs']): Set<string> {
  const found = new Set([entry])
  for (const one of found)
    for (const { path, kind } of outputs[one]?.imports ?? []) if (kind === 'import-statement') found.add(path)
  found.delete(entry)
  return found
}

const exported = (text: string): string[] =>
  [...text.matchAll(EXPORT)].flatMap(([, names = '']) =>
    names
      .split(',')
      .filter(Boolean)
      .map((name) => name.replace(/^.* as /, '')),
  )

/** What each of several modules loads, which come only later. */
function sharedBy(modules: string[], outputs: Metafile['outputs']): string[] {
  const [first, ...others] = modules.map((module) => {
    const [path = ''] = Object.entries(outputs).find(([, { entryPoint = '' }]) => entryPoint.endsWith(module)) ?? []
    return alwaysWith(path, outputs)
  })
  return [...(first ?? [])].filter((path) => others.every((other) => other.has(path)))
}

/** Puts into an entry's own file all that it always loads, and what all of some modules load; the other files then take it from there. */
export async function merge(
  folder: string,
  name: string,
  { metafile: { outputs }, modules }: { metafile: Metafile; modules: string[] },
): Promise<void> {
  const entry = Object.keys(outputs).find((path) => resolve(path) === join(folder, name)) ?? ''
  const merged = new Set([...alwaysWith(entry, outputs), ...sharedBy(modules, outputs)])
  const parts = new Map([...merged].map((path, number) => [resolve(path), `p${number}_`]))
  const again = [...parts].map(([path, prefix]) => {
    const names = exported(readFileSync(path, 'utf8')).map((one) => `${one} as ${prefix}${one}`)
    return `export{${names.join(',')}}from${JSON.stringify(path)};`
  })
  await build({
    stdin: { contents: [`import ${JSON.stringify(join(folder, name))};`, ...again].join('\n'), resolveDir: folder },
    outfile: join(folder, name),
    allowOverwrite: true,
    bundle: true,
    format: 'esm',
    target: 'es2023',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [
      {
        name: 'later',
        setup({ onResolve }) {
          onResolve({ filter: /^\./ }, ({ kind, path }) =>
            kind === 'dynamic-import' ? { path: `./parts/${basename(path)}`, external: true } : undefined,
          )
        },
      },
    ],
  })
  for (const path of Object.keys(outputs).map((one) => resolve(one))) {
    if (parts.has(path)) rmSync(path)
    else if (path !== join(folder, name)) writeFileSync(path, fromEntry(path, { parts, entry: join(folder, name) }))
  }
}

/** A file whose imports of what is merged lead to the entry. */
function fromEntry(path: string, { parts, entry }: { parts: ReadonlyMap<string, string>; entry: string }): string {
  const back = relative(dirname(path), entry)
  return readFileSync(path, 'utf8').replace(IMPORT, (whole, names: string | undefined, from: string) => {
    const prefix = parts.get(resolve(dirname(path), from))
    if (prefix === undefined) return whole
    const taken = (names ?? '')
      .split(',')
      .filter(Boolean)
      .map((one) => (one.includes(' as ') ? `${prefix}${one}` : `${prefix}${one} as ${one}`))
    return taken.length > 0 ? `import{${taken.join(',')}}from"${back}";` : ''
  })
}
