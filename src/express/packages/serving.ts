import type { Middleware } from './entry.ts'

const READS = ['GET', 'HEAD']
const each = (names: string, entry: Middleware): Record<string, Middleware> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, entry]),
  )

/** They answer whatever comes to their mount; what, the files do not say. */
const answers: Middleware = { answers: [{ status: null }], ends: true }
/** They may answer below their mount, and may pass. */
const may: Middleware = { puts: 'anything', answers: [{ status: null, when: 'if it knows the path' }] }

/** They answer every request with a page. */
const page: Middleware = { answers: [{ status: 200 }], ends: true }

const GRAPHQL = { option: 'path', otherwise: '/graphql' }
const OPENAPI = { option: 'routePrefix', otherwise: '/openapi' }

/** The files of swagger-ui-dist 3 to 5, and what swagger-ui-express makes itself. */
const SWAGGER_FILES = [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'swagger-ui-standalone-preset.js',
  'swagger-ui.js',
  'favicon-16x16.png',
  'favicon-32x32.png',
  'oauth2-redirect.html',
  'swagger-ui.css.map',
  'swagger-ui-bundle.js.map',
  'swagger-ui-standalone-preset.js.map',
  'swagger-ui.js.map',
]
const swagger: Middleware = {
  puts: [],
  answers: [
    { at: { paths: ['/package.json'], how: 'ends' }, status: 404 },
    { at: { paths: ['/swagger-ui-init.js'], how: 'ends' }, status: 200 },
    {
      at: { paths: SWAGGER_FILES.map((name) => `/${name}`) },
      methods: READS,
      status: 200,
      by: 'static',
      defaults: { 'Cache-Control': 'public, max-age=0' },
    },
    { at: { paths: [''], how: 'bare' }, methods: READS, status: 301, by: 'redirect', headers: { Location: null } },
    {
      at: {
        paths: [
          '/index.html',
          '/index.css',
          '/swagger-initializer.js',
          '/LICENSE',
          '/NOTICE',
          '/README.md',
          '/index.js',
          '/absolute-path.js',
          '/swagger-ui-es-bundle.js',
          '/swagger-ui-es-bundle-core.js',
        ],
      },
      methods: READS,
      status: 200,
      by: 'static',
      when: 'if the file is there',
      defaults: { 'Cache-Control': 'public, max-age=0' },
    },
  ],
}

/** Packages with paths of their own, or that answer everything below their mount. */
export const SERVING: Record<string, Middleware> = {
  '@nestjs/swagger.page': { form: 'itself', answers: [{ status: 200 }], ends: true },
  'serve-favicon': {
    options: 1,
    puts: [],
    answers: [
      {
        at: { paths: ['/favicon.ico'] },
        methods: READS,
        status: 200,
        by: 'static',
        headers: { 'Cache-Control': null },
        if: 'maxAge',
      },
      {
        at: { paths: ['/favicon.ico'] },
        methods: READS,
        status: 200,
        by: 'static',
        headers: { 'Cache-Control': 'public, max-age=31536000' },
      },
      { at: { paths: ['/favicon.ico'] }, methods: ['OPTIONS'], status: 200, headers: { Allow: 'GET, HEAD, OPTIONS' } },
      { at: { paths: ['/favicon.ico'] }, status: 405, headers: { Allow: 'GET, HEAD, OPTIONS' } },
    ],
  },
  'express-favicon': {
    puts: [],
    answers: [
      {
        at: { argument: 1, paths: ['/favicon.ico', '/favicon.png'], of: 'url', how: 'ends' },
        status: 200,
        by: 'static',
      },
    ],
  },
  'express-prom-bundle': {
    puts: [],
    answers: [
      {
        at: { base: { option: 'metricsPath', otherwise: '/metrics' }, paths: [''], of: 'original', how: 'slash' },
        status: 200,
        not: 'autoregister',
      },
    ],
  },
  'prometheus-api-metrics': {
    puts: ['metrics'],
    answers: [
      {
        at: { base: { option: 'metricsPath', otherwise: '/metrics' }, paths: ['', '.json'], of: 'original' },
        status: 200,
      },
    ],
  },
  ...each('express-status-monitor express-status-monitor.middleware', {
    form: 'either',
    puts: [],
    answers: [
      { at: { base: { option: 'path', otherwise: '/status' }, paths: [''] }, status: 200 },
      {
        at: { base: { option: 'socketPath', otherwise: '/socket.io' }, paths: ['/'], how: 'starts' },
        status: null,
        when: 'once it listens there',
      },
    ],
  }),
  'express-status-monitor.pageRoute': { form: 'itself', answers: [{ status: 200 }], ends: true },
  'swagger-stats.getMiddleware': {
    puts: ['sws'],
    answers: [
      {
        at: { base: { option: 'uriPath', otherwise: '/swagger-stats' }, paths: [''], of: 'url' },
        status: 302,
        by: 'redirect',
        headers: { Location: null },
      },
      {
        at: {
          base: { option: 'uriPath', otherwise: '/swagger-stats' },
          paths: ['/stats', '/metrics'],
          of: 'url',
          how: 'starts',
        },
        status: 200,
        opens: ['authentication', 'onAuthenticate'],
      },
      {
        at: {
          base: { option: 'uriPath', otherwise: '/swagger-stats' },
          paths: ['/logout', '/ui', '/ux', '/'],
          of: 'url',
          how: 'starts',
        },
        status: null,
      },
    ],
  },
  'express-actuator': {
    puts: [],
    answers: [
      {
        at: { base: { option: 'basePath', otherwise: '' }, paths: ['/info', '/metrics', '/health'], how: 'route' },
        methods: READS,
        status: 200,
        opens: ['customEndpoints'],
      },
      {
        at: { base: { option: 'basePath', otherwise: '' }, paths: ['/info', '/metrics', '/health'], how: 'route' },
        methods: ['OPTIONS'],
        status: 200,
        by: 'built-in',
        headers: { Allow: 'GET, HEAD' },
        opens: ['customEndpoints'],
      },
      { status: null, when: 'if it is one of the custom endpoints', if: 'customEndpoints' },
    ],
  },
  'express-healthcheck': {
    answers: [{ status: null, opens: ['test', 'healthy'], if: 'test' }, { status: 200 }],
    ends: true,
  },
  ...each(
    '@cloudnative/health-connect.HealthEndpoint @cloudnative/health-connect.LivenessEndpoint @cloudnative/health-connect.ReadinessEndpoint',
    { answers: [{ status: null }], ends: true },
  ),
  'swagger-ui-express.serve': { ...swagger, form: 'itself' },
  'swagger-ui-express.serveFiles': swagger,
  'swagger-ui-express.serveWithOptions': {
    ...swagger,
    answers:
      swagger.answers?.map((one) => (one.defaults ? { ...one, defaults: { 'Cache-Control': null } } : one)) ?? [],
  },
  ...each(
    'swagger-ui-express.setup redoc-express @scalar/express-api-reference.apiReference graphql-playground-middleware-express',
    page,
  ),
  '@wesleytodd/openapi': {
    puts: [],
    answers: [
      {
        at: { base: OPENAPI, paths: ['.json', '.yaml', '.yml', '/validate'], how: 'route' },
        methods: READS,
        status: 200,
      },
      {
        at: { base: OPENAPI, paths: ['.json', '.yaml', '.yml', '/validate'], how: 'route' },
        methods: ['OPTIONS'],
        status: 200,
        by: 'built-in',
        headers: { Allow: 'GET, HEAD' },
      },
      { at: { base: OPENAPI, paths: ['/components/'], how: 'starts' }, methods: READS, status: null },
    ],
    // It looks into the router of Express 4.
    five: { puts: 'anything', answers: [{ status: null, when: 'with a router of Express 5' }] },
  },
  '@wesleytodd/openapi.path': { puts: [] },
  'express-prometheus-middleware': {
    puts: [],
    answers: [
      {
        at: { base: { option: 'metricsPath', otherwise: '/metrics' }, paths: [''], how: 'route' },
        methods: READS,
        status: 200,
        opens: ['authenticate', 'metricsApp'],
      },
      {
        at: { base: { option: 'metricsPath', otherwise: '/metrics' }, paths: [''], how: 'route' },
        methods: ['OPTIONS'],
        status: 200,
        by: 'built-in',
        headers: { Allow: 'GET, HEAD' },
        opens: ['metricsApp'],
      },
    ],
  },
  'apollo-server-express.ApolloServer.getMiddleware': {
    puts: [],
    answers: [
      {
        at: { paths: ['/.well-known/apollo/server-health'], how: 'slash' },
        status: 200,
        opens: ['onHealthCheck', 'disableHealthCheck'],
      },
      { at: { base: GRAPHQL, paths: [''], how: 'route' }, status: null },
      { at: { base: GRAPHQL, paths: ['/'], how: 'starts' }, status: null },
    ],
  },
  'express-history-api-fallback': {
    options: 1,
    puts: [],
    answers: [
      {
        methods: READS,
        status: 200,
        by: 'static',
        when: 'if the client accepts HTML and the file is there',
        defaults: { 'Cache-Control': null },
      },
    ],
  },
  'staticify.middleware': {
    form: 'itself',
    puts: [],
    answers: [
      { methods: READS, status: 200, by: 'static', when: 'if the file is there', defaults: { 'Cache-Control': null } },
    ],
  },
  'connect-slashes': {
    puts: [],
    answers: [
      {
        methods: [...READS, 'OPTIONS'],
        status: 301,
        by: 'redirect',
        headers: { Location: null },
        when: 'if its last slash is to be put right',
        opens: ['code'],
      },
    ],
  },
  'keycloak-connect.middleware': {
    puts: ['kauth'],
    answers: [
      {
        at: { base: { option: 'logout', otherwise: '/logout' }, paths: [''] },
        status: 302,
        by: 'redirect',
        headers: { Location: null },
      },
      { at: { paths: ['/k_logout', '/k_push_not_before'], how: 'ends' }, status: null },
    ],
  },
  'express-robots-txt': {
    puts: [],
    answers: [
      { at: { paths: ['/robots.txt'], how: 'route' }, methods: READS, status: 200 },
      {
        at: { paths: ['/robots.txt'], how: 'route' },
        methods: ['OPTIONS'],
        status: 200,
        by: 'built-in',
        headers: { Allow: 'GET, HEAD' },
      },
    ],
  },
  'express-security.txt': { answers: [{ status: 200 }], ends: true },
  'webpack-hot-middleware': {
    options: 1,
    puts: [],
    answers: [{ at: { base: { option: 'path', otherwise: '/__webpack_hmr' }, paths: [''] }, status: 200 }],
  },
  'webpack-dev-middleware': {
    options: 1,
    puts: [],
    answers: [
      { methods: READS, status: null, when: 'if it has built the file', opens: ['methods'] },
      { status: null, when: 'if it has built the file', if: 'methods' },
    ],
  },
  ...each('@bull-board/express.ExpressAdapter.getRouter', may),
  ...each(
    `http-proxy-middleware http-proxy-middleware.createProxyMiddleware http-proxy-middleware.legacyCreateProxyMiddleware http-proxy-middleware.proxy express-http-proxy
    express-graphql express-graphql.graphqlHTTP graphql-http/lib/use/express.createHandler @apollo/server/express4.expressMiddleware @as-integrations/express4.expressMiddleware @as-integrations/express5.expressMiddleware
    @trpc/server/adapters/express.createExpressMiddleware graphql-yoga.createYoga`,
    answers,
  ),
}
