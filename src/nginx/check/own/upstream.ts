import { has } from '../../directives/version.ts'
import { complain, hasHole, once } from '../subject.ts'
import type { Check, Complaint, Subject } from '../subject.ts'
import { readVariable, readVariables } from '../usage.ts'
import { parseNumber, parseTime } from '../../words/values.ts'
import { sizeZone } from './zones.ts'

/** ngx_http_upstream_sticky, since 1.29.6. Before, and where no version is named, it may be the commercial edition's or another module's. */
function sticky(subject: Subject): Complaint | null {
  const [method, ...parameters] = subject.args
  const { version, usage } = subject.state
  if (!version || !has(version, 1, 29, 6)) return null
  const second = once(subject)
  if (second || !method) return second
  if (parameters.length === 0) return complain('Expected a parameter after the method', method)
  if (method.value === 'route') return parameters.map((word) => readVariable(usage, word)).find(Boolean) ?? null
  if (method.value === 'cookie') return cookie(subject)
  return method.value === 'learn'
    ? learn(subject)
    : complain(`Expected "cookie", "route" or "learn", not "${method.value}"`, method)
}

const isSameSite = (text: string): boolean => text.includes('$') || /^(?:strict|lax|none)$/i.test(text)

function cookie({ args: [, name, ...parameters], state: { usage } }: Subject): Complaint | null {
  if (name?.value === '') return complain("Expected the cookie's name", name)
  const seen = new Set<string>()
  for (const word of parameters) {
    const [, key = word.value, value] = /^([a-z]+)=(.*)$/s.exec(word.value) ?? []
    const isRight =
      value === undefined
        ? key === 'httponly' || key === 'secure'
        : key === 'expires'
          ? value === 'max' || parseTime(value, true) !== null
          : key === 'samesite'
            ? isSameSite(value)
            : (key === 'domain' || key === 'path') && value !== ''
    if (seen.has(key) || (!isRight && !hasHole(word.raw)))
      return complain(
        `Expected "expires=", "domain=", "path=", "samesite=", "httponly" or "secure", each once, not "${word.value}"`,
        word,
      )
    seen.add(key)
    const complaint = key === 'domain' || key === 'samesite' ? readVariables(usage, word, value) : null
    if (complaint) return complaint
  }
  return null
}

function learn(subject: Subject): Complaint | null {
  const parameters = subject.args.slice(1)
  const wrong = parameters.find(
    ({ value, raw }) =>
      !hasHole(raw) &&
      value !== 'header' &&
      !/^(?:create|lookup)=\$.|^zone=/s.test(value) &&
      !parseTime(/^timeout=(.*)$/s.exec(value)?.[1] ?? '', false),
  )
  if (wrong)
    return complain(
      `Expected "create=$variable", "lookup=$variable", "zone=", "timeout=" or "header", not "${wrong.value}"`,
      wrong,
    )
  const lacking = ['lookup=', 'create=', 'zone='].find(
    (name) => !parameters.some(({ value }) => value.startsWith(name)),
  )
  const zone = parameters.find(({ value }) => value.startsWith('zone='))
  return lacking || !zone
    ? complain(`Expected the parameter "${lacking ?? 'zone='}"`)
    : sizeZone(subject, zone, 5, 'sticky')
}

/** ngx_http_ssl_certificate_cache and its like. */
const certificateCache: Check = (subject) => {
  const { args, name } = subject
  const accepts = (text: string): boolean =>
    text === 'off' ||
    Boolean(parseNumber(/^max=(.*)$/s.exec(text)?.[1] ?? '')) ||
    parseTime(/^(?:inactive|valid)=(.*)$/s.exec(text)?.[1] ?? '', true) !== null
  const wrong = args.find(({ value, raw }) => !hasHole(raw) && !accepts(value))
  const lacks = !args.some(({ value, raw }) => value === 'off' || value.startsWith('max=') || hasHole(raw))
  return (
    once(subject) ??
    (wrong ? complain(`Expected "max=", "inactive=", "valid=" or "off", not "${wrong.value}"`, wrong) : null) ??
    (lacks ? complain(`Expected the parameter "max=" in "${name}"`) : null)
  )
}

function keepalive(subject: Subject): Complaint | null {
  const [count, local] = subject.args
  const second = once(subject)
  if (second || hasHole(count?.raw ?? '')) return second
  if (!parseNumber(count?.value ?? '')) return complain('Expected a number of connections, 1 or more', count)
  return local && local.value !== 'local' && local.value !== 'single' && !hasHole(local.raw)
    ? complain(`Expected "local", not "${local.value}"`, local)
    : null
}

export const UPSTREAM_CHECKS: Record<string, Check> = {
  sticky,
  keepalive,
  ...Object.fromEntries(
    ['ssl', 'proxy_ssl', 'grpc_ssl', 'uwsgi_ssl'].map((module): [string, Check] => [
      `${module}_certificate_cache`,
      certificateCache,
    ]),
  ),
}
