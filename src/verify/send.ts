import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { UsageError } from '../text/faults.ts'
import type { Planned } from './plan.ts'

/** What a server answered: the head alone. */
export interface Seen {
  status: number
  /** By lower-case name; several fields of one name joined by ', '. */ headers: Record<string, string>
}

/** How long the head of an answer may take, in milliseconds, and how large it may be. */
const PATIENCE = 10_000
const LARGEST_HEAD = 1 << 20

/** The person's mistake: nobody is there. */
const NOBODY: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name cannot be resolved',
  EHOSTUNREACH: 'it cannot be reached',
  ETIMEDOUT: 'it cannot be reached',
  EPROTO: 'it does not speak TLS',
}

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '')

const told = (url: URL, error: Error): UsageError => {
  const code = codeOf(error)
  return new UsageError(
    `${url.origin} does not answer: ${NOBODY[code] ?? (/CERT|SSL|TLS/.test(code) ? `its certificate is not accepted (${code})` : error.message)}`,
  )
}

/**
 * Sends one request to where the URL says and nowhere else: a redirect is an answer like any other. Resolves to null where no answer came: the
 * connection was closed, or ten seconds have gone by. Rejects (UsageError) where nobody is there.
 */
export function send(
  url: URL,
  { method, path }: Planned,
  headers: Record<string, string>,
  patience = PATIENCE,
): Promise<Seen | null> {
  return new Promise((resolve, reject) => {
    const { hostname, port, protocol } = url
    const start = protocol === 'https:' ? secureRequest : plainRequest
    const sent = start(
      {
        hostname: hostname.replace(/^\[|\]$/g, ''),
        port: port || undefined,
        method,
        path,
        headers,
        agent: false,
        maxHeaderSize: LARGEST_HEAD,
        signal: AbortSignal.timeout(patience),
      },
      (response) => {
        const seen = Object.entries(response.headers).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, [value].flat().join(', ')] as const],
        )
        resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(seen) })
        response.destroy()
      },
    )
    sent.on('error', (error) => {
      if (Object.hasOwn(NOBODY, codeOf(error)) || /CERT|SSL|TLS/.test(codeOf(error))) reject(told(url, error))
      else resolve(null)
    })
    sent.end()
  })
}
