import type { Case } from '../../truth/express-lab.ts'

/** `open`: what the package answers (or to these requests) is its own business; what comes must be among what the model leaves open. */
export interface PackageCase extends Case {
  open?: true | readonly string[]
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY']
const every = (...paths: string[]): string[] => paths.flatMap((path) => METHODS.map((method) => `${method} ${path}`))

/** What stands behind the middleware: a path with every method, one with a single method, and nothing elsewhere. */
const ROUTES =
  "app.all('/x', (req, res) => res.status(202).end()); app.post(['/favicon.ico', '/metrics', '/status'], (req, res) => res.status(201).end());"
const passes = (id: string, use: string, more: Partial<PackageCase> = {}): PackageCase => ({
  id,
  app: `${use}\n${ROUTES}`,
  ask: every('/x', '/none'),
  ...more,
})

/** They pass every first request on, whatever its method. */
export const PASSING: PackageCase[] = [
  passes(
    'helmet',
    "const helmet = require('helmet'); app.use(helmet()); app.use(helmet.hsts(), helmet.noSniff(), helmet.frameguard(), helmet.contentSecurityPolicy(), helmet.referrerPolicy(), helmet.hidePoweredBy());",
  ),
  passes('frameguard', "app.use(require('frameguard')());"),
  passes('compression', "app.use(require('compression')());"),
  passes('response-time', "app.use(require('response-time')());"),
  passes('nocache', "app.use(require('nocache')());"),
  passes('morgan', "app.use(require('morgan')('dev', { stream: { write() {} } }));"),
  passes(
    'express-winston',
    "const winston = require('winston'); app.use(require('express-winston').logger({ transports: [new winston.transports.Console({ silent: true })] }));",
  ),
  passes('log4js', "const log4js = require('log4js'); app.use(log4js.connectLogger(log4js.getLogger(), {}));"),
  passes('pino-http', "app.use(require('pino-http')({ level: 'silent' }));"),
  passes('express-request-id', "app.use(require('express-request-id').default());"),
  passes('cls-rtracer', "app.use(require('cls-rtracer').expressMiddleware());"),
  passes('express-http-context', "app.use(require('express-http-context').middleware);"),
  passes(
    'sentry',
    "const Sentry = require('@sentry/node'); Sentry.init({}); app.use(Sentry.Handlers.requestHandler(), Sentry.Handlers.tracingHandler());",
  ),
  passes('express-useragent', "app.use(require('express-useragent').express());"),
  passes(
    'connect-flash',
    "app.use(require('express-session')({ secret: 's', resave: false, saveUninitialized: false }), require('connect-flash')());",
  ),
  passes(
    'express-flash',
    "app.use(require('express-session')({ secret: 's', resave: false, saveUninitialized: false }), require('express-flash')());",
  ),
  passes(
    'i18n',
    "const { I18n } = require('i18n'); const i18n = require('i18n'); i18n.configure({ locales: ['en'], directory: require('os').tmpdir() + '/locales-of-a-test', updateFiles: false }); app.use(i18n.init);",
  ),
  passes(
    'i18next-http-middleware',
    "const i18next = require('i18next'); const m = require('i18next-http-middleware'); i18next.init({ lng: 'en', resources: {} }); app.use(m.handle(i18next));",
  ),
  passes('express-ejs-layouts', "app.use(require('express-ejs-layouts'));"),
  passes(
    'passport',
    "const passport = require('passport'); app.use(require('express-session')({ secret: 's', resave: false, saveUninitialized: false }), passport.initialize(), passport.session());",
  ),
  passes('connect-timeout', "app.use(require('connect-timeout')('5s'));"),
  passes('connect-livereload', "app.use(require('connect-livereload')());"),
  passes('hpp', "app.use(require('hpp')());"),
  passes('express-mongo-sanitize', "app.use(require('express-mongo-sanitize')());"),
  passes('xss-clean', "app.use(require('xss-clean')());"),
  passes(
    'express-rate-limit',
    "const { rateLimit } = require('express-rate-limit'); app.use(rateLimit({ windowMs: 1000, limit: 1e6, validate: false }));",
  ),
  passes(
    'express-slow-down',
    "const { slowDown } = require('express-slow-down'); app.use(slowDown({ windowMs: 1000, delayAfter: 1e6, validate: false }));",
  ),
  passes('express-bearer-token', "app.use(require('express-bearer-token')());"),
  passes('apicache', "app.get('/y', require('apicache').middleware('1 minute'), (req, res) => res.send('y'));", {
    open: true,
    ask: [...every('/x'), 'GET /y'],
  }),
  passes(
    'bodies',
    "app.use(express.json(), express.urlencoded({ extended: false }), express.raw(), express.text()); const parser = require('body-parser'); app.use(parser.json(), parser.urlencoded({ extended: true }), parser.raw(), parser.text());",
  ),
  passes('express-fileupload', "app.use(require('express-fileupload')());"),
  passes('connect-busboy', "app.use(require('connect-busboy')());"),
  passes(
    'multer',
    "const multer = require('multer'); const upload = multer({}); app.use(upload.single('a')); app.post('/up', upload.array('b'), upload.none(), (req, res) => res.sendStatus(201));",
    { ask: [...every('/x'), 'POST /up'] },
  ),
  passes('sessions', "app.use(require('cookie-parser')('s'), require('cookie-session')({ keys: ['k'] }));"),
  passes('request-ip', "app.use(require('request-ip').mw());"),
  passes('express-correlation-id', "app.use(require('express-correlation-id')());"),
  passes('express-partials', "app.use(require('express-partials')());"),
  passes('express-xml-bodyparser', "app.use(require('express-xml-bodyparser')());"),
  passes('connect-multiparty', "app.use(require('connect-multiparty')());"),
  passes('express-formidable', "app.use(require('express-formidable')());"),
  passes('express-domain-middleware', "app.use(require('express-domain-middleware'));"),
  passes('express-locale', "app.use(require('express-locale')());"),
  passes('express-timeout-handler', "app.use(require('express-timeout-handler').handler({ timeout: 5000 }));"),
  passes('express-cache-controller', "app.use(require('express-cache-controller')({ maxAge: 60 }));", { open: true }),
  passes('express-device', "app.use(require('express-device').capture());"),
  passes(
    'loggers',
    "app.use(require('express-bunyan-logger')({ streams: [] }), require('express-pino-logger')({ level: 'silent' }));",
  ),
  passes(
    'policies',
    "app.use(require('permissions-policy')({ features: { fullscreen: ['self'] } }), require('expect-ct')(), require('dns-prefetch-control')(), require('helmet-csp')(), require('feature-policy')({ features: { fullscreen: [\"'self'\"] } }), require('referrer-policy')(), require('x-xss-protection')(), require('hsts')(), require('ienoopen')(), require('dont-sniff-mimetype')(), require('hide-powered-by')());",
  ),
  passes(
    'i18next-express-middleware',
    "const i18next = require('i18next'); i18next.init({ lng: 'en', resources: {} }); app.use(require('i18next-express-middleware').handle(i18next));",
  ),
  passes(
    'forms',
    "const forms = require('express-form-data'); app.use(forms.parse({}), forms.format(), forms.stream(), forms.union()); const trim = require('trim-request'); app.use(trim.body, trim.param, trim.query); app.post('/trim', trim.all, (req, res) => res.sendStatus(201));",
    { ask: [...every('/x'), 'POST /trim'] },
  ),
  passes(
    'more-headers',
    "app.use(require('hpkp')({ maxAge: 100, sha256s: ['AbCdEf123=', 'ZyXwVu456='] }), require('express-csp-header').expressCspHeader({ directives: { 'default-src': [\"'self'\"] } }));",
  ),
  passes(
    'more-logs',
    "const Raven = require('raven'); Raven.config(false); app.use(require('express-logging')({ info() {} }), Raven.requestHandler());",
  ),
  passes(
    'asked-for',
    "app.use(require('universal-cookie-express')(), require('client-sessions')({ cookieName: 'mine', secret: 's' }), require('express-paginate').middleware(10, 50), require('express-request-language')({ languages: ['en', 'fr'] }), require('express-sanitizer')(), require('express-xss-sanitizer').xss(), new (require('ddos'))({}).express);",
  ),
  passes('queries', "app.use(require('express-query-boolean')(), require('express-query-int')());"),
  passes('view-helpers', "app.use(require('view-helpers')('app')); app.get('/page', (req, res) => res.render('p'));", {
    ask: every('/x'),
  }),
  passes(
    'caches',
    "app.use(require('express-expeditious')({ namespace: 'n', defaultTtl: '1 minute' }), require('express-minify')()); app.get('/y', require('route-cache').cacheSeconds(5), (req, res) => res.send('y'));",
    { open: true, ask: [...every('/x'), 'GET /y'] },
  ),
  passes('lusca', "app.use(require('lusca')({ csrf: false, xframe: 'DENY', nosniff: true, hsts: { maxAge: 100 } }));"),
  passes(
    'express-validator',
    "const { body, query, checkSchema } = require('express-validator'); app.use(body('name').isEmail(), query('q').optional()); app.post('/v', body('x').notEmpty(), checkSchema({ y: { isInt: true } }), (req, res) => res.sendStatus(201));",
    { ask: [...every('/x'), 'POST /v'] },
  ),
]

const HEALTH = "const health = new (require('@cloudnative/health-connect').HealthChecker)();"

/** Paths of their own. */
export const SERVING: PackageCase[] = [
  {
    id: 'serve-favicon',
    app: `app.use(require('serve-favicon')(Buffer.from('icon'))); ${ROUTES}`,
    ask: [...every('/favicon.ico', '/x', '/none'), 'GET /favicon.ico?v=1', 'GET /a/favicon.ico'],
  },
  {
    id: 'serve-favicon-mounted',
    app: `app.use('/a', require('serve-favicon')(Buffer.from('icon'))); ${ROUTES}`,
    ask: every('/favicon.ico', '/a/favicon.ico'),
  },
  {
    id: 'express-favicon',
    app: {
      'app.js': `const express = require('express'); const app = express(); app.use(require('express-favicon')(__dirname + '/f.ico')); ${ROUTES} module.exports = app`,
      'f.ico': 'icon',
    },
    ask: [...every('/favicon.ico', '/x', '/none'), 'GET /favicon.png', 'GET /a/favicon.ico', 'GET /favicon.ico?v=1'],
  },
  {
    id: 'express-prom-bundle',
    app: `app.use(require('express-prom-bundle')({ includeMethod: true, promRegistry: new (require('prom-client').Registry)() })); ${ROUTES}`,
    ask: [...every('/metrics', '/x', '/none'), 'GET /metrics/', 'GET /metrics?x=1', 'GET /metricsx'],
  },
  {
    id: 'express-prom-bundle-options',
    app: `const Registry = require('prom-client').Registry; app.use(require('express-prom-bundle')({ metricsPath: '/measures', promRegistry: new Registry() })); app.use(require('express-prom-bundle')({ autoregister: false, promRegistry: new Registry() })); ${ROUTES}`,
    ask: every('/metrics', '/measures'),
  },
  {
    id: 'express-status-monitor',
    app: `app.use(require('express-status-monitor')()); ${ROUTES}`,
    ask: [...every('/status', '/x', '/none'), 'GET /status?x=1', 'GET /status/'],
    majors: [4, 5],
  },
  {
    id: 'express-status-monitor-page',
    app: `const monitor = require('express-status-monitor')({ path: '' }); app.use(monitor); app.get('/page', monitor.pageRoute); ${ROUTES}`,
    ask: every('/page', '/status'),
  },
  {
    id: 'swagger-stats',
    app: `app.use(require('swagger-stats').getMiddleware({})); ${ROUTES}`,
    ask: [
      ...every('/swagger-stats/stats', '/x', '/none'),
      'GET /swagger-stats',
      'GET /swagger-stats/metrics',
      'POST /swagger-stats/metrics',
      'GET /swagger-stats/ui',
      'GET /swagger-stats/logout',
    ],
    open: ['GET /swagger-stats', 'GET /swagger-stats/ui', 'GET /swagger-stats/logout'],
  },
  {
    id: 'express-actuator',
    app: `app.use(require('express-actuator')()); ${ROUTES}`,
    ask: [...every('/health', '/info', '/metrics', '/x', '/none'), 'GET /Health/'],
  },
  {
    id: 'express-actuator-base',
    app: `app.use(require('express-actuator')({ basePath: '/manage' })); ${ROUTES}`,
    ask: [...every('/manage/health'), 'GET /health'],
  },
  {
    id: 'prometheus-api-metrics',
    app: `app.use(require('prometheus-api-metrics')()); ${ROUTES}`,
    ask: [...every('/metrics', '/x'), 'GET /metrics.json', 'GET /metrics?x=1'],
  },
  {
    id: 'express-healthcheck',
    app: "app.use('/healthcheck', require('express-healthcheck')());",
    ask: every('/healthcheck', '/none'),
  },
  {
    id: 'health-connect',
    app: `${HEALTH} const { HealthEndpoint, LivenessEndpoint } = require('@cloudnative/health-connect'); app.use('/health', HealthEndpoint(health)); app.use('/live', LivenessEndpoint(health));`,
    ask: every('/health', '/live'),
    open: true,
  },
  {
    id: 'swagger-ui-express',
    app: `const ui = require('swagger-ui-express'); app.use('/docs', ui.serve, ui.setup({ openapi: '3.0.0', info: { title: 't', version: '1' }, paths: {} })); ${ROUTES}`,
    ask: [
      ...every('/docs/', '/docs/swagger-ui.css', '/docs/swagger-ui-init.js', '/x', '/none'),
      'GET /docs/package.json',
      'GET /docs',
    ],
    open: ['GET /docs'],
  },
  {
    id: 'swagger-ui-express-alone',
    app: `const ui = require('swagger-ui-express'); app.use('/docs', ui.serve); app.get('/docs', ui.setup({})); app.use('/other', ui.serveFiles({}), ui.setup({})); ${ROUTES}`,
    ask: every('/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js', '/docs/none', '/other/swagger-ui.css', '/other/y'),
  },
  {
    id: 'pages',
    app: `app.use('/redoc', require('redoc-express')({ title: 't', specUrl: '/x.json' })); app.use('/scalar', require('@scalar/express-api-reference').apiReference({ url: '/x.json' })); app.get('/play', require('graphql-playground-middleware-express').default({ endpoint: '/graphql' })); ${ROUTES}`,
    ask: [...every('/redoc', '/scalar', '/x'), 'GET /play', 'POST /play'],
  },
  {
    id: 'wesleytodd-openapi',
    app: `const oapi = require('@wesleytodd/openapi')({ openapi: '3.0.0', info: { title: 't', version: '1' } }); app.use(oapi); app.get('/path', oapi.path({ responses: {} }), (req, res) => res.sendStatus(201)); app.get('/valid', oapi.validPath({ parameters: [{ in: 'query', name: 'a', required: true, schema: { type: 'string' } }], responses: {} }), (req, res) => res.sendStatus(201)); ${ROUTES}`,
    ask: [
      ...every('/openapi.json', '/x', '/none', '/path'),
      'GET /openapi.yaml',
      'GET /openapi.yml',
      'GET /openapi/validate',
      'GET /OPENAPI.json/',
      'GET /openapi/components/schemas/x.json',
      'POST /openapi/components/schemas/x.json',
      'GET /valid',
      'GET /valid?a=1',
    ],
    open: ['GET /openapi/components/schemas/x.json', 'GET /valid', 'GET /valid?a=1'],
    majors: [4],
  },
  {
    id: 'wesleytodd-openapi-path',
    app: `app.use(require('@wesleytodd/openapi')('/docs/api')); ${ROUTES}`,
    ask: ['GET /docs/api.json', 'POST /docs/api.json', 'GET /openapi.json', 'GET /x'],
    majors: [4],
  },
  {
    id: 'express-prometheus-middleware',
    app: `app.use(require('express-prometheus-middleware')({ collectDefaultMetrics: false, prefix: 'own_' })); ${ROUTES}`,
    ask: [...every('/metrics', '/x', '/none'), 'GET /METRICS/'],
    open: every('/metrics'),
  },
  {
    id: 'express-history-api-fallback',
    app: {
      'app.js': `const express = require('express'); const app = express(); ${ROUTES} app.use(require('express-history-api-fallback')('index.html', { root: __dirname })); module.exports = app`,
      'index.html': 'i',
    },
    ask: [...every('/x', '/none'), 'GET /none | Accept: text/plain'],
    open: ['GET /none', 'HEAD /none', 'GET /none | Accept: text/plain'],
  },
  {
    id: 'staticify',
    app: {
      'app.js': `const express = require('express'); const app = express(); app.use(require('staticify')(__dirname + '/public').middleware); ${ROUTES} module.exports = app`,
      'public/a.txt': 'a',
    },
    ask: every('/x', '/a.txt'),
    open: true,
  },
  {
    id: 'connect-slashes',
    app: `app.use('/a', require('connect-slashes')()); app.use('/b', require('connect-slashes')(false)); app.all(['/a', '/b'], (req, res) => res.status(202).end()); ${ROUTES}`,
    ask: [...every('/x', '/a'), 'GET /a/', 'GET /b', 'GET /b/'],
    open: true,
  },
  {
    id: 'keycloak',
    app: `const Keycloak = require('keycloak-connect'); const session = require('express-session'); const store = new session.MemoryStore(); app.use(session({ secret: 's', resave: false, saveUninitialized: true, store })); const keycloak = new Keycloak({ store }, { realm: 'r', 'auth-server-url': 'http://127.0.0.1:9/', resource: 'c', 'ssl-required': 'none', 'public-client': true }); app.use(keycloak.middleware({ logout: '/out' })); app.get('/safe', keycloak.protect(), (req, res) => res.end('x')); ${ROUTES}`,
    ask: [...every('/x', '/none', '/out'), 'GET /safe', 'POST /safe', 'GET /logout'],
    open: [...every('/out'), 'GET /safe', 'POST /safe'],
  },
  {
    id: 'webpack-hot-middleware',
    app: `const compiler = require('webpack')({ mode: 'none', entry: './nothing' }); app.use(require('webpack-hot-middleware')(compiler, { log: false })); ${ROUTES}`,
    ask: every('/x', '/none'),
  },
  {
    id: 'serve-index',
    app: {
      'app.js': `const express = require('express'); const app = express(); app.use('/files', require('serve-index')(__dirname + '/public')); ${ROUTES} module.exports = app`,
      'public/a/b.txt': 'b',
    },
    ask: every('/files', '/files/a', '/files/a/', '/files/none', '/files/a/b.txt', '/x'),
  },
  {
    id: 'serve-static',
    app: {
      'app.js': `const express = require('express'); const app = express(); const st = require('serve-static'); app.use(st(__dirname + '/public', { extensions: ['html'], maxAge: '1d' })); app.use('/strict', st(__dirname + '/public', { fallthrough: false })); app.use('/dots', st(__dirname + '/public', { dotfiles: 'allow', index: ['a.txt'] })); app.use('/none', st(__dirname + '/dist')); ${ROUTES} module.exports = app`,
      'public/a.txt': 'a',
      'public/page.html': 'p',
      'public/.well-known/x': 'x',
      'public/index.html': 'i',
    },
    ask: [
      ...every('/a.txt', '/page', '/strict/a.txt', '/strict/none', '/x'),
      'GET /',
      'GET /dots/.well-known/x',
      'GET /.well-known/x',
      'GET /a.txt | If-None-Match: *',
      'GET /a.txt | Range: bytes=0-0',
      'GET /a.txt | If-Match: "zz"',
      'GET /strict/a.txt | If-Match: "zz"',
      'GET /a.txt | If-None-Match: *',
    ],
    open: true,
  },
  {
    id: 'sirv',
    app: {
      'app.js': `const express = require('express'); const app = express(); app.use('/s', require('sirv')(__dirname + '/public')); ${ROUTES} module.exports = app`,
      'public/a.txt': 'a',
      'public/page.html': 'p',
      'public/index.html': 'i',
      'public/sub/index.html': 's',
    },
    ask: every('/s/a.txt', '/s/page', '/s', '/s/sub', '/s/sub/', '/s/none', '/x'),
  },
  {
    id: 'history-fallback',
    app: "app.use(require('connect-history-api-fallback')()); app.get('/index.html', (req, res) => res.status(203).end()); app.get('/deep', (req, res) => res.status(201).end());",
    ask: [
      'GET /deep',
      'GET /deep | Accept: text/html',
      'GET /deep | Accept: application/json',
      'GET /a.b | Accept: text/html',
      'POST /deep | Accept: text/html',
      'HEAD /other | Accept: */*',
      'GET /other',
    ],
  },
  {
    id: 'history-fallback-index',
    app: "app.use(require('connect-history-api-fallback')({ index: '/start', disableDotRule: true })); app.get('/start', (req, res) => res.status(203).end());",
    ask: ['GET /a.b | Accept: text/html', 'GET /deep | Accept: text/plain'],
  },
  {
    id: 'express-urlrewrite',
    app: "const rewrite = require('express-urlrewrite'); app.use(rewrite('/js/*', '/public/js/$1'), rewrite('/users/:id', '/people/:id'), rewrite('/old', '/new')); app.get('/public/js/a.js', (req, res) => res.status(201).end()); app.get('/people/7', (req, res) => res.status(202).end()); app.all('/new', (req, res) => res.status(203).end());",
    ask: ['GET /js/a.js', 'GET /users/7', 'GET /old', 'POST /old', 'GET /old/x', 'GET /OLD', 'GET /old?x=1', 'GET /js'],
    majors: [4],
  },
  {
    id: 'vhost',
    app: "const vhost = require('vhost'); app.use(vhost('127.0.0.1', (req, res) => res.status(203).end()));",
    ask: ['GET /x?y=1'],
  },
  {
    id: 'vhost-application',
    app: `const vhost = require('vhost'); const inner = express(); inner.get('/r', (req, res) => res.status(203).end()); app.use(vhost('127.0.0.*', inner)); ${ROUTES}`,
    ask: ['GET /r', 'POST /r', 'GET /none'],
  },
  {
    id: 'vhost-other',
    app: `const vhost = require('vhost'); app.use(vhost('*.example.com', (req, res) => res.status(203).end())); ${ROUTES}`,
    ask: every('/x'),
  },
]

/** They refuse some requests. */
export const REFUSING: PackageCase[] = [
  {
    id: 'express-basic-auth',
    app: `const basic = require('express-basic-auth'); app.use('/jobs', basic({ users: { a: 'b' }, challenge: true })); app.use('/plain', basic({ users: { a: 'b' } })); app.get(['/jobs', '/plain'], (req, res) => res.json([])); ${ROUTES}`,
    ask: every('/jobs', '/plain', '/x'),
  },
  {
    id: 'express-basic-auth-given',
    app: "app.use(require('express-basic-auth')({ users: { a: 'b' } })); app.get('/', (req, res) => res.end());",
    ask: ['GET / | Authorization: Basic YTpi', 'GET / | Authorization: Basic eA=='],
    open: true,
  },
  {
    id: 'basic-auth-connect',
    app: `app.use('/jobs', require('basic-auth-connect')('a', 'b')); ${ROUTES}`,
    ask: every('/jobs', '/x'),
  },
  {
    id: 'express-jwt',
    app: "const { expressjwt } = require('express-jwt'); app.use('/a', expressjwt({ secret: 's', algorithms: ['HS256'] }), (req, res) => res.end()); app.use('/b', expressjwt({ secret: 's', algorithms: ['HS256'], credentialsRequired: false }), (req, res) => res.status(202).end()); app.use('/c', expressjwt({ secret: 's', algorithms: ['HS256'] }), (req, res) => res.end()); app.use((err, req, res, next) => res.status(err.status).end());",
    ask: every('/a', '/b'),
  },
  {
    id: 'express-jwt-asked',
    app: "const { expressjwt } = require('express-jwt'); app.use('/a', expressjwt({ secret: 's', algorithms: ['HS256'] }), (req, res) => res.end());",
    ask: ['OPTIONS /a | Access-Control-Request-Headers: authorization', 'GET /a | Authorization: Bearer x'],
    open: true,
  },
  {
    id: 'express-oauth2-jwt-bearer',
    app: "const { auth } = require('express-oauth2-jwt-bearer'); app.use(auth({ secret: '0123456789012345678901234567890123', issuer: 'https://issuer.example', audience: 'a', tokenSigningAlg: 'HS256' })); app.all('/x', (req, res) => res.end());",
    ask: every('/x'),
  },
  {
    id: 'express-jwt-unless',
    app: `const { expressjwt } = require('express-jwt'); app.use(expressjwt({ secret: 's', algorithms: ['HS256'] }).unless({ path: ['/x'] })); ${ROUTES}`,
    ask: every('/x', '/none'),
    open: true,
  },
  {
    id: 'connect-ensure-login',
    app: `const { ensureLoggedIn, ensureLoggedOut } = require('connect-ensure-login'); app.use('/x', ensureLoggedOut('/'), ensureLoggedIn('/login')); ${ROUTES}`,
    ask: every('/x', '/none'),
    open: every('/x'),
  },
  {
    id: 'express-sslify',
    app: `app.use(require('express-sslify').HTTPS({ trustProtoHeader: true })); ${ROUTES}`,
    ask: [...every('/x'), 'GET /x | X-Forwarded-Proto: https'],
    open: true,
  },
  {
    id: 'express-http-to-https',
    app: `app.use(require('express-http-to-https').redirectToHTTPS([/example/])); ${ROUTES}`,
    ask: every('/x'),
    open: true,
  },
  {
    id: 'express-robots-txt',
    app: `app.use(require('express-robots-txt')({ UserAgent: '*', Disallow: '/x' })); ${ROUTES}`,
    ask: every('/x', '/robots.txt', '/Robots.txt/'),
  },
  {
    id: 'express-security.txt',
    app: `app.use(['/.well-known/security.txt', '/security.txt'], require('express-security.txt')({ Contact: 'mailto:a@example.org' })); ${ROUTES}`,
    ask: every('/x', '/security.txt', '/.well-known/security.txt'),
  },
  {
    id: 'express-static-gzip',
    app: {
      'app.js': `const express = require('express'); const app = express(); app.use(require('express-static-gzip')(__dirname + '/public', {})); ${ROUTES} module.exports = app`,
      'public/a.txt': 'a',
    },
    ask: every('/x', '/a.txt'),
    open: true,
  },
  {
    id: 'csurf',
    app: `app.use(require('cookie-parser')(), require('csurf')({ cookie: true })); ${ROUTES}`,
    ask: every('/x'),
  },
  {
    id: 'csurf-session',
    app: `app.use(require('express-session')({ secret: 's', resave: false, saveUninitialized: true }), require('csurf')()); ${ROUTES}`,
    ask: every('/x'),
  },
  { id: 'csurf-alone', app: `app.use(require('csurf')()); ${ROUTES}`, ask: every('/x'), open: true },
  {
    id: 'csrf-sync',
    app: `const { csrfSynchronisedProtection } = require('csrf-sync').csrfSync(); app.use(require('express-session')({ secret: 's', resave: false, saveUninitialized: true }), csrfSynchronisedProtection); ${ROUTES}`,
    ask: every('/x'),
  },
  {
    id: 'csrf-csrf',
    app: `const { doubleCsrfProtection } = require('csrf-csrf').doubleCsrf({ getSecret: () => 's', getSessionIdentifier: () => 'i', cookieName: 'x' }); app.use(require('cookie-parser')(), doubleCsrfProtection); ${ROUTES}`,
    ask: every('/x'),
  },
  {
    id: 'csrf-csrf-token',
    app: `const { doubleCsrfProtection, generateCsrfToken } = require('csrf-csrf').doubleCsrf({ getSecret: () => 's', getSessionIdentifier: () => 'i', cookieName: 'x' }); app.use(require('cookie-parser')(), doubleCsrfProtection); app.use((req, res, next) => { res.locals.token = generateCsrfToken(req, res); next(); }); ${ROUTES}`,
    ask: every('/x'),
  },
  {
    id: 'lusca',
    app: `const lusca = require('lusca'); app.use(require('express-session')({ secret: 's', resave: false, saveUninitialized: true }), lusca.csrf(), lusca.xframe('DENY'), lusca.xssProtection(true), lusca.nosniff()); ${ROUTES}`,
    ask: every('/x'),
  },
  {
    id: 'tiny-csrf',
    app: `app.use(require('cookie-parser')('s'), require('tiny-csrf')('01234567890123456789012345678901')); ${ROUTES}`,
    ask: every('/x'),
  },
  {
    id: 'passport',
    app: "const passport = require('passport'); passport.use(new (require('passport-jwt').Strategy)({ secretOrKey: 's', jwtFromRequest: require('passport-jwt').ExtractJwt.fromAuthHeaderAsBearerToken() }, (p, d) => d(null, p))); passport.use(new (require('passport-local').Strategy)((u, p, d) => d(null, false))); passport.use(new (require('passport-http').BasicStrategy)((u, p, d) => d(null, false))); passport.use(new (require('passport-http-bearer').Strategy)((t, d) => d(null, false))); const one = (name, more) => passport.authenticate(name, { session: false, ...more }); app.all('/jwt', one('jwt'), (req, res) => res.end()); app.all('/local', one('local'), (req, res) => res.end()); app.all('/basic', one('basic'), (req, res) => res.end()); app.all('/bearer', one('bearer'), (req, res) => res.end()); app.all('/both', one(['jwt', 'local']), (req, res) => res.end()); app.all('/away', passport.authenticate('local', { failureRedirect: '/login' }), (req, res) => res.end()); app.all('/called', (req, res, next) => passport.authenticate('jwt', { session: false }, (err, user) => { if (!user) return res.status(418).end(); next(); })(req, res, next));",
    ask: every('/jwt', '/local', '/basic', '/bearer', '/both', '/away', '/called'),
  },
  {
    id: 'passport-away',
    app: "const passport = require('passport'); const keys = { clientID: 'i', clientSecret: 's', callbackURL: 'http://127.0.0.1/back' }; const done = (a, b, c, d) => d(null, {}); const urls = { authorizationURL: 'http://127.0.0.1:9/a', tokenURL: 'http://127.0.0.1:9/t' }; passport.use(new (require('passport-google-oauth20').Strategy)(keys, done)); passport.use(new (require('passport-github2').Strategy)(keys, done)); passport.use(new (require('passport-facebook').Strategy)(keys, done)); passport.use(new (require('passport-oauth2'))({ ...keys, ...urls }, done)); passport.use('company', new (require('passport-oauth2'))({ ...keys, ...urls }, done)); passport.use(new (require('passport-auth0'))({ ...keys, domain: '127.0.0.1', state: false }, done)); passport.use(new (require('passport-openidconnect'))({ ...keys, ...urls, issuer: 'i', userInfoURL: 'http://127.0.0.1:9/u' }, done)); passport.use(new (require('@node-saml/passport-saml').Strategy)({ entryPoint: 'http://127.0.0.1:9/s', issuer: 'i', callbackUrl: 'http://127.0.0.1/back', idpCert: 'MIIB' }, done, done)); app.use(require('express-session')({ secret: 's', resave: false, saveUninitialized: false })); for (const name of ['google', 'github', 'facebook', 'oauth2', 'company', 'auth0', 'openidconnect', 'saml']) app.all(`/${name}`, passport.authenticate(name), (req, res) => res.sendStatus(203)); app.all('/called', (req, res, next) => passport.authenticate('google', (err, user) => { if (!user) return res.status(418).end(); next(); })(req, res, next));",
    ask: [
      ...every('/google', '/company', '/called'),
      'GET /github',
      'GET /facebook',
      'GET /oauth2',
      'GET /auth0',
      'GET /openidconnect',
      'GET /saml',
      'GET /google?error=access_denied',
      'GET /called?error=access_denied',
    ],
    open: true,
  },
  {
    id: 'passport-others',
    app: "const passport = require('passport'); const keyed = require('passport-headerapikey').HeaderAPIKeyStrategy; passport.use(new keyed({ header: 'x-api-key', prefix: '' }, false, (key, done) => done(null, false))); passport.use(new (require('passport-localapikey-update').Strategy)((key, done) => done(null, false))); passport.use(new (require('passport-anonymous').Strategy)()); passport.use(new (require('passport-ldapauth'))({ server: { url: 'ldap://127.0.0.1:9', bindDN: 'a', bindCredentials: 'b', searchBase: 'c', searchFilter: 'd' } })); passport.use('sign-in', new (require('passport-local').Strategy)((u, p, d) => d(null, false))); passport.use('odd', new (require('passport-custom').Strategy)((req, done) => done(null, { id: 1 }))); const one = (name, more) => passport.authenticate(name, { session: false, ...more }); for (const name of ['headerapikey', 'localapikey', 'anonymous', 'ldapauth', 'sign-in']) app.all(`/${name}`, one(name), (req, res) => res.sendStatus(203)); app.get('/maybe', one(['headerapikey', 'anonymous']), (req, res) => res.sendStatus(203)); app.get('/error', one('sign-in', { failWithError: true }), (req, res) => res.sendStatus(203)); app.get('/odd', one('odd'), (req, res) => res.sendStatus(203)); app.use(express.urlencoded({ extended: false }));",
    ask: [
      ...every('/headerapikey', '/localapikey', '/anonymous', '/ldapauth', '/sign-in'),
      'GET /maybe',
      'GET /error',
      'GET /odd',
      'GET /headerapikey | X-Api-Key: k',
      'GET /sign-in?username=a&password=b',
    ],
    open: ['GET /odd', 'GET /headerapikey | X-Api-Key: k', 'GET /sign-in?username=a&password=b'],
  },
  {
    id: 'passport-bound',
    app: "const passport = require('passport'); passport.use(new (require('passport-local').Strategy)((u, p, d) => d(null, false))); const authenticate = passport.authenticate.bind(passport); app.post('/in', authenticate('local', { session: false }), (req, res) => res.sendStatus(203));",
    ask: every('/in'),
  },
  {
    id: 'cookies',
    app: "app.use(require('cookie-parser')()); app.get('/me', (req, res) => (req.cookies.sid ? res.json({}) : res.sendStatus(401))); app.use(require('express-session')({ secret: 's', resave: false, saveUninitialized: false })); app.get('/s', (req, res) => (req.session.user ? res.json({}) : res.sendStatus(403))); app.get('/set', (req, res) => { req.session.user = 'a'; res.status(req.session.user ? 201 : 500).end(); });",
    ask: ['GET /me', 'GET /s', 'GET /set'],
  },
  {
    id: 'cookies-given',
    app: "app.use(require('cookie-parser')()); app.get('/me', (req, res) => (req.cookies.sid ? res.json({}) : res.sendStatus(401)));",
    ask: ['GET /me | Cookie: sid=1'],
    open: true,
  },
  {
    id: 'cookie-session',
    app: "app.use(require('cookie-session')({ keys: ['k'] })); app.get('/s', (req, res) => (req.session.user ? res.json({}) : res.sendStatus(403)));",
    ask: ['GET /s'],
  },
  {
    id: 'celebrate',
    app: "const { celebrate, errors, Joi } = require('celebrate'); app.post('/c', celebrate({ body: Joi.object({ a: Joi.string().required() }) }), (req, res) => res.sendStatus(201)); app.get('/known', (req, res, next) => next(createError(409))); app.use(errors());",
    ask: ['POST /c', 'GET /known', 'GET /none'],
    open: true,
  },
  {
    id: 'express-validation',
    app: "const { validate, Joi } = require('express-validation'); app.post('/c', validate({ body: Joi.object({ a: Joi.string().required() }) }), (req, res) => res.sendStatus(201));",
    ask: ['POST /c', 'GET /c'],
    open: true,
  },
  {
    id: 'validating',
    app: "const zod = require('zod'); const v = require('zod-express-middleware'); const { Validator } = require('express-json-validator-middleware'); const { validate } = new Validator({}); app.get('/zod', v.validateRequest({ query: zod.object({ a: zod.string() }) }), (req, res) => res.sendStatus(201)); app.post('/zod', v.processRequestBody(zod.object({ a: zod.string() })), (req, res) => res.sendStatus(201)); app.get('/json', validate({ query: { type: 'object', required: ['a'] } }), (req, res) => res.sendStatus(201)); app.use((err, req, res, next) => res.status(err.status || err.statusCode || 422).end());",
    ask: ['GET /zod', 'POST /zod', 'GET /json', 'GET /json?a=1', 'POST /json'],
    open: true,
  },
  {
    id: 'called-with-a-callback',
    app: "const multer = require('multer'); const upload = multer({}); app.use((req, res, next) => { express.json({ limit: '1mb' })(req, res, (err) => { if (err) return res.status(422).end(); next() }) }); app.post('/up', (req, res) => { upload.single('a')(req, res, (err) => { if (err) return res.status(409).end(); res.sendStatus(201) }) }); app.get('/x', (req, res) => res.send('x'));",
    ask: [
      'POST /up',
      'POST /up | Content-Type: multipart/form-data',
      'GET /x',
      'POST /x',
      'POST /x | Content-Type: application/json',
    ],
    open: ['POST /up | Content-Type: multipart/form-data', 'POST /x | Content-Type: application/json'],
  },
  {
    id: 'multer-refused',
    app: "const multer = require('multer'); const upload = multer({ fileFilter: (req, file, cb) => (file.mimetype === 'image/png' ? cb(null, true) : cb(createError(415))) }); app.post('/up', upload.single('a'), (req, res) => res.sendStatus(201)); app.post('/plain', multer({ dest: '/tmp/uploads-of-a-test' }).single('a'), (req, res) => res.sendStatus(201)); app.use((err, req, res, next) => res.status(err.status || err.statusCode || 422).end());",
    ask: [
      'POST /up',
      'POST /plain',
      'POST /up | Content-Type: multipart/form-data',
      'POST /plain | Content-Type: multipart/form-data',
    ],
    open: true,
  },
  {
    id: 'denied',
    app: `app.use('/denied', require('express-ipfilter').IpFilter(['127.0.0.1', '::ffff:127.0.0.1'], { log: false })); app.use('/let', require('express-ipfilter').IpFilter(['10.0.0.1'], { log: false })); app.use('/guard', require('express-jwt-permissions')().check('admin')); app.all(['/denied', '/let', '/guard'], (req, res) => res.status(202).end()); ${ROUTES}`,
    ask: [...every('/x'), 'GET /denied', 'GET /let', 'GET /guard'],
    open: ['GET /denied', 'GET /let', 'GET /guard'],
  },
  {
    id: 'lusca-options',
    app: `app.use(require('express-session')({ secret: 's', resave: false, saveUninitialized: true }), require('lusca')({ csrf: true, xframe: 'DENY' })); ${ROUTES}`,
    ask: every('/x'),
  },
  {
    id: 'express-joi-validation',
    app: "const validator = require('express-joi-validation').createValidator({}); const Joi = require('joi'); app.get('/c', validator.query(Joi.object({ a: Joi.string().required() })), (req, res) => res.sendStatus(201));",
    ask: ['GET /c', 'POST /c'],
    open: true,
    majors: [4],
  },
]

/** What errors come to. */
export const ERRORS: PackageCase[] = [
  // Errors of packages whose errors bear no status: the handler's own comes.
  {
    id: 'errors-without-status',
    app: `const mongoose = require('mongoose'); mongoose.set('bufferCommands', false); const User = mongoose.model('User', new mongoose.Schema({ name: { type: String, required: true } }));
    const knex = require('knex')({ client: 'pg', connection: { host: '127.0.0.1', port: 1 } }); const { Client } = require('pg'); const Redis = require('ioredis'); const bcrypt = require('bcryptjs'); const jwt = require('jsonwebtoken');
    app.get('/mongoose', async (req, res, next) => { try { res.json(await User.findById('x').lean()); } catch (e) { next(e); } });
    app.post('/mongoose', async (req, res, next) => { try { const user = new User({}); await user.save(); res.status(201).end(); } catch (e) { next(e); } });
    app.put('/mongoose', (req, res, next) => { User.find({}).then((users) => res.json(users)).catch(next); });
    app.get('/knex', async (req, res, next) => { try { res.json(await knex('users').where({ id: 1 }).first()); } catch (e) { next(e); } });
    app.get('/pg', async (req, res, next) => { try { const client = new Client({ host: '127.0.0.1', port: 1 }); await client.connect(); res.json(await client.query('SELECT 1')); } catch (e) { next(e); } });
    app.get('/ioredis', async (req, res, next) => { try { const redis = new Redis({ host: '127.0.0.1', port: 1, lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null }); redis.on('error', () => {}); res.json(await redis.get('x')); } catch (e) { next(e); } });
    app.get('/bcryptjs', async (req, res, next) => { try { res.json(await bcrypt.compare(1, 2)); } catch (e) { next(e); } });
    app.get('/jsonwebtoken', (req, res, next) => { jwt.verify('x', 'secret', (err, token) => { if (err) return next(err); res.json(token); }); });
    app.use((err, req, res, next) => res.status(err.status || err.statusCode || 503).json({ message: err.message }));`,
    ask: [
      'GET /mongoose',
      'POST /mongoose',
      'PUT /mongoose',
      'GET /knex',
      'GET /pg',
      'GET /ioredis',
      'GET /bcryptjs',
      'GET /jsonwebtoken',
    ],
    open: true,
  },
  {
    id: 'more-errors-without-status',
    app: `const redis = require('redis'); const mysql2 = require('mysql2/promise'); const mysql = require('mysql'); const nodemailer = require('nodemailer'); const bcrypt = require('bcrypt'); const fetch = require('node-fetch'); const { z } = require('zod'); const yup = require('yup'); const { Sequelize, DataTypes } = require('sequelize'); const zlib = require('zlib'); const util = require('util'); const fs = require('fs'); const uuid = require('uuid'); const dns = require('dns');
    const sequelize = new Sequelize('d', 'u', 'p', { host: '127.0.0.1', port: 9, dialect: 'mysql', dialectModule: require('mysql2'), logging: false }); const User = sequelize.define('User', { name: DataTypes.STRING }); const transport = nodemailer.createTransport({ host: '127.0.0.1', port: 9 }); const gunzip = util.promisify(zlib.gunzip); const readFile = util.promisify(fs.readFile); const schema = z.object({ a: z.string() }); const other = yup.object({ a: yup.string().required() });
    app.use(require('express-session')({ secret: 's', resave: false, saveUninitialized: false, store: new (class extends require('express-session').Store { get(id, cb) { cb(null, null); } set(id, session, cb) { cb(new Error('the store is away')); } destroy(id, cb) { cb(new Error('the store is away')); } })() }));
    app.get('/redis', async (req, res, next) => { try { const client = redis.createClient({ url: 'redis://127.0.0.1:9', socket: { reconnectStrategy: false } }); client.on('error', () => {}); await client.connect(); res.json(await client.get('a')); } catch (e) { next(e); } });
    app.get('/mysql2', async (req, res, next) => { try { const one = await mysql2.createConnection({ host: '127.0.0.1', port: 9 }); res.json(await one.query('SELECT 1')); } catch (e) { next(e); } });
    app.get('/mysql', (req, res, next) => { const one = mysql.createConnection({ host: '127.0.0.1', port: 9 }); one.query('SELECT 1', (err, rows) => { if (err) return next(err); res.json(rows); }); });
    app.get('/nodemailer', async (req, res, next) => { try { await transport.sendMail({ to: 'a@example.org' }); res.end(); } catch (e) { next(e); } });
    app.get('/bcrypt', async (req, res, next) => { try { res.json(await bcrypt.compare(1, 2)); } catch (e) { next(e); } });
    app.get('/fetch', async (req, res, next) => { try { const answer = await fetch('http://127.0.0.1:9'); res.json(await answer.json()); } catch (e) { next(e); } });
    app.get('/zod', (req, res, next) => { try { res.json(schema.parse(req.query)); } catch (e) { next(e); } });
    app.get('/yup', async (req, res, next) => { try { res.json(await other.validate(req.query)); } catch (e) { next(e); } });
    app.get('/sequelize', async (req, res, next) => { try { res.json(await User.findAll({ where: { name: 'a' } })); } catch (e) { next(e); } });
    app.get('/zlib', async (req, res, next) => { try { res.send(await gunzip(Buffer.from('x'))); } catch (e) { next(e); } });
    app.get('/file', async (req, res, next) => { try { res.send(await readFile('/nowhere')); } catch (e) { next(e); } });
    app.get('/uuid', (req, res, next) => { try { res.send(uuid.parse('x')); } catch (e) { next(e); } });
    app.get('/dns', (req, res, next) => { dns.lookup('nowhere.invalid', (err, address) => { if (err) return next(err); res.send(address); }); });
    app.get('/save', (req, res, next) => { req.session.save((err) => { if (err) return next(err); res.sendStatus(204); }); });
    app.get('/destroy', (req, res, next) => { req.session.destroy((err) => { if (err) return next(err); res.sendStatus(204); }); });
    app.use((err, req, res, next) => res.status(err.status || err.statusCode || 503).json({ message: err.message }));`,
    ask: [
      'redis',
      'mysql2',
      'mysql',
      'nodemailer',
      'bcrypt',
      'fetch',
      'zod',
      'yup',
      'sequelize',
      'zlib',
      'file',
      'uuid',
      'dns',
      'save',
      'destroy',
    ].map((path) => `GET /${path}`),
    open: true,
  },
  // Methods that the program adds to a model throw what they like.
  {
    id: 'errors-of-own-statics',
    app: `const mongoose = require('mongoose'); const schema = new mongoose.Schema({}); schema.statics.get = async function (id) { throw createError(404); }; const User = mongoose.model('Own', schema);
    app.get('/a', async (req, res, next) => { try { res.json(await User.get(1)); } catch (e) { next(e); } }); app.use((err, req, res, next) => res.status(err.status || 503).end());`,
    ask: ['GET /a'],
    open: true,
  },
  {
    id: 'errorhandler',
    app: "app.get('/b', (req, res) => res.send('b')); app.all('/b', (req, res, next) => next(createError(405, { headers: { Allow: 'GET, HEAD' } }))); app.all('/plain', () => { throw new Error('x'); }); app.all('/odd', (req, res, next) => { const e = new Error(); e.status = 501; next(e); }); app.use(require('errorhandler')({ log: false }));",
    ask: every('/b', '/plain', '/odd', '/none'),
  },
  {
    id: 'boom',
    app: "const Boom = require('@hapi/boom'); app.get('/missing', (req, res, next) => next(Boom.notFound('no'))); app.get('/thrown', () => { throw Boom.badData(); }); app.all('/only', (req, res, next) => next(Boom.methodNotAllowed('no', null, ['GET', 'HEAD']))); app.get('/broken', (req, res, next) => next(Boom.badImplementation())); app.use('/own', (req, res, next) => next(Boom.conflict())); app.use('/other', (req, res, next) => next(Boom.forbidden())); app.use((err, req, res, next) => (req.path === '/other' ? next(err) : err.isBoom ? res.status(err.output.statusCode).set(err.output.headers).json(err.output.payload) : next(err)));",
    ask: ['GET /missing', 'GET /thrown', 'GET /only', 'POST /only', 'GET /broken', 'GET /own', 'GET /other'],
  },
  {
    id: 'pages-of-errors',
    app: "const make = (handler) => { const one = express(); one.get('/plain', () => { throw new Error('x'); }); one.get('/odd', (req, res, next) => next(createError(409))); one.get('/low', (req, res, next) => { const e = new Error(); e.status = 302; next(e); }); one.use(handler); return one; }; app.use('/api', make(require('api-error-handler')())); app.use('/strong', make(require('strong-error-handler')({ log: false })));",
    ask: ['GET /api/plain', 'GET /api/odd', 'GET /api/low', 'GET /strong/plain', 'GET /strong/odd', 'GET /strong/low'],
  },
  {
    id: 'loggers-of-errors',
    app: "const winston = require('winston'); app.all('/b', (req, res, next) => next(createError(405, { headers: { Allow: 'GET' } }))); app.use(require('express-winston').errorLogger({ transports: [new winston.transports.Console({ silent: true })] })); app.use(require('@sentry/node').Handlers.errorHandler()); app.use(require('helmet')());",
    ask: every('/b', '/none'),
  },
]

const PROMISED =
  "r.all('/gate', async (req, res) => { if (req.method === 'GET') return 'next'; res.set('Allow', 'GET').status(405).end(); }); r.get('/gate', async (req, res) => { if (!req.query.key) return Promise.resolve('next'); res.send('with key'); }); r.get('/gate', (req, res) => { res.status(203).end(); }); r.get('/r', async () => 'route', (req, res) => res.end()); r.get('/r', (req, res) => res.status(202).end()); r.get('/fails', async () => { throw createError(409); }); r.get('/none', async () => 'other'); r.use('/use', async () => 'next'); r.get('/use', (req, res) => res.status(201).end()); app.use('/v1', r);"

/** Routers that are not Express's own, wrappers, and what stands before the application. */
export const ROUTERS: PackageCase[] = [
  {
    id: 'express-promise-router',
    app: `const r = require('express-promise-router')(); ${PROMISED}`,
    ask: [...every('/v1/gate'), 'GET /v1/gate?key=1', 'GET /v1/r', 'GET /v1/fails', 'GET /v1/none', 'GET /v1/use'],
  },
  {
    id: 'express-promise-router-default',
    app: "const { default: Router } = require('express-promise-router'); const r = Router(); r.route('/a').get(async () => 'next').post(async (req, res) => { res.status(201).end(); }); r.use((req, res) => res.status(203).end()); app.use(r);",
    ask: ['GET /a', 'POST /a', 'PUT /a'],
  },
  {
    id: 'express-async-router',
    app: "const { AsyncRouter } = require('express-async-router'); const r = AsyncRouter(); r.get('/a', async () => ({ sent: true })); r.post('/a', (req, res) => { res.status(201).end(); }); app.use('/v1', r);",
    ask: ['GET /v1/a', 'POST /v1/a', 'PUT /v1/a'],
    open: true,
  },
  {
    id: 'express-async-handler',
    app: "const wrap = require('express-async-handler'); app.get('/a', wrap(async () => { throw createError(409); })); app.get('/b', wrap(async (req, res) => { res.status(201).end(); }));",
    ask: ['GET /a', 'GET /b', 'POST /a'],
  },
  {
    id: 'terminus',
    app: {
      'app.js':
        "const http = require('http'); const express = require('express'); const { createTerminus } = require('@godaddy/terminus'); const app = express(); app.post('/healthz', (req, res) => res.send('mine')); app.get('/x', (req, res) => res.status(202).end()); const server = http.createServer(app); createTerminus(server, { signals: [], signal: 'SIGUSR2', healthChecks: { '/healthz': async () => true, '/sick': async () => { throw new Error('x'); } } }); module.exports = server;",
    },
    ask: [...every('/healthz', '/sick'), 'GET /healthz?x=1', 'GET /x', 'POST /x'],
    open: [...every('/healthz', '/sick')],
  },
]

/** What handlers wait for, and what others write into the response. */
export const HANDLERS: PackageCase[] = [
  {
    id: 'events',
    app: `const fs = require('fs'); const { join } = require('path'); const { spawn } = require('child_process'); const readline = require('readline'); const file = join(require('os').tmpdir(), 'file-of-a-test');
    app.get('/close', (req, res) => { const child = spawn('true'); child.on('close', () => res.sendStatus(203)); });
    app.get('/data', (req, res) => { const child = spawn('echo', ['1']); child.stdout.on('data', (text) => res.status(203).send(String(text))); child.on('error', () => res.sendStatus(500)); });
    app.get('/finish', (req, res) => { const out = fs.createWriteStream(file); out.on('finish', () => { res.sendStatus(201); }); out.end('x'); });
    app.get('/lines', (req, res) => { const found = []; const lines = readline.createInterface({ input: fs.createReadStream(__filename) }); lines.on('line', (line) => found.push(line)).on('close', () => res.status(203).json(found.length)); });
    app.get('/request', (req, res) => { req.on('close', () => res.status(500).end()); req.on('data', () => res.status(500).end()); res.sendStatus(203); });`,
    ask: ['GET /close', 'GET /data', 'GET /finish', 'GET /lines', 'GET /request'],
    open: ['GET /data'],
  },
  {
    id: 'streams-that-fail',
    app: `const fs = require('fs'); const none = '/no/such/file';
    app.get('/answers', (req, res) => { fs.createReadStream(none).on('error', () => res.sendStatus(404)).pipe(res); });
    app.get('/hands-on', (req, res, next) => { fs.createReadStream(none).on('error', next).pipe(res); });
    app.get('/later', (req, res, next) => { const file = fs.createReadStream(none); file.on('error', (err) => next(err)); file.pipe(res); });
    app.get('/works', (req, res, next) => { fs.createReadStream(__filename).on('error', next).pipe(res); });
    app.get('/request', (req, res, next) => { req.on('error', next); res.sendStatus(203); });`,
    ask: ['GET /answers', 'GET /hands-on', 'GET /later', 'GET /works', 'GET /request'],
    open: ['GET /answers', 'GET /hands-on', 'GET /later', 'GET /works'],
  },
  {
    id: 'streams',
    app: `const fs = require('fs'); const util = require('util'); const stream = require('stream'); const { pipeline } = require('stream/promises'); const archiver = require('archiver'); const QRCode = require('qrcode'); const pump = util.promisify(stream.pipeline);
    app.get('/promised', async (req, res) => { await pump(fs.createReadStream(__filename), res); });
    app.get('/pipeline', async (req, res) => { await pipeline(fs.createReadStream(__filename), res); });
    app.get('/zip', (req, res) => { const zip = archiver('zip'); res.attachment('a.zip'); zip.pipe(res); zip.append('x', { name: 'x' }); zip.finalize(); });
    app.get('/qr', (req, res) => { res.status(203); QRCode.toFileStream(res, 'text'); });`,
    ask: ['GET /promised', 'GET /pipeline', 'GET /zip', 'GET /qr'],
  },
]

/** They answer whatever comes, or what their own files say. */
export const ANSWERING: PackageCase[] = [
  {
    id: 'http-proxy-middleware',
    app: `const { createProxyMiddleware } = require('http-proxy-middleware'); app.use('/api', createProxyMiddleware({ target: 'http://127.0.0.1:9' })); ${ROUTES}`,
    ask: [...every('/x'), 'GET /api/a', 'POST /api'],
    open: true,
  },
  {
    id: 'express-http-proxy',
    app: `app.use('/api', require('express-http-proxy')('127.0.0.1:9')); ${ROUTES}`,
    ask: [...every('/x'), 'GET /api/a'],
    open: true,
  },
  {
    id: 'graphql-http',
    app: `const { buildSchema } = require('graphql'); const { createHandler } = require('graphql-http/lib/use/express'); app.all('/graphql', createHandler({ schema: buildSchema('type Query { a: Int }') })); ${ROUTES}`,
    ask: every('/graphql', '/x'),
    open: true,
  },
  {
    id: 'express-graphql',
    app: `const { buildSchema } = require('graphql'); app.use('/graphql', require('express-graphql').graphqlHTTP({ schema: buildSchema('type Query { a: Int }') })); ${ROUTES}`,
    ask: every('/graphql', '/x'),
    open: true,
  },
  {
    id: 'apollo-server',
    app: `const { ApolloServer } = require('apollo-server-express'); const make = async (options) => { const server = new ApolloServer({ typeDefs: 'type Query { a: Int }', stopOnTerminationSignals: false }); await server.start(); server.applyMiddleware(options); }; app.get('/before', (req, res) => res.sendStatus(203)); make({ app }); make({ app, path: '/api/graph' }); ${ROUTES}`,
    ask: [
      ...every('/x', '/none'),
      'GET /before',
      'GET /.well-known/apollo/server-health',
      'GET /graphql',
      'POST /graphql',
      'GET /graphql/a',
      'POST /api/graph',
      'GET /graphqlx',
    ],
    open: [
      'GET /.well-known/apollo/server-health',
      'GET /graphql',
      'POST /graphql',
      'GET /graphql/a',
      'POST /api/graph',
    ],
  },
  {
    id: 'graphql-servers',
    app: `const { createYoga, createSchema } = require('graphql-yoga'); const yoga = createYoga({ logging: false, schema: createSchema({ typeDefs: 'type Query { a: Int }' }) }); app.use('/yoga', yoga); ${ROUTES}`,
    ask: ['GET /yoga', 'POST /yoga', ...every('/x')],
    open: ['GET /yoga', 'POST /yoga'],
  },
  {
    id: 'trpc',
    app: `const { initTRPC } = require('@trpc/server'); const t = initTRPC.create(); const { createExpressMiddleware } = require('@trpc/server/adapters/express'); app.use('/trpc', createExpressMiddleware({ router: t.router({ a: t.procedure.query(() => 1) }) })); ${ROUTES}`,
    ask: every('/trpc/a', '/trpc/none', '/x'),
    open: true,
  },
  {
    id: 'bull-board',
    app: `const { ExpressAdapter } = require('@bull-board/express'); const { createBullBoard } = require('@bull-board/api'); const adapter = new ExpressAdapter(); adapter.setBasePath('/queues'); createBullBoard({ queues: [], serverAdapter: adapter }); app.use('/queues', adapter.getRouter()); ${ROUTES}`,
    ask: every('/queues', '/queues/none', '/x'),
    open: true,
  },
  {
    id: 'webpack-dev-middleware',
    app: `const compiler = require('webpack')({ mode: 'none', entry: __filename, output: { path: '/nowhere' } }); app.use(require('webpack-dev-middleware')(compiler, {})); ${ROUTES}`,
    ask: ['POST /x', 'DELETE /none', 'PUT /x'],
  },
  {
    id: 'express-openapi-validator',
    app: `const v = require('express-openapi-validator'); app.use(v.middleware({ apiSpec: { openapi: '3.0.0', info: { title: 't', version: '1' }, paths: { '/x': { get: { responses: { 200: { description: 'ok' } } } } } } })); ${ROUTES}`,
    ask: every('/x', '/none'),
    open: true,
  },
]

export const PACKAGE_CASES: PackageCase[] = [
  ...PASSING,
  ...SERVING,
  ...REFUSING,
  ...ERRORS,
  ...ROUTERS,
  ...HANDLERS,
  ...ANSWERING,
].filter(({ ask }) => ask.length > 0)
