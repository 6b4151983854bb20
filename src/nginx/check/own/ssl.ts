import type { Directive } from '../../../text/directive.ts'
import { has } from '../../directives/version.ts'
import type { Complaint, Scope, State } from '../subject.ts'

/** What ngx_http_ssl_merge_srv_conf and ngx_http_ssl_init ask for, and stream's since 1.25.5. Certificates themselves are not looked at. */
export function certificates(http: Scope, state: State): Complaint[] {
  const servers = http.inner.filter(({ context }) => context === 's')
  return [...servers.flatMap((server) => ofServer(server, http, state)), ...ofAddresses(http, state)]
}

const own = (name: string, scope: Scope): Directive[] =>
  (scope.opener?.block ?? []).filter((directive) => directive.name === name)

export function inherited(name: string, server: Scope, http: Scope): Directive[] {
  return server.seen.has(name) ? own(name, server) : http.seen.has(name) ? own(name, http) : []
}

/** The first address that a server listens on with `ssl`. */
export const sslListen = (server: Scope): Directive | undefined =>
  own('listen', server).find(({ args }) => args.slice(1).some(({ value }) => value === 'ssl'))

/** A server of stream or mail that encrypts, by what is told, and lacks a certificate or a key. */
export function withoutCertificate(server: Scope, around: Scope, cause: Directive): Complaint[] {
  const [certificates, keys] = [
    inherited('ssl_certificate', server, around),
    inherited('ssl_certificate_key', server, around),
  ]
  if (certificates.length === 0)
    return [
      {
        message: `Expected "ssl_certificate" beside "${cause.name}${cause.name === 'listen' ? ' … ssl' : ''}"`,
        range: cause.range,
      },
    ]
  return keys.length < certificates.length
    ? [{ message: 'Expected an "ssl_certificate_key" for each "ssl_certificate"', range: cause.range }]
    : []
}

const isOn = (list: Directive[]): boolean => list[0]?.args[0]?.value.toLowerCase() === 'on'

function ofServer(server: Scope, http: Scope, { version }: State): Complaint[] {
  const find = (name: string): Directive[] => inherited(name, server, http)
  const given = find('ssl_certificate')
  const last = given.at(-1)
  const enabled = isOn(find('ssl'))
  const rejects = isOn(find('ssl_reject_handshake'))
  if (last && find('ssl_certificate_key').length < given.length)
    return [{ message: 'Expected an "ssl_certificate_key" for each "ssl_certificate"', range: last.range }]
  if (!last && enabled && !rejects)
    return [{ message: 'Expected "ssl_certificate" beside "ssl on"', range: find('ssl')[0]?.range }]
  const [verify] = find('ssl_verify_client')
  const asks = verify && /^(?:on|optional)$/i.test(verify.args[0]?.value ?? '')
  const trusted =
    find('ssl_client_certificate').length > 0 || (has(version, 1, 27, 1) && find('ssl_trusted_certificate').length > 0)
  return asks && (last || rejects) && !trusted
    ? [{ message: 'Expected "ssl_client_certificate" beside "ssl_verify_client"', range: verify.range }]
    : []
}

/** The default server of an address with `ssl` needs a certificate, or all of them where it refuses handshakes. */
function ofAddresses(http: Scope, { usage }: State): Complaint[] {
  return [...usage.addresses.values()].flatMap(({ servers, default: explicit, ssl }) => {
    const all = [...servers]
    const [first] = all.find(([, listen]) => listen === explicit) ?? all[0] ?? []
    if (!ssl || !first) return []
    const lacks = (server: Scope): boolean =>
      !isOn(inherited('ssl_reject_handshake', server, http)) && inherited('ssl_certificate', server, http).length === 0
    const checked = isOn(inherited('ssl_reject_handshake', first, http)) ? all.map(([server]) => server) : [first]
    const bare = checked.find(lacks)
    return bare?.opener
      ? [
          {
            message: 'Expected "ssl_certificate" in the server block, which listens with "ssl"',
            range: bare.opener.range,
          },
        ]
      : []
  })
}
