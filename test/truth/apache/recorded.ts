import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Probe } from './lab.ts'

const FOLDER = new URL('../../../fixtures/truth/apache/', import.meta.url).pathname

interface Request { method: string; path: string; raw?: string }
interface Recorded extends Omit<Probe, 'name' | 'server' | 'htaccess' | 'files'> {
  id: string
  server?: string | { base64: string }
  htaccess?: Record<string, string | { base64: string }>
  files?: Record<string, string>
  configTest?: { ok: boolean }
  requests?: Request[]
}

const text = (value: string | { base64: string }): string => (typeof value === 'string' ? value : Buffer.from(value.base64, 'base64').toString('latin1'))

/** Every recorded configuration that httpd accepts, with the paths that were asked then. A filled cache is another matter. */
export function recordedProbes(): Probe[] {
  return readdirSync(FOLDER).sort().flatMap((name): Probe[] => {
    const { id, server, htaccess, configTest, requests, ...rest }: Recorded = JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))
    if (configTest?.ok === false || /^cache-|^dav-/.test(id)) return []
    const paths = [...new Set((requests ?? []).filter(({ raw, path }) => raw === undefined && path.startsWith('/')).map(({ path }) => path))]
    return [{
      ...rest, name: id, ...(server === undefined ? {} : { server: text(server) }),
      htaccess: Object.fromEntries(Object.entries(htaccess ?? {}).map(([path, value]) => [path, text(value)])), paths,
    }]
  })
}
