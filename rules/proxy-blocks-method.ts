import { defineRule } from '../src/rule.ts'
import { blockedMethods } from '../src/questions/blocked.ts'
import { letThrough, otherGuard } from '../src/questions/fixes.ts'
import { placeKey } from '../src/questions/index.ts'
import type { Blocked } from '../src/questions/blocked.ts'
import { methodList } from '../src/site/words.ts'
import { addTo } from '../src/text/group.ts'

/** One problem for each guard: the path whose methods it takes away, and the route of each. */
function byGuard(all: Blocked[]): Blocked[][] {
  const found = new Map<string, Blocked[]>()
  for (const one of all) addTo(found, placeKey(one.guard), one)
  return [...found.values()]
}

export default defineRule({
  id: 'proxy-blocks-method',
  severity: 'error',
  layers: ['nginx', 'apache'],
  suggests: true,
  summary: 'A proxy refuses a method that the application behind it serves',
  messages: {
    blocked:
      'Expected {{methods}} {{path}} to reach {{backend}}, which serves it, instead of being refused here: let the method through, or drop the route',
    unnameable:
      'Expected {{methods}} {{path}} to reach {{backend}}, which serves it, instead of being refused here: {{directive}} cannot name {{unnamed}}, so write {{instead}} in its place, or drop the route',
  },
  check({ site, report }) {
    for (const blocked of byGuard(blockedMethods(site))) {
      const [first] = blocked
      if (!first) continue
      const methods = [...new Set(blocked.map(({ method }) => method))]
      const suggestion = letThrough(site, first.guard, methods)
      const routes = new Map(
        blocked.map(({ route, method, path }) => [
          placeKey(route),
          { message: `the route that serves ${method} ${path}`, range: route },
        ]),
      )
      const other = otherGuard(site, first.guard, methods)
      report({
        message: other ? 'unnameable' : 'blocked',
        range: first.guard,
        about: blocked,
        related: [...routes.values()],
        data: {
          methods: methodList(blocked.filter(({ path }) => path === first.path).map(({ method }) => method)),
          path: first.path,
          backend: first.backend.name,
          ...(other && { ...other, unnamed: methodList(other.unnamed) }),
        },
        ...(suggestion && { suggestions: [suggestion] }),
      })
    }
  },
})
