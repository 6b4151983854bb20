import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'

const FIXTURES = join(import.meta.dirname, '../../fixtures')
const isScript = (name: string): boolean => /[jt]s$/.test(name)

/** A link that opens the playground with files: what `page/share.ts` reads. */
export function playgroundLink(files: Record<string, string>): string {
  const shared = { files, query: { method: 'GET', url: '', headers: {} } }
  return `../index.html#v1,${deflateRawSync(JSON.stringify(shared)).toString('base64url')}`
}

/** The files of a case, which is one or a folder. */
function textsOf(folder: string, name: string): Record<string, string> {
  const below = statSync(join(folder, name)).isDirectory()
    ? readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' }).map((path) => [path, join(name, path)])
    : [[name, name]]
  return Object.fromEntries(
    below.flatMap(([shown = '', path = '']) =>
      statSync(join(folder, path)).isFile() ? [[shown, readFileSync(join(folder, path), 'utf8')]] : [],
    ),
  )
}

const sizeOf = (texts: Record<string, string>): number => Object.values(texts).join('').length

const isNote = (rule: string, texts: Record<string, string>): boolean =>
  Object.values(texts).some((text) => text.includes(`expect: ${rule} info`))

/** Opens the playground with the rule's smallest bad example, one without a script where there is a choice. One that is no more than a note is
 * taken last: beside problems it would not be seen. */
export function tryIt(rule: string): string | null {
  const folder = join(FIXTURES, rule, 'bad')
  const [first] = readdirSync(folder)
    .map((name) => textsOf(folder, name))
    .sort(
      (a, b) =>
        Number(isNote(rule, a)) - Number(isNote(rule, b)) ||
        Number(Object.keys(a).some(isScript)) - Number(Object.keys(b).some(isScript)) ||
        Object.keys(a).length - Object.keys(b).length ||
        sizeOf(a) - sizeOf(b),
    )
  return first ? playgroundLink(first) : null
}
