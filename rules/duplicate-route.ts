import { describeMethods, intersect, isEmpty } from '../src/model/method-set.ts'
import type { Route } from '../src/model/origin.ts'
import { defineRule } from '../src/rule.ts'
import { placeKey } from '../src/site/questions.ts'

const isSame = (a: Route, b: Route): boolean => !isEmpty(intersect(a.methods, b.methods)) && a.methods.complement === b.methods.complement

export default defineRule({
  id: 'duplicate-route',
  severity: 'warn',
  layers: ['express'],
  summary: 'The same method and path twice, where the first never passes on',
  messages: { twice: 'Expected one route for {{methods}} {{path}}, since the first answers every request and this one is never reached: drop one of them' },
  check({ site, report }) {
    for (const { routes, layer } of site.origins) {
      if (layer !== 'express') continue
      const first = new Map<string, Route[]>()
      for (const route of routes) {
        const key = `${route.pattern.source} ${route.pattern.regex?.source}`
        const before = first.get(key) ?? []
        const earlier = before.find((one) => one.passes === false && isSame(one, route) && placeKey(one.range) !== placeKey(route.range))
        if (earlier) report({ message: 'twice', range: route.range, data: { methods: describeMethods(intersect(earlier.methods, route.methods)), path: route.pattern.source }, related: [{ message: 'the first one', range: earlier.range }] })
        first.set(key, [...before, route])
      }
    }
  },
})
