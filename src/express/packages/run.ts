import type { End } from '../answer/handler.ts'
import type { Handler } from '../register/stack.ts'
import { unseenPackage } from './arrival.ts'
import type { Arrival } from './arrival.ts'
import { authenticate } from './authentication.ts'
import { behave } from './behave.ts'
import { entryFor } from './catalogue.ts'
import { cookies } from './cookies.ts'
import { cors } from './cors.ts'
import { ERROR_HANDLERS, nestMissing, unknownHandler } from './error-handlers.ts'
import { folderPages, sirv, staticFiles, staticGzip } from './files.ts'
import { methodOverride } from './method-override.ts'
import { historyFallback, urlRewrite } from './rewriting.ts'
import { uploads } from './uploads.ts'
import { isWrapper, virtualHost, wrapped } from './wrappers.ts'

const UPLOADS = ['multer.single', 'multer.array', 'multer.fields', 'multer.none', 'multer.any']

/** Packages for which data is not enough: all of them are called, and what they give is the middleware. */
const MODELLED: Record<string, (arrival: Arrival) => End[]> = {
  cors,
  'method-override': methodOverride,
  'express.static': staticFiles,
  'serve-static': staticFiles,
  'serve-index': folderPages,
  sirv,
  'express-static-gzip': staticGzip,
  'cookie-parser': cookies,
  'express-session': cookies,
  'cookie-session': cookies,
  'passport.authenticate': authenticate,
  'passport.Passport.authenticate': authenticate,
  ...Object.fromEntries(UPLOADS.map((name) => [name, uploads])),
  'connect-history-api-fallback': historyFallback,
  'express-urlrewrite': urlRewrite,
  vhost: virtualHost,
}

const plainName = (name: string): string => name.replace(/\.default\b/g, '')

/** Whether a package's handler may take an error that is on its way: what is not known may be an error handler, but for what stands in front of
 * most routes. */
export function takesErrors(handler: Handler, isAhead: boolean): boolean {
  if (handler.kind !== 'package') return false
  const name = plainName(handler.name)
  return Object.hasOwn(ERROR_HANDLERS, name) || (!isKnown(name) && !isAhead)
}

export const isKnown = (name: string): boolean =>
  Object.hasOwn(MODELLED, plainName(name)) || isWrapper(plainName(name)) || entryFor(name) !== null

/** Modelled packages that do the same for every URL. */
const BLIND = new Set([
  'cors',
  'passport.authenticate',
  'passport.Passport.authenticate',
  'cookie-parser',
  'express-session',
  'cookie-session',
  ...UPLOADS,
])

/** Whether what a package does may hang on the URL. */
export function looksAtUrl(name: string): boolean {
  const entry = entryFor(name)
  return entry ? [entry, entry.five].some((one) => one?.answers?.some(({ at }) => at)) : !BLIND.has(plainName(name))
}

/** What the handler of a package does with a request, or with an error; null: it is passed over. */
export function runPackage(arrival: Arrival): End[] | null {
  const { handler, error } = arrival
  const name = plainName(handler.name)
  if (name === '@nestjs/core.notFound') return error ? null : nestMissing(arrival)
  const errorHandler = Object.hasOwn(ERROR_HANDLERS, name) ? ERROR_HANDLERS[name] : undefined
  if (error) return errorHandler ? errorHandler(arrival) : isKnown(name) ? null : unknownHandler(arrival)
  if (errorHandler) return null
  const entry = entryFor(name)
  const uncalled = handler.args === null
  if (entry && (entry.form === 'either' || uncalled === (entry.form === 'itself'))) return behave(entry, arrival)
  const modelled = Object.hasOwn(MODELLED, name) ? MODELLED[name] : undefined
  if (modelled && !uncalled) return modelled(arrival)
  if (isWrapper(name) && !uncalled) return wrapped(arrival)
  return unseenPackage(arrival)
}
