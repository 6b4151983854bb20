// npm run site: the playground and the documentation, as static files in playground/dist.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { bundle } from './bundle.ts'
import { merge } from './merge.ts'
import { deadLinks } from './site/links.ts'
import { renderPages } from './site/render.ts'
import { searchIndex } from './site/search-index.ts'

const HERE = import.meta.dirname

/** Builds the whole site into a folder, which is emptied. A link that leads nowhere is an error. */
export async function buildSite(target: string): Promise<void> {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  for (const part of ['index.html', 'style']) cpSync(join(HERE, part), join(target, part), { recursive: true })
  await bundle({ main: join(HERE, 'page/main.ts'), search: join(HERE, 'page/search.ts') }, target, {
    inject: [],
    chunkNames: 'page/[name]-[hash]',
  })
  const { metafile } = await bundle({ worker: join(HERE, 'worker.ts') }, target)
  await merge(resolve(target), 'worker.js', { metafile, modules: ['src/nginx/index.ts', 'src/apache/index.ts'] })
  await renderPages(target)
  cpSync(join(HERE, '../docs/map.svg'), join(target, 'docs/map.svg'))
  writeFileSync(join(target, 'search.json'), searchIndex(target))
  const dead = deadLinks(target)
  if (dead.length > 0) throw new Error(`these links lead nowhere:\n${dead.join('\n')}`)
}

if (process.argv[1] === import.meta.filename) await buildSite(join(HERE, 'dist'))
