import { basename, dirname } from 'node:path'
import type { Disk, Stock } from '../../files/disk.ts'
import type { SourceRange } from '../../text/range.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { serversUnseen, type UnseenInclude } from './unseen.ts'
import type { PlacedDirective } from './tree.ts'

/** Servers of the same nginx that are not in sight. */
export interface HiddenServers {
  /** What to call them. */
  name: string
  /** Where they listen; null: anywhere. */
  ports: readonly number[] | null
  /** Names that they surely have. */
  names: readonly string[]
  /** Whether they may stand before what is written there. */
  mayPrecede(range: SourceRange): boolean
}

/** Files that may be more than is in sight: what an image has there, null: the checkout lacks them; `at`: the include that names it, null:
 * that of a main file which is not in sight. */
export interface PartOfFolder {
  at: SourceRange | null
  stock: Stock | null
  name: string
}

/** Where a container has a file; templates become files of `conf.d` before nginx starts. */
export const placesOf = (file: Pick<SourceFile, 'absolute'>, disk: Disk): string[] =>
  (disk.seenAt?.(file.absolute) ?? []).map((path) =>
    path.replace(/^\/etc\/nginx\/templates\/(.+)\.template$/, '/etc/nginx/conf.d/$1'),
  )

/** nginx reads a folder by its files' names, and an include where it stands. */
function mayPrecede(at: SourceRange | null, stock: Stock, range: SourceRange, disk: Disk): boolean {
  const isInFolder = at === null || range.includedFrom?.[0]?.start.offset === at.start.offset
  if (!isInFolder) return range.file !== at.file || range.start.offset > at.start.offset
  const places = placesOf({ absolute: `${disk.cwd}/${range.file}` }, disk).filter(
    (place) => dirname(place) === stock.folder,
  )
  return !places.some((place) => Buffer.compare(Buffer.from(basename(place)), Buffer.from(stock.name ?? '')) < 0)
}

/** The server that images of nginx bring along: http://nginx.org/en/docs of the package, `server_name localhost`. */
const ofImage = (at: SourceRange | null, stock: Stock, disk: Disk): HiddenServers => ({
  name: `${stock.name} of the image`,
  ports: stock.ports,
  names: ['localhost'],
  mayPrecede: (range) => mayPrecede(at, stock, range, disk),
})

const unseen = (name: string): HiddenServers => ({
  name: `what include ${name} brings in`,
  ports: null,
  names: [],
  mayPrecede: () => true,
})

/** All servers that may run beside those in sight. */
export const hiddenServers = (
  directives: PlacedDirective[],
  includes: UnseenInclude[],
  parts: PartOfFolder[],
  disk: Disk,
): HiddenServers[] => [
  ...parts.flatMap(({ at, stock }) => (stock?.name ? [ofImage(at, stock, disk)] : [])),
  ...serversUnseen(directives, [
    ...includes,
    ...parts.flatMap(({ at, stock, name }) => (at && !stock ? [{ range: at, name }] : [])),
  ]).map(({ name }) => unseen(name)),
]
