import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const SPECIFIER = /(?:from|import)\s*\(?\s*'(\.[^']+)'/g

/** The folder of src/ that a file belongs to; a file of its own (rule.ts, index.ts) is one, too. */
const folderOf = (path: string): string => /^src\/([\w-]+)/.exec(path)?.[1] ?? /^[\w-]+/.exec(path)?.[0] ?? ''

/** Which folder imports which. */
function arrows(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const files = ['src', 'rules'].flatMap((top) =>
    readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' }).map(
      (path) => `${top}/${path.replaceAll('\\', '/')}`,
    ),
  )
  for (const file of files.filter((path) => path.endsWith('.ts')).sort()) {
    const from = folderOf(file)
    const all = found.get(from) ?? new Set()
    found.set(from, all)
    for (const [, specifier = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(SPECIFIER)) {
      const to = folderOf(join(file, '..', specifier).replaceAll('\\', '/'))
      if (to !== from) all.add(to)
    }
  }
  return found
}

/** Without the arrows that others imply: what one imports by way of another. */
function thinned(all: Map<string, Set<string>>): [string, string][] {
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean => {
    if (seen.has(from)) return false
    seen.add(from)
    return [...(all.get(from) ?? [])].some((next) => next === to || reaches(next, to, seen))
  }
  return [...all].flatMap(([from, targets]) =>
    [...targets]
      .sort()
      .filter((to) => ![...targets].some((other) => other !== to && reaches(other, to)))
      .map((to): [string, string] => [from, to]),
  )
}

const NAMES: Record<string, string> = { index: 'index.ts', rule: 'rule.ts', rules: 'rules/' }
const PICTURE = /(<!-- folders -->\n)[^]*?(<!-- \/folders -->)/

/** The page, with its picture as the imports are now: `a --> b`, a imports b. */
export function withPicture(page: string): string {
  const lines = thinned(arrows())
    .sort()
    .map(([from, to]) => `  ${from}["${NAMES[from] ?? from}"] --> ${to}["${NAMES[to] ?? to}"]`)
  return page.replace(
    PICTURE,
    (_, start: string, end: string) => `${start}\`\`\`mermaid\ngraph TD\n${lines.join('\n')}\n\`\`\`\n${end}`,
  )
}
