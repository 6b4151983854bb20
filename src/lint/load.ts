import { basename, resolve } from 'node:path'
import type { Composed } from '../deployment/compose.ts'
import { composedFolders } from '../deployment/compose-folders.ts'
import type { Image } from '../deployment/images.ts'
import type { Environment, Service } from '../deployment/service.ts'
import type { LoadedConfig } from '../config/load.ts'
import type { Layer, Origin } from '../model/origin.ts'
import type { Guess, Reading } from '../model/reading.ts'
import type { ClientReading } from '../client/index.ts'
import type { Site } from '../model/site.ts'
import type { Disk, LocalDisk } from '../files/disk.ts'
import type { SourceFile } from '../text/source-file.ts'
import { readAround } from './around.ts'
import { asideRefusals } from './asides.ts'
import { discover, type Discovered, type Refusal } from './discover.ts'
import type { Options } from './options.ts'
import { UsageError } from '../text/faults.ts'
import { nestedSettings, type Nested } from './nested.ts'
import { type Settings, settingsFor } from './settings.ts'
import { timed } from './timed.ts'
import { unusedParts } from './unused.ts'
import { buildSite } from '../site/index.ts'

/** `elsewhere`: the files that were read outside the working directory; `unused`: what a main configuration leaves aside; `guesses`: what is taken for
 * files that are not here; `configs`: every configuration that was read. */
export interface Loaded {
  site: Site
  guesses: Guess[]
  files: Discovered['files']
  refused: Refusal[]
  settings: Settings
  configs: LoadedConfig[]
  elsewhere: string[]
  unused: Origin[]
}

const version = (given: string | number | undefined): { version?: string } =>
  given === undefined ? {} : { version: String(given) }

/** What one container, or the machine itself, runs of a layer. */
interface Share {
  files: SourceFile[]
  disk: Disk
  environment: Environment
  /** The words that it is started with; null: not in sight. */
  command: string[] | null
  run: Service[]
  /** The image that a Dockerfile alone makes of them. */
  image?: Image
}

/** Each layer is loaded only when there is a file for it. */
const READERS: Record<Layer, (share: Share, settings: Settings) => Promise<Reading>> = {
  nginx: async ({ files, disk, environment }, { nginx, limits }) => {
    const { readNginx } = await import('../nginx/index.ts')
    return readNginx(files, await mapped(disk, nginx?.pathMap), {
      environment,
      limits,
      ...version(nginx?.version),
      ...(nginx?.prefix === undefined ? {} : { prefix: nginx.prefix }),
    })
  },
  apache: async ({ files, disk, environment, command }, { apache, limits }) => {
    const { readApache, definesOf } = await import('../apache/index.ts')
    const start = { defines: definesOf(command, environment), environment }
    return readApache(files, disk, { ...version(apache?.version), limits, start })
  },
  express: async ({ files, disk, environment }, { express, limits }) =>
    (await import('../express/index.ts')).readExpress(files, disk, {
      ...version(express?.version),
      environment,
      limits,
      ...(express?.passes && { passes: express.passes }),
    }),
}

/** The disk as the server sees it, where the configuration says what lies where. */
async function mapped(disk: Disk, pathMap: Record<string, string> | undefined): Promise<Disk> {
  if (!pathMap) return disk
  const { mountedDisk } = await import('../deployment/mounted-disk.ts')
  return mountedDisk(disk, {
    mounts: Object.entries(pathMap).map(([target, folder]) => ({
      target: target.replace(/(.)\/+$/, '$1'),
      source: resolve(disk.cwd, folder),
    })),
  })
}

const LAYERS: Layer[] = ['nginx', 'apache', 'express']

type Read<Made> = (files: SourceFile[], disk: Disk) => Promise<Made>

/** The same reader, which takes what an earlier run has made where nothing has changed. `like`: what else its reading hangs on. */
const remembering = <Made>({ memory }: Options, like: unknown, read: Read<Made>): Read<Made> =>
  memory ? (files, disk) => memory.readings.read(textOf(like), files, disk, (watched) => read(files, watched)) : read

/** Maps are written out as well. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (one instanceof Map ? [...one] : one))

/** Finds the files, reads each with its layer, and joins what they say into one site. */
export async function load(options: Options): Promise<Loaded> {
  const { memory, signal, clock } = options
  const ground = options.ground ?? (await import('./local.ts')).localGround(options)
  const { disk } = ground
  // Of several trees, the folder above them all is not read itself.
  if (!options.within && disk.entry(disk.cwd) !== 'directory')
    throw new UsageError(`the working directory ${options.cwd} does not exist`)
  const base = await settingsFor({ ...options, cwd: disk.cwd }, ground.texts)
  const found = await timed(clock, 'phase', 'finding files', () =>
    discover(ground, options.paths?.length ? options.paths : ['.'], base.ignored),
  )
  const { settings, configs, ignores, refused } = await nestedFor(options, base, found, disk)
  const { files, others } = without(found, ignores)
  const all = Object.values(files).flat()
  const composed = await timed(clock, 'phase', 'compose files', () => composedFor(disk, all))
  const { services } = composed
  const compiled = await tsconfigsFor(disk, [...files.express, ...files.client])
  const readings: Reading[] = []
  const faults = new Set<string>()
  for (const layer of LAYERS) {
    for (const share of await sharesOf(files[layer], layer, services, disk)) {
      signal?.throwIfAborted()
      const { nginx, apache, express, limits } = settings
      const read = remembering(
        options,
        [layer, share.run, share.image?.mounts, share.environment, nginx, apache, express, limits],
        (some, seen) => READERS[layer]({ ...share, disk: seen, files: some }, settings),
      )
      const made = await timed(clock, 'phase', `reading ${layer}`, () =>
        readAround(share.files, (some) => read(some, share.disk), faults),
      )
      readings.push(...(await asSeen(made, layer, share)))
    }
  }
  const callsIn = remembering(options, others, (some, seen) => readClients(some, seen, others))
  const clients = await timed(clock, 'phase', 'reading clients', () =>
    readAround(files.client, (some) => callsIn(some, disk), faults),
  )
  const documents =
    settings.documents.length > 0
      ? (await import('../contract/index.ts')).readContracts(settings.documents, disk)
      : null
  const isDocument = ({ path }: Refusal): boolean => {
    const file = disk.read(resolve(disk.cwd, path))
    return file !== null && documents?.files.includes(file) === true
  }
  const shown = [
    ...all,
    ...(documents?.files ?? []),
    ...composed.files,
    ...compiled.files,
    ...clients.flatMap(({ users }) => users),
    ...configs.flatMap(({ file }) => file ?? []),
  ]
  const unused = unusedParts(
    readings.flatMap(({ origins }) => origins),
    readings.flatMap(({ trees }) => trees.map(({ file }) => file)),
    disk,
  )
  const site = await timed(clock, 'phase', 'joining the site', () =>
    buildSite({
      cwd: disk.cwd,
      readings,
      unused,
      files: shown,
      clientCalls: clients.flatMap(({ calls }) => calls),
      faults,
      services,
      backends: settings.backends,
      expected: settings.expected,
      limits: settings.limits,
      ...(documents && { contracts: documents.contracts }),
      problems: [...composed.problems, ...compiled.problems, ...(documents?.problems ?? [])],
      ...(memory && { kept: memory.cells }),
      ...(signal && { signal }),
    }),
  )
  return {
    site,
    files,
    // A document is read for the site that it is held against; alone it is nothing.
    refused: [...found.refused, ...refused, ...asideRefusals(disk, all)].filter(
      (one) => all.length === 0 || !isDocument(one),
    ),
    settings,
    configs,
    elsewhere: disk.elsewhere(),
    unused,
    guesses: readings.flatMap(({ guesses = [] }) => guesses),
  }
}

/** What configurations further down say; none is looked for where a person said which one holds. */
async function nestedFor({ config }: Options, base: Settings, { files }: Discovered, disk: LocalDisk): Promise<Nested> {
  const { configs, ...nested } = await nestedSettings(
    base,
    config === undefined
      ? Object.values(files)
          .flat()
          .map(({ absolute }) => absolute)
      : [],
    disk,
  )
  return { ...nested, configs: [...(base.config ? [base.config] : []), ...configs] }
}

/** Without what nested configurations leave out; what a person named stays. */
function without(
  { files, others, named }: Discovered,
  ignores: Nested['ignores'],
): Pick<Discovered, 'files' | 'others'> {
  const stays = ({ absolute }: SourceFile): boolean => named.has(absolute) || !ignores(absolute)
  const { nginx, apache, express, client } = files
  return {
    files: {
      nginx: nginx.filter(stays),
      apache: apache.filter(stays),
      express: express.filter(stays),
      client: client.filter(stays),
    },
    others: others.filter((path) => !ignores(path)),
  }
}

interface Group {
  run: Service[]
  files: SourceFile[]
}

/** What each container runs is read with its own eyes: its mounts, its environment. */
async function sharesOf(files: SourceFile[], layer: Layer, services: Service[], disk: LocalDisk): Promise<Share[]> {
  if (files.length === 0) return []
  const shares = await byContainer(files, services, disk)
  if (layer === 'express') return shares
  const [{ byImage }, { mountedDisk }] = await Promise.all([
    import('../deployment/images.ts'),
    import('../deployment/mounted-disk.ts'),
  ])
  return shares.flatMap((share) =>
    share.run.length > 0
      ? [share]
      : [...byImage(disk, share.files)].map(([image, own]) =>
          image
            ? { ...share, files: own, disk: mountedDisk(disk, image), environment: image.environment, image }
            : { ...share, files: own },
        ),
  )
}

async function byContainer(files: SourceFile[], services: Service[], disk: LocalDisk): Promise<Share[]> {
  if (services.length === 0) return [{ files, disk, environment: new Map(), command: null, run: [] }]
  const [{ servicesOf, sharedCommand, sharedEnvironment }, { mountedDisk }] = await Promise.all([
    import('../deployment/service.ts'),
    import('../deployment/mounted-disk.ts'),
  ])
  const groups = new Map<string, Group>()
  for (const file of files) {
    const run = servicesOf(services, file.absolute)
    const key = run.map((service) => services.indexOf(service)).join()
    const group = groups.get(key) ?? { run, files: [] }
    group.files.push(file)
    groups.set(key, group)
  }
  joinHtaccess(groups)
  return [...groups.values()].map(({ run, files: group }) => ({
    files: group,
    disk: run[0] ? mountedDisk(disk, run[0]) : disk,
    environment: sharedEnvironment(run),
    command: sharedCommand(run),
    run,
  }))
}

/** A container that mounts folders with `.htaccess` files and no configuration has it from its image: it is the one that no container mounts. */
function joinHtaccess(groups: Map<string, Group>): void {
  const configured = groups.get('')
  const bare = [...groups].filter(([key, { files }]) => key !== '' && files.every(isHtaccess))
  const [only, ...others] = bare
  if (!configured || configured.files.every(isHtaccess) || !only || others.length > 0) return
  const [key, group] = only
  groups.delete(key)
  configured.files.push(...group.files)
  configured.run = group.run
}

const isHtaccess = ({ path }: SourceFile): boolean => basename(path) === '.htaccess'

/** Without what a container's commands change before its server reads it. */
async function asSeen(readings: Reading[], layer: Layer, { run, image }: Share): Promise<Reading[]> {
  if (layer === 'express' || (run.length === 0 && !image)) return readings
  const { withoutEdited } = await import('./edited.ts')
  return readings.map((reading) => withoutEdited(reading, run, image))
}

const readClients = async (files: SourceFile[], disk: Disk, others: string[]): Promise<ClientReading> =>
  files.length > 0
    ? (await import('../client/index.ts')).readClientCalls(files, disk, others)
    : { calls: [], users: [] }

/** Of a lone file, too, a compose file says what its container sees and what fills it in. */
async function composedFor(disk: LocalDisk, files: SourceFile[]): Promise<Composed> {
  const found = files.length === 0 ? [] : composedFolders(disk, files)
  if (found.length === 0) return { services: [], problems: [], files: [] }
  const { readCompose } = await import('../deployment/compose.ts')
  return readCompose(disk, found)
}

async function tsconfigsFor(disk: LocalDisk, files: SourceFile[]): Promise<Pick<Composed, 'problems' | 'files'>> {
  if (files.length === 0) return { problems: [], files: [] }
  return (await import('../javascript/tsconfig.ts')).tsconfigProblems(files, disk)
}
