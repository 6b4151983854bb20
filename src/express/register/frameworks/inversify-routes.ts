import { getMember } from '../../../javascript/access.ts'
import { evaluate } from '../../../javascript/evaluate.ts'
import { rangeOf } from '../../../javascript/machine.ts'
import type { Machine } from '../../../javascript/machine.ts'
import type { Call, Value } from '../../../javascript/value.ts'
import { handlersOf } from '../handlers.ts'
import { keyOf, resolve } from '../injection.ts'
import type { Shelf } from '../injection.ts'
import type { Calling, Handler } from '../stack.ts'
import { envOf, unseenAction } from './controllers.ts'
import type { Action, DeclaredRoute } from './controllers.ts'
import { objectIn } from './objects.ts'
import { mayRefuse } from './refusing.ts'

type Given = Calling['args'][number]

const DECORATED: Readonly<Record<string, Given>> = { request: 'request', response: 'response', next: 'next' }
const ALL: readonly Given[] = ['request', 'response', 'next']

/** InversifyExpressServer#extractParameters: what decorators name, and behind it all three; without decorators these alone. */
function argumentsOf(machine: Machine, { owner, member }: Action): readonly Given[] {
  const named = member.value.params.map((param): Given | null => {
    const made = param.decorators.map(({ expression }) => evaluate(machine, expression, envOf(owner)))
    const own = made.find((one) => one.kind === 'external' && one.package === 'inversify-express-utils')
    return own?.kind === 'external' ? (DECORATED[own.path.at(-1) ?? ''] ?? 'open') : null
  })
  const last = named.findLastIndex((one) => one !== null)
  return [...named.slice(0, last + 1).map((one) => one ?? 'open'), ...ALL]
}

/** Middleware as a function, or as the token of what a container makes: `handler` of a BaseMiddleware. */
function middlewareOf(machine: Machine, own: Shelf, given: Value): Value | null {
  if (given.kind === 'function' || (given.kind === 'external' && !own.makers.has(keyOf(given)))) return given
  if (given.kind !== 'class' && !own.makers.has(keyOf(given))) return null
  const made = given.kind === 'class' ? objectIn(own, given) : resolve(own, given)
  if (made.kind === 'function') return made
  const fn = made.kind === 'object' ? getMember(machine, made, 'handler') : null
  return fn?.kind === 'function' ? { ...fn, self: made } : null
}

/** `@httpMethod('get', path, …)` has one more in front. */
const behindPath = ({ mark: { name, args } }: DeclaredRoute): Value[] => args.slice(name === 'httpMethod' ? 2 : 1)

/** What stands behind a route: middleware of the controller, of the method, and the method (InversifyExpressServer#handlerFactory). */
export function inversifyHandlers(machine: Machine, own: Shelf, route: DeclaredRoute, call: Call): Handler[] {
  const { action, range } = route
  const self = objectIn(own, action.of)
  const fn = self.kind === 'object' ? getMember(machine, self, action.name) : null
  const marks = action.classMarks
    .filter(({ name }) => name === 'controller')
    .map((mark) => ({ mark, of: action.of, given: mark.args.slice(1) }))
  const before = [...marks, { mark: route.mark, of: action.owner, given: behindPath(route) }].flatMap(
    ({ mark, of, given }) =>
      given.flatMap((one): Handler[] => {
        const middleware = middlewareOf(machine, own, one)
        return middleware ? handlersOf([middleware], call, [rangeOf(of.module, mark.node)]) : [mayRefuse(of, mark.node)]
      }),
  )
  if (fn?.kind !== 'function') return [...before, unseenAction(route)]
  const value = { ...fn, self }
  const args = argumentsOf(machine, action)
  const calling: Calling = { args, status: null, headers: [], sends: 'results' }
  const at = rangeOf(fn.module, fn.node)
  return [...before, { kind: 'function', node: fn.node, module: fn.module, value, range: at, argument: range, calling }]
}
