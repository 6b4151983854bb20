import { join } from 'node:path'
import type { Disk } from '../files/disk.ts'
import { constant, type ConstantValue } from './value.ts'

/** Files beside a program that show, or set, its environment. */
const FILES = [
  '.env',
  '.env.example',
  '.env.sample',
  '.env.template',
  '.env.dist',
  '.env.default',
  '.env.defaults',
  'example.env',
  'sample.env',
  'env.example',
]
const LINE = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^#\n]*?))\s*(?:#.*)?$/gm

/** Names under which a path, or a part of one, is set. */
const NAMES_A_PATH = /(?:PATH|PREFIX|BASE|ROUTE|ENDPOINT|MOUNT|VERSION)S?$|(?:^|_)(?:API|ROOT)$/i
const PATH = /^\/?[\w.~-]*(?:\/[\w.~:-]+)*\/?$/

/** What a sample of the environment says of a path: nobody knows what a machine sets, but a route that stands below it is listed so. Other settings stay open. */
export function sampleOf(disk: Disk): (name: string) => ConstantValue | null {
  let known: Map<string, ConstantValue> | undefined
  const read = (): Map<string, ConstantValue> => {
    const found = new Map<string, ConstantValue>()
    for (const name of FILES) {
      const path = join(disk.cwd, name)
      const text = disk.entry(path) === 'file' ? (disk.read(path)?.text ?? '') : ''
      for (const [, key = '', double, single, bare] of text.matchAll(LINE)) {
        const value = double ?? single ?? bare ?? ''
        if (!found.has(key) && value !== '' && PATH.test(value) && (value.startsWith('/') || NAMES_A_PATH.test(key)))
          found.set(key, { ...constant(value), assumed: `${name} sets ${key}` })
      }
    }
    return found
  }
  return (name) => (known ??= read()).get(name) ?? null
}
