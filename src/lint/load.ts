import { resolve } from 'node:path'
import type { Service } from '../deployment/service.ts'
import type { Layer } from '../model/origin.ts'
import type { Reading } from '../model/reading.ts'
import type { ClientCall, Site } from '../model/site.ts'
import { openDisk, type LocalDisk } from '../source/disk.ts'
import type { SourceFile } from '../source/source-file.ts'
import { discover, type Discovered, type Refusal } from './discover.ts'
import { type Options, UsageError } from './options.ts'
import { buildSite } from '../site/index.ts'

export interface Loaded { site: Site; files: Discovered['files']; refused: Refusal[] }

const version = (given: string | number | undefined): { version?: string } => (given === undefined ? {} : { version: String(given) })

/** Each layer is loaded only when there is a file for it. */
const READERS: Record<Layer, (files: SourceFile[], disk: LocalDisk, options: Options) => Promise<Reading>> = {
  nginx: async (files, disk, { nginx }) => {
    const { readNginx } = await import('../nginx/index.ts')
    return readNginx(files, disk, { ...version(nginx?.version), ...(nginx?.prefix === undefined ? {} : { prefix: nginx.prefix }) })
  },
  apache: async (files, disk, { apache }) => (await import('../apache/index.ts')).readApache(files, disk, version(apache?.version)),
  express: async (files, disk, { express }) => (await import('../express/index.ts')).readExpress(files, disk, version(express?.version)),
}

const LAYERS: Layer[] = ['nginx', 'apache', 'express']

/** Finds the files, reads each with its layer, and joins what they say into one site. */
export async function load(options: Options): Promise<Loaded> {
  const disk = openDisk(resolve(options.cwd))
  if (disk.entry(disk.cwd) !== 'directory') throw new UsageError(`the working directory ${options.cwd} does not exist`)
  const { files, refused } = await discover(disk, options.paths?.length ? options.paths : ['.'])
  const readings: Reading[] = []
  for (const layer of LAYERS) if (files[layer].length > 0) readings.push(await READERS[layer](files[layer], disk, options))
  const all = Object.values(files).flat()
  return { site: buildSite({ cwd: disk.cwd, readings, files: all, clientCalls: await clientCallsOf(files.client), services: await servicesOf(disk, all) }), files, refused }
}

const clientCallsOf = async (files: SourceFile[]): Promise<ClientCall[]> => (files.length > 0 ? (await import('../client/index.ts')).readClientCalls(files) : [])

/** A lone file has nobody to be joined to. */
async function servicesOf(disk: LocalDisk, files: SourceFile[]): Promise<Service[]> {
  if (files.length < 2) return []
  const { findServices } = await import('../deployment/compose.ts')
  return findServices(disk, files)
}
