import { createServer, type Server } from 'node:http'
import { readFileSync, statSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { serverProgram } from '../live.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** Serves a folder of static files on a port of its own, and notes what is asked for. */
function serve(folder: string, asked: string[]): Promise<Server> {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent((request.url ?? '/').split(/[?#]/)[0] ?? '/'))
    asked.push(path)
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path)
    const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() === true
    response.writeHead(isFile ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'text/plain' })
    response.end(isFile ? readFileSync(file) : 'not found')
  })
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      resolve(server)
    }),
  )
}

/** A folder of static files, as a browser sees it. */
export interface Site {
  /** What was asked for, by path. */
  asked: string[]
  /** A new tab; everything that it complains of is collected. */
  open(path: string, options?: BrowserContextOptions): Promise<{ page: Page; complaints: string[] }>
  close(): Promise<void>
}

export async function openSite(folder: string): Promise<Site> {
  const asked: string[] = []
  const server = await serve(folder, asked)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const browser: Browser = await chromium.launch({
    executablePath: serverProgram('chromium') ?? 'chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  return {
    asked,
    async open(path, options = {}) {
      const page = await (await browser.newContext(options)).newPage()
      page.setDefaultTimeout(60_000)
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      await page.goto(`http://127.0.0.1:${port}${path}`)
      return { page, complaints }
    },
    async close() {
      await browser.close()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}
