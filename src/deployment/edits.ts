import { isAbsolute, posix } from 'node:path'
import type { Disk } from '../files/disk.ts'
import { isGlob, matchesGlob } from '../files/shell-glob.ts'
import { inProject, isBelow, type Mount, mountsAt } from './service.ts'

// Commands that change files which are there: what a server then reads shows nowhere.

/** What a container has, as a Dockerfile, a compose file or both say. */
interface Container {
  mounts: Mount[]
  edited?: readonly string[]
}

/** Where images of nginx and httpd have their configuration. */
export const OF_SERVERS = /^\/(?:etc\/(?:nginx|apache2|httpd)|usr\/local\/(?:apache2|nginx)\/conf)(?:\/|$)/

/** A configuration that commands write: alone, or beside those of the project. */
const WRITTEN = new RegExp(`${OF_SERVERS.source}.*\\.\\w+$`)
const INCLUDED = /^\/etc\/(?:nginx\/(?:conf\.d|http\.d|sites-enabled)|apache2\/(?:sites|conf)-enabled)\/[^*]+$/

const COMMANDS = /&&|\|\||[;|\n]/
const WORDS = /"[^"]*"|'[^']*'|[^\s"']+/g
const ABSOLUTE = /(?<![\w.}])\/[\w.-]+(?:\/[\w.*-]+)*/g
/** What may stand before a command. */
const LEAD = /^(?:(?:sudo|then|do|else|xargs(?:\s+-\S+)*|(?:\/bin\/)?(?:ba|da|a)?sh\s+-\w*c)\s+["']?)+/
const IN_PLACE =
  /^(?:(?:\/usr)?(?:\/bin\/)?(?:sed\s(?:.*\s)?(?:-[a-zA-Z]*i|--in-place)|perl\s(?:.*\s)?-\w*i|g?awk\s.*\binplace\b|(?:patch|ed|ex)\s))/
const FOUND = /^find\s+(.*?)\s-.*\b(?:sed|perl)\s/

const bare = (word: string): string => word.replace(/^(["'])(.*)\1$/, '$2')

/** What `sed -i` and its like name: words that are no flags and no scripts. */
const operands = (command: string): string[] =>
  (command.match(WORDS) ?? [])
    .slice(1)
    .filter((word) => !/^-|^["']?(?:s|y)([^\w\s]).*\1|^["'].*\s/.test(word) && /[/.$]/.test(word))
    .map(bare)

/** Whom a command writes to; null: whom, is not in its words. */
function targets(command: string): string[] | null {
  const [, roots] = FOUND.exec(command) ?? []
  if (roots !== undefined) return roots.split(/\s+/)
  if (IN_PLACE.test(command)) {
    const named = operands(command)
    return named.length > 0 && !named.some((one) => one.includes('$')) ? named : null
  }
  const [, copy] = /^tee\s+(?:-a\s+)?(\S+)/.exec(command) ?? []
  const redirected = /^envsubst\b/.test(command)
    ? []
    : [...command.matchAll(/(?<![\d&])>>?\s*([^\s&>]+)/g)].map(([, to = '']) => to)
  return [...(copy === undefined ? [] : [copy]), ...redirected].map(bare).filter((to) => !to.includes('$'))
}

/** The files, folders and globs, by absolute names, that a script changes; what it names by a variable may be all that it names. */
export function editedBy(script: string, here: string): string[] {
  let folder = here
  const found: string[] = []
  for (const command of script.split(COMMANDS).map((one) => one.trim().replace(LEAD, ''))) {
    const [, into] = /^cd\s+(\S+)/.exec(command) ?? []
    if (into !== undefined) folder = posix.join(isAbsolute(into) ? '/' : folder, into)
    const named = targets(command)
    if (named === null) {
      const all = script.match(ABSOLUTE) ?? []
      found.push(...(all.length > 0 ? all : [folder]))
    } else found.push(...named.map((one) => posix.join(isAbsolute(one) ? '/' : folder, one)))
  }
  return found.map((one) => one.replace(/(.)\/$/, '$1'))
}

/** What the words that start a container, and the scripts that these or the image's own entrypoint run, change there. */
export function editedAtStart(words: string[], mounts: Mount[], disk: Disk): string[] {
  const scripts = [
    ...words.slice(0, 2).flatMap((word) => inProject({ mounts }, posix.join('/', word)) ?? []),
    ...mounts.flatMap(({ source, target }) =>
      !target.startsWith('/docker-entrypoint.d')
        ? []
        : disk.entry(source) === 'directory'
          ? disk.list(source).map((name) => posix.join(source, name))
          : [source],
    ),
  ]
  const texts = scripts.flatMap((path) => disk.read(path)?.text ?? []).filter((text) => text.startsWith('#!'))
  return [words.join(' '), ...texts].flatMap((text) => editedBy(text, '/'))
}

const covers = (edited: string, path: string): boolean =>
  isGlob(edited)
    ? posix.dirname(edited) === posix.dirname(path) && matchesGlob(posix.basename(edited), posix.basename(path))
    : isBelow(path, edited)

/** Whether a command changes a file of the project in its container, or writes a configuration there in its place or beside it. */
export function editsIn(container: Container): (absolute: string) => boolean {
  const { edited = [] } = container
  if (edited.length === 0) return () => false
  return (absolute) => {
    const places = container.mounts
      .filter(({ source }) => isBelow(absolute, source))
      .map(({ source, target }) => posix.join(target, posix.relative(source, absolute)))
    const isPlaced = places.some((place) => OF_SERVERS.test(place))
    if (
      edited.some((one) => (isPlaced ? INCLUDED.test(one) && mountsAt(container, one).length === 0 : WRITTEN.test(one)))
    )
      return true
    return places.some(
      (place) => mountsAt(container, place)[0]?.copied === true && edited.some((one) => covers(one, place)),
    )
  }
}
