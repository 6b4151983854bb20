import { REDIRECTS } from '../http/status.ts'
import type { Outcome } from '../model/outcome.ts'

/** `if ($http_x_forwarded_proto = http) { return 301 https://… }`: the same path once more, for who has not come by https. */
function isUpgrade({ by, status, when, headers: { location } }: Outcome, path: string): boolean {
  if (
    by !== 'redirect' ||
    when === undefined ||
    status === null ||
    status === 303 ||
    !REDIRECTS.has(status) ||
    typeof location !== 'string'
  )
    return false
  const [, target] = /^https:\/\/[^/?#]+([^?#]*)/i.exec(location) ?? []
  return target !== undefined && (target === path || (target === '' && path === '/'))
}

/** The answers that a client gets in the end: a way to https that only some requests are sent says nothing of the rest. */
export function withoutUpgrades(outcomes: Outcome[], path: string): Outcome[] {
  if (!outcomes.some((outcome) => isUpgrade(outcome, path))) return outcomes
  const rest = outcomes.filter((outcome) => !isUpgrade(outcome, path))
  return rest.length > 0 ? rest : outcomes
}
