import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { serverProgram } from '../live.ts'
import { loadModules } from '../truth/apache-server.ts'

/** What the servers answer to QUERY, by the names of products.json. */

const HTTPD_MODULES = [
  'mpm_event',
  'authn_core',
  'authz_core',
  'authz_host',
  'mime',
  'dir',
  'allowmethods',
  'proxy',
  'proxy_http',
  'cache',
  'cache_disk',
  'actions',
  'alias',
  'cgid',
]

/** A server that says what came; the body of the answer is its count. */
async function withBackend<Result>(use: (port: number) => Promise<Result>): Promise<Result> {
  let count = 0
  const server = createServer((req, res) => {
    let text = ''
    req.on('data', (part) => {
      text += String(part)
    })
    req.on('end', () => {
      res.setHeader('cache-control', 'max-age=60')
      res.end(`${req.method} ${text === '' ? 'without its body' : 'with its body'} ${++count}`)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  try {
    return await use(typeof address === 'object' && address ? address.port : 0)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

function ask(port: number, method: string, path: string): Promise<{ status: number; text: string }> {
  const body = method === 'GET' ? '' : '{"ask":"a"}'
  return new Promise((done) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        agent: false,
        timeout: 5000,
        headers: { 'content-type': 'application/json', 'content-length': body.length },
      },
      (response) => {
        let text = ''
        response.on('data', (part) => {
          text += String(part)
        })
        response.on('end', () => {
          done({ status: response.statusCode ?? 0, text })
        })
      },
    )
    sent.on('timeout', () => sent.destroy())
    sent.on('error', () => {
      done({ status: 0, text: '' })
    })
    sent.end(body)
  })
}

async function withRoot<Result>(use: (root: string) => Promise<Result>): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), 'verblint-query-'))
  for (const folder of ['htdocs', 'logs', 'run', 'cache']) mkdirSync(join(root, folder))
  writeFileSync(join(root, 'htdocs/a.txt'), 'here\n')
  try {
    return await use(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

interface Kind {
  program: string
  configOf(root: string, port: number, inside: string): string
  args(file: string): string[]
  test(file: string): string[]
}

const nginxAt = (program: string): Kind => ({
  program,
  configOf: (
    root,
    port,
    inside,
  ) => `daemon off; worker_processes 1; pid ${root}/run/pid; error_log ${root}/logs/error.log;
events {}
http {
  access_log off; proxy_cache_path ${root}/cache keys_zone=z:1m;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${root}/run/${name};`).join(' ')}
  server { listen 127.0.0.1:${port}; root ${root}/htdocs; ${inside} }
}
`,
  args: (file) => ['-c', file],
  test: (file) => ['-t', '-c', file],
})

const HTTPD: Kind = {
  program: serverProgram('apache2') ?? '',
  configOf: (root, port, inside) => `ServerRoot "${root}"
ServerName lab.test
Listen 127.0.0.1:${port}
PidFile "${root}/run/pid"
ErrorLog "${root}/logs/error.log"
DefaultRuntimeDir "${root}/run"
${loadModules(HTTPD_MODULES)}TypesConfig /etc/mime.types
DocumentRoot "${root}/htdocs"
CacheRoot "${root}/cache"
${inside}
`,
  args: (file) => ['-D', 'FOREGROUND', '-f', file],
  test: (file) => ['-t', '-f', file],
}

/** Starts a server with a configuration for as long as `use` takes. */
const serving = <Result>(kind: Kind, inside: string, use: (port: number) => Promise<Result>): Promise<Result> =>
  withRoot(async (root) => {
    const port = await freePort()
    const file = join(root, 'server.conf')
    writeFileSync(file, kind.configOf(root, port, inside))
    const child = spawn(kind.program, kind.args(file), { stdio: 'ignore' })
    try {
      for (let tries = 0; tries < 100 && (await ask(port, 'GET', '/')).status === 0; tries++) await wait(50)
      return await use(port)
    } finally {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  })

/** Whether the server takes a configuration, by its own test. */
const takes = (kind: Kind, inside: string): Promise<string> =>
  withRoot(async (root) => {
    const file = join(root, 'server.conf')
    writeFileSync(file, kind.configOf(root, await freePort(), inside))
    return Promise.resolve(
      spawnSync(kind.program, kind.test(file), { encoding: 'utf8', timeout: 20_000 }).status === 0
        ? 'taken'
        : 'refused at start',
    )
  })

const atFile = (kind: Kind, inside = ''): Promise<string> =>
  serving(kind, inside, async (port) => String((await ask(port, 'QUERY', '/a.txt')).status))

const proxied = (kind: Kind, inside: (to: string) => string): Promise<string> =>
  withBackend((target) =>
    serving(kind, inside(`http://127.0.0.1:${target}`), async (port) => {
      const { status, text } = await ask(port, 'QUERY', '/x')
      return status === 200 ? text.replace(/ \d+$/, '') : String(status)
    }),
  )

/** The same QUERY twice: the second answer is the first one's, or another. */
const cached = (kind: Kind, inside: (to: string) => string): Promise<string> =>
  withBackend((target) =>
    serving(kind, inside(`http://127.0.0.1:${target}`), async (port) => {
      await ask(port, 'GET', '/x')
      const answers = [(await ask(port, 'QUERY', '/x')).text, (await ask(port, 'QUERY', '/x')).text]
      return answers[0] === answers[1] ? 'stored' : 'not stored'
    }),
  )

const nginxProbes = (nginx: Kind): Record<string, () => Promise<string>> => ({
  'nginx: a file': () => atFile(nginx),
  'nginx: proxy_pass': () => proxied(nginx, (to) => `location / { proxy_pass ${to}; }`),
  'nginx: limit_except QUERY': () => takes(nginx, 'location / { limit_except GET QUERY { deny all; } }'),
  'nginx: limit_except GET POST': () =>
    serving(nginx, 'location / { limit_except GET POST { deny all; } }', async (port) =>
      String((await ask(port, 'QUERY', '/a.txt')).status),
    ),
  'nginx: if in its place': () =>
    proxied(
      nginx,
      (to) => `location / { if ($request_method !~ ^(GET|HEAD|QUERY)$) { return 405; } proxy_pass ${to}; }`,
    ),
  'nginx: proxy_cache_methods QUERY': () =>
    takes(nginx, 'location / { proxy_pass http://127.0.0.1:9; proxy_cache z; proxy_cache_methods GET QUERY; }'),
  'nginx: proxy_cache': () =>
    cached(
      nginx,
      (to) =>
        `location / { proxy_pass ${to}; proxy_cache z; proxy_cache_methods POST; proxy_cache_key $uri; proxy_cache_valid 1m; }`,
    ),
})

export const NGINX_PROBES = nginxProbes(nginxAt(serverProgram('nginx') ?? ''))

/** A build of the newest nginx, which Debian does not have: VERBLINT_NGINX_NEXT names it. */
const next = process.env['VERBLINT_NGINX_NEXT']
export const NEXT_NGINX_PROBES = Object.fromEntries(
  Object.entries(nginxProbes(nginxAt(next ?? ''))).map(([name, probe]) => [
    name.replace('nginx:', 'nginx 1.31:'),
    probe,
  ]),
)
export const hasNextNginx = next !== undefined

export const HTTPD_PROBES: Record<string, () => Promise<string>> = {
  'httpd: a file': () => atFile(HTTPD),
  'httpd: a file, RegisterHttpMethod QUERY': () => atFile(HTTPD, 'RegisterHttpMethod QUERY'),
  'httpd: a file, <Limit QUERY>': () =>
    atFile(HTTPD, '<Location /away>\n<Limit QUERY>\nRequire all granted\n</Limit>\n</Location>'),
  'httpd: Script QUERY': () => proxied(HTTPD, (to) => `Script QUERY /asked\nProxyPass /asked ${to}`),
  'httpd: Script QUERY, elsewhere': () => atFile(HTTPD, '<Location /away>\nScript QUERY /asked\n</Location>'),
  'httpd: Require method QUERY': () => takes(HTTPD, '<Location />\nRequire method GET QUERY\n</Location>'),
  'httpd: Require expr': () =>
    proxied(
      HTTPD,
      (to) =>
        `<Location />\nRequire expr "%{REQUEST_METHOD} in { 'GET', 'HEAD', 'QUERY' }"\n</Location>\nProxyPass / ${to}/`,
    ),
  'httpd: ProxyPass': () => proxied(HTTPD, (to) => `ProxyPass / ${to}/`),
  'httpd: AllowMethods QUERY': () => takes(HTTPD, '<Location />\nAllowMethods GET QUERY\n</Location>'),
  'httpd: LimitExcept GET QUERY': () =>
    proxied(
      HTTPD,
      (to) =>
        `<Location />\n<LimitExcept GET QUERY>\nRequire all denied\n</LimitExcept>\n</Location>\nProxyPass / ${to}/`,
    ),
  'httpd: CacheEnable': () => cached(HTTPD, (to) => `CacheEnable disk /\nProxyPass / ${to}/`),
}
