import type { ClientCall } from '../model/site.ts'
import { lookUp } from '../text/lookup.ts'
import type { Imported } from './names.ts'

export type Client = ClientCall['client']

/** The client behind the names that a package exports. */
type Exports = Record<string, Client>

const named = (client: Client, ...names: string[]): Exports =>
  Object.fromEntries(['default', '*', ...names].map((name) => [name, client]))

/** Stand-ins for fetch; what they make of a method in small letters differs. */
const STAND_IN = named('node-fetch', 'fetch')

const PACKAGES: Record<string, Exports> = {
  axios: named('axios', 'axios'),
  ky: named('ky', 'ky'),
  got: named('got', 'got', 'stream'),
  superagent: named('superagent', 'superagent', 'request'),
  ofetch: { ofetch: 'ofetch', $fetch: 'ofetch' },
  undici: { fetch: 'fetch', request: 'undici', stream: 'undici', pipeline: 'undici' },
  'node-fetch': STAND_IN,
  'node-fetch-native': STAND_IN,
  'cross-fetch': STAND_IN,
  'isomorphic-fetch': STAND_IN,
  'isomorphic-unfetch': STAND_IN,
  unfetch: STAND_IN,
  'whatwg-fetch': STAND_IN,
}

export const packageClient = ({ package: of, name }: Imported): Client | undefined =>
  lookUp(lookUp(PACKAGES, of) ?? {}, name)

/** Names of options that stand before a URL, in a client's defaults and in those of a call. */
export const PREFIXES: Partial<Record<Client, readonly string[]>> = {
  axios: ['baseURL'],
  ofetch: ['baseURL'],
  got: ['prefixUrl'],
  ky: ['prefixUrl', 'prefix'],
}

/** What gives a client with other defaults. */
export const MAKERS = new Set(['create', 'extend', 'agent', 'instance'])

/** What sets something on an agent of superagent, and gives the same agent (its lib/agent-base.js). */
export const AGENT_SETTERS = new Set(
  'on once set query type accept auth withCredentials sortQuery retry ok redirects timeout buffer serialize parse ca key pfx cert disableTLSCerts'.split(
    ' ',
  ),
)
