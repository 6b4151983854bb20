import { UNDEFINED, isUndefined, stringOf, truth } from '../../../javascript/value.ts'
import type { Value } from '../../../javascript/value.ts'
import { compilePath, isRefused } from '../../path/compile.ts'
import { pathsOf } from '../paths.ts'
import type { PathValue } from '../stack.ts'
import { listOf } from './controllers.ts'
import type { DeclaredRoute } from './controllers.ts'

/** What an application says of its paths before it starts. */
export interface NestPaths {
  prefix: PathValue[]
  excluded: Excluded[]
  versions: Versions | null
}
/** `prefix` null: a header names the version, and no part of the path. */
interface Versions {
  prefix: string | null
  otherwise: Value | null
}
/** `method` null: every one. */
interface Excluded {
  path: string
  method: string | null
}

export const EMPTY: PathValue = { kind: 'string', value: '' }

export const joined = (...parts: string[]): string =>
  `/${parts.join('/')}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')

export function join(...parts: PathValue[]): PathValue {
  const texts = parts.map((part) =>
    part.kind === 'string' ? part.value : part.kind === 'open' ? part.text : part.source,
  )
  const text = joined(...texts)
  if (parts.some(({ kind }) => kind !== 'string')) return { kind: 'open', text }
  const assumed = parts.flatMap((part) => (part.kind === 'string' && part.assumed !== undefined ? [part.assumed] : []))
  return { kind: 'string', value: text, ...(assumed.length > 0 && { assumed: [...new Set(assumed)].join(' and ') }) }
}

/** `exclude: ['health', { path: 'cats', method: RequestMethod.GET }]` of the global prefix. */
export function excludedBy(options: Value | undefined): Excluded[] {
  const list = options?.kind === 'object' ? listOf(options.members.get('exclude')) : []
  return list.flatMap((one): Excluded[] => {
    const path = stringOf(one.kind === 'object' ? one.members.get('path') : one)
    const method = one.kind === 'object' ? one.members.get('method') : undefined
    const name = method?.kind === 'external' ? (method.path.at(-1) ?? 'ALL') : 'ALL'
    return path === null ? [] : [{ path: joined(path), method: name === 'ALL' ? null : name }]
  })
}

/** Whether the pattern of an exclusion matches the path as it is written (isRouteExcluded). Nest before 11 reads it as Express 4 does. */
function excludes({ path, method }: Excluded, route: PathValue, asked: string | null): boolean {
  if (route.kind !== 'string' || (method !== null && method !== asked)) return false
  const compiled = compilePath({ kind: 'string', value: path }, /[{}]|\*\w/.test(path) ? 5 : 4, {
    end: true,
    strict: false,
    sensitive: false,
  })
  return compiled !== null && !isRefused(compiled) && Boolean(compiled.match(joined(route.value)))
}

/** A version's part of the path; `VERSION_NEUTRAL` has none. */
function versionPath(version: Value, prefix: string): PathValue[] {
  if (version.kind === 'array') return version.items.flatMap((one) => versionPath(one, prefix))
  if (version.kind === 'external' && version.path.at(-1) === 'VERSION_NEUTRAL') return [EMPTY]
  return pathsOf(version, 'version').map((path): PathValue =>
    path.kind === 'string' ? { ...path, value: `${prefix}${path.value}` } : path,
  )
}

/** Where a route lies: global prefix, version, the module's path, the controller's and its own (RoutePathFactory#create). */
export function placed(
  { prefix, excluded, versions }: NestPaths,
  modulePath: PathValue,
  { method, paths, version }: DeclaredRoute,
): PathValue[] {
  const said = version ?? versions?.otherwise ?? null
  const versioned = versions && versions.prefix !== null && said ? versionPath(said, versions.prefix) : [EMPTY]
  return paths.flatMap((path) => {
    const own = join(modulePath, path)
    const before = excluded.some((one) => excludes(one, own, method)) ? [EMPTY] : prefix
    return before.flatMap((global) => versioned.map((part) => join(global, part, own)))
  })
}

/** `enableVersioning({ type: VersioningType.URI, prefix, defaultVersion })`. */
export function versionsOf(options: Value | undefined): Versions {
  const member = (name: string): Value =>
    options?.kind === 'object' ? (options.members.get(name) ?? UNDEFINED) : UNDEFINED
  const type = member('type')
  const byUri =
    isUndefined(type) ||
    (type.kind === 'external' ? type.path.at(-1) === 'URI' : type.kind === 'constant' && type.value === 0)
  const prefix =
    truth(member('prefix')) === false && !isUndefined(member('prefix')) ? '' : (stringOf(member('prefix')) ?? 'v')
  const otherwise = member('defaultVersion')
  return { prefix: byUri ? prefix : null, otherwise: isUndefined(otherwise) ? null : otherwise }
}
