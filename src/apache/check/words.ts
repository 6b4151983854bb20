import { type ValueCheck, valueOf } from './value.ts'

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

const action: ValueCheck = (directive) =>
  directive.args.length > 2 && valueOf(directive, 2).toLowerCase() !== 'virtual'
    ? `Expected virtual or nothing as Action's third word, not ${valueOf(directive, 2)}`
    : null

const sslCipherSuite: ValueCheck = ({ args }) =>
  args.length > 1 && !/^(?:SSL|TLSv1\.3)$/i.test(args[0]?.value ?? '')
    ? `Expected SSL or TLSv1.3 before the ciphers, not ${args[0]?.value}`
    : null

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

const listed = Object.entries(WORDS).map(([key, words]): [string, ValueCheck] => [key, oneOf(words.split(' '))])

export const WORD_CHECKS: Record<string, ValueCheck> = {
  ...Object.fromEntries(listed),
  ssloptions: sslOptions,
  sslciphersuite: sslCipherSuite,
  sslproxyciphersuite: sslCipherSuite,
  loglevel: logLevel,
  sslcarevocationcheck: revocation,
  sslproxycarevocationcheck: revocation,
  action,
}
