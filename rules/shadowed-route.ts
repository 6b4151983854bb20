import { describeMethods, isEmpty, subtract } from '../src/model/method-set.ts'
import type { Route } from '../src/model/origin.ts'
import { covers } from '../src/model/path-relations.ts'
import { defineRule } from '../src/rule.ts'
import { placeKey, routeStep } from '../src/site/questions.ts'
import type { Origin } from '../src/model/origin.ts'
import type { Site } from '../src/model/site.ts'

/** The text that both begin with, by whole segments: only routes on one way down the tree of paths can hide each other. */
const segments = ({ pattern }: Route): string[] => {
  const parts = pattern.literal.toLowerCase().split('/').slice(1, -1)
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}/`)
}

/** Every answer at the route's own path comes from another route: what covers a path in theory is asked to show it. */
function isNeverReached(site: Site, origin: Origin, route: Route, method: string): boolean {
  const path = route.pattern.sample()
  if (path === null) return false
  const request = { method, scheme: 'http', host: 'localhost', port: 80, target: path, headers: {}, others: 'unknown' as const }
  return site.answer(origin, request).every((outcome) => {
    const range = routeStep(outcome)?.range
    return range !== undefined && range !== null && placeKey(range) !== placeKey(route.range) && outcome.by !== 'unknown'
  })
}

const isDeclaredAlike = (a: Route, b: Route): boolean => a.pattern.source === b.pattern.source

function hiding(site: Site, origin: Origin, route: Route, earlier: Route[]): Route | undefined {
  const method = route.methods.complement ? 'GET' : [...route.methods.names][0] ?? 'GET'
  return earlier.find((one) => one.passes === false && !isDeclaredAlike(one, route) && isEmpty(subtract(route.methods, one.methods))
    && covers(one.pattern, route.pattern) === true && isNeverReached(site, origin, route, method))
}

export default defineRule({
  id: 'shadowed-route',
  severity: 'warn',
  layers: ['express'],
  summary: 'A route that an earlier one always answers',
  messages: { hidden: 'Expected {{methods}} {{path}} before `{{other}}`, which takes every request for it: move it up, or constrain the other' },
  check({ site, report }) {
    for (const origin of site.origins) {
      if (origin.layer !== 'express') continue
      const above = new Map<string, Route[]>()
      for (const route of origin.routes) {
        const earlier = ['/', ...segments(route)].flatMap((folder) => above.get(folder) ?? [])
        const found = hiding(site, origin, route, earlier)
        if (found) report({ message: 'hidden', range: route.range, data: { methods: describeMethods(route.methods), path: route.pattern.source, other: found.pattern.source }, related: [{ message: 'the route that answers first', range: found.range }] })
        const home = segments(route).at(-1) ?? '/'
        const beside = above.get(home)
        if (beside) beside.push(route)
        else above.set(home, [route])
      }
    }
  },
})
