import { isAbsolute, join, posix } from 'node:path'
import type { Disk } from '../files/disk.ts'
import { isGlob, matchesGlob } from '../files/shell-glob.ts'
import { instructionsOf } from './instructions.ts'
import { editedBy } from './edits.ts'
import { inProject, isBelow, type Mount } from './service.ts'
import { type Start, startOfImage, withInstruction } from './start.ts'

/** What one stage of a Dockerfile puts into its image. */
export interface Stage {
  /** The image that it starts from, of other stages the one that these start from. */
  image: string
  mounts: Mount[]
  /** Places that hold what no file shows: the output of another stage, or of a command. */
  made: string[]
  /** What commands change of what is there by then: files, folders and globs. */
  edited: string[]
  /** What is taken away of what the image had, as a shell is told to: `/etc/nginx/conf.d/*`. */
  removed: string[]
  environment: Map<string, string>
  start: Start
  here: string
}

/** Where the files lie that a Dockerfile copies. */
export interface BuildFolder {
  context: string
  disk: Pick<Disk, 'entry' | 'list'>
}

const emptyStage = (image: string): Stage => ({
  image,
  mounts: [],
  made: [],
  edited: [],
  removed: [],
  environment: new Map(),
  start: startOfImage(image),
  here: '/',
})

/** A stage that starts from another one has all that this has. */
const stageOn = (below: Stage | undefined, image: string): Stage => {
  if (!below) return emptyStage(image)
  const { mounts, made, edited, removed, environment, start } = below
  return {
    ...below,
    mounts: [...mounts],
    made: [...made],
    edited: [...edited],
    removed: [...removed],
    environment: new Map(environment),
    start: { ...start, isOwn: false },
  }
}

/** `FROM node:22 AS build`: the stage's name. */
const stageOf = (rest: string): string | undefined => /\sas\s+(\S+)/i.exec(rest)?.[1]?.toLowerCase()

const FLAGS = /^(?:--\S+\s+)+/
const imageOf = (rest: string): string => rest.replace(FLAGS, '').split(/\s/)[0] ?? ''

/** `COPY a b /to/`, `COPY ["a", "/to"]`. */
function wordsOf(rest: string): string[] {
  const plain = rest.replace(FLAGS, '').trim()
  return plain.startsWith('[') ? [...plain.matchAll(/"([^"]*)"/g)].map(([, word = '']) => word) : plain.split(/\s+/)
}

/** Values that the Dockerfile itself gives to its variables. */
const filled = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, plain?: string) => {
    const value = values.get(braced ?? plain ?? '')
    return value ?? whole
  })

/** What a shell runs: a heredoc, too, unless it is what a file is made of. */
const scriptOf = (rest: string, heredoc: string | null): string =>
  heredoc === null || /^(?:cat|tee)\s/.test(rest) ? rest : `${rest}\n${heredoc}`

/** Commands that leave no page behind: rights, removals, packages of the system. */
const LEAVES_NOTHING = /^(?:chmod|chown|rm|adduser|addgroup|useradd|groupadd|a2en\w+|a2dis\w+|apk|apt|apt-get)\s/

const commandsOf = (script: string): string[] => script.split(/&&|[;|\n]/).map((one) => one.trim())

/** The places that commands may fill: those that they name, and the one that they work in. */
function placesMade(script: string, here: string): string[] {
  const commands = commandsOf(script).filter((one) => one !== '' && !LEAVES_NOTHING.test(one))
  if (commands.length === 0) return []
  return [...(here === '/' ? [] : [here]), ...commands.flatMap((one) => one.match(/(?<![\w.])\/[\w./-]+/g) ?? [])]
}

/** What `rm` and `mv` take away, by absolute names. */
const placesRemoved = (script: string, here: string): string[] =>
  commandsOf(script).flatMap((one) => {
    const [, name, rest = ''] = /^(?:sudo\s+)?(rm|mv|unlink)\s+(.*)$/.exec(one) ?? []
    const words = rest.split(/\s+/).filter((word) => word !== '' && !word.startsWith('-'))
    const taken = name === 'mv' ? words.slice(0, -1) : name === undefined ? [] : words
    return taken.map((word) => posix.join(isAbsolute(word) ? '/' : here, word).replace(/(.)\/$/, '$1'))
  })

/** A name of Go's filepath.Match, for which a dot is a letter like others. */
const fits = (pattern: string, name: string): boolean =>
  matchesGlob(pattern, name) ||
  (name.startsWith('.') && !pattern.startsWith('.') && matchesGlob(pattern, `_${name.slice(1)}`))

/** What a source names in the build folder: paths relative to it. */
function sourcesOf(from: string, { context, disk }: BuildFolder): string[] {
  if (!isGlob(from)) return [from]
  return posix
    .normalize(from)
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .reduce<string[]>(
      (found, part) =>
        found.flatMap((folder) =>
          isGlob(part)
            ? disk
                .list(join(context, folder))
                .filter((name) => fits(part, name))
                .map((name) => posix.join(folder, name))
            : [posix.join(folder, part)],
        ),
      [''],
    )
}

/** Folders that images of servers have: what is copied to one of these by its bare name lies in it. */
const IS_FOLDER =
  /^\/(?:etc\/nginx(?:\/(?:conf\.d|http\.d|sites-enabled|sites-available|templates|snippets|includes))?|etc\/(?:apache2|httpd)(?:\/(?:conf|conf\.d|sites-enabled|sites-available|conf-enabled|conf-available))?|usr\/share\/nginx\/html|usr\/local\/apache2\/(?:conf|htdocs)(?:\/extra)?|var\/www(?:\/html)?)$/

interface Copy {
  words: string[]
  target: string
  intoFolder: boolean
}

function copyOf(rest: string, { here, environment }: Stage, given: ReadonlyMap<string, string>): Copy | null {
  const words = wordsOf(rest).map((word) => filled(filled(word, environment), given))
  const to = words.pop()
  if (words.length === 0 || to === undefined) return null
  const target = posix.join(isAbsolute(to) ? '/' : here, to).replace(/(.)\/$/, '$1')
  return { words, target, intoFolder: to.endsWith('/') || to === '.' || IS_FOLDER.test(target) }
}

/** What is copied out of the build folder; null: what it is does not show. */
function copied({ words, target, intoFolder }: Copy, folder: BuildFolder): Mount[] | null {
  if (words.some((word) => /\$|^https?:|^git@|<</.test(word)) || target.includes('$')) return null
  const sources = words.flatMap((word) => sourcesOf(word, folder))
  if (sources.length === 0) return null
  return sources.map((from) => {
    const source = join(folder.context, from)
    const isInside = folder.disk.entry(source) === 'file' && (intoFolder || sources.length > 1)
    return { source, target: isInside ? posix.join(target, posix.basename(from)) : target, copied: true }
  })
}

/** A file that an earlier stage was given as it is: `COPY --from=build /app/nginx.conf /etc/nginx/`. */
function copiedFrom(stage: Stage | undefined, { words, target, intoFolder }: Copy, { disk }: BuildFolder): Mount[] {
  return words.flatMap((word) => {
    const source = stage && inProject(stage, posix.join('/', word))
    if (!source || disk.entry(source) !== 'file') return []
    return [{ source, target: intoFolder ? posix.join(target, posix.basename(word)) : target, copied: true as const }]
  })
}

/** What a Dockerfile's last stage, or the one that is built, copies out of its build folder, its environment, and what it starts. */
export function readDockerfile(text: string, folder: BuildFolder, target?: string): Stage {
  const stages = new Map<string, Stage>()
  const given = new Map<string, string>()
  let stage = emptyStage('')
  let isBuilt = false
  for (const { name, rest, heredoc } of instructionsOf(text)) {
    if (name === 'FROM' && isBuilt) break
    switch (name) {
      case 'FROM': {
        const image = filled(imageOf(rest), given)
        stage = stageOn(stages.get(image.toLowerCase()), image)
        stages.set(String(new Set(stages.values()).size), stage)
        const called = stageOf(rest)
        if (called !== undefined) stages.set(called, stage)
        isBuilt = target !== undefined && called === target.toLowerCase()
        break
      }
      case 'ARG':
        for (const [, key = '', value = ''] of rest.matchAll(/(\w+)="?([^"\s]+)"?/g)) given.set(key, value)
        break
      case 'CMD':
      case 'ENTRYPOINT':
        stage.start = withInstruction(stage.start, name, rest)
        break
      case 'WORKDIR':
        stage.here = posix.join(isAbsolute(rest) ? '/' : stage.here, rest)
        break
      case 'ENV':
        for (const [, key = '', value = ''] of rest.matchAll(/(\w+)[= ]"?([^"\s]+)"?/g))
          stage.environment.set(key, value)
        break
      case 'COPY':
      case 'ADD': {
        const copy = copyOf(rest, stage, given)
        if (!copy) break
        const from = /--from=(\S+)/i.exec(rest)?.[1]
        const mounts =
          from === undefined
            ? heredoc === null
              ? copied(copy, folder)
              : null
            : copiedFrom(stages.get(from.toLowerCase()), copy, folder)
        if (mounts === null || mounts.length < copy.words.length) stage.made.push(copy.target)
        if (from === undefined && heredoc !== null) stage.edited.push(copy.target)
        stage.edited = stage.edited.filter((one) => !mounts?.some(({ target: copiedTo }) => isBelow(one, copiedTo)))
        stage.mounts.push(...(mounts ?? []))
        break
      }
      case 'RUN': {
        const script = scriptOf(rest, heredoc)
        stage.made.push(...placesMade(`${rest}\n${heredoc ?? ''}`, stage.here))
        stage.removed.push(...placesRemoved(script, stage.here))
        stage.edited.push(...editedBy(script, stage.here))
      }
    }
  }
  return stage
}
