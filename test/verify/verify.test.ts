import { createServer, type RequestListener } from 'node:http'
import { createServer as createRawServer, type Socket } from 'node:net'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite, type Site, verify, type Verified, type VerifyOptions } from '../../src/index.ts'
import { verifyText } from '../../src/format/verify.ts'
import { planOf } from '../../src/verify/plan.ts'
import { send } from '../../src/verify/send.ts'
import { run } from '../cli/run.ts'
import { folderWith } from '../folder.ts'

const APP = `const app = require('express')()
app.get('/items', (req, res) => res.send('x'))
app.all('/items', (req, res) => res.status(405).set('Allow', 'GET').end())
app.listen(3000)
`
const FILES = { 'app.js': APP, 'package.json': '{"dependencies":{"express":"5"}}' }
const OPTIONS = { rate: 1000 }

interface Heard {
  method: string
  url: string
  host: string | undefined
  authorization: string | undefined
}

/** A server on loopback that answers as it is told, and notes what it heard. */
async function serving<Made>(
  answer: RequestListener,
  use: (url: string, heard: Heard[]) => Promise<Made>,
): Promise<Made> {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request
    heard.push({ method, url, host: headers.host, authorization: headers.authorization })
    answer(request, response)
  })
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', () => {
      done()
    })
  })
  const address = server.address()
  try {
    return await use(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, heard)
  } finally {
    await new Promise((done) => {
      server.close(done)
    })
  }
}

const asWritten: RequestListener = ({ method, url }, response) => {
  if (url !== '/items') response.statusCode = 404
  else if (method !== 'GET' && method !== 'HEAD') response.writeHead(405, { Allow: 'GET' })
  response.end()
}

const verdicts = ({ checked }: Verified): string[] =>
  checked.filter(({ verdict }) => verdict !== 'same').map(({ method, path, verdict }) => `${method} ${path} ${verdict}`)

async function verified(
  answer: RequestListener,
  options: VerifyOptions = {},
): Promise<{ made: Verified; heard: Heard[] }> {
  const site = await loadSite({ cwd: folderWith(FILES) })
  return serving(answer, async (url, heard) => ({ made: await verify(site, url, { ...OPTIONS, ...options }), heard }))
}

test('what is safe is asked, of each path, under the name that the files know', async () => {
  const { made, heard } = await verified(asWritten, {
    as: 'http://localhost:3000',
    headers: { Authorization: 'Bearer x' },
  })
  assert.equal([...new Set(heard.map(({ method }) => method))], ['GET', 'HEAD', 'OPTIONS'])
  assert.ok(heard.every(({ host, authorization }) => host === 'localhost:3000' && authorization === 'Bearer x'))
  assert.equal(verdicts(made), [], 'Node itself refuses the method that nobody knows')
})

test('methods that change things, and TRACE, are sent when they are asked for', async () => {
  const { heard } = await verified(asWritten, { unsafe: true, trace: true })
  assert.equal(
    new Set(heard.map(({ method }) => method)),
    new Set(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE']),
  )
})

test('a difference is told with the line that says otherwise', async () => {
  const { made } = await verified((request, response) =>
    request.method === 'OPTIONS' && request.url === '/items'
      ? response.writeHead(204).end()
      : asWritten(request, response),
  )
  assert.equal(verdicts(made), ['OPTIONS /items status'])
  assert.equal(made.checked.find(({ verdict }) => verdict === 'status')?.at?.start.line, 3)
})

test('a redirect is an answer, and nobody follows it', async () => {
  const { made, heard } = await verified((_, response) =>
    response.writeHead(302, { Location: 'http://127.0.0.1:9/elsewhere' }).end(),
  )
  assert.ok(made.checked.every(({ seen }) => seen === null || seen.status === 302 || seen.status === 400))
  assert.ok(heard.every(({ url }) => !url.includes('elsewhere')))
})

test('no more than the bound is sent, and what is left out is told', async () => {
  const { made, heard } = await verified(asWritten, { most: 2 })
  assert.is(heard.length, 2)
  assert.ok(made.left > 0)
})

test('a signal ends it; what has come until then is the result', async () => {
  const end = new AbortController()
  const { made, heard } = await verified(
    (request, response) => {
      if (request.method === 'HEAD') end.abort()
      else asWritten(request, response)
    },
    { signal: end.signal },
  )
  assert.equal(
    heard.map(({ method }) => method),
    ['GET', 'HEAD'],
  )
  assert.equal(
    made.checked.map(({ method }) => method),
    ['GET'],
  )
  assert.ok(made.stopped && made.left > 0)
  assert.match(
    verifyText(made, new Map(), (_, text) => text),
    'requests were not sent: the run was ended early',
  )
})

test('the files have nginx answer, and a program behind it does', async () => {
  const site = await loadSite({
    cwd: folderWith({ 'nginx.conf': 'events {} http { server { listen 80; location / { return 404; } } }' }),
  })
  const made = await serving(
    (_, response) => response.writeHead(404, { 'X-Powered-By': 'Express' }).end(),
    (url) => verify(site, url, OPTIONS),
  )
  assert.ok(made.checked.every(({ method, verdict }) => verdict === 'who' || method === 'VERBLINT'))
  assert.match(
    verifyText(made, new Map(), (_, text) => text),
    'the server  404 Not Found  (Express)\n  the files   404 Not Found, without asking any program  nginx.conf:1',
  )
})

test('the command tells what it sends first, then what differs; nobody there, no URL and no such server are mistakes', async () => {
  const cwd = folderWith(FILES)
  await serving(asWritten, async (url) => {
    const { code, out, err } = await run(cwd, ['verify', url, '--rate', '1000'])
    assert.is(code, 0)
    assert.match(out, 'answers as the files say')
    assert.match(
      err,
      /^verblint: sends \d+ requests to http:\/\/127\.0\.0\.1:\d+, one after the other, at most 1000 a second \(1 s\): GET, HEAD, OPTIONS/,
    )
  })
  await serving(
    (_, response) => response.writeHead(501).end(),
    async (url) => {
      const { code, out } = await run(cwd, ['verify', url, '--rate', '1000'])
      assert.is(code, 1)
      assert.match(
        out,
        '✖ OPTIONS /items\n  the server  501 Not Implemented\n  the files   405 Method Not Allowed with Allow: GET  app.js:3',
      )
    },
  )
  await serving(asWritten, async (url) => {
    const { out } = await run(cwd, ['verify', url, '--rate', '1000', '--format', 'expect'])
    const { expect } = JSON.parse(out)
    assert.equal([expect['GET /items'], expect['OPTIONS /items']], [200, { status: 405, allow: ['GET'] }])
  })
  const mistakes: [string[], RegExp][] = [
    [['http://127.0.0.1:9'], /does not answer: nothing listens there/],
    [['localhost:3000'], /needs the URL of a running server/],
    [[], /needs the URL of a running server/],
    [['http://127.0.0.1:9', '--rate', '0'], /--rate takes a whole number above 0/],
    [['ftp://localhost'], /needs the URL of a running server/],
  ]
  for (const [args, message] of mistakes) {
    const { code, err } = await run(cwd, ['verify', ...args])
    assert.is(code, 2, args.join(' '))
    assert.match(err, message)
  }
  const { code, err } = await run(
    folderWith({
      'a.conf': 'server { listen 8001; server_name a.example; return 204; }',
      'nginx.conf': 'events {} http { include a.conf; server { listen 8002; return 204; } }',
    }),
    ['verify', 'http://127.0.0.1:9'],
  )
  assert.is(code, 2)
  assert.match(
    err,
    /Several servers of these files may answer 127\.0\.0\.1:9: say which of them it is, as --as http:\/\/a\.example:8001/,
  )
})

test('a published port is the one inside, under the names of the files', async () => {
  const server = (name: string): string => `server { listen 80; server_name ${name}; return 204; }`
  const compose =
    'services:\n  web: { image: "nginx:1.28", ports: ["8080:80"], volumes: ["./site.conf:/etc/nginx/conf.d/default.conf"] }\n'
  const site = async (...names: string[]): Promise<Site> =>
    loadSite({ cwd: folderWith({ 'compose.yaml': compose, 'site.conf': names.map(server).join('\n') }), config: false })
  const heardAs = (as: string): Promise<string[]> =>
    serving(
      (_, response) => response.writeHead(204).end(),
      async (url, heard) => {
        const made = await verify(await site('a.example', 'b.example'), url, { ...OPTIONS, as })
        assert.ok(made.checked.every(({ method, verdict }) => verdict === 'same' || method === 'VERBLINT'))
        return [...new Set(heard.map(({ host }) => host ?? ''))]
      },
    )
  assert.equal(await heardAs('http://b.example:8080'), ['b.example:8080'])
  const one = await site('a.example')
  assert.is(planOf(one, 'http://localhost:8080', {}).as.origin, 'http://a.example:8080')
  const two = await site('a.example', 'b.example')
  assert.throws(() => planOf(two, 'http://localhost:8080', {}), /as --as http:\/\/a\.example:8080$/)
})

/** A server on loopback that is none. */
async function raw<Made>(serve: (socket: Socket) => void, use: (port: number) => Promise<Made>): Promise<Made> {
  const sockets = new Set<Socket>()
  const server = createRawServer((socket) => {
    sockets.add(socket.on('error', () => socket.destroy()))
    serve(socket)
  }).listen(0, '127.0.0.1')
  await new Promise((done) => {
    server.once('listening', done)
  })
  const address = server.address()
  try {
    return await use(typeof address === 'object' && address ? address.port : 0)
  } finally {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
}

test('whoever gives no HTTP answer is told in a line', async () => {
  const cwd = folderWith(FILES)
  for (const serve of [
    (socket: Socket): void => void socket.destroy(),
    (socket: Socket): void => void socket.end('SSH-2.0-a\r\n\r\n'),
  ]) {
    const { code, err } = await raw(serve, (port) => run(cwd, ['verify', `http://127.0.0.1:${port}`, '--rate', '1000']))
    assert.is(code, 2)
    assert.match(err, /gives no HTTP answer: the first 3 requests came to nothing/)
  }
  await serving(
    (_, response) => response.end(),
    async (url) => {
      const { code, err } = await run(cwd, ['verify', url.replace('http:', 'https:'), '--as', 'http://localhost:3000'])
      assert.is(code, 2)
      assert.match(err, /does not answer: it does not speak TLS/)
    },
  )
})

test('a head that comes drop by drop is none, a large one is', async () => {
  const drops = (socket: Socket): void => {
    socket.write('HTTP/1.1 200 OK\r\n')
    const timer = setInterval(() => socket.write('X-A: b\r\n'), 20)
    socket.on('close', () => {
      clearInterval(timer)
    })
  }
  const sent = (port: number): Promise<unknown> =>
    send(new URL(`http://127.0.0.1:${port}`), { method: 'GET', path: '/' }, {}, { patience: 300 })
  assert.is(await raw(drops, sent), null)
  const { made } = await verified((request, response) => {
    response.setHeader('X-A', 'a'.repeat(100_000))
    asWritten(request, response)
  })
  assert.equal(verdicts(made), [])
})

test('a password in the URL and a path that is nowhere are mistakes', async () => {
  const mistakes: [string, RegExp][] = [
    ['http://user:secret@127.0.0.1:9', /Expected no password in the URL: send it by --header/],
    ['http://127.0.0.1:9/elsewhere', /No path of these files lies below \/elsewhere at 127\.0\.0\.1:3000/],
  ]
  for (const [url, message] of mistakes) {
    const { code, err } = await run(folderWith(FILES), ['verify', url])
    assert.is(code, 2)
    assert.match(err, message)
    assert.not.match(err, 'secret')
  }
})

test.run()
