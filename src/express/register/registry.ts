import type { HostValue, Value } from '../../javascript/value.ts'
import type { RouterModel } from './stack.ts'

const models = new WeakMap<object, RouterModel>()

/** Says that a value of the program is an app or router. */
export const markRouter = (host: HostValue, model: RouterModel): void => void models.set(host.of, model)

const servers = new WeakMap<object, RouterModel>()

/** Says that a value is an http server, and what it serves. */
export const markServer = (host: HostValue, model: RouterModel): void => void servers.set(host.of, model)

/** The app or router that an http server serves. */
export const servedBy = (value: Value): RouterModel | null =>
  value.kind === 'host' ? (servers.get(value.of) ?? null) : null

/** The app or router that a value is. */
export const routerOf = (value: Value): RouterModel | null =>
  value.kind === 'host' ? (models.get(value.of) ?? null) : null
