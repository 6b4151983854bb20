import type { Case } from '../express-lab.ts'
import { everyMethod as methods } from './ask.ts'

/** Helpers in other modules. */
export const MODULES: Case[] = [
  {
    id: 'helper-three-files', app: {
      'app.js': "const express = require('express'); const app = express(); app.use('/api', require('./routes')); module.exports = app;",
      'routes/index.js': "const { Router } = require('express'); const { methodNotAllowed } = require('../lib'); const items = require('../controllers/items'); const r = Router(); r.route('/items').get(items.list).post(items.create).all(methodNotAllowed(['GET', 'POST'])); r.route('/bare').get(items.list).all(methodNotAllowed()); module.exports = r;",
      'lib/index.js': "exports.methodNotAllowed = require('./method-not-allowed'); Object.assign(exports, require('./status'));",
      'lib/method-not-allowed.js': "const { refuse } = require('./respond'); module.exports = (allowed) => (req, res) => refuse(res, allowed);",
      'lib/respond.js': "const { CODES } = require('./status'); exports.refuse = function (res, allowed) { if (allowed) res.set('Allow', allowed.join(', ')); return res.status(CODES.METHOD_NOT_ALLOWED).json({ error: 'no' }); };",
      'lib/status.js': "module.exports = { CODES: { METHOD_NOT_ALLOWED: 405, NOT_IMPLEMENTED: 501 } };",
      'controllers/items.js': "const { CODES } = require('../lib/status'); class Items { list(req, res) { res.json([]); } create = (req, res) => { this.todo(res); }; todo(res) { res.sendStatus(CODES.NOT_IMPLEMENTED); } } module.exports = new Items();",
    }, ask: [...methods('/api/items'), ...methods('/api/bare')],
  },
  {
    id: 'controller-class-bound', app: {
      'app.js': "const express = require('express'); const Controller = require('./controller'); const app = express(); const c = new Controller({ allow: 'GET' }); app.get('/x', c.get.bind(c)); app.all('/x', c.other.bind(c)); app.get('/y', (req, res, next) => c.fail(req, res, next)); module.exports = app;",
      'controller.js': "class Base { send(res, status, body) { return res.status(status).json(body); } } module.exports = class extends Base { constructor(options) { super(); this.options = options; } get(req, res) { this.send(res, 200, {}); } other(req, res) { res.set('Allow', this.options.allow); this.send(res, 405, {}); } async fail(req, res, next) { try { await this.load(); } catch (error) { next(error); } } load() { throw Object.assign(new Error('x'), { status: 501 }); } };",
    }, ask: [...methods('/x'), 'GET /y'],
  },
  {
    id: 'error-classes-in-files', app: {
      'app.js': "const express = require('express'); const { NotImplemented, MethodNotAllowed } = require('./errors'); const errorHandler = require('./error-handler'); const app = express(); app.get('/a', () => { throw new NotImplemented(); }); app.get('/b', (req, res, next) => next(new MethodNotAllowed('GET', 'PUT'))); app.get('/c', () => { throw new RangeError('x'); }); app.use((req, res, next) => next(new (require('./errors').NotFound)())); app.use(errorHandler); module.exports = app;",
      'errors.js': "class AppError extends Error { constructor(message, statusCode) { super(message); this.statusCode = statusCode; this.isOperational = true; Error.captureStackTrace(this, this.constructor); } } class NotImplemented extends AppError { constructor() { super('todo', 501); } } class MethodNotAllowed extends AppError { constructor(...allowed) { super('no', 405); this.allowed = allowed; } } class NotFound extends AppError { constructor() { super('none', 404); } } module.exports = { AppError, NotImplemented, MethodNotAllowed, NotFound };",
      'error-handler.js': "const { AppError } = require('./errors'); module.exports = (err, req, res, next) => { if (res.headersSent) return next(err); if (err instanceof AppError) { if (err.allowed) res.set('Allow', err.allowed.join(', ')); return res.status(err.statusCode).json({ message: err.message }); } return res.status(500).json({}); };",
    }, ask: ['GET /a', 'GET /b', 'GET /c', 'GET /d', 'POST /a'],
  },
  {
    id: 'factory-app', app: {
      'app.js': "const { createApp } = require('./create'); module.exports = createApp({ readOnly: true });",
      'create.js': "const express = require('express'); const guard = require('./guard'); exports.createApp = function ({ readOnly }) { const app = express(); if (readOnly) app.use(guard(['GET', 'HEAD', 'OPTIONS'])); app.get('/x', (req, res) => res.send('a')); app.put('/x', (req, res) => res.send('b')); return app; };",
      'guard.js': "module.exports = function guard(methods) { const allowed = new Set(methods); const header = methods.join(', '); return function (req, res, next) { if (allowed.has(req.method)) return next(); res.setHeader('Allow', header); res.statusCode = 405; res.end(); }; };",
    }, ask: methods('/x'),
  },
  {
    id: 'respond-helpers', app: {
      'app.js': "const express = require('express'); const { ok, notImplemented, sendError } = require('./respond'); const app = express(); app.get('/a', (req, res) => ok(res, [])); app.post('/a', notImplemented); app.put('/a', (req, res) => sendError(res, { status: 405, headers: { Allow: 'GET, POST' } })); app.delete('/a', (req, res) => sendError(res)); module.exports = app;",
      'respond.js': "const ok = (res, body, status = 200) => res.status(status).json(body); function notImplemented(req, res) { res.status(501).set('Cache-Control', 'no-store').end(); } function sendError(res, { status = 500, headers = {}, body } = {}) { for (const [name, value] of Object.entries(headers)) res.setHeader(name, value); res.status(status).json(body ?? {}); } module.exports = { ok, notImplemented, sendError };",
    }, ask: methods('/a'),
  },
  {
    id: 'es-modules', app: {
      'app.js': "const express = require('express'); const app = express(); app.use(require('./router.js')); module.exports = app;",
      'router.js': "const { Router } = require('express'); const handlers = require('./handlers'); const r = Router(); for (const [path, table] of Object.entries(handlers)) { for (const [verb, fn] of Object.entries(table)) r[verb](path, fn); r.all(path, (req, res) => { res.set('Allow', Object.keys(table).map((v) => v.toUpperCase()).join(', ')); res.sendStatus(405); }); } module.exports = r;",
      'handlers/index.js': "module.exports = { '/a': require('./a'), '/b': require('./b') };",
      'handlers/a.js': "exports.get = (req, res) => res.json({}); exports.post = (req, res) => res.status(501).end();",
      'handlers/b.js': "exports.put = async (req, res) => { res.sendStatus(204); };",
    }, ask: [...methods('/a'), ...methods('/b')],
  },
  { id: 'assembled-at-start', app: { 'app.js': `const express = require('express'); const fs = require('fs'); const path = require('path'); const app = express(); const conf = JSON.parse(fs.readFileSync(path.join(__dirname, 'conf.json'), 'utf8')); conf.routes.forEach(({ method = 'get', path: p, status }) => app[method](p, (q, s) => s.sendStatus(status))); for (const f of fs.readdirSync(path.join(__dirname, 'routes')).filter((x) => x.endsWith('.js')).sort()) { const r = require(path.join(__dirname, 'routes', f)); const name = path.basename(f, '.js'); app.use('/' + (r.prefix ?? name), r.router ?? r); } const plug = (...p) => p.reduce((a, f) => f(a) || a, app); plug(require('./plug/a'), (a) => { a.get('/inline', (q, s) => s.sendStatus(203)); }); const api = express.Router(); Object.entries(require('./api')).forEach(([k, h]) => { const [, verb, ...rest] = /^(get|post|del)(.*)$/.exec(k); api[verb === 'del' ? 'delete' : verb]('/' + rest.join('').toLowerCase(), h); }); app.use('/api', api); let ready = false; const boot = async () => { await null; app.get('/late', (q, s) => s.sendStatus(ready ? 204 : 500)); ready = true; app.use((q, s) => s.status(410).end()); }; boot(); app.locals.version = '1'; app.set('x', 207); const { x = app.get('x') } = conf; app.get('/x', (q, s) => s.sendStatus(x)); if (!conf.off?.includes('y')) app.get('/y', (q, s) => s.sendStatus(200)); switch (conf.mode) { case 'a': app.get('/mode', (q, s) => s.sendStatus(201)); break; default: app.get('/mode', (q, s) => s.sendStatus(208)); } module.exports = app;`, 'conf.json': '{"routes":[{"path":"/one","status":202},{"method":"post","path":"/two","status":201}],"off":["y"],"mode":"b"}', 'routes/users.js': `const r = require('express').Router(); r.get('/', (q, s) => s.sendStatus(202)); module.exports = r;`, 'routes/z.js': `const r = require('express').Router(); r.all('/', (q, s) => s.set('Allow', 'GET').sendStatus(405)); exports.prefix = 'zed'; exports.router = r;`, 'routes/readme.md': 'x', 'plug/a.js': `module.exports = (app) => { const sub = require('express')(); sub.get('/p', (q, s) => s.sendStatus(206)); app.use('/plug', sub); };`, 'api.js': `exports.getItems = (q, s) => s.sendStatus(202); exports.postItems = (q, s) => s.sendStatus(201); exports.delItems = (q, s) => s.sendStatus(204);` }, ask: ['GET /one', 'POST /two', 'GET /two', 'GET /users', 'GET /zed', 'POST /zed', 'GET /inline', 'GET /plug/p', 'GET /api/items', 'POST /api/items', 'DELETE /api/items', 'PUT /api/items', 'GET /late', 'GET /x', 'GET /y', 'GET /mode', 'GET /none'] },
]
