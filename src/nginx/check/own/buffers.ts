import type { Complaint, Scope } from '../subject.ts'
import { parseNumber, parseSize } from '../../words/values.ts'

const PAGE = 4096
const MODULES = ['proxy', 'fastcgi', 'uwsgi', 'scgi']
const SIZES = ['busy_buffers_size', 'buffers', 'buffer_size', 'temp_file_write_size', 'max_temp_file_size']
/** The module of each directive. */
const MODULE_OF = new Map<string, string>(
  MODULES.flatMap((module) => SIZES.map((size): [string, string] => [`${module}_${size}`, module])),
)

/** The modules that a configuration sets sizes for: those that are compiled in fit each other. */
function modulesIn({ first, inner }: Scope, found: Set<string>): Set<string> {
  for (const name of first.keys()) {
    const module = MODULE_OF.get(name)
    if (module !== undefined) found.add(module)
  }
  for (const one of inner) modulesIn(one, found)
  return found
}

interface Sizes {
  buffer: number
  count: number
  each: number
  busy: number | null
  write: number | null
  file: number | null
}

const DEFAULT: Sizes = { buffer: PAGE, count: 8, each: PAGE, busy: null, write: null, file: null }

/** The buffers of proxied answers must fit each other at every level (ngx_http_proxy_merge_loc_conf and its like). */
export function bufferSizes(http: Scope): Complaint[] {
  const written = modulesIn(http, new Set())
  return MODULES.filter((module) => written.has(module)).flatMap((module) => {
    const own = sizesOf(module, http, DEFAULT)
    return http.inner.filter(({ context }) => context === 's').flatMap((server) => atLevel(module, server, own) ?? [])
  })
}

function sizesOf(module: string, { first }: Scope, around: Sizes): Sizes {
  const size = (name: string, index = 0): number | null =>
    parseSize(first.get(`${module}_${name}`)?.args[index]?.value ?? '')
  return {
    buffer: size('buffer_size') ?? around.buffer,
    count: parseNumber(first.get(`${module}_buffers`)?.args[0]?.value ?? '') ?? around.count,
    each: size('buffers', 1) ?? around.each,
    busy: size('busy_buffers_size') ?? around.busy,
    write: size('temp_file_write_size') ?? around.write,
    file: size('max_temp_file_size') ?? around.file,
  }
}

/** The first level, from outside, where they do not. */
function atLevel(module: string, scope: Scope, around: Sizes): Complaint | null {
  const sizes = sizesOf(module, scope, around)
  const message = wrong(module, sizes)
  const names = SIZES.map((name) => scope.first.get(`${module}_${name}`))
  const place = names.find(Boolean) ?? scope.opener
  if (message) return { message, ...(place && { range: place.range }) }
  for (const inner of scope.inner) {
    const complaint = atLevel(module, inner, sizes)
    if (complaint) return complaint
  }
  return null
}

function wrong(module: string, { buffer, count, each, busy, write, file }: Sizes): string | null {
  const largest = Math.max(buffer, each)
  const used = busy ?? 2 * largest
  const name = `"${module}_busy_buffers_size"${busy === null ? ` (${used} bytes, as it is not set)` : ''}`
  if (count < 2) return `Expected at least 2 "${module}_buffers"`
  if (used < largest)
    return `Expected ${name} to be at least as large as "${module}_buffer_size" and one of the "${module}_buffers"`
  if (used > (count - 1) * each) return `Expected ${name} to be smaller than all "${module}_buffers" but one`
  if (write !== null && write < largest)
    return `Expected "${module}_temp_file_write_size" to be at least as large as "${module}_buffer_size" and one of the "${module}_buffers"`
  if (file !== null && file !== 0 && file < largest)
    return `Expected "${module}_max_temp_file_size" to be 0, or at least as large as "${module}_buffer_size" and one of the "${module}_buffers"`
  return null
}
