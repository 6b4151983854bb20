import { ownFolderHere } from '../deployment/served.ts'
import type { LeftOut } from '../text/limits.ts'
import type { Disk } from '../files/disk.ts'
import type { Finding } from '../text/finding.ts'
import type { SourceFile } from '../text/source-file.ts'
import { check, type Checked, type Rules } from './check/check.ts'
import type { ApacheDirective } from './read/directive.ts'
import {
  findHtaccess,
  folderOf,
  guessServedFrom,
  parentsFirst,
  type Placed,
  servedFolders,
} from './read/htaccess-files.ts'
import { type HtaccessReading, type MainReading, readHtaccess } from './read/main-file.ts'
import { EVERYTHING, type Grant, grants, isIgnored } from './read/overrides.ts'

/** What `.htaccess` is to one server: read or ignored by AllowOverride, and whether httpd takes what it says. */
export interface Htaccess {
  file: SourceFile
  /** Its folder on this disk, absolute, without a slash at the end. */
  folder: string
  /** The same folder under the name by which the configuration knows it; differs where the files are linted away from their server. */
  servedFrom: string
  /** false: AllowOverride None, so it is ignored; null: no main configuration in sight decides it. */
  read: boolean | null
  /** Decided conditionals and macros expanded; open ones are sections marked `open`. */
  directives: ApacheDirective[]
  /** httpd refuses the file: everything below `folder` is 500, decided here. */
  refusal: Finding | null
}

/** What each server of a configuration makes of the `.htaccess` files below its folders. */
export interface HtaccessViews {
  of(server: ApacheDirective | null): Htaccess[]
  /** All that is wrong with those that were asked for. */
  problems: Finding[]
  /** Folders that were not looked into. */
  leftOut(): LeftOut[]
}

function remember<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const value = make(key)
    known.set(key, value)
    return value
  }
}

const grantId = ({ classes, options, list, nonfatal }: Grant): string =>
  JSON.stringify([[...classes].sort(), options, [...list].sort(), nonfatal])

/** By what the files are judged. */
export interface Ruling {
  version: string
  registered: Rules['registered']
}

export function htaccessViews(
  reading: MainReading,
  given: SourceFile[],
  disk: Disk,
  { version, registered }: Ruling,
): HtaccessViews {
  const { directives, building, paths } = reading
  const problems: Finding[] = []
  const named = directives.findLast(({ key }) => key === 'accessfilename')?.args.map(({ value }) => value) ?? [
    '.htaccess',
  ]
  const bound = building.ledger.bound('folders')
  const walk = remember((root: string) => findHtaccess(paths.locate(root), root, named, { disk, bound }))
  const read = remember((file: SourceFile): HtaccessReading => readHtaccess(file, reading, version))
  const judged = new Map<string, Checked>()

  /** One file under one grant, whichever servers share it. */
  const judge = (file: SourceFile, grant: Grant): Checked => {
    const id = `${file.absolute} ${grantId(grant)}`
    const before = judged.get(id)
    if (before) return before
    const checked = check(read(file).directives, { file: grant, modules: building.modules, registered })
    problems.push(...read(file).building.problems, ...checked.problems)
    judged.set(id, checked)
    return checked
  }

  const place = (server: ApacheDirective | null): Placed[] => {
    const roots = servedFolders(directives, server)
    const outside = roots.filter((root) => disk.entry(paths.locate(root)) === 'outside')
    const moved = outside.flatMap((root) => {
      const here = ownFolderHere(disk, { root, named: outside })
      return here === null ? [] : findHtaccess(here, root, named, { disk, bound })
    })
    const found = new Map([...roots.flatMap(walk), ...moved].map((placed) => [placed.file.absolute, placed]))
    for (const file of given) {
      const servedFrom = found.has(file.absolute) ? null : guessServedFrom(folderOf(file), outside, disk)
      if (servedFrom !== null) found.set(file.absolute, { file, folder: folderOf(file), servedFrom })
    }
    return [...found.values()].sort(parentsFirst)
  }

  const of = remember((server: ApacheDirective | null): Htaccess[] => {
    const granted = grants(directives, server)
    return place(server).map((placed) => {
      const grant = granted(placed.servedFrom)
      const {
        directives: inside,
        building: { refusal },
      } = read(placed.file)
      if (grant !== null && isIgnored(grant)) return { ...placed, read: false, directives: inside, refusal: null }
      const checked = judge(placed.file, grant ?? EVERYTHING)
      return {
        ...placed,
        read: grant === null ? null : true,
        directives: inside,
        refusal: grant === null ? null : (refusal ?? checked.refusal),
      }
    })
  })
  return { of, problems, leftOut: () => bound.leftOut(reading.main.range(0, 0)) }
}
