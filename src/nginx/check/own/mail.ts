import type { Directive } from '../../../text/directive.ts'
import { complain, hasHole, once } from '../subject.ts'
import type { Check, Complaint, Scope, Subject } from '../subject.ts'
import { parseUrl } from '../../words/url.ts'
import { isCidr } from '../../words/values.ts'
import { CORE_CHECKS } from './core.ts'
import { MAIL_LISTEN } from './listen.ts'
import { RESPONSE_CHECKS } from './response.ts'
import { inherited, sslListen, withoutCertificate } from './ssl.ts'
import { ZONE_CHECKS } from './zones.ts'

const PROTOCOLS = ['imap', 'pop3', 'smtp']
/** Those that tell the protocol by themselves. */
const PORTS = new Set([25, 465, 587, 110, 995, 143, 993])

function protocol({ args: [word] }: Subject): Complaint | null {
  return word && !PROTOCOLS.includes(word.value) && !hasHole(word.raw)
    ? complain(`Expected "imap", "pop3" or "smtp", not "${word.value}"`, word)
    : null
}

/** ngx_mail_auth_http. */
function authHttp({ args: [word] }: Subject): Complaint | null {
  if (!word || hasHole(word.raw)) return null
  const url = parseUrl(word.value.replace(/^http:\/\//, ''), { uriPart: true })
  return url.error === undefined ? null : complain(url.error, word)
}

/** `ssl on` and `starttls` exclude each other (ngx_mail_ssl_enable, ngx_mail_ssl_starttls). */
const encryption =
  (words: string[], other: string, isClash: (own: string, others: string) => boolean): Check =>
  (subject) => {
    const [word] = subject.args
    const text = word?.value.toLowerCase() ?? ''
    const first = subject.scope.first.get(other)
    const complaint =
      once(subject) ??
      (words.includes(text) || hasHole(word?.raw ?? '')
        ? null
        : complain(`Expected ${words.map((one) => `"${one}"`).join(', ')}, not "${text}"`, word))
    if (complaint || !first || !isClash(text, first.args[0]?.value.toLowerCase() ?? '')) return complaint
    return {
      message: `Expected no "${subject.name}" beside "${other}"`,
      related: [{ message: `"${other}"`, range: first.range }],
    }
  }

const trusted: Check = ({ args: [word] }) => {
  const text = word?.value ?? ''
  return text === 'unix:' || isCidr(text) || hasHole(word?.raw ?? '') || /^[a-z0-9.-]*$/i.test(text)
    ? null
    : complain(`Expected an address, a network or a host, not "${text}"`, word)
}

export const MAIL_CHECKS: Record<string, Check> = {
  ...MAIL_LISTEN,
  error_log: CORE_CHECKS['error_log'] ?? (() => null),
  resolver: (subject) => (subject.values[0] === 'off' ? once(subject) : RESPONSE_CHECKS['resolver']?.(subject)),
  ssl_session_cache: ZONE_CHECKS['ssl_session_cache'] ?? (() => null),
  ssl_password_file: (subject) => once(subject),
  protocol,
  auth_http: authHttp,
  set_real_ip_from: trusted,
  ssl: encryption(['on', 'off'], 'starttls', (own, other) => own === 'on' && other !== 'off'),
  starttls: encryption(['off', 'on', 'only'], 'ssl', (own, other) => own !== 'off' && other === 'on'),
}

/** What a server of mail needs (ngx_mail_core_merge_srv_conf, ngx_mail_auth_http_merge_conf, ngx_mail_ssl_merge_conf). */
export function mailServers(mail: Scope): Complaint[] {
  return mail.inner.flatMap((server) => {
    if (server.context !== 's' || !server.opener) return []
    const range = server.opener.range
    if (!server.seen.has('protocol') && !(server.opener.block ?? []).some(tellsProtocol))
      return [{ message: 'Expected "protocol" in the server block: its port tells none', range }]
    if (inherited('auth_http', server, mail).length === 0)
      return [{ message: 'Expected "auth_http" in the server block, or around it', range }]
    const cause = encrypting(server, mail)
    return cause ? withoutCertificate(server, mail, cause) : []
  })
}

const tellsProtocol = ({ name, args: [word] }: Directive): boolean =>
  name === 'listen' && PORTS.has(Number(/(\d+)(?:-\d+)?$/.exec(word?.value ?? '')?.[1]))

function encrypting(server: Scope, mail: Scope): Directive | undefined {
  const [ssl] = inherited('ssl', server, mail)
  const [starttls] = inherited('starttls', server, mail)
  return (
    sslListen(server) ??
    (ssl?.args[0]?.value.toLowerCase() === 'on'
      ? ssl
      : starttls?.args[0]?.value.toLowerCase() === 'off'
        ? undefined
        : starttls)
  )
}
