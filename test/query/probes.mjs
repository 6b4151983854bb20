// What servers and packages do with QUERY, beside GET or POST: run in a folder where the packages of products.json are installed.
// Prints one line of JSON: by product, what came back.
import { once } from 'node:events'
import http from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { spawnSync } from 'node:child_process'

const require = createRequire(import.meta.url)
const BODY = JSON.stringify({ ask: 'a' })
const JSON_TYPE = { 'content-type': 'application/json' }

/** Listens on a free port of this machine for as long as `use` takes. */
async function serving(handler, use) {
  const server = handler instanceof http.Server ? handler : http.createServer(handler)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    return await use(server.address().port)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/** One request: its status, headers and body. */
function ask(
  port,
  method,
  { path = '/', body = method === 'GET' ? undefined : BODY, headers = body === undefined ? {} : JSON_TYPE } = {},
) {
  return new Promise((done) => {
    const request = http.request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
        agent: false,
        timeout: 5000,
      },
      (response) => {
        const parts = []
        response.on('data', (part) => parts.push(part))
        response.on('end', () =>
          done({ status: response.statusCode, headers: response.headers, text: Buffer.concat(parts).toString() }),
        )
      },
    )
    request.on('timeout', () => request.destroy())
    request.on('error', () => done({ status: 0, headers: {}, text: '' }))
    request.end(body)
  })
}

const statusOf = ({ status }) => String(status)
const echo = (req, res) => res.json({ method: req.method, body: req.body ?? null })
const express = require('express5')

/** The same question by two methods to one application. */
const both = (handler, other, show = statusOf, options = {}) =>
  serving(handler, async (port) => ({
    query: show(await ask(port, 'QUERY', options)),
    [other.toLowerCase()]: show(await ask(port, other, options)),
  }))

const withMiddleware = (...middleware) =>
  express()
    .use(...middleware)
    .use((error, req, res, _next) => res.status(error.status ?? error.statusCode ?? 500).end())
    .use(echo)

const inBody = ({ status, text }) =>
  status === 200 ? (/"ask"/.test(text) ? 'reads the body' : 'leaves the body') : String(status)

/** Sends a QUERY with a body by a client, to a server that says what came. */
async function sends(use) {
  const seen = []
  const server = http.createServer((req, res) => {
    const parts = []
    req.on('data', (part) => parts.push(part))
    req.on('end', () => {
      seen.push(
        `${req.method}, ${Buffer.concat(parts).length > 0 ? 'body' : 'no body'}, ${req.headers['content-type'] ? 'Content-Type' : 'no Content-Type'}`,
      )
      res.setHeader('content-type', 'application/json')
      res.end('{}')
    })
  })
  server.on('clientError', (_, socket) => {
    seen.push('as written, which the parser of Node refuses')
    socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n')
  })
  return serving(server, async (port) => {
    try {
      await use(`http://127.0.0.1:${port}/`)
    } catch (error) {
      if (seen.length === 0) return { query: `refuses: ${String(error.message).split('\n')[0].slice(0, 60)}` }
    }
    return { query: seen[0] ?? 'sends nothing' }
  })
}

/** Two questions that differ in their bodies alone, to a cache in front of an application. */
async function cached(...cache) {
  const body = (req, res) => {
    if (req.body) return res.json({ answer: req.body })
    let text = ''
    req.on('data', (part) => {
      text += part
    })
    req.on('end', () => res.json({ answer: text }))
  }
  return serving(express().use(...cache, body), async (port) => {
    const [, second] = [
      await ask(port, 'QUERY', { body: '{"ask":1}' }),
      await ask(port, 'QUERY', { body: '{"ask":2}' }),
    ]
    return { query: /1/.test(second.text) ? 'the answer to another body' : 'its own answer' }
  })
}

/** A proxy in front of a server that says what came. */
async function proxied(make) {
  const backend = http.createServer((req, res) => {
    let text = ''
    req.on('data', (part) => {
      text += part
    })
    req.on('end', () => res.end(`${req.method} ${text.length > 0 ? 'with its body' : 'without its body'}`))
  })
  return serving(backend, (target) =>
    serving(make(`http://127.0.0.1:${target}`), async (port) => {
      const { status, text } = await ask(port, 'QUERY')
      return { query: status === 200 ? text : String(status) }
    }),
  )
}

/** Another Node, in a process of its own. */
const nodeAt = (name) => {
  const program = join(dirname(require.resolve(`${name}/package.json`)), 'bin/node')
  const code =
    "const http=require('http');const s=http.createServer((q,r)=>r.end('taken')).listen(0,'127.0.0.1',()=>{const c=require('net').connect(s.address().port,'127.0.0.1',()=>c.write('QUERY / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n'));let t='';c.on('data',d=>t+=d);c.on('close',()=>{console.log(t.split(' ')[1]+' '+http.METHODS.includes('QUERY'));s.close()})})"
  const [status, listed] = spawnSync(program, ['-e', code], { encoding: 'utf8', timeout: 20_000 })
    .stdout.trim()
    .split(' ')
  return Promise.resolve({ query: `${status}, ${listed === 'true' ? 'in' : 'not in'} http.METHODS` })
}

const routes = (framework) => {
  const app = framework()
  app.query('/', framework.json({ type: () => true }), echo)
  return app
}

const PROBES = {
  'Node 20.19.0': () => nodeAt('node20old'),
  'Node 20.19.3': () => nodeAt('node20new'),
  'Node 22': () => nodeAt('node22'),
  'Node 24': () => nodeAt('node24'),
  'Node 26': () => nodeAt('node26'),
  'Express 4 app.query': () => both(routes(require('express4')), 'POST'),
  'Express 5 app.query': () => both(routes(express), 'POST'),
  'Express 5 OPTIONS': () =>
    serving(routes(express), async (port) => ({
      query: `Allow: ${(await ask(port, 'OPTIONS', { body: undefined })).headers.allow}`,
    })),
  'res.send, If-None-Match: *': () =>
    both(
      express().use((req, res) => res.send('a')),
      'POST',
      statusOf,
      { headers: { ...JSON_TYPE, 'if-none-match': '*' } },
    ),
  'express.json': () => both(withMiddleware(express.json()), 'POST', inBody),
  'express.json, no Content-Type': () => both(withMiddleware(express.json()), 'POST', inBody, { headers: {} }),
  'body-parser': () => both(withMiddleware(require('body-parser').json()), 'POST', inBody),
  multer: () => {
    const form = '--b\r\ncontent-disposition: form-data; name="ask"\r\n\r\na\r\n--b--\r\n'
    return both(withMiddleware(require('multer')().none()), 'POST', inBody, {
      body: form,
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    })
  },
  'serve-static': () =>
    both(withMiddleware(require('serve-static')(import.meta.dirname)), 'GET', statusOf, { path: '/package.json' }).then(
      ({ query, get }) => ({ query: query === '200' ? 'passes it on' : query, get }),
    ),
  'express.static, fallthrough: false': () =>
    both(withMiddleware(express.static(import.meta.dirname, { fallthrough: false })), 'GET', statusOf, {
      path: '/package.json',
    }),
  cors: () =>
    serving(withMiddleware(require('cors')()), async (port) => {
      const { headers } = await ask(port, 'OPTIONS', {
        body: undefined,
        headers: { origin: 'https://a.example', 'access-control-request-method': 'QUERY' },
      })
      return {
        query: headers['access-control-allow-methods'].includes('QUERY')
          ? 'allowed'
          : `not in ${headers['access-control-allow-methods']}`,
      }
    }),
  'method-override': () =>
    serving(express().use(require('method-override')('x-http-method-override')).use(echo), async (port) => ({
      query: JSON.parse(
        (await ask(port, 'POST', { headers: { ...JSON_TYPE, 'x-http-method-override': 'QUERY' } })).text,
      ).method,
    })),
  csurf: () => both(withMiddleware(require('cookie-parser')(), require('csurf')({ cookie: true })), 'GET'),
  'csrf-csrf': () =>
    both(
      withMiddleware(
        require('cookie-parser')(),
        require('csrf-csrf').doubleCsrf({ getSecret: () => 's', getSessionIdentifier: () => 'i' }).doubleCsrfProtection,
      ),
      'GET',
    ),
  lusca: () =>
    both(
      withMiddleware(
        require('express-session')({ secret: 's', resave: false, saveUninitialized: true }),
        require('lusca').csrf(),
      ),
      'GET',
    ),
  helmet: () => both(withMiddleware(require('helmet')()), 'GET'),
  compression: () =>
    both(
      express()
        .use(require('compression')({ threshold: 0 }))
        .use((req, res) => res.type('text').send('a'.repeat(4000))),
      'POST',
      ({ headers }) => headers['content-encoding'] ?? 'plain',
      { headers: { ...JSON_TYPE, 'accept-encoding': 'gzip' } },
    ),
  'express-rate-limit': () => both(withMiddleware(require('express-rate-limit').rateLimit({ limit: 5 })), 'GET'),
  'connect-history-api-fallback': () =>
    both(
      express()
        .use(require('connect-history-api-fallback')())
        .use((req, res) => res.send(req.url)),
      'GET',
      ({ text }) => text,
      { path: '/a/b', headers: { accept: 'text/html' }, body: undefined },
    ),
  apicache: () => cached(require('apicache').middleware('1 minute')),
  'route-cache': () => cached(require('route-cache').cacheSeconds(60)),
  'apicache, appendKey': () =>
    cached(
      express.json(),
      require('apicache')
        .newInstance({ appendKey: (req) => JSON.stringify(req.body) })
        .middleware('1 minute'),
    ),
  'route-cache, a key': () =>
    cached(
      express.json(),
      require('route-cache').cacheSeconds(60, (req) => req.url + JSON.stringify(req.body)),
    ),
  'http-proxy': () =>
    proxied((target) => {
      const proxy = require('http-proxy').createProxyServer({ target })
      return http.createServer((req, res) => proxy.web(req, res))
    }),
  'http-proxy-3': () =>
    proxied((target) => {
      const proxy = require('http-proxy-3').createProxyServer({ target })
      return http.createServer((req, res) => proxy.web(req, res))
    }),
  'http-proxy-middleware': () =>
    proxied((target) => express().use(require('http-proxy-middleware').createProxyMiddleware({ target }))),
  'express-http-proxy': () => proxied((target) => express().use(require('express-http-proxy')(target))),
  sirv: () =>
    both(
      express()
        .use(require('sirv')(import.meta.dirname))
        .use(echo),
      'GET',
      ({ text }) => (text.includes('"method"') ? 'passes it on' : 'the file'),
      { path: '/package.json' },
    ),
  fastify: async () => {
    const app = require('fastify')()
    app.route({ method: 'QUERY', url: '/', handler: (request) => request.body ?? 'nothing' })
    const { statusCode, body } = await app.inject({ method: 'QUERY', url: '/', payload: { ask: 'a' } })
    return { query: `${statusCode}, ${body.includes('ask') ? 'with its body' : 'without its body'}` }
  },
  koa: () => {
    const Koa = require('koa')
    const app = new Koa()
    app.use((context) => {
      context.body = context.method
    })
    return both(app.callback(), 'POST', ({ status, text }) => `${status} ${text}`)
  },
  '@koa/router': async () => {
    const Router = require('@koa/router').Router ?? require('@koa/router')
    const router = new Router()
    return { query: typeof router.query === 'function' ? 'router.query' : 'no router.query' }
  },
  hono: async () => {
    const { Hono } = await import('hono')
    const app = new Hono()
    app.on('QUERY', '/', (context) => context.text(context.req.method))
    return { query: String((await app.request('/', { method: 'QUERY', body: BODY })).status) }
  },
  'express-openapi-validator': async () => {
    const answers = { 200: { description: 'a' } }
    const asked = async (apiSpec) => {
      try {
        const app = withMiddleware(require('express-openapi-validator').middleware({ apiSpec, validateApiSpec: true }))
        return await serving(app, async (port) => statusOf(await ask(port, 'QUERY')))
      } catch {
        return 'refuses the document'
      }
    }
    return {
      query: `${await asked({ openapi: '3.1.0', info: { title: 'a', version: '1' }, paths: { '/': { get: { responses: answers } } } })} for a path without it; ${await asked({ openapi: '3.2.0', info: { title: 'a', version: '1' }, paths: { '/': { query: { responses: answers } } } })} for OpenAPI 3.2 with query`,
    }
  },
  fetch: () => sends((url) => fetch(url, { method: 'QUERY', body: BODY, headers: JSON_TYPE })),
  'fetch, a text and no headers': () => sends((url) => fetch(url, { method: 'QUERY', body: BODY })),
  'fetch, method in lower case': () => sends((url) => fetch(url, { method: 'query', body: BODY })),
  'fetch, bytes and no headers': () => sends((url) => fetch(url, { method: 'QUERY', body: new Uint8Array([1]) })),
  undici: () => sends((url) => require('undici').request(url, { method: 'QUERY', body: BODY })),
  axios: () => sends((url) => require('axios').request({ url, method: 'query', data: { ask: 'a' } })),
  'axios, a text': () => sends((url) => require('axios').request({ url, method: 'query', data: BODY })),
  'axios.query': () => sends((url) => require('axios').query(url, { ask: 'a' })),
  got: () => sends(async (url) => (await import('got')).got(url, { method: 'QUERY', json: { ask: 'a' } })),
  ky: () => sends(async (url) => (await import('ky')).default(url, { method: 'query', json: { ask: 'a' } })),
  superagent: () => sends((url) => require('superagent')('QUERY', url).send({ ask: 'a' })),
  supertest: () => sends((url) => require('supertest')(url).query?.('/').send({ ask: 'a' })),
  'node-fetch': () => sends(async (url) => (await import('node-fetch')).default(url, { method: 'QUERY', body: BODY })),
  needle: () => sends((url) => require('needle')('query', url, { ask: 'a' }, { json: true })),
  'http.request': () =>
    sends(
      (url) =>
        new Promise((done) =>
          http.request(url, { method: 'QUERY' }, (response) => response.resume().on('end', done)).end(BODY),
        ),
    ),
}

const found = {}
for (const [name, probe] of Object.entries(PROBES)) {
  try {
    found[name] = await Promise.race([
      probe(),
      new Promise((_, give) => {
        setTimeout(() => give(new Error('no answer')), 15_000).unref()
      }),
    ])
  } catch (error) {
    found[name] = { query: `fails: ${String(error.message).split('\n')[0].slice(0, 80)}` }
  }
}
console.log(JSON.stringify(found))
process.exit(0)
