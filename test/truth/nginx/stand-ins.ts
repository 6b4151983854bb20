import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A backend that answers as its request's query says (`s=405`, `h=Name:Value`) and remembers what it was asked. */
export interface StandIn { port: number; seen: string[]; close(): Promise<void> }

interface Told { status: number; headers: [string, string][] }

/** What a stand-in makes of a path; `s1` and `s2` are for the first or the second of two. */
export function told(target: string, which: 1 | 2): Told {
  const searchParams = new URLSearchParams(target.replace(/^[^?]*\??/, ''))
  const status = Number(searchParams.get(`s${which}`) ?? searchParams.get('s') ?? 200)
  const headers = searchParams.getAll('h').map((line): [string, string] => {
    const [name = '', ...value] = line.split(':')
    return [name, value.join(':').trim()]
  })
  return { status, headers }
}

function listen(server: Server, seen: string[]): Promise<StandIn> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      resolve({ port, seen, close: () => new Promise((done) => { server.close(() => done()) }) })
    })
  })
}

/** Speaks HTTP by hand: Node's own parser refuses methods that it does not know. */
export function httpStandIn(which: 1 | 2): Promise<StandIn> {
  const seen: string[] = []
  const answer = (socket: Socket, head: string): void => {
    const [, method = '', sent = ''] = /^(\S*) (.*) HTTP\/1\.\d\r\n/.exec(head) ?? []
    const target = Buffer.from(sent, 'latin1').toString()
    seen.push(`${method} ${target}`)
    const { status, headers } = told(target, which)
    const bodiless = method === 'HEAD' || status === 204 || status === 304
    const lines = [`HTTP/1.1 ${status} Told`, ...headers.map(([name, value]) => `${name}: ${value}`), ...(bodiless ? [] : ['Content-Length: 2']), 'Connection: close']
    socket.end(`${lines.join('\r\n')}\r\n\r\n${bodiless ? '' : 'ok'}`)
  }
  const server = createServer((socket) => {
    let text = ''
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      // An auth_request announces the client's body, which never comes: nobody waits for it.
      if (text.includes('\r\n\r\n')) answer(socket, text)
    })
  })
  return listen(server, seen)
}

function params(bytes: Buffer): Record<string, string> {
  const found: Record<string, string> = {}
  let at = 0
  const length = (): number => {
    const byte = bytes.readUInt8(at)
    at += byte < 128 ? 1 : 4
    return byte < 128 ? byte : bytes.readUInt32BE(at - 4) & 0x7fffffff
  }
  while (at < bytes.length) {
    const [name, value] = [length(), length()]
    found[bytes.toString('latin1', at, at + name)] = bytes.toString('latin1', at + name, at + name + value)
    at += name + value
  }
  return found
}

function record(type: number, id: number, content: Buffer): Buffer {
  const head = Buffer.from([1, type, id >> 8, id & 255, content.length >> 8, content.length & 255, 0, 0])
  return Buffer.concat([head, content])
}

/** FastCGI: collects FCGI_PARAMS, and answers at the end of FCGI_STDIN; HEAD without content, as PHP does. */
export function fastcgiStandIn(): Promise<StandIn> {
  const seen: string[] = []
  const answer = (socket: Socket, id: number, given: Record<string, string>): void => {
    const target = given.REQUEST_URI ?? '?'
    seen.push(`${given.REQUEST_METHOD ?? '?'} ${target}`)
    const { status, headers } = told(target, 1)
    const text = [`Status: ${status} Told`, 'Content-Type: text/plain', ...headers.map(([name, value]) => `${name}: ${value}`)].join('\r\n')
    socket.end(Buffer.concat([record(6, id, Buffer.from(`${text}\r\n\r\n${given.REQUEST_METHOD === 'HEAD' ? '' : 'ok'}`)), record(6, id, Buffer.alloc(0)), record(3, id, Buffer.alloc(8))]))
  }
  const server = createServer((socket) => {
    let bytes = Buffer.alloc(0)
    let collected = Buffer.alloc(0)
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk])
      while (bytes.length >= 8 && bytes.length >= 8 + bytes.readUInt16BE(4) + bytes.readUInt8(6)) {
        const [type, id, length] = [bytes.readUInt8(1), bytes.readUInt16BE(2), bytes.readUInt16BE(4)]
        const content = bytes.subarray(8, 8 + length)
        bytes = bytes.subarray(8 + length + bytes.readUInt8(6))
        if (type === 4) collected = Buffer.concat([collected, content])
        if (type === 5 && length === 0) answer(socket, id, params(collected))
      }
    })
  })
  return listen(server, seen)
}
