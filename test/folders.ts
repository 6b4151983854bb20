import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const SPECIFIER = /(?:from|import)\s*\(?\s*'(\.[^']+)'/g

/** The folder of src/ that a file belongs to; a file of its own (rule.ts, index.ts) is one, too. */
const folderOf = (path: string): string => /^src\/([\w-]+)/.exec(path)?.[1] ?? /^[\w-]+/.exec(path)?.[0] ?? ''

/** Which file imports which; types count, too. */
function imports(): Map<string, Set<string>> {
  const files = ['src', 'rules'].flatMap((top) =>
    readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' }).map(
      (path) => `${top}/${path.replaceAll('\\', '/')}`,
    ),
  )
  return new Map(
    files
      .filter((path) => path.endsWith('.ts'))
      .sort()
      .map((file) => [
        file,
        new Set(
          [...readFileSync(join(ROOT, file), 'utf8').matchAll(SPECIFIER)].map(([, specifier = '']) =>
            join(file, '..', specifier).replaceAll('\\', '/'),
          ),
        ),
      ]),
  )
}

/** Which folder imports which. */
function arrows(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const [file, targets] of imports()) {
    const from = folderOf(file)
    const all = found.get(from) ?? new Set()
    found.set(from, all)
    for (const to of [...targets].map(folderOf)) if (to !== from) all.add(to)
  }
  return found
}

/** Files that import each other in a circle, each circle as large as it is (Tarjan's strongly connected components). */
export function circles(): string[][] {
  const all = imports()
  const found: string[][] = []
  const order = new Map<string, number>()
  const open: string[] = []
  const visit = (file: string): number => {
    const own = order.size
    order.set(file, own)
    open.push(file)
    let low = own
    for (const to of all.get(file) ?? []) {
      if (!order.has(to)) low = Math.min(low, visit(to))
      else if (open.includes(to)) low = Math.min(low, order.get(to) ?? low)
    }
    if (low === own) found.push(open.splice(open.indexOf(file)).sort())
    return low
  }
  for (const file of all.keys()) if (!order.has(file)) visit(file)
  return found.filter(({ length }) => length > 1)
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
