import type { Route } from '../model/origin.ts'
import type { Outcome } from '../model/outcome.ts'
import { isOwnRoute } from '../model/served.ts'
import { clientRequest } from '../site/entries.ts'
import { once, writtenAs } from './index.ts'

/** A route of an application that names QUERY; `outcomes`: what comes of it there, whoever stands in front. */
export interface QueryRoute {
  route: Route
  outcomes: Outcome[]
  ask(method: string): Outcome[]
}

export const queryRoutes = once((site): QueryRoute[] =>
  site.origins
    .filter(({ layer }) => layer === 'express')
    .flatMap((origin) =>
      origin.routes.flatMap((route) => {
        const path = !route.methods.complement && route.methods.names.has('QUERY') ? route.pattern.sample() : null
        if (path === null) return []
        const ask = (method: string): Outcome[] =>
          site.answer(
            origin,
            clientRequest({ host: 'localhost', port: origin.addresses[0]?.port ?? 80, scheme: 'http' }, method, path),
          )
        return [{ route, outcomes: ask('QUERY'), ask }]
      }),
    ),
)

/** The answer to OPTIONS that a route gives itself, all headers in sight, and Accept-Query not among them; null: there is none such. */
export function answersOptionsAlone(outcomes: Outcome[]): Outcome | null {
  const [outcome, ...others] = outcomes
  if (
    !outcome ||
    others.length > 0 ||
    outcome.status === null ||
    outcome.status >= 300 ||
    outcome.by === 'built-in' ||
    !isOwnRoute(outcome)
  )
    return null
  const isOpen = outcome.headers.allow === undefined || outcome.unless?.length
  return isOpen || writtenAs(outcome, 'accept-query').length > 0 ? null : outcome
}
