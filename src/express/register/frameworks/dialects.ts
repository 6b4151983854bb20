import { stringOf } from '../../../javascript/value.ts'
import type { Value } from '../../../javascript/value.ts'
import { methodOf } from '../verbs.ts'

/** A decorator of a framework, with what it was called with. */
export interface Marking {
  name: string
  args: Value[]
}

/** What a method's decorator registers; `method` null: every one. */
export interface Verb {
  method: string | null
  path: Value | undefined
}

/** How one framework writes controllers. */
export interface Dialect {
  /** The decorators of its classes, which give the prefix. */
  controllers: ReadonlySet<string>
  verb(marking: Marking): Verb | null
  /** The path of a route below its controller's, both as written. */
  join(before: string, after: string): string
  /** Whether a class has the routes of its parents' methods. */
  inherits: boolean
  /** A class needs no decorator of its own. */
  bare?: true
  /** The decorator that gives a method's path, beside the one that gives its verb. */
  pathFrom?: string
  /** The decorator of a class that names the controllers below it, or the members of an object that its own decorator is given. */
  children?: ReadonlySet<string>
  /** Its applications answer what no route takes, OPTIONS too (RoutesResolver#registerNotFoundHandler of Nest). */
  answersRest?: true
}

const flat = (before: string, after: string): string =>
  `/${before}/${after}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')

/** `@Get(path)`, `@All(path)`, `@Method('get', path)`. */
function capitalVerb({ name, args }: Marking): Verb | null {
  if (name === 'Method') return { method: stringOf(args[0])?.toUpperCase() ?? null, path: args[1] }
  if (name === 'All') return { method: null, path: args[0] }
  if (name === 'Sse') return { method: 'GET', path: args[0] }
  const method = /^[A-Z][a-z]+$/.test(name) ? methodOf(name.toLowerCase()) : null
  return method ? { method, path: args[0] } : null
}

/** `@httpGet(path, …middleware)`, `@all(path)`, `@httpMethod('get', path)` of inversify-express-utils (decorators.js). */
function httpVerb({ name, args }: Marking): Verb | null {
  if (name === 'all') return { method: null, path: args[0] }
  if (name === 'httpMethod') return { method: methodOf(stringOf(args[0])?.toLowerCase() ?? ''), path: args[1] }
  const method = name.startsWith('http') ? methodOf(name.slice('http'.length).toLowerCase()) : null
  return method ? { method, path: args[0] } : null
}

/** `mergePaths` of inversify-express-utils (server.js). */
const merged = (...paths: string[]): string =>
  paths
    .map((path) => (path.endsWith('/') ? path.slice(0, -1) : path))
    .map((path, index) => (/^[/.]/.test(paths[index] ?? '') ? path : `/${path}`))
    .join('') || '/'

/** tsoa's `{id}` is `:id` in its template for Express (pathUtils.js). */
const braced = (before: string, after: string): string => flat(before, after).replace(/\{(\w*)\}/g, ':$1')

const CAPITAL: Dialect = {
  controllers: new Set(['Controller', 'JsonController']),
  verb: capitalVerb,
  join: flat,
  inherits: true,
}
const NEST: Dialect = { ...CAPITAL, answersRest: true }
const INVERSIFY: Dialect = { controllers: new Set(['controller']), verb: httpVerb, join: merged, inherits: true }
const TSOA: Dialect = { controllers: new Set(['Route']), verb: capitalVerb, join: braced, inherits: false }

/** `@GET()` beside `@route('/path')` of awilix-express. */
function upperVerb({ name }: Marking): Verb | null {
  if (name === 'ALL') return { method: null, path: undefined }
  return /^[A-Z]+$/.test(name) && methodOf(name.toLowerCase()) ? { method: name, path: undefined } : null
}

/** `@get('/path')`, `@del('/path')` and `@operation('get', '/path')` of LoopBack 4. */
function lowerVerb({ name, args }: Marking): Verb | null {
  if (name === 'operation') return { method: methodOf(stringOf(args[0])?.toLowerCase() ?? ''), path: args[1] }
  return /^(?:get|post|put|patch|del|head|options)$/.test(name) ? { method: methodOf(name), path: args[0] } : null
}

const AWILIX: Dialect = {
  controllers: new Set(['route']),
  verb: upperVerb,
  join: flat,
  inherits: false,
  bare: true,
  pathFrom: 'route',
}
const LOOPBACK: Dialect = { controllers: new Set(['api']), verb: lowerVerb, join: braced, inherits: true, bare: true }
const TSED: Dialect = { ...CAPITAL, children: new Set(['children', 'childrenControllers']) }
const OVERNIGHT: Dialect = { ...CAPITAL, inherits: false, children: new Set(['Children', 'ChildControllers']) }
const FOAL: Dialect = { ...CAPITAL, controllers: new Set(), bare: true, children: new Set(['subControllers']) }

/** Frameworks on Express whose routes are decorated classes. */
export const DIALECTS = new Map<string, Dialect>([
  ['@nestjs/common', NEST],
  ['routing-controllers', CAPITAL],
  ['@decorators/express', CAPITAL],
  ['awilix-express', AWILIX],
  ['awilix-router-core', AWILIX],
  ['@loopback/rest', LOOPBACK],
  ['@loopback/openapi-v3', LOOPBACK],
  ['@overnightjs/core', OVERNIGHT],
  ['@foal/core', FOAL],
  ...['@tsed/common', '@tsed/schema', '@tsed/di', '@tsed/mvc', '@tsed/platform-params', 'ts-express-decorators'].map(
    (name): [string, Dialect] => [name, TSED],
  ),
  ['inversify-express-utils', INVERSIFY],
  ['tsoa', TSOA],
  ['@tsoa/runtime', TSOA],
  ['tsoa-next', TSOA],
  ['@tsoa-next/runtime', TSOA],
])
