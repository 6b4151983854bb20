import { defineRule } from '../src/rule.ts'
import { addTo } from '../src/text/group.ts'
import { placeKey } from '../src/questions/index.ts'
import { fileNamedRoutes } from '../src/questions/file-named-routes.ts'
import { staticRefusals } from '../src/questions/static-files.ts'
import type { StaticRefusal } from '../src/questions/static-files.ts'
import { methodList } from '../src/site/words.ts'

const USERS = { client: 'the call of', route: 'the route for' }

export default defineRule({
  id: 'static-refuses-method',
  severity: 'warn',
  layers: ['nginx'],
  summary: 'A location of static files stands in the way of a method that is used there',
  messages: {
    refused:
      'Expected {{methods}} {{path}} to reach an application, since nginx answers it with 405 at files: pass that path on in a `location ^~` of its own',
  },
  check({ site, report }) {
    const found = new Map<string, StaticRefusal[]>()
    for (const refusal of staticRefusals(site)) addTo(found, placeKey(refusal.location), refusal)
    const named = new Map<string, StaticRefusal[]>()
    for (const refusal of fileNamedRoutes(site))
      if (!found.has(placeKey(refusal.location))) addTo(named, placeKey(refusal.location), refusal)
    for (const all of [...found.values(), ...named.values()]) {
      const [first] = all
      if (!first) continue
      const users = new Map(
        all.map(({ user, by, method, path }) => [
          placeKey(user),
          { message: `${USERS[by]} ${method} ${path}`, range: user },
        ]),
      )
      for (const { served, method, path } of all)
        if (served)
          users.set(placeKey(served), { message: `the route that would serve ${method} ${path}`, range: served })
      const methods = methodList(all.filter(({ path }) => path === first.path).map(({ method }) => method))
      report({
        message: 'refused',
        range: first.location,
        related: [...users.values()],
        data: { methods, path: first.path },
        // Only names that end so meet it.
        ...(named.has(placeKey(first.location)) && { severity: 'info' as const }),
      })
    }
  },
})
