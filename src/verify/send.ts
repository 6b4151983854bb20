import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIP } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkServerIdentity } from 'node:tls'
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

const isOfTls = (code: string): boolean => /CERT|SSL|TLS|ISSUER|SIGNED/.test(code)

const whyNot = (code: string, name: string): string =>
  code === 'ERR_TLS_CERT_ALTNAME_INVALID'
    ? `its certificate is not for ${name}`
    : `its certificate is not accepted (${code}): name who signed it, as NODE_EXTRA_CA_CERTS=FILE`

const told = ({ origin }: URL, code: string, name: string): UsageError =>
  new UsageError(`${origin} does not answer: ${NOBODY[code] ?? whyNot(code, name)}`)

/** Waits so long, or until the signal comes. */
export const pause = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  sleep(Math.max(0, milliseconds), undefined, { signal }).catch(() => undefined)

export interface Sending {
  /** Milliseconds. */
  patience?: number
  signal?: AbortSignal | undefined
  /** Whom the certificate is to name, where that is not the URL's host. */
  certified?: string | undefined
}

/**
 * Sends one request to where the URL says and nowhere else: a redirect is an answer like any other. Resolves to null where no answer came: the
 * connection was closed, ten seconds have gone by, or the signal came. Rejects (UsageError) where nobody is there.
 */
export function send(
  url: URL,
  { method, path }: Planned,
  headers: Record<string, string>,
  { patience = PATIENCE, signal, certified }: Sending = {},
): Promise<Seen | null> {
  return new Promise((resolve, reject) => {
    const { port, protocol } = url
    const hostname = url.hostname.replace(/^\[|\]$/g, '')
    const name = certified ?? hostname
    const start = protocol === 'https:' ? secureRequest : plainRequest
    const sent = start(
      {
        hostname,
        port: port || undefined,
        method,
        path,
        headers,
        agent: false,
        maxHeaderSize: LARGEST_HEAD,
        signal,
        // Left out, it is the Host that is sent. An address is no name.
        servername: isIP(name) === 0 ? name : '',
        checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
      },
      (response) => {
        const seen = Object.entries(response.headers).flatMap(([field, value]) =>
          value === undefined ? [] : [[field, [value].flat().join(', ')] as const],
        )
        resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(seen) })
        response.destroy()
      },
    )
    const timer = setTimeout(() => sent.destroy(), patience)
    sent.on('close', () => {
      clearTimeout(timer)
    })
    sent.on('error', (error) => {
      const code = codeOf(error)
      if (Object.hasOwn(NOBODY, code) || isOfTls(code)) reject(told(url, code, name))
      else resolve(null)
    })
    sent.end()
  })
}
