// What the messages of these rules claim of their bad fixtures, asked of the real servers.
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { Server } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { liveSuite, serverProgram } from '../live.ts'
import { openBackend, startHttpd } from '../truth/apache/lab.ts'
import type { Probe } from '../truth/apache/lab.ts'
import { around, type Backends, closeBackends, openBackends, startNginx } from '../truth/nginx/lab.ts'
import { FIXTURES } from './expectations.ts'

interface Got {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}
type Ask = (method: string, path: string, host: string) => Promise<Got>

const asking =
  (port: number): Ask =>
  (method, path, host) =>
    new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port, method, path, agent: false, headers: { Host: host } },
        (response) => {
          let body = ''
          response.setEncoding('utf8').on('data', (text: string) => {
            body += text
          })
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
          })
        },
      )
      sent.on('error', reject)
      sent.end()
    })

/** The application behind: it says what it was asked, and has no GET for its check. */
function openApplication(): Promise<{ port: number; server: Server }> {
  const server = createServer(({ method, url }, response) => {
    const isRefused = url === '/auth/verify' && method !== 'POST'
    response.writeHead(isRefused ? 405 : 200, { 'X-Asked': `${method} ${url}` }).end(`${method} ${url}`)
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve({ port: address && typeof address === 'object' ? address.port : 0, server })
    })
  })
}

const text = (...path: string[]): string => readFileSync(join(FIXTURES, ...path), 'utf8')

const nginx = liveSuite('what rules claim of nginx', 'nginx')
let backends: Backends
let application: { port: number; server: Server }
nginx.before(async () => {
  ;[backends, application] = await Promise.all([openBackends(), openApplication()])
})
nginx.after(async () => {
  application.server.close()
  await closeBackends(backends)
})

/** A fixture as it can run here: addresses, folders and the application are those of the test. */
const localised = (config: string): string =>
  config
    .replace(/listen \d+(?: ssl)?;/g, 'listen 127.0.0.1:{{PORT}};')
    .replace(/10\.0\.0\.\d+:\d+|127\.0\.0\.1:(?:3000|4180)/g, `127.0.0.1:${application.port}`)
    .replaceAll('127.0.0.1:9000', '127.0.0.1:{{FCGI_PORT}}')
    .replaceAll('/var/cache/nginx/', 'cache/')
    .replace(/\/srv\/[\w/-]+/g, 'www')
    .replaceAll('/etc/nginx/metrics.htpasswd', 'metrics.htpasswd')

const insideHttp = (config: string): string => /\nhttp \{\n([^]*)\}\s*$/.exec(config)?.[1] ?? config

const PARAMETERS = 'fastcgi_param REQUEST_METHOD $request_method;\nfastcgi_param REQUEST_URI $request_uri;\n'

/** Starts nginx on a fixture, a file or a folder with its nginx.conf, and asks. */
async function withNginx(id: string, name: string, then: (ask: Ask) => Promise<void>): Promise<void> {
  const folder = name.endsWith('.conf') ? null : join(id, 'bad', name)
  const others = folder
    ? readdirSync(join(FIXTURES, folder), { recursive: true, encoding: 'utf8' }).filter(
        (path) => /\.(?:conf|inc)$/.test(path) && path !== 'nginx.conf',
      )
    : []
  const files = Object.fromEntries(others.map((path) => [path, localised(text(folder ?? '', path))]))
  const config = around(localised(insideHttp(text(id, 'bad', folder ? `${name}/nginx.conf` : name))))
  const running = await startNginx(
    serverProgram('nginx') ?? '',
    config,
    { ...files, fastcgi_params: PARAMETERS, 'metrics.htpasswd': 'a:{PLAIN}b\n' },
    backends,
  )
  if (typeof running === 'string') throw new Error(running)
  try {
    await then(asking(backends.free[0] ?? 0))
  } finally {
    await running.stop()
  }
}

nginx('auth-request-method: a 500 for everybody', async () => {
  for (const [name, host] of [
    ['refused-by-if.conf', 'intranet.example'],
    ['not-there.conf', 'wiki.example'],
  ] as const) {
    await withNginx('auth-request-method', name, async (ask) => {
      for (const method of ['GET', 'POST']) assert.is((await ask(method, '/', host)).status, 500, `${name} ${method}`)
    })
  }
  await withNginx('auth-request-method', 'behind', async (ask) => {
    for (const method of ['GET', 'POST'])
      assert.is((await ask(method, '/files/a', 'files.example')).status, 500, method)
  })
})

nginx("auth-request-method: $request_method is the client's", async () => {
  await withNginx('auth-request-method', 'by-client-method.conf', async (ask) => {
    assert.is((await ask('POST', '/api/x', 'api.example')).status, 500)
  })
})

nginx("cache-key-ignores-method: POST's answer for GET", async () => {
  for (const [name, host, path] of [
    ['search.conf', 'search.example', '/search'],
    ['own-key.conf', 'api.example', '/'],
  ] as const) {
    await withNginx('cache-key-ignores-method', name, async (ask) => {
      assert.is((await ask('POST', path, host)).body, `POST ${path}`)
      assert.is((await ask('GET', path, host)).body, `POST ${path}`, name)
    })
  }
})

nginx("cache-key-ignores-method: HEAD's emptiness for GET", async () => {
  const cases = [
    ['head.conf', 'files.example', '/files/a'],
    ['wordpress.conf', 'blog.example', '/index.php'],
    ['no-key.conf', 'shop.example', '/'],
  ] as const
  for (const [name, host, path] of cases) {
    await withNginx('cache-key-ignores-method', name, async (ask) => {
      assert.is((await ask('HEAD', path, host)).status, 200, name)
      const { status, body } = await ask('GET', path, host)
      assert.equal([status, body], [200, ''], name)
      // A path that nobody has asked for with HEAD, save where every path has the same key.
      if (name !== 'no-key.conf') assert.is.not((await ask('GET', `${path}?x`, host)).body, '', name)
    })
  }
})

/** A gateway of either protocol that says nothing to HEAD. */
function openGateway(): Promise<{ port: number; close(): void }> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', (sent) => {
      socket.end(
        `Status: 200 OK\r\nContent-Type: text/plain\r\n\r\n${/REQUEST_METHOD[^]{1,2}HEAD/.test(sent.toString('latin1')) ? '' : 'ok'}`,
      )
    })
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve({
        port: address && typeof address === 'object' ? address.port : 0,
        close: () => {
          server.close()
        },
      })
    })
  })
}

nginx('cache-key-ignores-method: so it is with uwsgi and SCGI', async () => {
  const gateway = await openGateway()
  for (const name of ['uwsgi', 'scgi']) {
    const location = `location / { ${name}_cache z; ${name}_cache_valid 200 1h; ${name}_cache_key $request_uri; ${name}_param REQUEST_METHOD $request_method; ${name}_pass 127.0.0.1:${gateway.port}; }`
    const running = await startNginx(
      serverProgram('nginx') ?? '',
      around(location, `${name}_cache_path cache/z keys_zone=z:1m;`),
      {},
      backends,
    )
    if (typeof running === 'string') throw new Error(running)
    const ask = asking(backends.free[0] ?? 0)
    await ask('HEAD', '/x', 'a.example')
    assert.equal(
      [(await ask('GET', '/x', 'a.example')).body, (await ask('GET', '/y', 'a.example')).body],
      ['', 'ok'],
      name,
    )
    await running.stop()
  }
  gateway.close()
})

nginx('header-inheritance-lost: they are not sent', async () => {
  const absent = async (name: string, host: string, asked: [string, string], names: string[]): Promise<void> =>
    withNginx('header-inheritance-lost', name, async (ask) => {
      const { headers } = await ask(...asked, host)
      assert.equal(
        names.filter((header) => headers[header] !== undefined),
        [],
        name,
      )
    })
  await absent(
    'security.conf',
    'shop.example',
    ['GET', '/checkout/'],
    ['x-frame-options', 'x-content-type-options', 'content-security-policy'],
  )
  await absent(
    'cors.conf',
    'api.example',
    ['GET', '/exports/'],
    ['access-control-allow-origin', 'access-control-allow-credentials'],
  )
  await absent('preflight.conf', 'api.example', ['OPTIONS', '/v1/'], ['access-control-allow-origin'])
  await absent('snippet', 'bank.example', ['GET', '/statements/'], ['strict-transport-security', 'cache-control'])
})

nginx('location-without-handler: the html folder is looked into, and nothing is there', async () => {
  const cases = [
    ['forgotten-proxy.conf', 'shop.example', '/api/', 404],
    ['forgotten-proxy.conf', 'status.example', '/live/', 404],
    ['preflight-only.conf', 'api.example', '/orders/', 404],
    ['challenge.conf', 'mail.example', '/.well-known/acme-challenge/x', 404],
    ['guarded.conf', 'tools.example', '/jobs/', 404],
  ] as const
  for (const [name, host, path, status] of cases) {
    await withNginx('location-without-handler', name, async (ask) => {
      assert.is((await ask('GET', path, host)).status, status, `${name} ${path}`)
    })
  }
  const config = around('server { listen 127.0.0.1:{{PORT}}; location /api/ { client_max_body_size 1m; } }')
  const running = await startNginx(
    serverProgram('nginx') ?? '',
    config,
    { 'html/api/index.html': 'BUILT IN' },
    backends,
  )
  if (typeof running === 'string') throw new Error(running)
  assert.is((await asking(backends.free[0] ?? 0)('GET', '/api/', 'a.example')).body, 'BUILT IN')
  await running.stop()
})

nginx('auth-request-method: a denial of limit_except is not asked of it', async () => {
  const config = around(
    `location /ok { auth_request /v; proxy_pass http://127.0.0.1:${application.port}; }\nlocation = /v { limit_except POST { deny all; } proxy_pass http://127.0.0.1:${application.port}; }`,
  )
  const running = await startNginx(serverProgram('nginx') ?? '', config, {}, backends)
  if (typeof running === 'string') throw new Error(running)
  assert.is((await asking(backends.free[0] ?? 0)('GET', '/ok', 'a.example')).body, 'GET /ok')
  await running.stop()
})

nginx('duplicate-directive: the first error_page and validity, the last map', async () => {
  const server = (inside: string): string =>
    `location / { ${inside} }\nlocation @a { return 200 first; }\nlocation @b { return 200 last; }`
  const cases = [
    [server('error_page 404 = @a; error_page 404 410 = @b; return 404;'), '', 'first'],
    [server('error_page 404 = @a; error_page 404 410 = @b; return 410;'), '', 'last'],
    [server('return 200 $x;'), 'map $uri $x { default first; }\nmap $host $x { default last; }', 'last'],
    [server('return 200 $x;'), 'map $uri $x { default first; }\ngeo $x { default last; }', 'last'],
  ] as const
  for (const [inside, http, body] of cases) {
    const running = await startNginx(serverProgram('nginx') ?? '', around(inside, http), {}, backends)
    if (typeof running === 'string') throw new Error(running)
    assert.is((await asking(backends.free[0] ?? 0)('GET', '/x', 'a.example')).body, body, inside)
    await running.stop()
  }
  await withNginx('duplicate-directive', 'included', async (ask) => {
    assert.is((await ask('GET', '/', 'shop.example')).status, 200)
  })
  const cached = 'proxy_cache z; proxy_cache_valid 200 0; proxy_cache_valid 200 1h;'
  const config = around(
    `location / { ${cached} proxy_pass http://127.0.0.1:${application.port}; add_header X-Cache $upstream_cache_status; }`,
    'proxy_cache_path cache/z keys_zone=z:1m;',
  )
  const running = await startNginx(serverProgram('nginx') ?? '', config, {}, backends)
  if (typeof running === 'string') throw new Error(running)
  const ask = asking(backends.free[0] ?? 0)
  await ask('GET', '/x', 'a.example')
  assert.is((await ask('GET', '/x', 'a.example')).headers['x-cache'], 'MISS')
  await running.stop()
})

nginx.run()

const httpd = liveSuite('what rules claim of httpd', 'apache2')

async function withHttpd(probe: Probe, then: (ask: Ask) => Promise<void>): Promise<void> {
  const backend = await openBackend()
  try {
    const running = await startHttpd(serverProgram('apache2') ?? '', probe, backend)
    if (typeof running === 'string') throw new Error(running)
    try {
      await then(asking(running.ports.first))
    } finally {
      await running.stop()
    }
  } finally {
    await backend.close()
  }
}

httpd('duplicate-directive: an .htaccess', async () => {
  const files = { 'a.out': 'OUT\n', 'item.html': 'TOP\n', 'shop/item.html': 'SHOP\n' }
  await withHttpd(
    { name: 'duplicates', htaccess: { '.htaccess': text('duplicate-directive/bad/htaccess/.htaccess') }, files },
    async (ask) => {
      const got = async (path: string): Promise<Got> => ask('GET', path, 'lab.test')
      assert.is((await got('/shop')).headers.location, 'https://shop.example/')
      assert.equal([(await got('/old')).status, (await got('/old')).headers.location?.includes('newer')], [302, false])
      assert.is((await got('/file.html')).headers['cache-control'], 'no-store')
      assert.match(String((await got('/a.out')).headers['content-type']), 'text/html')
      assert.is((await got('/none')).body, 'This is not here')
      assert.is((await got('/item')).body, 'TOP\n')
    },
  )
})

httpd('duplicate-directive: a virtual host', async () => {
  const server = text('duplicate-directive/bad/proxy.vhost')
    .replaceAll('*:80', '*:{{PORT}}')
    .replace(/http:\/\/10\.0\.0\.(\d+):\d+\//g, 'http://127.0.0.1:{{UPSTREAM_PORT}}/s/2$1')
    .replaceAll('/srv/', '{{DOCROOT}}/')
  const files = {
    'pictures/a.txt': 'FIRST\n',
    'shop/pictures/a.txt': 'SECOND\n',
    'old/b.txt': 'OLD\n',
    'shop/b.txt': 'SHOP\n',
    'shop-2/b.txt': 'SECOND HOST\n',
  }
  await withHttpd({ name: 'duplicates', server, files }, async (ask) => {
    const got = async (path: string): Promise<Got> => ask('GET', path, 'shop.example')
    assert.is((await got('/api')).status, 220)
    assert.is((await got('/admin')).status, 404)
    assert.is((await got('/pictures/a.txt')).body, 'FIRST\n')
    assert.is((await got('/b.txt')).body, 'SHOP\n')
  })
})

httpd('duplicate-directive: of the others, too, the last counts', async () => {
  const more = {
    'e/.htaccess':
      'ExpiresActive On\nExpiresByType text/html "access plus 1 hour"\nExpiresByType text/html "access plus 2 hours"\n',
    'f/.htaccess': 'Options Indexes\nOptions FollowSymLinks\n',
  }
  const files = {
    'e/a.html': 'E\n',
    'f/a.txt': 'F\n',
    'a/a.bb': 'A\n',
    'b/a.bb': 'A\n',
    'c/a.bb': 'A\n',
    'd/x': 'X\n',
    'first.html': 'FIRST\n',
    'last.html': 'LAST\n',
  }
  const htaccess = {
    'a/.htaccess': 'FallbackResource /first.html\nFallbackResource /last.html\n',
    'b/.htaccess': 'ForceType text/css\nForceType text/csv\n',
    'c/.htaccess': 'ExpiresActive On\nExpiresDefault "access plus 1 hour"\nExpiresDefault "access plus 2 hours"\n',
    'd/.htaccess': 'RewriteEngine On\nRewriteRule ^y$ /last.html [L]\nRewriteEngine Off\n',
  }
  await withHttpd(
    { name: 'last', server: 'TraceEnable off\nTraceEnable on\n', htaccess: { ...htaccess, ...more }, files },
    async (ask) => {
      const got = async (path: string): Promise<Got> => ask('GET', path, 'lab.test')
      assert.is((await got('/e/a.html')).headers['cache-control'], 'max-age=7200')
      assert.is((await got('/f/')).status, 403)
      assert.is((await got('/a/none')).body, 'LAST\n')
      assert.match(String((await got('/b/a.bb')).headers['content-type']), 'text/csv')
      assert.is((await got('/c/a.bb')).headers['cache-control'], 'max-age=7200')
      assert.is((await got('/d/y')).status, 404)
      assert.is((await ask('TRACE', '/', 'lab.test')).status, 200)
    },
  )
  for (const [setting, status] of [
    ['AddHandler cgi-script .bb\nAddHandler default-handler .bb\n', 200],
    ['SetHandler cgi-script\nSetHandler default-handler\n', 200],
  ] as const) {
    await withHttpd({ name: 'handler', htaccess: { 'a/.htaccess': setting }, files }, async (ask) => {
      assert.is((await ask('GET', '/a/a.bb', 'lab.test')).status, status, setting)
    })
  }
})

httpd.run()
