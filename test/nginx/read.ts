import { openDisk } from '../../src/files/disk.ts'
import { readNginx } from '../../src/nginx/index.ts'
import type { NginxOptions } from '../../src/nginx/index.ts'
import type { Backend, Origin } from '../../src/model/origin.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import type { Reading } from '../../src/model/reading.ts'
import type { Request } from '../../src/model/request.ts'
import { folderWith } from '../folder.ts'

/** Reads `nginx.conf` beside other files of a folder of its own. */
export function reading(config: string, files: Record<string, string> = {}, options: NginxOptions = {}): Reading {
  const disk = openDisk(folderWith({ 'nginx.conf': config, ...files }))
  const main = disk.read(`${disk.cwd}/nginx.conf`)
  if (!main) throw new Error('the configuration is not there')
  return readNginx([main], disk, options)
}

export const inServer = (directives: string, http = ''): string =>
  `events {}\nhttp {\n${http}\nserver {\nlisten 80;\n${directives}\n}\n}\n`

/** The nginx whose only server has these directives. */
export function originOf(directives: string, http = '', files: Record<string, string> = {}): Origin {
  const [origin] = reading(inServer(directives, http), files).origins
  if (!origin) throw new Error('no origin was read')
  return origin
}

/** Asks as a rule does (headers not named are unknown), or as a trace does. */
export function ask(
  origin: Origin,
  method: string,
  target: string,
  more: Partial<Request> = {},
  backend?: Backend,
): Outcome[] {
  return origin.answer(
    { method, scheme: 'http', host: 'example.test', port: 80, target, headers: {}, others: 'unknown', ...more },
    backend,
  )
}

/** `405`, `404 if x`: what a reader of the outcomes sees. */
export const summary = (outcomes: Outcome[]): string[] =>
  outcomes
    .map(({ status, by, when }) => `${by === 'closed' ? 'closed' : status}${when === undefined ? '' : ` ${when}`}`)
    .sort()

/** The line of the place that decided. */
export const line = ({ decidedBy }: Outcome): number | null => decidedBy?.start.line ?? null
