import { readExpires } from '../words/expires.ts'
import { expressionError } from '../words/expression/parse.ts'
import { readProxyPass } from '../words/proxy-pass.ts'
import { regexError } from '../words/regex.ts'
import { readSetEnvIf } from '../words/set-env-if.ts'
import { perDirectory, type ValueCheck, valueOf } from './value.ts'
import { leadingNumber } from '../words/status.ts'
import { lookUp } from '../../text/lookup.ts'

/** Directives whose (only, or every) argument is one of a few words, in any case. */
const WORDS: Record<string, string> = {
  acceptpathinfo: 'on off default',
  enablemmap: 'on off',
  enablesendfile: 'on off',
  serversignature: 'on off email',
  satisfy: 'any all',
  xbithack: 'on off full',
  authmerging: 'off and or',
  authbasicusedigestalgorithm: 'off md5',
  authdigestalgorithm: 'md5',
  authdigestqop: 'auth',
  authldapdereferencealiases: 'never off searching finding always on',
  cookiesamesite: 'strict lax none',
  cookiestyle: 'netscape cookie cookie2 rfc2109 rfc2965',
  forcelanguagepriority: 'none prefer fallback',
  h2copyfiles: 'on off',
  h2proxyrequests: 'on off',
  h2push: 'on off',
  h2upgrade: 'on off',
  ldapreferrals: 'on off default',
  multiviewsmatch: 'any negotiatedonly filters handlers',
  proxyfcgibackendtype: 'generic fpm',
  sslverifyclient: 'none off optional require on optional_no_ca',
  traceenable: 'on off extended',
  allowencodedslashes: 'on off nodecode',
  hostnamelookups: 'on off double',
  usecanonicalname: 'on off dns',
  usecanonicalphysicalport: 'on off',
  h2moderntlsonly: 'on off',
  h2direct: 'on off',
  h2earlyhints: 'on off',
  proxyrequests: 'on off',
  cacheheader: 'on off',
  proxyvia: 'on off full block',
  servertokens: 'os min minimal major minor prod productonly full',
  proxybadheader: 'iserror ignore startbody',
  proxystatus: 'on off full',
  h2outputbuffering: 'on off',
  sslproxyverify: 'none off optional require on optional_no_ca',
  charsetoptions: 'implicitadd noimplicitadd translateallmimetypes notranslateallmimetypes',
}

const oneOf =
  (words: string[]): ValueCheck =>
  ({ args, name }) => {
    const wrong = args.find(({ value }) => !words.includes(value.toLowerCase()))
    return wrong ? { message: `Expected ${words.join(', ')} behind ${name}, not ${wrong.value}`, word: wrong } : null
  }

const SSL_OPTIONS =
  /^[+-]?(?:StdEnvVars|ExportCertData|FakeBasicAuth|StrictRequire|OptRenegotiate|LegacyDNStringFormat|ExportBothCertData)$/i
const sslOptions: ValueCheck = ({ args }) => {
  const wrong = args.find(({ value }) => !SSL_OPTIONS.test(value))
  return wrong ? { message: `Unknown option ${wrong.value} of SSLOptions`, word: wrong } : null
}

const positive =
  (least: number): ValueCheck =>
  (directive) =>
    leadingNumber(valueOf(directive, 0)) < least
      ? `Expected a number of at least ${least} behind ${directive.name}, not ${valueOf(directive, 0)}`
      : null

const wholeNumber: ValueCheck = (directive) =>
  /^\+?\d+$/.test(valueOf(directive, 0))
    ? null
    : `Expected a number behind ${directive.name}, not ${valueOf(directive, 0)}`

const between =
  (least: number, most: number): ValueCheck =>
  (directive) => {
    const number = leadingNumber(valueOf(directive, 0))
    return number < least || number > most
      ? `Expected a number from ${least} to ${most} behind ${directive.name}, not ${valueOf(directive, 0)}`
      : null
  }

/** MaxRanges and the like. */
const rangeLimit: ValueCheck = (directive) => {
  const value = valueOf(directive, 0)
  return /^(?:none|default|unlimited)$/i.test(value) || leadingNumber(value) > 0
    ? null
    : `Expected none, default, unlimited or a number behind ${directive.name}, not ${value}`
}

/** set_proxy_error_override, a word at a time: On, and statuses behind it. */
const errorOverride: ValueCheck = ({ args }) => {
  let on: boolean | null = null
  for (const word of args) {
    const value = word.value.toLowerCase()
    if (value === 'on' || value === 'off') on = value === 'on'
    else if (on === null) return { message: 'Expected On or Off behind ProxyErrorOverride', word }
    else if (!on || !/^[45]\d\d/.test(value))
      return { message: `Expected On and statuses from 400 to 599 behind ProxyErrorOverride, not ${word.value}`, word }
  }
  return null
}

const never =
  (instead: string): ValueCheck =>
  ({ name }) =>
    `Expected ${instead} instead of ${name}`

const without =
  (letters: RegExp): ValueCheck =>
  (directive) =>
    valueOf(directive, 0) === '' || letters.test(valueOf(directive, 0))
      ? `Expected a name without = and & behind ${directive.name}`
      : null

/** check_code of mod_expires; `types`: ExpiresByType. */
const expires =
  (types: boolean): ValueCheck =>
  (directive) => {
    if (types && !valueOf(directive, 0).includes('/'))
      return `Expected a media type behind ${directive.name}, not ${valueOf(directive, 0)}`
    return readExpires(valueOf(directive, types ? 1 : 0)).refused
  }

const LISTING_OPTIONS = (
  'fancyindexing foldersfirst htmltable suppressicon suppresslastmodified suppresssize suppressdescription suppresshtmlpreamble suppresscolumnsorting ' +
  'suppressrules scanhtmltitles iconsarelinks ignorecase ignoreclient tracksmodified trackmodified versionsort xhtml showforbidden addaltclass useolddateformat none'
).split(' ')
const LISTING_SIZES = /^(?:iconheight|iconwidth|namewidth|descriptionwidth)(?:=(.+))?$/

const indexOptions: ValueCheck = ({ args }) => {
  for (const word of args) {
    const [, sign, name = ''] = /^([+-]?)(.*)$/s.exec(word.value) ?? []
    const key = name.toLowerCase()
    if (key.startsWith('charset=') || key.startsWith('type=')) continue
    const size = LISTING_SIZES.exec(key)
    const width = size?.[1]
    const fits = size
      ? sign === '-'
        ? width === undefined
        : width === undefined
          ? key.startsWith('icon')
          : width === '*'
            ? !key.startsWith('icon')
            : /^\d/.test(width)
      : LISTING_OPTIONS.includes(key) && !(key === 'none' && sign)
    if (!fits) return { message: `Unknown option ${word.value} of IndexOptions`, word }
  }
  return null
}

const indexOrder: ValueCheck = (directive) =>
  /^(?:ascending|descending)$/i.test(valueOf(directive, 0)) &&
  /^(?:name|date|size|description)$/i.test(valueOf(directive, 1))
    ? null
    : 'Expected Ascending or Descending, and Name, Date, Size or Description behind IndexOrderDefault'

const setEnvIf: ValueCheck = (directive) => readSetEnvIf(directive).refused

const substitute: ValueCheck = (directive) => {
  const text = valueOf(directive, 0)
  const delimiter = text.charAt(1)
  const [, from = '', to, flags = '', ...more] = text.split(delimiter === '' ? '\0' : delimiter)
  if (!/^s/i.test(text) || from === '' || to === undefined) return 'Expected s/pattern/text/ behind Substitute'
  const rest = [flags, ...more].join(delimiter)
  if (!/^[infq]*$/i.test(rest)) return `Unknown flag ${rest} of Substitute; write i, n, f or q`
  const bad = /n/i.test(rest) ? null : regexError(from)
  return bad ? `Expected a regular expression behind Substitute: it ${bad}` : null
}

const OUTPUT_FILTERS: Record<string, string> = {
  deflate: 'deflate',
  inflate: 'deflate',
  includes: 'include',
  substitute: 'substitute',
  brotli_compress: 'brotli',
  rate_limit: 'ratelimit',
  sed: 'sed',
  buffer: 'buffer',
  'proxy-html': 'proxy_html',
  xml2enc: 'xml2enc',
  cache: 'cache',
  cache_save: 'cache',
  reflector: 'reflector',
}

const CORE_FILTERS =
  /^(?:core|byterange|content_length|http_header|chunk|old_write|subreq_core|coalesce|http_outerror|reqtimeout|ratelimit|log_input|filter)$/i

/** mod_filter knows a filter by the module that registered it; filters of modules out of sight are not known here. */
const outputFilterByType: ValueCheck = ({ args, name }, { modules }) => {
  if (args.length < 2) return `Expected a filter and at least one media type behind ${name}`
  for (const filter of (args[0]?.value ?? '').split(';')) {
    const module = lookUp(OUTPUT_FILTERS, filter.toLowerCase())
    if (module !== undefined && modules.has(`${module}_module`) === false)
      return `Unknown filter ${filter}: it is mod_${module}'s, which is not loaded`
    const elsewhere = CORE_FILTERS.test(filter) || modules.foreign() || modules.has('ext_filter_module') !== false
    if (module === undefined && !elsewhere) return `Unknown filter ${filter}`
  }
  return null
}

const redirectIndex: ValueCheck = (directive) => {
  const value = valueOf(directive, 0)
  return /^(?:on|off|permanent|temp|seeother)$/i.test(value) ||
    (leadingNumber(value) >= 300 && leadingNumber(value) < 400)
    ? null
    : `Expected on, off or a status from 300 to 399 behind DirectoryIndexRedirect, not ${value}`
}

const action: ValueCheck = (directive) =>
  directive.args.length > 2 && valueOf(directive, 2).toLowerCase() !== 'virtual'
    ? `Expected virtual or nothing as Action's third word, not ${valueOf(directive, 2)}`
    : null

const proxyPass: ValueCheck = (directive, around) => readProxyPass(directive, perDirectory(around)).refused

const sslCipherSuite: ValueCheck = ({ args }) =>
  args.length > 1 && !/^(?:SSL|TLSv1\.3)$/i.test(args[0]?.value ?? '')
    ? `Expected SSL or TLSv1.3 before the ciphers, not ${args[0]?.value}`
    : null

const cookieDomain: ValueCheck = (directive) =>
  /^\.[^]*\.[^]/.test(valueOf(directive, 0))
    ? null
    : `Expected a domain that begins with a dot and has another, not ${valueOf(directive, 0)}`

const cookieExpires: ValueCheck = (directive) => {
  const value = valueOf(directive, 0)
  if (/^\d/.test(value) && !/\s/.test(value)) return null
  const words = value.split(/\s+/).filter(Boolean)
  const periods = /^p/i.test(words[0] ?? '') ? words.slice(1) : words
  const fits =
    periods.length % 2 === 0 &&
    periods.every((word, index) => (index % 2 === 0 ? /^\d/.test(word) : /^(?:y|mo|w|d|h|mi|s)/i.test(word)))
  return fits ? null : `Expected a number of seconds, or "2 weeks" and the like, behind CookieExpires, not ${value}`
}

const nonceLifetime: ValueCheck = (directive) =>
  /^\s*[+-]?\d+$/.test(valueOf(directive, 0))
    ? null
    : `Expected a number of seconds behind AuthDigestNonceLifetime, not ${valueOf(directive, 0)}`

const ldapUrl: ValueCheck = (directive) =>
  /^ldap[si]?:\/\//i.test(valueOf(directive, 0))
    ? null
    : `Expected a URL that begins with ldap:// behind AuthLDAPURL, not ${valueOf(directive, 0)}`

const lineLength: ValueCheck = (directive) =>
  /^\d+[bkmg]?$/i.test(valueOf(directive, 0))
    ? null
    : `Expected a number with b, k, m or g behind it, not ${valueOf(directive, 0)}`

const fcgiVariable: ValueCheck = (directive) => {
  const bad = expressionError(valueOf(directive, 0))
  return bad ? `Expected an expression behind ProxyFCGISetEnvIf: it ${bad}` : null
}

const numeric: ValueCheck = ({ args, name }) => {
  const wrong = args.find(({ value }) => !/^\d/.test(value))
  return wrong ? { message: `Expected a number behind ${name}, not ${wrong.value}`, word: wrong } : null
}

const LEVELS = /^(?:emerg|alert|crit|error|warn|notice|info|debug|trace[1-8])$/i
/** `level` or `module:level`. */
const logLevel: ValueCheck = ({ args }) => {
  const wrong = args.find(({ value }) => !LEVELS.test(value.slice(value.indexOf(':') + 1)))
  return wrong
    ? { message: `Expected a level such as warn, info or trace1 behind LogLevel, not ${wrong.value}`, word: wrong }
    : null
}

const revocation: ValueCheck = (directive) =>
  /^(?:none|leaf|chain)$/i.test(valueOf(directive, 0))
    ? null
    : `Expected none, leaf or chain behind ${directive.name}, not ${valueOf(directive, 0)}`

const reverse: ValueCheck = (directive, around) => {
  const words = directive.args.filter(({ value }) => value.toLowerCase() !== 'interpolate').length
  return !perDirectory(around) && words < 2 ? `Expected a path and a URL behind ${directive.name}` : null
}

const absoluteFormat: ValueCheck = (directive) =>
  /^(?:\/|none$)/i.test(valueOf(directive, 0))
    ? null
    : `Expected an absolute path or none behind ${directive.name}, not ${valueOf(directive, 0)}`

const listed = Object.entries(WORDS).map(([key, words]): [string, ValueCheck] => [key, oneOf(words.split(' '))])

export const WORD_CHECKS: Record<string, ValueCheck> = {
  ...Object.fromEntries(listed),
  ssloptions: sslOptions,
  fancyindexing: never('IndexOptions FancyIndexing'),
  ssllog: never('ErrorLog'),
  sslloglevel: never('LogLevel'),
  deflateinflatelimitrequestbody: wholeNumber,
  deflateinflateratioburst: positive(1),
  deflateinflateratiolimit: positive(1),
  ldapreferralhoplimit: positive(1),
  port: never('Listen'),
  allowconnect: numeric,
  dbdmin: numeric,
  dbdkeep: numeric,
  dbdmax: numeric,
  dbdexptime: numeric,
  brotlicompressionwindow: between(10, 24),
  brotlicompressionquality: between(0, 11),
  h2maxsessionstreams: positive(1),
  listentcpdeferaccept: positive(1),
  proxytimeout: positive(1),
  loglevel: logLevel,
  sslcarevocationcheck: revocation,
  sslproxycarevocationcheck: revocation,
  sslproxyciphersuite: sslCipherSuite,
  proxypassreverse: reverse,
  virtualscriptalias: absoluteFormat,
  virtualscriptaliasip: absoluteFormat,
  virtualdocumentroot: absoluteFormat,
  virtualdocumentrootip: absoluteFormat,
  buffersize: positive(1),
  deflatebuffersize: positive(1),
  deflatememlevel: between(1, 9),
  deflatewindowsize: between(1, 15),
  deflatecompressionlevel: between(1, 9),
  keptbodysize: wholeNumber,
  readbuffersize: wholeNumber,
  flushmaxthreshold: wholeNumber,
  maxranges: rangeLimit,
  maxrangeoverlaps: rangeLimit,
  maxrangereversals: rangeLimit,
  proxyerroroverride: errorOverride,
  sslverifydepth: positive(0),
  sslrenegbuffersize: positive(0),
  sessionexpiryupdateinterval: positive(0),
  sessioncookiename: without(/[=&]/),
  sessioncookiename2: without(/[=&]/),
  sessiondbdcookiename: without(/[=&;]/),
  sessiondbdcookiename2: without(/[=&;]/),
  expiresdefault: expires(false),
  expiresbytype: expires(true),
  indexoptions: indexOptions,
  indexorderdefault: indexOrder,
  setenvif: setEnvIf,
  setenvifnocase: setEnvIf,
  browsermatch: setEnvIf,
  browsermatchnocase: setEnvIf,
  setenvifexpr: setEnvIf,
  substitute,
  addoutputfilterbytype: outputFilterByType,
  directoryindexredirect: redirectIndex,
  action,
  proxypass: proxyPass,
  proxypassmatch: proxyPass,
  sslciphersuite: sslCipherSuite,
  cookiedomain: cookieDomain,
  cookieexpires: cookieExpires,
  authdigestnoncelifetime: nonceLifetime,
  authldapurl: ldapUrl,
  substitutemaxlinelength: lineLength,
  proxyfcgisetenvif: fcgiVariable,
}
