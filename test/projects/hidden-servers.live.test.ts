import { basename, dirname } from 'node:path'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { liveSuite } from '../live.ts'
import { start } from './deployment.ts'

const test = liveSuite('servers that are not in sight', 'nginx')

const site = (more: string): string => `server {\n    listen 80;\n    ${more}\n    location / { return 418; }\n}\n`
const main = (folder: string): string => `pid run/nginx.pid;
error_log logs/error.log;
events { worker_connections 64; }
http {
    access_log off;
    client_body_temp_path run/body; proxy_temp_path run/proxy; fastcgi_temp_path run/fastcgi; uwsgi_temp_path run/uwsgi; scgi_temp_path run/scgi;
    include ${folder}/*.conf;
}
`
/** What the official image has in conf.d. */
const STOCK = 'server {\n    listen 80;\n    server_name localhost;\n    location / { return 202; }\n}\n'
const HOSTS = ['shop.example', 'localhost', 'other.example']

/** What nginx answers to each host, run with the folder as the image has it. */
async function observed(folder: Record<string, string>): Promise<number[]> {
  const files = Object.fromEntries(Object.entries(folder).map(([name, text]) => [`conf.d/${name}`, text]))
  const root = folderWith({ 'nginx.conf': main('conf.d'), ...files })
  const running = await start({
    name: basename(root),
    below: dirname(root),
    ports: [80],
    nginx: { main: 'nginx.conf' },
    door: { port: 80 },
  })
  try {
    return await Promise.all(HOSTS.map(async (host) => (await running.ask('GET', '/', host)).status))
  } finally {
    await running.stop()
  }
}

async function answered(files: Record<string, string>): Promise<(number | null)[][]> {
  const loaded = await loadSite({ cwd: folderWith(files), config: false })
  return Promise.all(
    HOSTS.map(async (host) =>
      (await loaded.trace({ method: 'GET', url: `http://${host}/` })).outcomes.map(({ status }) => status),
    ),
  )
}

/** `open`: the hosts that a server out of sight may answer; of all others the answer is certain. */
async function holds(
  files: Record<string, string>,
  folder: Record<string, string>,
  open: readonly string[],
): Promise<void> {
  const seen = await observed(folder)
  const said = await answered(files)
  for (const [index, host] of HOSTS.entries()) {
    const isOpen = open.includes(host)
    assert.equal(said[index], isOpen ? [418, null] : [seen[index] ?? 0], `${host}: ${Object.keys(files).join()}`)
  }
}

const image = (copies: string): string => `FROM nginx:1.25\n${copies}\n`
const named = site('server_name shop.example;')

test('the image has a default.conf of its own, which comes first, or not', async () => {
  const run = { 'default.conf': STOCK }
  for (const name of ['app.conf', 'site.conf']) {
    await holds(
      { Dockerfile: image(`COPY ${name} /etc/nginx/conf.d/`), [name]: named },
      { ...run, [name]: named },
      name === 'app.conf' ? ['localhost'] : ['localhost', 'other.example'],
    )
  }
})

test('the image of a compose file, too; what is mounted over the folder hides it', async () => {
  const compose = (volume: string): string =>
    `services:\n  web:\n    image: nginx:alpine\n    ports: ["80:80"]\n    volumes:\n      - ${volume}\n`
  const run = { 'default.conf': STOCK, 'site.conf': named }
  const files = { 'web/site.conf': named }
  await holds({ 'compose.yml': compose('./web/site.conf:/etc/nginx/conf.d/site.conf'), ...files }, run, [
    'localhost',
    'other.example',
  ])
  await holds({ 'compose.yml': compose('./web:/etc/nginx/conf.d:ro'), ...files }, { 'site.conf': named }, [])
})

test('a default server that is written down, a replaced default.conf and a removed one decide', async () => {
  await holds(
    { Dockerfile: image('COPY site.conf /etc/nginx/conf.d/default.conf'), 'site.conf': named },
    { 'default.conf': named },
    [],
  )
  for (const gone of ['/etc/nginx/conf.d/default.conf', '-rf /etc/nginx/conf.d/*'])
    await holds(
      { Dockerfile: image(`RUN rm ${gone}\nCOPY site.conf /etc/nginx/conf.d/`), 'site.conf': named },
      { 'site.conf': named },
      [],
    )
  const first = site('server_name shop.example;').replace('listen 80', 'listen 80 default_server')
  await holds(
    { Dockerfile: image('COPY site.conf /etc/nginx/conf.d/'), 'site.conf': first },
    { 'default.conf': STOCK, 'site.conf': first },
    ['localhost'],
  )
})

test('folders that a main configuration includes and the checkout lacks', async () => {
  const whole = (include: string): string =>
    `events {}\nhttp {\n    ${include}\n    ${named.replaceAll('\n', '\n    ')}\n}\n`
  for (const [include, open] of [
    ['include sites-enabled/*;', ['localhost', 'other.example']],
    ['include /etc/nginx/conf.d/*.conf;', ['localhost', 'other.example']],
    ['include mime.types;', []],
    ['', []],
  ] as const)
    assert.equal(
      await answered({ 'nginx.conf': whole(include) }),
      HOSTS.map((host) => ((open as readonly string[]).includes(host) ? [418, null] : [418])),
      include,
    )
})

test.run()
