import type { DocumentedPath } from '../../src/model/contract.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { isOwnRoute, routeStep } from '../../src/model/served.ts'
import type { Site } from '../../src/model/site.ts'
import { takes } from '../../src/questions/contract-ways.ts'
import { type Judged, judgements } from '../../src/questions/contracts.ts'
import { placeKey } from '../../src/questions/index.ts'

/** An operation that goes to the route of a wider path. */
export interface Swallowed {
  judged: Judged
  outcome: Outcome
  by: DocumentedPath
}

const routesOf = ({ served }: Pick<Judged, 'served'>): string =>
  [
    ...new Set(
      served
        .flatMap(({ outcomes }) => outcomes.filter(isOwnRoute).map((outcome) => routeStep(outcome)?.range))
        .flatMap((range) => (range ? [placeKey(range)] : [])),
    ),
  ].join()

/** A path without parameters that is answered by the route of a template beside it in the document. */
function swallowed(judged: Judged, all: Judged[]): Swallowed[] {
  const { path, operation, contract, served } = judged
  const own = routesOf(judged)
  if (path.template.includes('{') || own === '' || own.includes(',')) return []
  const wider = all.find(
    (other) =>
      other.contract === contract &&
      other.path !== path &&
      other.operation.method === operation.method &&
      takes(other.path, path.template) &&
      routesOf(other) === own,
  )
  const outcome = served[0]?.outcomes[0]
  return wider && outcome ? [{ judged, outcome, by: wider.path }] : []
}

/** Operations that the route of another one answers. */
export function swallowedOperations(site: Site): Swallowed[] {
  const all = judgements(site).filter(({ kind }) => kind === 'served')
  const wide = all.filter(({ path }) => path.template.includes('{'))
  return all.flatMap((judged) => swallowed(judged, wide))
}
