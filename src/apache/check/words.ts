import { expressionError } from './expression.ts'
import { regexError } from './regex.ts'
import { leadingNumber, perDirectory, type ValueCheck, valueOf } from './value.ts'

/** Directives whose (only, or every) argument is one of a few words, in any case. */
const WORDS: Record<string, string> = {
  acceptpathinfo: 'on off default', enablemmap: 'on off', enablesendfile: 'on off', serversignature: 'on off email', satisfy: 'any all', xbithack: 'on off full',
  authmerging: 'off and or', authbasicusedigestalgorithm: 'off md5', authdigestalgorithm: 'md5', authdigestqop: 'auth',
  authldapdereferencealiases: 'never off searching finding always on', cookiesamesite: 'strict lax none', cookiestyle: 'netscape cookie cookie2 rfc2109 rfc2965',
  forcelanguagepriority: 'none prefer fallback', h2copyfiles: 'on off', h2proxyrequests: 'on off', h2push: 'on off', h2upgrade: 'on off', ldapreferrals: 'on off default',
  multiviewsmatch: 'any negotiatedonly filters handlers', proxyfcgibackendtype: 'generic fpm', sslverifyclient: 'none off optional require on optional_no_ca',
  traceenable: 'on off extended', allowencodedslashes: 'on off nodecode', hostnamelookups: 'on off double', usecanonicalname: 'on off dns',
  usecanonicalphysicalport: 'on off', proxyvia: 'on off full block', servertokens: 'os min minimal major minor prod productonly full',
  proxybadheader: 'iserror ignore startbody', charsetoptions: 'implicitadd noimplicitadd translateallmimetypes notranslateallmimetypes',
}

const oneOf = (words: string[]): ValueCheck => ({ args, name }) => {
  const wrong = args.find(({ value }) => !words.includes(value.toLowerCase()))
  return wrong ? { message: `Expected ${words.join(', ')} behind ${name}, not ${wrong.value}`, word: wrong } : null
}

const SSL_OPTIONS = /^[+-]?(?:StdEnvVars|ExportCertData|FakeBasicAuth|StrictRequire|OptRenegotiate|LegacyDNStringFormat|ExportBothCertData)$/i
const sslOptions: ValueCheck = ({ args }) => {
  const wrong = args.find(({ value }) => !SSL_OPTIONS.test(value))
  return wrong ? { message: `Unknown option ${wrong.value} of SSLOptions`, word: wrong } : null
}

const positive = (least: number): ValueCheck => (directive) =>
  (leadingNumber(valueOf(directive, 0)) < least ? `Expected a number of at least ${least} behind ${directive.name}, not ${valueOf(directive, 0)}` : null)

const wholeNumber: ValueCheck = (directive) => (/^\+?\d+$/.test(valueOf(directive, 0)) ? null : `Expected a number behind ${directive.name}, not ${valueOf(directive, 0)}`)

const never = (instead: string): ValueCheck => ({ name }) => `Expected ${instead} instead of ${name}`

const without = (letters: RegExp): ValueCheck => (directive) =>
  (valueOf(directive, 0) === '' || letters.test(valueOf(directive, 0)) ? `Expected a name without = and & behind ${directive.name}` : null)

/** check_code of mod_expires; `types`: ExpiresByType. */
const expires = (types: boolean): ValueCheck => (directive) => {
  if (types && !valueOf(directive, 0).includes('/')) return `Expected a media type behind ${directive.name}, not ${valueOf(directive, 0)}`
  const code = valueOf(directive, types ? 1 : 0)
  if (/^[AM]/.test(code)) return null
  const [base = '', ...words] = code.split(/\s+/).filter(Boolean)
  if (!/^[nam]/i.test(base)) return `Expected access, now or modification behind ${directive.name}, not ${base}`
  if (/^p/i.test(words[0] ?? '')) words.shift()
  for (let index = 0; index < words.length; index += 2) {
    const [number = '', unit] = words.slice(index, index + 2)
    if (!/^\d/.test(number)) return `Expected a number of seconds, minutes, hours or days behind ${directive.name}, not ${number}`
    if (unit === undefined) return `Expected a unit behind ${number}`
    if (!/^(?:y|mo|w|d|h|mi|s)/i.test(unit)) return `Unknown unit ${unit}; write seconds, minutes, hours, days, weeks, months or years`
  }
  return null
}

const LISTING_OPTIONS = ('fancyindexing foldersfirst htmltable suppressicon suppresslastmodified suppresssize suppressdescription suppresshtmlpreamble suppresscolumnsorting '
  + 'suppressrules scanhtmltitles iconsarelinks ignorecase ignoreclient tracksmodified trackmodified versionsort xhtml showforbidden addaltclass useolddateformat none').split(' ')
const LISTING_SIZES = /^(?:iconheight|iconwidth|namewidth|descriptionwidth)(?:=(.+))?$/

const indexOptions: ValueCheck = ({ args }) => {
  for (const word of args) {
    const [, sign, name = ''] = /^([+-]?)(.*)$/s.exec(word.value) ?? []
    const key = name.toLowerCase()
    if (key.startsWith('charset=') || key.startsWith('type=')) continue
    const size = LISTING_SIZES.exec(key)
    const width = size?.[1]
    const fits = size ? sign === '-' ? width === undefined : width === undefined ? key.startsWith('icon') : width === '*' ? !key.startsWith('icon') : /^\d/.test(width)
      : LISTING_OPTIONS.includes(key) && !(key === 'none' && sign)
    if (!fits) return { message: `Unknown option ${word.value} of IndexOptions`, word }
  }
  return null
}

const indexOrder: ValueCheck = (directive) =>
  (/^(?:ascending|descending)$/i.test(valueOf(directive, 0)) && /^(?:name|date|size|description)$/i.test(valueOf(directive, 1)) ? null
    : 'Expected Ascending or Descending, and Name, Date, Size or Description behind IndexOrderDefault')

/** add_setenvif_core; `header`: the request's part is named first. */
const setEnvIf = (header: boolean): ValueCheck => (directive) => {
  const [field = '', pattern = '', ...variables] = (header ? directive.args : [{ value: 'User-Agent' }, ...directive.args]).map(({ value }) => value)
  if (field === '') return `Expected a header behind ${directive.name}`
  if (pattern === '') return `Expected a regular expression behind ${directive.name}`
  const bad = regexError(pattern) ?? (/[^\w-]/.test(field) ? regexError(field) : null)
  if (bad) return `Expected a regular expression behind ${directive.name}: it ${bad}`
  return (variables[0] ?? '') === '' ? `Expected a variable to set behind ${directive.name}` : null
}

const setEnvIfExpr: ValueCheck = (directive) => {
  const bad = valueOf(directive, 0) === '' ? 'is empty' : expressionError(valueOf(directive, 0))
  if (bad) return `Expected an expression behind SetEnvIfExpr: it ${bad}`
  return valueOf(directive, 1) === '' ? 'Expected a variable to set behind SetEnvIfExpr' : null
}

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
  deflate: 'deflate', inflate: 'deflate', includes: 'include', substitute: 'substitute', brotli_compress: 'brotli', rate_limit: 'ratelimit', sed: 'sed', buffer: 'buffer',
  'proxy-html': 'proxy_html', xml2enc: 'xml2enc', cache: 'cache', cache_save: 'cache', reflector: 'reflector',
}

/** mod_filter knows a filter by the module that registered it; filters of modules out of sight are not known here. */
const outputFilterByType: ValueCheck = ({ args, name }, { modules }) => {
  if (args.length < 2) return `Expected a filter and at least one media type behind ${name}`
  for (const filter of (args[0]?.value ?? '').split(';')) {
    const module = OUTPUT_FILTERS[filter.toLowerCase()]
    if (module !== undefined && modules.has(`${module}_module`) === false) return `Unknown filter ${filter}: it is mod_${module}'s, which is not loaded`
  }
  return null
}

const redirectIndex: ValueCheck = (directive) => {
  const value = valueOf(directive, 0)
  return /^(?:on|off|permanent|temp|seeother)$/i.test(value) || (leadingNumber(value) >= 300 && leadingNumber(value) < 400) ? null
    : `Expected on, off or a status from 300 to 399 behind DirectoryIndexRedirect, not ${value}`
}

const action: ValueCheck = (directive) =>
  (directive.args.length > 2 && valueOf(directive, 2).toLowerCase() !== 'virtual' ? `Expected virtual or nothing as Action's third word, not ${valueOf(directive, 2)}` : null)

/** ProxyPass and its kin want a path before the URL, except in a Location, which has it. */
const proxyPass: ValueCheck = (directive, around) => {
  const located = perDirectory(around)
  const plain = directive.args.filter(({ value }) => !/^[a-z]+=|^(?:nocanon|interpolate|noquery|upgrade)$/i.test(value))
  if (located && plain.length > 1) return `Expected only a URL behind ${directive.name} in <Location>`
  return !located && plain.length < 2 ? `Expected a path and a URL behind ${directive.name}` : null
}

const listed = Object.entries(WORDS).map(([key, words]): [string, ValueCheck] => [key, oneOf(words.split(' '))])

export const WORD_CHECKS: Record<string, ValueCheck> = {
  ...Object.fromEntries(listed),
  ssloptions: sslOptions, fancyindexing: never('IndexOptions FancyIndexing'), ssllog: never('ErrorLog'), sslloglevel: never('LogLevel'),
  deflateinflatelimitrequestbody: wholeNumber, deflateinflateratioburst: positive(1), deflateinflateratiolimit: positive(1), ldapreferralhoplimit: positive(1),
  sslverifydepth: positive(0), sslrenegbuffersize: positive(0), sessionexpiryupdateinterval: positive(0),
  sessioncookiename: without(/[=&]/), sessioncookiename2: without(/[=&]/),
  sessiondbdcookiename: without(/[=&;]/), sessiondbdcookiename2: without(/[=&;]/),
  expiresdefault: expires(false), expiresbytype: expires(true), indexoptions: indexOptions, indexorderdefault: indexOrder,
  setenvif: setEnvIf(true), setenvifnocase: setEnvIf(true), browsermatch: setEnvIf(false), browsermatchnocase: setEnvIf(false), setenvifexpr: setEnvIfExpr,
  substitute, addoutputfilterbytype: outputFilterByType, directoryindexredirect: redirectIndex, action, proxypass: proxyPass,
}
