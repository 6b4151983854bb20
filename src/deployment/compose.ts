import { dirname, relative, resolve, sep } from 'node:path'
import type { Disk } from '../files/disk.ts'
import type { Finding } from '../text/finding.ts'
import type { SourceFile } from '../text/source-file.ts'
import { type Application, readApplication } from './compose-file.ts'
import { readDockerfile } from './dockerfile.ts'
import { type Draft, environmentFiles, folderOfCommand } from './draft.ts'
import { editedAtStart } from './edits.ts'
import { isBelow, type Service } from './service.ts'
import { startOfImage, startWords, wordsInSight } from './start.ts'

/** A file relative to the working directory, as places name it. */
const named = (path: string, { cwd }: Disk): string => relative(cwd, path).replaceAll(sep, '/')

function servicesIn({ drafts, variables, files: [main = ''] }: Application, disk: Disk): Service[] {
  const profiles = new Set((variables.get('COMPOSE_PROFILES') ?? '').split(',').map((profile) => profile.trim()))
  const isOn = ({ profiles: own }: Draft): boolean =>
    own.length === 0 || profiles.has('*') || own.some((profile) => profiles.has(profile))
  return [...drafts].map(([name, draft]) => ({
    ...serviceFrom(name, draft, isOn(draft), disk),
    project: named(main, disk),
  }))
}

function serviceFrom(name: string, draft: Draft, isOn: boolean, disk: Disk): Omit<Service, 'project'> {
  const { build, range, container, hostname, aliases, links, ports } = draft
  const context = build?.context ?? null
  const dockerfile = context === null ? null : resolve(context, build?.dockerfile ?? 'Dockerfile')
  const file = dockerfile === null ? null : disk.read(dockerfile)
  const image = file && context !== null ? readDockerfile(file.text, { context, disk }, build?.target) : null
  const start = image?.start ?? startOfImage(context === null ? (draft.image ?? '') : '')
  const mounts = [...(image?.mounts ?? []), ...draft.mounts]
  return {
    name,
    range,
    context,
    links,
    ports,
    optional: !isOn,
    names: [...new Set([name, ...[container, hostname].flatMap((one) => one ?? []), ...aliases])],
    workplace: context === null ? null : workplaceOf(isOn ? draft.command : [], context, dockerfile, disk),
    command: startWords(start, draft),
    network: networkOf(draft),
    environment: new Map<string, string | null>([
      ...(image?.environment ?? []),
      ...environmentFiles(draft.files, disk),
      ...draft.environment,
    ]),
    mounts,
    made: image?.made ?? [],
    edited: [...(image?.edited ?? []), ...editedAtStart(wordsInSight(start, draft), mounts, disk)],
    removed: image?.removed ?? [],
    image: image?.image ?? (context === null ? (draft.image ?? '') : ''),
    volumes: new Map([...draft.volumes].map(([target, volume]) => [volume, target])),
  }
}

/** A Dockerfile in a folder of its own is about that folder; so is a command that names a script there, unless it is for now and then. */
function workplaceOf(
  command: string[] | undefined,
  context: string,
  dockerfile: string | null,
  disk: Disk,
): string | null {
  const byCommand = folderOfCommand(command ?? [], context, disk)
  if (byCommand !== null) return byCommand
  const home = dockerfile === null ? context : dirname(dockerfile)
  return home !== context && isBelow(home, context) ? home : null
}

function networkOf({ network = '' }: Draft): Service['network'] {
  if (network === 'host') return 'machine'
  return network.startsWith('service:') ? { service: network.slice('service:'.length) } : 'own'
}

/** A file that ten lines include, or that two folders come by, is told once. */
const oneEach = (problems: Finding[]): Finding[] => [
  ...new Map(problems.map((problem) => [`${problem.range.file}:${problem.range.start.offset}`, problem])).values(),
]

/** What the compose files about some files say. */
export interface Composed {
  services: Service[]
  /** What Compose refuses, and the files that it stands in. */
  problems: Finding[]
  files: SourceFile[]
}

/** The services that compose files describe, those of each folder together; a file that another includes is a part of that one. */
export function readCompose(disk: Disk, found: string[][]): Composed {
  const applications = found.map((paths) => readApplication(paths, dirname(paths[0] ?? disk.cwd), disk))
  const parts = new Set(applications.flatMap(({ files: [, ...others] }) => others))
  const whole = applications.filter(({ files: [main] }) => main !== undefined && !parts.has(main))
  const problems = oneEach(applications.flatMap((application) => application.problems))
  const named = new Set(problems.map(({ range }) => range.file))
  return {
    services: whole.flatMap((application) => servicesIn(application, disk)),
    problems,
    files: [...named].flatMap((path) => disk.read(resolve(disk.cwd, path)) ?? []),
  }
}
