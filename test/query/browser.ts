import { createServer, type AddressInfo, type Socket } from 'node:net'
import { type Browser, chromium, type Page } from 'playwright-core'
import { serverProgram } from '../live.ts'

/** What a browser does with QUERY, by the names of products.json. */

interface Heard {
  method: string
  path: string
  headers: Map<string, string>
  body: string
}

interface Server {
  origin: string
  heard: Heard[]
  close(): Promise<void>
}

/** What comes back by path, and for a preflight. Node's own parser refuses methods that it does not know. */
const ANSWERS: Record<string, [string, ...string[]]> = {
  '/': ['200 OK', 'Content-Type: text/html'],
  '/moved': ['302 Found', 'Location: /after'],
  '/other': ['303 See Other', 'Location: /after'],
  '/kept': ['200 OK', 'Cache-Control: max-age=60'],
}
const CORS = ['Access-Control-Allow-Origin: *', 'Access-Control-Allow-Methods: *', 'Access-Control-Allow-Headers: *']

function readHeard(text: string): Heard | null {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const [method = '', path = ''] = first.split(' ')
  const headers = new Map(
    lines.map((line) => [line.split(':')[0]?.toLowerCase() ?? '', line.replace(/^[^:]*:\s*/, '')]),
  )
  return rest.length > 0 && body.length >= Number(headers.get('content-length') ?? 0)
    ? { method, path, headers, body }
    : null
}

function answer(socket: Socket, { method, path }: Heard): void {
  const [status, ...headers] = method === 'OPTIONS' ? ['204 No Content'] : (ANSWERS[path] ?? ['200 OK'])
  socket.end([`HTTP/1.1 ${status}`, ...headers, ...CORS, 'Content-Length: 0', 'Connection: close', '', ''].join('\r\n'))
}

async function serve(): Promise<Server> {
  const heard: Heard[] = []
  const server = createServer((socket) => {
    let text = ''
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const one = readHeard(text)
      if (!one) return
      // A browser asks for it whenever it likes.
      if (one.path !== '/favicon.ico') heard.push(one)
      answer(socket, one)
    })
  }).listen(0, '127.0.0.1')
  await new Promise((done) => {
    server.once('listening', done)
  })
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    close: () =>
      new Promise((done) => {
        server.close(() => {
          done()
        })
      }),
  }
}

/** Runs a text in a page, and gives what the server heard because of it; `to`: a server of another origin. */
type Probe = (page: Page, own: Server, to: Server) => Promise<string>

const told = ({ method, headers, body }: Heard): string =>
  `${method}${body === '' ? '' : ', body'}${headers.has('content-type') ? ', Content-Type' : ', no Content-Type'}`

const sent =
  (script: string): Probe =>
  async (page, { heard }) => {
    heard.length = 0
    await page.evaluate(script)
    return heard.map(told).join('; ')
  }

const methods =
  (script: string): Probe =>
  async (page, { heard }) => {
    heard.length = 0
    await page.evaluate(script)
    return heard.map(({ method, path }) => `${method} ${path}`).join(', ')
  }

export const CHROMIUM_PROBES: Record<string, Probe> = {
  'Chromium: fetch to another origin': async (page, _own, { origin, heard }) => {
    heard.length = 0
    await page.evaluate(`fetch('${origin}/x', { method: 'QUERY', body: 'a' })`)
    return heard
      .map(
        ({ method, headers }) =>
          `${method}${method === 'OPTIONS' ? ` for ${headers.get('access-control-request-method')}` : ''}`,
      )
      .join(', then ')
  },
  'Chromium: fetch, a text and no headers': sent("fetch('/x', { method: 'QUERY', body: 'a' })"),
  'Chromium: fetch, bytes and no headers': sent("fetch('/x', { method: 'QUERY', body: new Uint8Array([1]) })"),
  'Chromium: fetch, method in lower case': sent("fetch('/x', { method: 'query', body: 'a' })"),
  'Chromium: XMLHttpRequest': sent(
    "new Promise((done) => { const sent = new XMLHttpRequest(); sent.onloadend = done; sent.open('QUERY', '/x'); sent.send('a') }).then(() => 0)",
  ),
  'Chromium: a form': async (page, own) => {
    own.heard.length = 0
    await page.setContent(
      `<form action="${own.origin}/x" method="query"><input name="a" value="b"><button></button></form>`,
    )
    await page.click('button')
    await page.waitForLoadState()
    await page.goto(`${own.origin}/`)
    return own.heard.find(({ path }) => path.startsWith('/x'))?.method ?? 'nothing'
  },
  'Chromium: a redirect by 302': methods("fetch('/moved', { method: 'QUERY', body: 'a' })"),
  'Chromium: a redirect by 303': methods("fetch('/other', { method: 'QUERY', body: 'a' })"),
  'Chromium: the same question twice': async (page, own, to) => {
    const asked = await methods(
      "fetch('/kept', { method: 'QUERY', body: 'a' }).then(() => fetch('/kept', { method: 'QUERY', body: 'a' }))",
    )(page, own, to)
    return asked === 'QUERY /kept' ? 'stored' : 'asked twice'
  },
}

export const chromiumVersion = async (): Promise<string> =>
  withPage(({ browser }) => Promise.resolve(browser.version()))

async function withPage<Made>(
  use: (at: { browser: Browser; page: Page; own: Server; to: Server }) => Promise<Made>,
): Promise<Made> {
  const [own, to] = [await serve(), await serve()]
  const browser = await chromium.launch({
    executablePath: serverProgram('chromium') ?? 'chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(30_000)
    await page.goto(`${own.origin}/`)
    return await use({ browser, page, own, to })
  } finally {
    await browser.close()
    await Promise.all([own.close(), to.close()])
  }
}

/** What a browser does with one question, in a page of its own. */
export const askChromium = (name: string): Promise<string> =>
  withPage(({ page, own, to }) => CHROMIUM_PROBES[name]?.(page, own, to) ?? Promise.resolve(''))
