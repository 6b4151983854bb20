import type { Answer, Middleware } from './entry.ts'

/** Where credentials come along ('?': in the query): a request without any of these has none. */
const CREDENTIALS = ['authorization', 'cookie', 'content-type', '?']

const each = (names: string, entry: Middleware): Record<string, Middleware> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, entry]),
  )
const membersOf = (owner: string, names: string, entry: Middleware): Record<string, Middleware> =>
  each(names.replace(/\S+/g, `${owner}.$&`), entry)

/** Tokens against forged requests, in a header or the body: `safe` methods need none. */
const forgery = (safe: readonly string[], option?: string): Middleware => ({
  puts: ['csrfToken', 'session'],
  answers: [
    {
      but: safe,
      status: 403,
      error: true,
      ...(option !== undefined && { if: option }),
      when: 'unless the token is right',
      without: ['cookie', 'csrf-token', 'xsrf-token', 'x-csrf-token', 'x-xsrf-token', 'content-type', '?'],
      opens: [
        'ignoreMethods',
        'ignoredMethods',
        'skipCsrfProtection',
        'value',
        'blocklist',
        'allowlist',
        'blacklist',
        'whitelist',
      ],
    },
  ],
})
const SAFE = ['GET', 'HEAD', 'OPTIONS']
const SESSIONS = ['express-session', 'cookie-session']

/** A check of the request that hands an error on; its status is the package's and the project's business. */
const validates = (status: number | null, error: Answer['error'] = true): Middleware => ({
  puts: 'anything',
  answers: [{ status, error, when: 'unless the request is valid' }],
})

/** One that answers itself. */
const refuses = (status: number): Middleware => ({
  puts: 'anything',
  answers: [{ status, when: 'unless the request is valid' }],
})

/** Packages that refuse some requests and pass the others on. */
export const REFUSING: Record<string, Middleware> = {
  'express-basic-auth': {
    puts: ['auth'],
    answers: [
      {
        status: 401,
        by: 'denied',
        headers: { 'WWW-Authenticate': null },
        if: 'challenge',
        when: 'unless the credentials are right',
        without: ['authorization'],
      },
      { status: 401, by: 'denied', when: 'unless the credentials are right', without: ['authorization'] },
    ],
  },
  'basic-auth-connect': {
    puts: ['user', 'remoteUser'],
    answers: [
      {
        status: 401,
        by: 'denied',
        headers: { 'WWW-Authenticate': null },
        when: 'unless the credentials are right',
        without: ['authorization'],
      },
    ],
  },
  ...each('express-jwt express-jwt.expressjwt', {
    puts: ['auth', 'user'],
    answers: [
      {
        status: 401,
        error: true,
        when: 'unless the token is right',
        without: ['authorization', 'access-control-request-headers'],
        opens: ['getToken'],
        not: 'credentialsRequired',
      },
      { status: 401, error: true, when: 'unless the token is right', with: ['authorization'] },
    ],
  }),
  ...each('express-jwt.unless express-jwt.expressjwt.unless', {
    puts: ['auth', 'user'],
    answers: [{ status: 401, error: true, when: 'unless the token is right or the path is spared' }],
  }),
  ...each('connect-ensure-login.ensureLoggedIn connect-ensure-login.ensureAuthenticated', {
    puts: ['session'],
    answers: [{ status: 302, by: 'redirect', headers: { Location: null }, when: 'unless the user is logged in' }],
  }),
  ...each('connect-ensure-login.ensureLoggedOut connect-ensure-login.ensureNotLoggedIn', {
    puts: [],
    answers: [{ status: 302, by: 'redirect', headers: { Location: null }, when: 'if the user is logged in' }],
  }),
  'express-sslify.HTTPS': {
    puts: [],
    answers: [
      {
        methods: ['GET', 'HEAD'],
        status: 301,
        by: 'redirect',
        headers: { Location: null },
        when: 'unless it came by https',
      },
      { status: 403, by: 'denied', when: 'unless it came by https' },
    ],
  },
  'express-http-to-https.redirectToHTTPS': { puts: [], answers: [{ status: null, when: 'unless it came by https' }] },
  'express-oauth2-jwt-bearer.auth': {
    puts: ['auth'],
    answers: [
      {
        status: 401,
        error: true,
        headers: { 'WWW-Authenticate': null },
        when: 'unless the token is right',
        without: [...CREDENTIALS, 'dpop'],
        not: 'authRequired',
      },
      { status: 401, error: true, when: 'unless the token is right', with: ['authorization'] },
    ],
  },
  'express-openid-connect.auth': {
    puts: ['oidc', 'appSession'],
    answers: [{ status: null, when: 'unless a session is there, or at a path of its own' }],
  },
  'express-openid-connect.requiresAuth': { puts: [], answers: [{ status: null, when: 'unless a session is there' }] },
  // TRACE and QUERY are no safe methods to them.
  csurf: { ...forgery(SAFE), needs: [{ if: 'cookie', oneOf: ['cookie-parser'] }, { oneOf: SESSIONS }] },
  'csrf-sync.csrfSync.csrfSynchronisedProtection': { ...forgery(SAFE), needs: [{ oneOf: SESSIONS }], form: 'itself' },
  'csrf-csrf.doubleCsrf.doubleCsrfProtection': {
    ...forgery(SAFE),
    needs: [{ oneOf: ['cookie-parser'] }],
    form: 'itself',
  },
  lusca: { ...forgery(SAFE, 'csrf'), needs: [{ if: 'csrf', oneOf: SESSIONS }] },
  'lusca.csrf': { ...forgery(SAFE), needs: [{ oneOf: SESSIONS }] },
  'tiny-csrf': {
    needs: [{ oneOf: ['cookie-parser'] }],
    puts: ['csrfToken'],
    answers: [
      {
        methods: ['POST', 'PUT', 'PATCH'],
        status: 500,
        error: true,
        when: 'unless the token is right',
        without: ['cookie', 'content-type'],
      },
    ],
  },
  'celebrate.celebrate': validates(null, 'plain'),
  'express-validation.validate': validates(400),
  'express-validation': validates(null),
  ...each('express-json-validator-middleware.Validator.validate', validates(null, 'plain')),
  ...membersOf('express-joi-validation.createValidator', 'body query params headers', refuses(400)),
  ...membersOf(
    'zod-express-middleware',
    'validateRequest validateRequestBody validateRequestQuery validateRequestParams processRequest processRequestBody processRequestQuery processRequestParams',
    refuses(400),
  ),
  '@wesleytodd/openapi.validPath': validates(400),
  'express-openapi-validator.middleware': validates(null),
  ...each('express-ipfilter express-ipfilter.IpFilter', {
    puts: [],
    answers: [{ status: 403, error: true, when: 'if the address is denied' }],
  }),
  'express-jwt-permissions.check': {
    puts: [],
    answers: [{ status: 403, error: true, when: 'unless the user has the permission' }],
  },
  'keycloak-connect.protect': {
    puts: [],
    answers: [
      { status: 302, by: 'redirect', headers: { Location: null }, when: 'unless the user is logged in' },
      { status: 403, by: 'denied', when: 'unless the user may' },
    ],
  },
}
