/** What a router of a package does with the promise of its handlers: `words`: goes on where it gives 'next' or 'route', and rejections go
 * to next(); `results`: what it gives is sent. */
export type Promises = 'words' | 'results'

/** Packages whose export makes a router as Express's own does. */
const ROUTERS: Record<string, Promises | null> = {
  router: null,
  'express-promise-router': 'words',
  'express-async-router.AsyncRouter': 'results',
  'express-async-router.create': 'results',
}

/** What kind of router an export makes; undefined: none. */
export const routerMaker = (name: string): Promises | null | undefined =>
  Object.hasOwn(ROUTERS, name) ? ROUTERS[name] : undefined

/** They look at an app, or put it behind a socket, and leave its routes alone. */
export const LEAVES_APP = new Set([
  'http',
  'https',
  'http2',
  'spdy',
  'net',
  'tls',
  'util',
  'events',
  'assert',
  'cluster',
  'supertest',
  'chai',
  'socket.io',
  'ws',
  'express-ws',
  'debug',
  'serverless-http',
  '@vendia/serverless-express',
  'aws-serverless-express',
  '@codegenie/serverless-express',
  'firebase-functions',
  'stoppable',
  'http-terminator',
  '@godaddy/terminus',
  'http-shutdown',
  'express-list-endpoints',
  'express-list-routes',
  'express-handlebars',
  'chai-http',
  'light-my-request',
  'http-graceful-shutdown',
  'lightship',
  'typedi',
  'awilix',
  'lodash',
  'greenlock-express',
  'vhost',
  'path',
  'fs',
  'console',
  '@sentry/node',
  '@sentry/nestjs',
  'newrelic',
  'elastic-apm-node',
  'dd-trace',
  'applicationinsights',
  'express-async-errors',
  'nunjucks',
  'consolidate',
  'i18n',
  'passport',
  'morgan',
  'winston',
  'pino',
])

/** What becomes of an http server that a package is given: `leaves` it alone; takes the `upgrade`s to WebSockets; answers below a path of its
 * own; answers `health` checks before everybody else. */
export type Taking = 'leaves' | 'upgrade' | 'health' | { below: { option: string; otherwise: string } }

const SERVERS: Record<string, Taking> = {
  ...Object.fromEntries(
    [
      'http',
      'https',
      'net',
      'util',
      'events',
      'cluster',
      'assert',
      'debug',
      'supertest',
      'chai',
      'stoppable',
      'http-terminator',
      'http-shutdown',
      'http-graceful-shutdown',
      'killable',
      'server-destroy',
      'lightship',
      'express-graceful-shutdown',
      '@apollo/server',
      'apollo-server-core',
      'winston',
      'pino',
      'console',
      'typedi',
      'awilix',
      'lodash',
    ].map((name) => [name, 'leaves' as const]),
  ),
  ws: 'upgrade',
  'express-ws': 'upgrade',
  'graphql-ws': 'upgrade',
  'subscriptions-transport-ws': 'upgrade',
  websocket: 'upgrade',
  'http-proxy': 'upgrade',
  'socket.io': { below: { option: 'path', otherwise: '/socket.io/' } },
  '@godaddy/terminus': 'health',
}

/** null: nothing is known of it. */
export const serverTaker = (name: string): Taking | null =>
  Object.hasOwn(SERVERS, name) ? (SERVERS[name] ?? null) : null
