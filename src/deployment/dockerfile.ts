import { isAbsolute, join, posix } from 'node:path'
import type { Mount } from './service.ts'
import { type Start, startOfImage, withInstruction } from './start.ts'

/** `FROM node:22 AS build`: the stage's name. */
const stageOf = (rest: string): string | undefined => /\sas\s+(\S+)/i.exec(rest)?.[1]

const imageOf = (rest: string): string => rest.replace(/^(?:--\S+\s+)+/, '').split(/\s/)[0] ?? ''

const INSTRUCTION = /^\s*(FROM|WORKDIR|COPY|ADD|ENV|CMD|ENTRYPOINT)\s+(.*)$/i

/** `COPY a b /to/`, `COPY ["a", "/to"]`; null: copied from another stage, or nothing to read. */
function copied(rest: string): string[] | null {
  if (/--from=/i.test(rest)) return null
  const plain = rest.replace(/^(?:--\S+\s+)+/, '').trim()
  const words = plain.startsWith('[')
    ? [...plain.matchAll(/"([^"]*)"/g)].map(([, word = '']) => word)
    : plain.split(/\s+/)
  return words.length > 1 && words.every((word) => !/[*?$]/.test(word)) ? words : null
}

/** What a Dockerfile's last stage, or the one that is built, copies out of its build folder, its environment, and what it starts. */
export function readDockerfile(
  text: string,
  context: string,
  isFile: (path: string) => boolean,
  target?: string,
): { mounts: Mount[]; environment: Map<string, string>; start: Start } {
  let mounts: Mount[] = []
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
        const words = copied(rest)
        const to = words?.pop()
        if (!words || to === undefined) break
        for (const from of words) {
          const source = join(context, from)
          const target = posix.join(isAbsolute(to) ? '/' : here, to)
          const intoFolder = isFile(source) && (to.endsWith('/') || to === '.' || words.length > 1)
          mounts.push({
            source,
            target: intoFolder ? posix.join(target, posix.basename(from)) : target.replace(/(.)\/$/, '$1'),
          })
        }
      }
    }
  }
  return { mounts, environment, start }
}
