import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Script } from 'node:vm'
import { cacheFolder, isOwn } from './own-files.ts'
import type { run } from './program.ts'

/** The program in one file, as the build makes it, with the code that V8 has compiled for it before. */
export interface Bundle {
  run: typeof run
  keep(met: ReadonlySet<string>): void
}

const BUNDLE = fileURLToPath(new URL('../../verblint.cjs', import.meta.url))
/** This module, as it lies beside the one file that the command line starts from. */
const MODULE = fileURLToPath(new URL('bundle.js', import.meta.url))

/** The comment that the bundle begins with tells what it was made of. */
const identityOf = (code: string): string => code.slice(3, 27)

interface Kept {
  data: Buffer
  met: Set<string>
}

/** A line of what was met and the length of the code, then the code. */
function readKept(path: string): Kept | null {
  let descriptor: number | undefined
  try {
    descriptor = openSync(path, 'r')
    // Code is run as it stands there: nobody but the user may have written it.
    const bytes = isOwn(descriptor) ? readFileSync(descriptor) : Buffer.alloc(0)
    const end = bytes.indexOf('\n')
    const [length, ...met] = bytes.toString('latin1', 0, Math.max(end, 0)).split(' ')
    const data = bytes.subarray(end + 1)
    return Number(length) === data.length && data.length > 0 ? { data, met: new Set(met) } : null
  } catch {
    return null
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

function writeKept(folder: string, path: string, data: Buffer, met: Iterable<string>): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const aside = `${path}.${process.pid}`
    writeFileSync(aside, Buffer.concat([Buffer.from(`${[data.length, ...met].join(' ')}\n`), data]), { mode: 0o600 })
    renameSync(aside, path)
  } catch {
    // A folder that cannot be written: the next run compiles again.
  }
}

/** A file of the bundle: functions, by what a chunk of it is called, that give what the chunk exports. */
interface Pack {
  chunks: Record<string, () => unknown>
  keep(met: ReadonlySet<string>): void
}

const fileOf = (pack: string): string => (pack === 'core' ? BUNDLE : BUNDLE.replace(/(?=\.cjs$)/, `-${pack}`))

type Load = (id: string) => unknown

function openPack(name: string, load: Load): Pack {
  const file = fileOf(name)
  const code = readFileSync(file, 'latin1')
  const folder = cacheFolder(process.env)
  const path = folder && `${folder}/${identityOf(code)}-${process.version}-${process.arch}`
  const kept = path ? readKept(path) : null
  const script = new Script(code, { filename: file, ...(kept && { cachedData: kept.data }) })
  const isOld = !kept || script.cachedDataRejected === true
  const chunksOf: (require: NodeJS.Require, load: Load, ownUrl: string) => Pack['chunks'] = script.runInThisContext()
  return {
    chunks: chunksOf(createRequire(BUNDLE), load, pathToFileURL(BUNDLE).href),
    // Code that no run before this one has come to is compiled now.
    keep(met) {
      const all = new Set([...(isOld ? [] : kept.met), ...met])
      if (folder && path && met.size > 0 && (isOld || all.size > kept.met.size))
        writeKept(folder, path, script.createCachedData(), all)
    },
  }
}

const isProgram = (exports: unknown): exports is { run: typeof run } =>
  typeof exports === 'object' && exports !== null && 'run' in exports

/** null: there is no bundle, or it is older than the modules that it was made of. */
export function openBundle(): Bundle | null {
  const made = statSync(BUNDLE, { throwIfNoEntry: false })
  const modules = statSync(MODULE, { throwIfNoEntry: false })
  if (!made || (modules && made.mtimeMs < modules.mtimeMs)) return null
  const packs = new Map<string, Pack>()
  const known = new Map<string, unknown>()
  const load: Load = (id) => {
    if (known.has(id)) return known.get(id)
    const name = id.slice(0, id.indexOf('/'))
    const pack = packs.get(name) ?? openPack(name, load)
    packs.set(name, pack)
    const exports = pack.chunks[id]?.()
    known.set(id, exports)
    return exports
  }
  const program = load('core/program.js')
  if (!isProgram(program)) return null
  return {
    run: program.run,
    keep: (met) => {
      for (const pack of packs.values()) pack.keep(met)
    },
  }
}
