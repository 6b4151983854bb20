import type { Middleware } from './entry.ts'

/** They pass every first request on. */
const passes = (...puts: string[]): Middleware => ({ puts })
const protects = (...names: string[]): Middleware => ({
  puts: [],
  sets: Object.fromEntries(names.map((name) => [name, null])),
})
const each = (names: string, entry: Middleware): Record<string, Middleware> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, entry]),
  )
const itself = (entry: Middleware): Middleware => ({ ...entry, form: 'itself' })

/** Express 5's `req.query` cannot be assigned: what does so throws at every request. */
const ASSIGNS_QUERY: Middleware = { answers: [{ status: 500, error: true }], ends: true }

/** Packages that look at a request, leave something on it or add headers that say nothing about methods and caching. */
export const OBSERVING: Record<string, Middleware> = {
  // Bodies: a request without one passes.
  ...each(
    'express.urlencoded express.raw express.text body-parser.urlencoded body-parser.raw body-parser.text',
    passes('body'),
  ),
  ...each('express.json body-parser.json body-parser', {
    ...passes('body'),
    answers: [{ status: 400, error: true, when: 'unless the body is JSON', body: 'json' }],
  }),
  'connect-busboy': passes('busboy'),
  'connect-multiparty': passes('files', 'body'),
  'express-formidable': passes('fields', 'files'),
  'express-xml-bodyparser': passes('body', 'rawBody'),
  // What express-ws registers for a WebSocket: its wrapper (lib/wrap-middleware.js) passes on whatever is none.
  'express-ws.socket': { puts: [], answers: [{ status: null, when: 'if it is a WebSocket', with: ['upgrade'] }] },
  'express-fileupload': passes('files', 'body'),
  ...each(
    'express-form-data.parse express-form-data.format express-form-data.stream express-form-data.union',
    passes('body', 'files'),
  ),
  ...each(
    'trim-request.all trim-request.body trim-request.param trim-request.query',
    itself(passes('body', 'params', 'query')),
  ),
  // Response headers: those for the browser's own protection may have any value, and may be left out by an option.
  helmet: protects(
    'Content-Security-Policy',
    'Cross-Origin-Opener-Policy',
    'Cross-Origin-Resource-Policy',
    'Referrer-Policy',
    'Strict-Transport-Security',
    'X-Content-Type-Options',
    'X-Frame-Options',
  ),
  ...each(
    'helmet.contentSecurityPolicy helmet-csp express-csp-header express-csp-header.expressCspHeader lusca.csp',
    protects('Content-Security-Policy'),
  ),
  ...each('helmet.strictTransportSecurity helmet.hsts hsts lusca.hsts', protects('Strict-Transport-Security')),
  ...each(
    'helmet.xContentTypeOptions helmet.noSniff dont-sniff-mimetype lusca.nosniff',
    protects('X-Content-Type-Options'),
  ),
  ...each('helmet.xFrameOptions helmet.frameguard frameguard lusca.xframe', protects('X-Frame-Options')),
  ...each('helmet.referrerPolicy referrer-policy lusca.referrerPolicy', protects('Referrer-Policy')),
  'permissions-policy': protects('Permissions-Policy'),
  ...each(
    `helmet.crossOriginEmbedderPolicy helmet.crossOriginOpenerPolicy helmet.crossOriginResourcePolicy helmet.originAgentCluster helmet.xDnsPrefetchControl helmet.dnsPrefetchControl
    helmet.xDownloadOptions helmet.ieNoOpen helmet.xPermittedCrossDomainPolicies helmet.permittedCrossDomainPolicies helmet.xPoweredBy helmet.hidePoweredBy helmet.xXssProtection helmet.xssFilter
    x-xss-protection ienoopen hide-powered-by feature-policy expect-ct dns-prefetch-control hpkp lusca.xssProtection lusca.p3p`,
    passes(),
  ),
  ...each('compression response-time', passes()),
  ...each('nocache express-nocache', {
    puts: [],
    sets: { 'Cache-Control': 'no-store, no-cache, must-revalidate, proxy-revalidate' },
  }),
  // Logs and measures.
  ...each('morgan express-winston.logger express-requests-logger log4js.connectLogger', passes()),
  ...each('pino-http pino-http.pinoHttp express-pino-logger', passes('log', 'id', 'allLogs')),
  'express-bunyan-logger': passes('log'),
  ...each('express-logging raven.requestHandler', passes()),
  'express-request-id': passes('id'),
  'express-correlation-id': passes('correlationId', 'setCorrelationId'),
  'request-ip.mw': passes('clientIp'),
  'express-domain-middleware': itself({ puts: 'anything' }),
  'cls-rtracer.expressMiddleware': passes(),
  'express-http-context.middleware': itself(passes()),
  '@sentry/node.Handlers.requestHandler': passes(),
  '@sentry/node.Handlers.tracingHandler': passes(),
  // What later handlers ask for.
  'express-useragent.express': passes('useragent'),
  'express-device.capture': passes('device'),
  'universal-cookie-express': passes('universalCookies'),
  'client-sessions': { puts: 'anything' },
  'express-paginate.middleware': passes('skip', 'offset', 'query'),
  ...each('express-query-boolean express-query-int', passes('query')),
  // It puts itself before `render`, for views of their own for telephones.
  'view-helpers': passes('isMobile'),
  'express-request-language': {
    puts: ['language', 'cookies'],
    answers: [{ status: null, when: 'at the path that changes the language', if: 'cookie' }],
  },
  ...each('connect-flash express-flash', passes('flash')),
  'i18n.init': itself({ puts: 'anything' }),
  ...each('i18next-http-middleware.handle i18next-express-middleware.handle', {
    puts: ['i18n', 't', 'language', 'languages', 'lng', 'locale', 'i18nextLookupName'],
  }),
  'express-ejs-layouts': { form: 'itself', puts: [] },
  'express-partials': passes(),
  'express-locale': passes('locale'),
  ...each(
    'passport.initialize passport.Passport.initialize',
    passes('login', 'logIn', 'logout', 'logOut', 'isAuthenticated', 'isUnauthenticated', '_sessionManager'),
  ),
  ...each('passport.session passport.Passport.session', passes('user', 'account', 'authInfo')),
  'connect-timeout': passes('timedout', 'clearTimeout'),
  'connect-livereload': passes(),
  'express-timeout-handler.handler': passes('globalTimeout', 'onTimeout'),
  'express-cache-controller': { puts: [], sets: { 'Cache-Control': null } },
  hpp: passes('queryPolluted', 'bodyPolluted', 'query', 'body'),
  'express-mongo-sanitize': { puts: ['query', 'body', 'params'], five: ASSIGNS_QUERY },
  'express-sanitizer': passes('sanitize'),
  'express-xss-sanitizer.xss': passes('query', 'body', 'params'),
  'xss-clean': { puts: ['query', 'body', 'params'], five: ASSIGNS_QUERY },
  // Limits: a first request is within them.
  ...each('express-rate-limit express-rate-limit.rateLimit', {
    puts: ['rateLimit'],
    answers: [{ status: null, when: 'if the limit is reached', if: 'skipFailedRequests' }],
  }),
  ...each('express-slow-down express-slow-down.slowDown', passes('slowDown', 'rateLimit')),
  'express-brute.prevent': itself({ puts: ['brute'] }),
  'ddos.express': itself(passes()),
  // Checks that a later handler asks about.
  'express-oas-validator': { puts: 'anything' },
  'express-bearer-token': {
    puts: ['token'],
    answers: [{ status: 400, when: 'if the token is sent twice', with: ['authorization', 'content-type', 'cookie'] }],
  },
  // The first answer to a URL goes out as it is; its headers are written by the cache.
  ...each('express-expeditious express-minify', { puts: [], open: true }),
  'route-cache.cacheSeconds': {
    puts: [],
    open: true,
    keeps: { arguments: 1, advice: 'Give the key as the second argument, with a digest of the body in it' },
  },
  'apicache.middleware': {
    puts: ['apicacheGroup', 'apicacheTimer'],
    open: true,
    keeps: { arguments: 1, advice: 'Set `appendKey` to a function that gives a digest of the body' },
  },
  ...each('apicache.options.middleware apicache.newInstance.middleware', {
    puts: ['apicacheGroup', 'apicacheTimer'],
    open: true,
  }),
}
