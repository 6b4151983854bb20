// What `npm run modules` wrote down, asked again of the servers that are installed here.
import * as assert from 'uvu/assert'
import { OBSERVED as HTTPD } from '../../src/apache/directives/observed.ts'
import type { ObservedHandler } from '../../src/model/observed.ts'
import { OBSERVED as NGINX } from '../../src/nginx/directives/observed.ts'
import { liveSuite, serverProgram } from '../live.ts'
import { type Backend, openBackend } from '../truth/apache/lab.ts'
import { type Backends, closeBackends, openBackends } from '../truth/nginx/lab.ts'
import { HTTPD_QUESTIONS, observeHttpd } from './apache.ts'
import { NGINX_QUESTIONS, nginxModules, observeNginx, programFor } from './nginx.ts'

const recorded = (all: ObservedHandler[], name: string): ObservedHandler | undefined =>
  all.find((one) => one.name === name)

/** As it was written down; another version's answers are no fault of ours, nor is a module that is not there. */
function assertSame(name: string, found: ObservedHandler | string, known: ObservedHandler | undefined): void {
  if (typeof found === 'string' || found.version !== known?.version)
    console.log(`\nSKIPPED: ${name}: ${typeof found === 'string' ? found.trim() : `${found.version} is installed`}`)
  else assert.equal(found, known)
}

const nginx = liveSuite("nginx's modules, method by method", 'nginx')
let backends: Backends
nginx.before(async () => {
  backends = await openBackends()
})
nginx.after(async () => {
  await closeBackends(backends)
})
const folder = serverProgram('nginx') === null ? '' : nginxModules(false)
for (const asked of NGINX_QUESTIONS)
  nginx(asked.directive, async () => {
    const found = await observeNginx(programFor(asked, serverProgram('nginx') ?? ''), asked, folder, backends)
    assertSame(asked.directive, found, recorded(NGINX, asked.directive))
  })
nginx.run()

const httpd = liveSuite("httpd's modules, method by method", 'apache2')
let backend: Backend
httpd.before(async () => {
  backend = await openBackend()
})
httpd.after(async () => {
  await backend.close()
})
for (const asked of HTTPD_QUESTIONS)
  httpd(asked.name, async () => {
    const found = await observeHttpd(serverProgram('apache2') ?? '', asked, backend)
    assertSame(asked.name, found, recorded(HTTPD, asked.name))
  })
httpd.run()
