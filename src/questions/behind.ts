import { ownSteps } from '../model/outcome.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Site } from '../model/site.ts'
import type { Asked } from './index.ts'

/** The path as the last server of its way answers it by itself, whatever the proxies before it refuse; null: nobody is passed to, or not surely one. */
export function askedBehind(site: Site, { origin, cells, path }: Asked, outcome: Outcome): Asked | null {
  const hops = ownSteps(outcome).flatMap(({ forwarded }) => forwarded ?? [])
  let last: { to: Asked['origin']; host: string; port: number; socket?: string } | null = null
  for (const sent of hops) {
    const [next, ...others] = site.behind(last?.to ?? origin, sent)
    if (!next || others.length > 0) return null
    last = next
  }
  const target = hops.at(-1)?.target
  if (!last || target === undefined) return null
  const { to, ...where } = last
  const answers = cells.map((cell) => ({
    ...cell,
    outcomes: site.answer(to, {
      ...where,
      method: cell.method,
      scheme: 'http',
      target,
      headers: {},
      others: 'unknown',
    }),
  }))
  return { origin: to, host: where.host, port: where.port, path, cells: answers }
}

/** Whether the first proxy on the way words the method anew: what the servers behind it say is of that one. */
export function isSentOtherwise(outcome: Outcome, method: string): boolean {
  const first = ownSteps(outcome).find(({ kind, forwarded }) => kind === 'error-page' || forwarded)
  const sent = first?.forwarded?.method
  return sent !== undefined && sent !== method && !(method === 'HEAD' && sent === 'GET')
}
