import { join } from 'node:path'
import { main } from '../../src/cli/main.ts'

const PROJECTS = join(import.meta.dirname, '../../fixtures/projects')

/** What a command is shown with: a project of the fixtures, and the arguments. */
const SHOWN: Record<string, { project: string; args: string[] }> = {
  lint: { project: 'shop', args: [] },
  routes: { project: 'tickets', args: ['routes'] },
  trace: { project: 'shop', args: ['trace', 'DELETE', 'http://shop.example:8080/api/items/7'] },
  explain: { project: 'shop', args: ['explain', '501-in-error-path'] },
  rules: { project: 'shop', args: ['rules'] },
}

/** What a command prints, run on a project of the fixtures; '': it is not one that is shown. */
export async function runShown(topic: string): Promise<string> {
  const shown = SHOWN[topic]
  if (!shown) return ''
  let out = ''
  const write = (text: string): void => {
    out += text
  }
  await main(shown.args, {
    stdin: (async function* () {})(),
    stdout: { write },
    stderr: { write },
    cwd: join(PROJECTS, shown.project),
    env: {},
  })
  return `## What it prints\n\nIn [\`fixtures/projects/${shown.project}\`](../../fixtures/projects/${shown.project}):\n\n\`\`\`console\n$ ${['verblint', ...shown.args].join(' ')}\n${out.trimEnd()}\n\`\`\``
}
