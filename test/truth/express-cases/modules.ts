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
]
