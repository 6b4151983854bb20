import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'

const FIXTURES = join(import.meta.dirname, '../../fixtures')
const isScript = (name: string): boolean => /[jt]s$/.test(name)

/** A link that opens the playground with files: what `page/share.ts` reads. */
export function playgroundLink(files: Record<string, string>): string {
  const shared = { files, query: { method: 'POST', url: 'http://localhost/', headers: {} } }
  return `../index.html#v1,${deflateRawSync(JSON.stringify(shared)).toString('base64url')}`
}

/** Opens the playground with the rule's smallest bad example that is one file, no script where there is a choice; null: each is a folder. */
export function tryIt(rule: string): string | null {
  const folder = join(FIXTURES, rule, 'bad')
  const [first] = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
    .sort((a, b) => Number(isScript(a.name)) - Number(isScript(b.name)) || a.text.length - b.text.length)
  return first ? playgroundLink({ [first.name]: first.text }) : null
}
