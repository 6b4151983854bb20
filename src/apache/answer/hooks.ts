import { Undecided, ask, step, use } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import type { Stage } from '../compile/modules/hooks.ts'
import type { Item } from '../compile/item.ts'

/** Code of others that may take the request over at this stage: it answers, and nobody knows what, or it lets the request pass. */
export function runHooks(x: Exchange, stage: Stage): void {
  for (const hook of x.config.hooks?.hooks ?? []) {
    const concerned = hook.https === null || hook.https === (x.shared.request.scheme === 'https')
    if (hook.stage !== stage || !concerned) continue
    use(x, hook)
    if (ask(x, `${hook.name} takes the request`, `${hook.name} lets the request pass`))
      throw new Undecided(`what ${hook.name} answers`, hook.range)
  }
}

/** The LuaMapHandler that takes the path, if any (lua_map_handler, which runs before other handlers). */
export function mappedHandler(x: Exchange): Item | null {
  for (const handler of x.config.hooks?.handlers ?? []) {
    const found = handler.pattern.exec(x.uri)
    const taken =
      found === undefined
        ? ask(x, `${handler.pattern.source} matches ${x.uri}`, `${handler.pattern.source} does not match ${x.uri}`)
        : found !== null
    if (!taken) continue
    step(x, 'handler', use(x, handler).range, 'a Lua function answers')
    return handler
  }
  return null
}
