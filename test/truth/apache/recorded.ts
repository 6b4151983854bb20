import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Probe } from './lab.ts'

const FOLDER = new URL('../../../fixtures/truth/apache/', import.meta.url).pathname

export interface RecordedRequest {
  method: string
  path: string
  host?: string
  port?: string | number
  headers?: Record<string, string>
  raw?: string
  stateful?: boolean
  expect: { status?: number; headers?: Record<string, string>; absentHeaders?: string[] }
}
interface Recorded extends Omit<Probe, 'name' | 'server' | 'htaccess' | 'files'> {
  id: string
  server?: string | { base64: string }
  htaccess?: Record<string, string | { base64: string }>
  files?: Record<string, string>
  configTest?: { ok: boolean }
  requests?: RecordedRequest[]
}

const text = (value: string | { base64: string }): string => (typeof value === 'string' ? value : Buffer.from(value.base64, 'base64').toString('latin1'))

const isPlain = ({ raw, stateful, path }: RecordedRequest): boolean => raw === undefined && !stateful && path.startsWith('/')

/** Every recorded configuration that httpd accepts, with the plain requests that were made then. */
export function recordedRequests(): { probe: Probe; requests: RecordedRequest[] }[] {
  return readdirSync(FOLDER).sort().flatMap((name) => {
    const { id, server, htaccess, configTest, requests, ...rest }: Recorded = JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))
    if (configTest?.ok === false) return []
    const probe: Probe = {
      ...rest, name: id, ...(server === undefined ? {} : { server: text(server) }),
      htaccess: Object.fromEntries(Object.entries(htaccess ?? {}).map(([path, value]) => [path, text(value)])),
    }
    return [{ probe, requests: (requests ?? []).filter(isPlain) }]
  })
}

/** The same, to be asked again with every method; a filled cache and files that are written are another matter. */
export const recordedProbes = (): Probe[] => recordedRequests().filter(({ probe }) => !/^(?:cache|dav)-/.test(probe.name))
  .map(({ probe, requests }) => ({ ...probe, paths: [...new Set(requests.map(({ path }) => path))] }))
