import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { folderWith } from '../folder.ts'
import { serverProgram } from '../live.ts'

type Fields = Record<string, unknown>

/** One page in a headless browser, driven by the DevTools protocol over two pipes. */
export interface Tab {
  /** What an expression gives there, as JSON. */
  evaluate<Value>(expression: string): Promise<Value>
  press(key: string): Promise<void>
  point(selector: string, how: 'move' | 'click'): Promise<void>
  scheme(colours: 'light' | 'dark'): Promise<void>
  size(width: number, height: number): Promise<void>
  screenshot(file: string): Promise<void>
  /** What it asked of any network or disk besides the page itself, and what it complained of. */
  asked: string[]
  complaints: string[]
  close(): Promise<void>
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** Messages end with a NUL; answers come back under the number of their question. */
function conversation(child: ChildProcess, heard: (method: string, params: Fields, session: unknown) => void) {
  const [, , , to, from] = child.stdio
  const waiting = new Map<number, { done(result: Fields): void; failed(error: Error): void }>()
  let next = 0
  let text = ''
  const take = (message: Fields): void => {
    const { id, method, params, result, error, sessionId } = message
    const waits = waiting.get(Number(id))
    if (typeof method === 'string') heard(method, isFields(params) ? params : {}, sessionId)
    else if (isFields(error)) waits?.failed(new Error(String(error.message)))
    else waits?.done(isFields(result) ? result : {})
  }
  ;(from as Readable).setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (text + chunk).split('\0')
    text = parts.pop() ?? ''
    for (const part of parts) take(JSON.parse(part))
  })
  child.on('exit', (code) => {
    for (const { failed } of waiting.values()) failed(new Error(`the browser ended with ${code}`))
  })
  return (method: string, params: Fields = {}, sessionId?: string): Promise<Fields> =>
    new Promise((done, failed) => {
      const id = ++next
      waiting.set(id, { done, failed })
      ;(to as Writable).write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`)
    })
}

const KEY_CODES: Record<string, number> = {
  Enter: 13,
  Escape: 27,
  Tab: 9,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  End: 35,
  '/': 191,
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe complains of in a page, a line for each. */
export async function axe(tab: Tab): Promise<string[]> {
  await tab.evaluate(`${AXE};0`)
  return tab.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))',
  )
}

export interface Browser {
  open(html: string): Promise<Tab>
  close(): Promise<void>
}

/** Starts a browser of its own: a new profile, no network service. */
export function startBrowser(): Browser {
  const folder = folderWith({})
  const args = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-extensions',
    '--disable-background-networking',
    `--user-data-dir=${join(folder, 'profile')}`,
    '--remote-debugging-pipe',
    'about:blank',
  ]
  const child = spawn(serverProgram('chromium') ?? 'chromium', args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  process.on('exit', () => child.kill('SIGKILL'))
  const listeners = new Map<unknown, (method: string, params: Fields) => void>()
  const send = conversation(child, (method, params, session) => listeners.get(session)?.(method, params))
  let pages = 0
  return {
    async open(html) {
      const file = join(folder, `routes-${++pages}.html`)
      writeFileSync(file, html)
      const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
      const tab = {
        url: pathToFileURL(file).href,
        ask: (method: string, params: Fields = {}) => send(method, params, String(sessionId)),
        hear: (heard: (method: string, params: Fields) => void) => {
          listeners.set(sessionId, heard)
        },
      }
      return openTab(tab, async () => {
        await send('Target.closeTarget', { targetId })
      })
    },
    async close() {
      const ended = new Promise((resolve) => {
        child.on('exit', resolve)
      })
      await send('Browser.close')
      await ended
    },
  }
}

/** What a page's script reads from the element `told` has been read. */
const READ = `new Promise((done) => { const look = () => document.getElementById('told') ? setTimeout(look, 5) : done(true); look() })`

interface Session {
  url: string
  ask(method: string, params?: Fields): Promise<Fields>
  hear(heard: (method: string, params: Fields) => void): void
}

async function openTab({ url, ask, hear }: Session, close: () => Promise<void>): Promise<Tab> {
  const asked: string[] = []
  const complaints: string[] = []
  let loaded: () => void = () => undefined
  hear((method, { request, exceptionDetails, entry, type }) => {
    if (method === 'Page.loadEventFired') loaded()
    else if (method === 'Network.requestWillBeSent' && isFields(request)) asked.push(String(request.url))
    else if (method === 'Runtime.exceptionThrown') complaints.push(JSON.stringify(exceptionDetails))
    else if (method === 'Log.entryAdded' && isFields(entry)) complaints.push(String(entry.text))
    else if (method === 'Page.javascriptDialogOpening') complaints.push(`a dialog: ${String(type)}`)
  })
  for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await ask(`${domain}.enable`)
  const size = async (width: number, height: number): Promise<void> => {
    await ask('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false })
  }
  await size(1280, 900)
  const done = new Promise<void>((resolve) => {
    loaded = resolve
  })
  await ask('Page.navigate', { url })
  await done
  await evaluate(READ)

  async function evaluate<Value>(expression: string): Promise<Value> {
    const { result, exceptionDetails } = await ask('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    })
    if (exceptionDetails) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`)
    return (result as { value: Value }).value
  }
  return {
    evaluate,
    size,
    complaints,
    get asked() {
      return asked.filter((one) => one !== url)
    },
    async press(key) {
      const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined
      const event = { key, code: key, windowsVirtualKeyCode: KEY_CODES[key] ?? 0, ...(text && { text }) }
      await ask('Input.dispatchKeyEvent', { ...event, type: text ? 'keyDown' : 'rawKeyDown' })
      await ask('Input.dispatchKeyEvent', { ...event, type: 'keyUp' })
    },
    async point(selector, how) {
      const { x, y } = await evaluate<{
        x: number
        y: number
      }>(`(() => { const node = document.querySelector(${JSON.stringify(selector)}); node.scrollIntoView({ block: 'center' });
        const box = node.getBoundingClientRect(); return { x: box.x + box.width / 2, y: box.y + box.height / 2 } })()`)
      await ask('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y })
      if (how === 'move') return
      for (const type of ['mousePressed', 'mouseReleased'])
        await ask('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 })
    },
    async scheme(colours) {
      await ask('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: colours }] })
    },
    async screenshot(path) {
      const { data } = await ask('Page.captureScreenshot', { format: 'png' })
      writeFileSync(path, Buffer.from(String(data), 'base64'))
    },
    close,
  }
}
