import { isAbsolute, join, posix } from 'node:path'
import type { Mount } from './service.ts'
import { type Start, startOfImage, withInstruction } from './start.ts'

/** `FROM node:22 AS build`: the stage's name. */
const stageOf = (rest: string): string | undefined => /\sas\s+(\S+)/i.exec(rest)?.[1]

const imageOf = (rest: string): string => rest.replace(/^(?:--\S+\s+)+/, '').split(/\s/)[0] ?? ''

const INSTRUCTION = /^\s*(FROM|WORKDIR|COPY|ADD|RUN|ENV|CMD|ENTRYPOINT)\s+(.*)$/i

/** `COPY a b /to/`, `COPY ["a", "/to"]`. */
function wordsOf(rest: string): string[] {
  const plain = rest.replace(/^(?:--\S+\s+)+/, '').trim()
  return plain.startsWith('[') ? [...plain.matchAll(/"([^"]*)"/g)].map(([, word = '']) => word) : plain.split(/\s+/)
}

/** Copied from another stage, or by names that are not followed: what it is does not show. */
const isUnseen = (rest: string, words: string[]): boolean =>
  /--from=/i.test(rest) || words.some((word) => /[*?$]|^https?:|^<</.test(word))

/** Commands that leave no page behind: rights, removals, packages of the system. */
const LEAVES_NOTHING = /^(?:chmod|chown|rm|adduser|addgroup|useradd|groupadd|a2en\w+|a2dis\w+|apk|apt|apt-get)\s/

/** The places that a command may fill: those that it names, and the one that it works in. */
function placesMade(rest: string, here: string): string[] {
  const commands = rest.split(/&&|[;|]/).filter((one) => !LEAVES_NOTHING.test(one.trim()))
  if (commands.length === 0) return []
  return [...(here === '/' ? [] : [here]), ...commands.flatMap((one) => one.match(/(?<![\w.])\/[\w./-]+/g) ?? [])]
}

/** What a Dockerfile's last stage, or the one that is built, copies out of its build folder, its environment, and what it starts. */
export function readDockerfile(
  text: string,
  context: string,
  isFile: (path: string) => boolean,
  target?: string,
): { mounts: Mount[]; made: string[]; environment: Map<string, string>; start: Start } {
  let mounts: Mount[] = []
  let made: string[] = []
  let environment = new Map<string, string>()
  let here = '/'
  let start = startOfImage('')
  const stages = new Map<string, Start>()
  let isBuilt = false
  let stage = ''
  for (const line of text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const [, name = '', rest = ''] = INSTRUCTION.exec(line) ?? []
    const isStage = name.toUpperCase() === 'FROM'
    if (isStage) stages.set(stage, start)
    if (isStage && isBuilt) break
    if (isStage) isBuilt = target !== undefined && stageOf(rest) === target
    switch (name.toUpperCase()) {
      case 'FROM':
        mounts = []
        made = []
        environment = new Map()
        here = '/'
        start = { ...(stages.get(imageOf(rest)) ?? startOfImage(imageOf(rest))), isOwn: false }
        stage = stageOf(rest) ?? ''
        break
      case 'CMD':
      case 'ENTRYPOINT':
        start = withInstruction(start, name.toUpperCase(), rest)
        break
      case 'WORKDIR':
        here = posix.join(isAbsolute(rest.trim()) ? '/' : here, rest.trim())
        break
      case 'ENV':
        for (const [, key = '', value = ''] of rest.matchAll(/(\w+)[= ]"?([^"\s]+)"?/g)) environment.set(key, value)
        break
      case 'COPY':
      case 'ADD': {
        const words = wordsOf(rest)
        const to = words.pop()
        if (words.length === 0 || to === undefined) break
        const target = posix.join(isAbsolute(to) ? '/' : here, to)
        const folder = target.replace(/(.)\/$/, '$1')
        if (isUnseen(rest, [...words, to])) {
          made.push(folder)
          break
        }
        for (const from of words) {
          const source = join(context, from)
          const intoFolder = isFile(source) && (to.endsWith('/') || to === '.' || words.length > 1)
          mounts.push({
            source,
            target: intoFolder ? posix.join(target, posix.basename(from)) : folder,
            copied: true,
          })
        }
        break
      }
      case 'RUN':
        made.push(...placesMade(rest, here))
    }
  }
  return { mounts, made, environment, start }
}
