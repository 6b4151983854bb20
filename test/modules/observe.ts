// npm run modules: what the handlers of nginx's and httpd's modules answer, asked of the servers, for the interpreter and,
// with test/modules/page.ts, for the docs.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { OBSERVED as APACHE } from '../../src/apache/directives/observed.ts'
import { OBSERVED as NGINX } from '../../src/nginx/directives/observed.ts'
import type { ObservedHandler } from '../../src/model/observed.ts'
import { serverProgram } from '../live.ts'
import { openBackend } from '../truth/apache/lab.ts'
import { closeBackends, openBackends } from '../truth/nginx/lab.ts'
import { HTTPD_QUESTIONS, observeHttpd } from './apache.ts'
import { NGINX_QUESTIONS, nginxModules, observeNginx, programFor } from './nginx.ts'

const SRC = join(import.meta.dirname, '../../src')

async function writeData(layer: 'nginx' | 'apache', found: ObservedHandler[]): Promise<void> {
  const file = join(SRC, layer, 'directives/observed.ts')
  const text = `import type { ObservedHandler } from '../../model/observed.ts'

// Written by \`npm run modules\`, which asks the servers.

export const OBSERVED: ObservedHandler[] = ${JSON.stringify(found)}
`
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }))
}

/** What was seen; where it cannot be asked, what was seen before stays. */
function kept(name: string, found: ObservedHandler | string, before: ObservedHandler[]): ObservedHandler[] {
  if (typeof found !== 'string') return [found]
  console.log(`${name}: ${found.trim().split('\n')[0] ?? ''}`)
  return before.filter((one) => one.name === name)
}

async function nginx(program: string): Promise<void> {
  const folder = nginxModules(true)
  const backends = await openBackends()
  const found: ObservedHandler[] = []
  for (const asked of NGINX_QUESTIONS)
    found.push(...kept(asked.directive, await observeNginx(programFor(asked, program), asked, folder, backends), NGINX))
  await closeBackends(backends)
  await writeData('nginx', found)
}

async function apache(program: string): Promise<void> {
  const backend = await openBackend()
  const found: ObservedHandler[] = []
  for (const asked of HTTPD_QUESTIONS)
    found.push(...kept(asked.name, await observeHttpd(program, asked, backend), APACHE))
  await backend.close()
  await writeData('apache', found)
}

const [only] = process.argv.slice(2)
const [nginxProgram, httpdProgram] = [serverProgram('nginx'), serverProgram('apache2')]
if (nginxProgram && only !== 'apache') await nginx(nginxProgram)
if (httpdProgram && only !== 'nginx') await apache(httpdProgram)
