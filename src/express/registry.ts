import type { HostValue, Value } from '../javascript/value.ts'
import type { RouterModel } from './stack.ts'

const models = new WeakMap<object, RouterModel>()

/** Says that a value of the program is an app or router. */
export const markRouter = (host: HostValue, model: RouterModel): void => void models.set(host.of, model)

/** The app or router that a value is. */
export const routerOf = (value: Value): RouterModel | null => (value.kind === 'host' ? models.get(value.of) ?? null : null)
