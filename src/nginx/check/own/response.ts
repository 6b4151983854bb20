import { pcreRefusal } from '../../../regex/pcre.ts'
import { has } from '../../directives/version.ts'
import { complain, hasHole, once } from '../subject.ts'
import type { Check, Complaint, Subject } from '../subject.ts'
import { defineVariable, readVariables } from '../usage.ts'
import { readExpires } from '../../words/expires.ts'
import { parseUrl } from '../../words/url.ts'
import { isCidr, parseNumber, parseOffset, parseSize, parseTime } from '../../words/values.ts'
import { syslog } from './core.ts'
import { validReferers } from './referers.ts'

/** ngx_http_headers_add. */
function addHeader({ args, state }: Subject): Complaint | null {
  const [, value, always] = args
  return (
    readVariables(state.usage, value) ??
    (always && always.value !== 'always'
      ? complain(`Expected "always", not "${always.value}": quote a value with spaces`, always)
      : null)
  )
}

/** ngx_http_headers_expires: `30d`, `-1`, `@15h`, `modified +1h`, `epoch`, `max`, `off`, or a variable. */
function expires(subject: Subject): Complaint | null {
  const { args, state } = subject
  const word = args.at(-1)
  const text = word?.value ?? ''
  const modified = args.length === 2
  const complaint = once(subject)
  if (complaint) return complaint
  if (modified && args[0]?.value !== 'modified')
    return complain(`Expected "modified" before the time, not "${args[0]?.value ?? ''}"`, args[0])
  if (text.includes('$')) return readVariables(state.usage, word)
  const { refused } = readExpires(text, modified)
  return refused === null ? null : complain(refused, word)
}

function accessRule({ args }: Subject): Complaint | null {
  const [word] = args
  const text = word?.value ?? ''
  return text === 'all' || text === 'unix:' || isCidr(text) || hasHole(word?.raw ?? '')
    ? null
    : complain(`Expected an address, a network or "all", not "${text}"`, word)
}

/** ngx_http_log_set_format. */
function logFormat({ args, directive, state: { usage, version } }: Subject): Complaint | null {
  const [name, ...parts] = args
  const text = name?.value ?? ''
  const first = usage.formats.get(text)
  if (first || (text === 'combined' && usage.realm === 'http'))
    return {
      ...complain(`Expected another name than "${text}", which is a log format already`, name),
      ...(first && { related: [{ message: 'the first one', range: first.range }] }),
    }
  usage.formats.set(text, directive)
  const [escape] = parts
  const isEscape = has(version, 1, 11, 8) && (escape?.value.startsWith('escape=') ?? false)
  if (
    isEscape &&
    !(has(version, 1, 13, 10) ? /^escape=(?:json|none|default)$/ : /^escape=(?:json|default)$/).test(
      escape?.value ?? '',
    )
  )
    return complain('Expected "escape=default", "escape=json" or "escape=none"', escape)
  return (
    parts
      .slice(isEscape ? 1 : 0)
      .map((word) => readVariables(usage, word))
      .find(Boolean) ?? null
  )
}

const ACCESS_LOG: [RegExp, (value: string) => boolean][] = [
  [/^buffer=(.*)$/s, (value) => Boolean(parseSize(value))],
  [/^flush=(.*)$/s, (value) => Boolean(parseTime(value, false))],
  [/^gzip()$/, () => true],
  [/^gzip=(.*)$/s, (value) => /^[1-9]$/.test(value)],
  [/^if=(.*)$/s, () => true],
]

/** ngx_http_log_set_log. */
function accessLog({ args, state }: Subject): Complaint | null {
  const [target, format, ...parameters] = args
  const { usage, whole } = state
  if (target?.value === 'off') return format ? complain('Expected nothing after "off"', format) : null
  const complaint = target?.value.startsWith('syslog:') ? syslog(target) : readVariables(usage, target)
  if (complaint) return complaint
  if (!format && usage.realm === 'stream') return complain('Expected a log format after the file')
  const name = format?.value.toLowerCase() ?? 'combined'
  const known =
    (name === 'combined' && usage.realm === 'http') ||
    [...usage.formats.keys()].some((one) => one.toLowerCase() === name)
  if (whole && !known && !hasHole(format?.raw ?? ''))
    return complain(`Unknown log format "${format?.value ?? ''}": define it by "log_format" before`, format)
  for (const word of parameters) {
    const [, accepts] = ACCESS_LOG.find(([pattern]) => pattern.test(word.value)) ?? []
    const [value = ''] = /(?<==).*/s.exec(word.value) ?? []
    if (!accepts?.(value) && !hasHole(word.raw))
      return complain(`Expected a parameter such as "buffer=32k" or "flush=5s", not "${word.value}"`, word)
    const unknown = word.value.startsWith('if=') ? readVariables(usage, word, value) : null
    if (unknown) return unknown
  }
  const bad =
    parameters.some(({ value }) => value.startsWith('flush=')) &&
    !parameters.some(({ value }) => /^(?:buffer=|gzip)/.test(value))
  return bad ? complain('Expected "buffer=" beside "flush="') : null
}

const openFileCache: Check = (subject) => {
  const { args, name } = subject
  const wrong = args.find(
    ({ value, raw }) =>
      !hasHole(raw) &&
      value !== 'off' &&
      !parseNumber(/^max=(.*)$/s.exec(value)?.[1] ?? '') &&
      !/^min_uses=[1-9]/.test(value) &&
      parseTime(/^(?:inactive|valid)=(.*)$/s.exec(value)?.[1] ?? '', true) === null,
  )
  const complaint =
    once(subject) ?? (wrong ? complain(`Expected "max=", "inactive=" or "off", not "${wrong.value}"`, wrong) : null)
  return (
    complaint ??
    (args.some(({ value }) => value === 'off' || value.startsWith('max='))
      ? null
      : complain(`Expected the parameter "max=" in "${name}"`))
  )
}

/** The time of keepalive_timeout, and that of its header. */
function keepaliveTimeout(subject: Subject): Complaint | null {
  const wrong = subject.args.find(({ value, raw }, index) => !hasHole(raw) && parseTime(value, index > 0) === null)
  return once(subject) ?? (wrong ? complain(`Expected a time such as 75s, not "${wrong.value}"`, wrong) : null)
}

function gzipDisable({ args }: Subject): Complaint | null {
  for (const word of args) {
    const refused = pcreRefusal(word.value)
    if (refused !== null) return complain(`Expected a regular expression: it ${refused}`, word)
  }
  return null
}

/** ngx_resolver_create: addresses, `valid=`, `ipv6=`. */
function resolver(subject: Subject): Complaint | null {
  const { args, state } = subject
  const accepts = (text: string): boolean => {
    if (text.startsWith('valid=')) return parseTime(text.slice(6), true) !== null
    if (/^ipv[46]=/.test(text))
      return /=(?:on|off)$/.test(text) && (text.startsWith('ipv6') || has(state.version, 1, 23, 1))
    return (text.startsWith('status_zone=') && state.version === null) || parseUrl(text).error === undefined
  }
  const wrong = args.find(({ value, raw }) => !hasHole(raw) && !accepts(value))
  const servers = args.filter(({ value }) => !/^(?:valid|ipv[46]|status_zone)=/.test(value))
  return (
    once(subject) ??
    (wrong ? complain(`Expected an address, "valid=" with a time or "ipv6=off", not "${wrong.value}"`, wrong) : null) ??
    (servers.length ? null : complain('Expected the address of a name server'))
  )
}

/** ngx_http_disable_symlinks. */
function disableSymlinks(subject: Subject): Complaint | null {
  const { args, state } = subject
  const modes = args.filter(({ value }) => !value.startsWith('from='))
  const from = args.find(({ value }) => value.startsWith('from='))
  const wrong = modes.find(({ value }) => !['off', 'on', 'if_not_owner'].includes(value))
  const complaint =
    once(subject) ??
    (wrong ? complain(`Expected "on", "off" or "if_not_owner", not "${wrong.value}"`, wrong) : null) ??
    (from ? readVariables(state.usage, from, from.value.slice(5)) : null)
  if (complaint) return complaint
  if (modes.length !== 1) return complain('Expected one of "on", "off" and "if_not_owner"')
  return from && modes[0]?.value === 'off' ? complain('Expected no "from=" beside "off"', from) : null
}

const BROWSERS = ['opera', 'msie', 'gecko', 'chrome', 'safari', 'konqueror', 'netscape4']

function modernBrowser({ args }: Subject): Complaint | null {
  const [name, version] = args
  if (!version)
    return name?.value === 'unlisted' ? null : complain('Expected "unlisted", or a browser and its version', name)
  if (!BROWSERS.includes(name?.value.toLowerCase() ?? ''))
    return complain(`Expected ${BROWSERS.join(', ')} or "unlisted", not "${name?.value ?? ''}"`, name)
  return /^[0-9.]*$/.test(version.value)
    ? null
    : complain(`Expected a version such as 5.5, not "${version.value}"`, version)
}

const AIO = /^(?:off|on|threads(?:=.*)?)$/s
const single =
  (accepts: (text: string) => boolean, wanted: string): Check =>
  (subject) => {
    const [word] = subject.args
    const text = word?.value ?? ''
    return (
      once(subject) ??
      (accepts(text) || hasHole(word?.raw ?? '') ? null : complain(`Expected ${wanted}, not "${text}"`, word))
    )
  }

const compiled =
  (...which: number[]): Check =>
  ({ args, state }) =>
    which.map((index) => readVariables(state.usage, args[index])).find(Boolean)

export const RESPONSE_CHECKS: Record<string, Check> = {
  add_header: addHeader,
  add_trailer: addHeader,
  expires,
  allow: accessRule,
  deny: accessRule,
  log_format: logFormat,
  access_log: accessLog,
  open_log_file_cache: openFileCache,
  open_file_cache: openFileCache,
  keepalive_timeout: keepaliveTimeout,
  gzip_disable: gzipDisable,
  aio: single((text) => AIO.test(text), '"on", "off" or "threads"'),
  directio: single((text) => text === 'off' || parseOffset(text) !== null, 'a size such as 4m or "off"'),
  disable_symlinks: disableSymlinks,
  modern_browser: modernBrowser,
  resolver,
  valid_referers: validReferers,
  auth_request: (subject) => once(subject),
  auth_request_set: ({ args, state }) => defineVariable(state.usage, args[0]) ?? readVariables(state.usage, args[1]),
  auth_basic_user_file: (subject) => once(subject) ?? readVariables(subject.state.usage, subject.args[0]),
  index: ({ args, state }) =>
    args
      .map((word) =>
        word.value === ''
          ? complain("Expected a file's name that is not empty", word)
          : readVariables(state.usage, word),
      )
      .find(Boolean),
  sub_filter: ({ args, state }) =>
    args[0]?.value === ''
      ? complain('Expected a text to look for', args[0])
      : args.map((word) => readVariables(state.usage, word)).find(Boolean),
  ssl_password_file: (subject) => once(subject),
  ssl: (subject) =>
    once(subject) ??
    (/^(?:on|off)$/i.test(subject.values[0] ?? '') ? null : complain('Expected "on" or "off"', subject.args[0])),
  real_ip_header: (subject) => once(subject),
  userid_expires: single(
    (text) => text === 'max' || text === 'off' || parseTime(text, true) !== null,
    '"max", "off" or a time',
  ),
  userid_mark: single((text) => text === 'off' || /^[0-9A-Za-z=]$/.test(text), '"off", a letter, a digit or "="'),
  http2_push: compiled(0),
  perl_set: ({ args, state }) => defineVariable(state.usage, args[0]),
}
