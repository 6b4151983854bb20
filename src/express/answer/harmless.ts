/** They look at a request or add headers that say nothing about methods and caching; a first request passes them. */
const HARMLESS = new Set([
  'express.json', 'express.urlencoded', 'express.raw', 'express.text', 'body-parser', 'body-parser.json', 'body-parser.urlencoded', 'body-parser.raw', 'body-parser.text',
  'helmet', 'morgan', 'compression', 'cookie-parser', 'express-session', 'cookie-session', 'response-time', 'pino-http', 'express-pino-logger', 'express-winston.logger',
  'hpp', 'express-fileupload', 'express-useragent', 'connect-flash', 'express-rate-limit', 'express-rate-limit.rateLimit', 'express-rate-limit.default', 'express-slow-down', 'express-slow-down.slowDown', 'x-xss-protection', 'express-request-id',
  'express-mongo-sanitize', 'xss-clean', 'express-http-context.middleware', 'frameguard', 'hsts', 'ienoopen', 'dont-sniff-mimetype', 'hide-powered-by', 'referrer-policy', 'express-status-monitor',
  'passport.initialize', 'passport.session', 'connect-timeout', 'express-flash', 'i18n.init', 'prometheus-api-metrics', 'express-prom-bundle', 'connect-livereload', 'express-mongo-sanitize.default', '@sentry/node.Handlers.requestHandler',
  '@sentry/node.Handlers.tracingHandler', 'swagger-stats.getMiddleware', 'express-oas-validator', 'lusca.xframe', 'lusca.xssProtection', 'lusca.hsts', 'lusca.nosniff', 'lusca.referrerPolicy', 'lusca.p3p', 'lusca.csp', 'swagger-ui-express.serve', 'errorhandler', 'express-favicon', 'serve-favicon', 'i18next-express-middleware.handle', 'express-http-context', 'express-basic-auth-safe',
  'cls-rtracer.expressMiddleware', 'express-requests-logger', 'express-ejs-layouts', 'express-device.capture', 'i18next-http-middleware.handle', 'express-bunyan-logger', 'express-actuator',
])

/** Whether a harmless package leaves things on the request that later handlers may ask for. */
export const addsToRequest = (name: string): boolean => !/^(helmet|morgan|compression|response-time|hpp|hsts|frameguard)/.test(name)

/** Whether a package's middleware always passes a first request on. */
export const isHarmless = (name: string): boolean => HARMLESS.has(name) || /^(?:express-validator|multer)\b/.test(name)
