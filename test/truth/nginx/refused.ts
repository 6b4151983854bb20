import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { loadConfigurations } from '../../../src/nginx/configuration.ts'
import { openDisk } from '../../../src/files/disk.ts'

/** What `nginx -t` says of a folder's nginx.conf; `line` null: it names none. */
export interface Verdict { ok: boolean; message: string; place: string | null }

export function verdictOf(program: string, folder: string): Verdict {
  const { status, stderr } = spawnSync(program, ['-t', '-q', '-e', 'stderr', '-p', folder, '-c', 'nginx.conf'], { encoding: 'utf8', timeout: 20_000 })
  const line = stderr.split('\n').find((text) => /\[(?:emerg|crit|alert)\]/.test(text)) ?? ''
  const [, message = stderr] = /\] \d+#\d+: (.*)/.exec(line) ?? []
  const [, file, number] = / in (\S+):(\d+)$/.exec(line) ?? []
  return { ok: status === 0, message, place: file && number ? `${file.replace(`${folder}/`, '')}:${number}` : null }
}

/** What verblint says of it: every place that a problem names, the related ones included. */
export function placesOf(folder: string, version: string): string[] {
  const disk = openDisk(folder)
  const file = disk.read(join(folder, 'nginx.conf'))
  const problems = file ? loadConfigurations([file], disk, { prefix: folder, version }).flatMap((one) => one.problems) : []
  return problems.filter(({ severity }) => severity === undefined || severity === 'error')
    .flatMap(({ range, related = [] }) => [range, ...related.map((one) => one.range)].map(({ file: path, start }) => `${path}:${start.line}`))
}

/** Messages of nginx that depend on the machine, on the modules it was built with, or on a name that some module might well have. */
export const NOT_OURS: [RegExp, string][] = [
  [/host not found/, 'name resolution'],
  [/getpwnam|getgrnam/, 'the machine\'s users'],
  [/failed \(\d+: |failed \(SSL|SSL_C|PEM_|BIO_|ENGINE_/, 'files, sockets and what OpenSSL makes of them'],
  [/cannot load|no .*ssl_.*certificate|no ssl_client_certificate/, 'certificates that are not in the repository'],
  [/worker_connections are not enough/, 'the number of sockets'],
  [/could not build/, 'the size of the processor\'s cache line'],
  [/dlopen|is not binary compatible/, 'modules on disk'],
  [/unknown directive "(?:stream|mail|perl\w*|image_filter\w*|xslt\w*|xml\w*|geoip\w*)"/, 'modules that packages leave out'],
  [/unknown directive "[A-Za-z][a-z0-9]*_\w*"/, 'a name that another module may have'],
  [/not supported on this platform|requires? .* library|was built without/, 'how nginx was built'],
]

export const isOurs = ({ ok, message }: Verdict): boolean => ok || !NOT_OURS.some(([pattern]) => pattern.test(message))
