import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

// How sure a link is whose port comes out of the environment. A default that stands in the program is what it listens on until the
// files say otherwise; a variable that the compose file sets counts before it; one that it sets to something unknown leaves the port open.

interface Case {
  listen: string
  upstream: string
  api?: string
  env?: Record<string, string>
  expected: string[]
}

async function linksOf({ listen, upstream, api, env = {} }: Case): Promise<string[]> {
  const compose: Record<string, string> =
    api === undefined ? {} : { 'compose.yaml': `services:\n  web: { build: ./web }\n  api: { build: ./api, ${api} }\n` }
  const { links } = await loadSite({
    config: false,
    cwd: folderWith({
      ...compose,
      ...env,
      'web/Dockerfile': 'FROM nginx\n',
      'api/package.json': '{"dependencies":{"express":"^5.0.0"}}',
      'web/nginx.conf': `events {}\nhttp { server { listen 80; location / { proxy_pass ${upstream}; } } }\n`,
      'api/app.js': `const app = require('express')()\napp.get('/x', (req, res) => res.sendStatus(204))\napp.listen(${listen})\n`,
    }),
  })
  return links.map(({ sure, why }) => `${sure ? 'sure' : 'unsure'}: ${why}`)
}

const DEFAULT = 'process.env.PORT || 3000'
const CASES: Record<string, Case> = {
  'a default that the proxy names': {
    listen: DEFAULT,
    upstream: 'http://127.0.0.1:3000',
    expected: ['sure: api/app.js listens on 127.0.0.1:3000'],
  },
  'another port than the default': { listen: DEFAULT, upstream: 'http://127.0.0.1:4000', expected: [] },
  'no default': {
    listen: 'process.env.PORT',
    upstream: 'http://127.0.0.1:3000',
    expected: ['unsure: the files do not say where api/app.js listens'],
  },
  'set by the compose file': {
    listen: DEFAULT,
    upstream: 'http://api:4000',
    api: 'environment: { PORT: 4000 }',
    expected: ['sure: the compose file calls its container api, and api/app.js listens on 4000'],
  },
  'set by the compose file, and the proxy goes by the default': {
    listen: DEFAULT,
    upstream: 'http://api:3000',
    api: 'environment: { PORT: 4000 }',
    expected: [],
  },
  'set by an env_file': {
    listen: DEFAULT,
    upstream: 'http://api:4000',
    api: 'env_file: api.env',
    env: { 'api.env': 'PORT=4000\n' },
    expected: ['sure: the compose file calls its container api, and api/app.js listens on 4000'],
  },
  'set to what only the shell knows': {
    listen: DEFAULT,
    upstream: 'http://api:4000',
    api: 'environment: { PORT: "${API_PORT}" }',
    expected: ['sure: the compose file calls its container api, and api/app.js is the only server there'],
  },
  "set to what only the shell knows, without a container's name": {
    listen: DEFAULT,
    upstream: 'http://127.0.0.1:3000',
    api: 'network_mode: "service:web", environment: { PORT: "${API_PORT}" }',
    expected: ['unsure: the files do not say where api/app.js listens'],
  },
}

for (const [name, one] of Object.entries(CASES)) test(name, async () => assert.equal(await linksOf(one), one.expected))

test.run()
