/** Ways of writing routes. `routes`: method, path, and the place of the call that a person wrote; held against real Express where `entry` runs. */
export interface Idiom {
  name: string
  files: Record<string, string>
  /** Each as `METHOD path file:line`; `?` after the method: unresolved. */
  routes: string[]
  /** What to run, where Node can run it as it stands. */
  entry?: string
}

const handler = 'const h = (req, res) => res.send("ok")\n'

export const IDIOMS: Idiom[] = [
  {
    name: 'verbs, all and route() on a local app',
    entry: 'app.js',
    files: {
      'app.js': `const express = require('express')\nconst app = module.exports = express()\n${handler}app.get('/a', h)\napp.post('/a', h).put('/b', h)\napp.all('/c', h)\napp.route('/d')\n  .get(h)\n  .delete(h)\napp['m-search']('/e', h)\napp.get('title')\n`,
    },
    routes: [
      'GET /a app.js:4',
      'POST /a app.js:5',
      'PUT /b app.js:5',
      'ALL /c app.js:6',
      'GET /d app.js:8',
      'DELETE /d app.js:9',
      'M-SEARCH /e app.js:10',
    ],
  },
  {
    name: 'a router mounted across CommonJS files',
    entry: 'app.js',
    files: {
      'app.js': `const express = require('express')\nconst app = module.exports = express()\napp.use('/api/', require('./routes/users'))\n`,
      'routes/users.js': `const { Router } = require('express')\nconst router = Router()\n${handler}router.get('/', h)\nrouter.get('/:id', h)\nmodule.exports = router\n`,
    },
    routes: ['GET /api/ routes/users.js:4', 'GET /api/:id routes/users.js:5'],
  },
  {
    name: 'ES modules: default, named, namespace and barrel imports',
    entry: 'app.mjs',
    files: {
      'app.mjs': `import express from 'express'\nimport users, { items as things } from './routes/index.mjs'\nimport * as more from './routes/more.mjs'\nexport const app = express()\napp.use('/users', users)\napp.use('/items', things)\napp.use('/more', more.router)\nexport default app\n`,
      'routes/index.mjs': `export { default } from './users.mjs'\nexport * from './items.mjs'\n`,
      'routes/users.mjs': `import { Router } from 'express'\nconst router = Router()\nrouter.get('/', (req, res) => res.end())\nexport default router\n`,
      'routes/items.mjs': `import * as express from 'express'\nexport const items = express.Router()\nitems.get('/', (req, res) => res.end())\n`,
      'routes/more.mjs': `import express from 'express'\nconst router = express.Router()\nrouter.patch('/x', (req, res) => res.end())\nexport { router }\n`,
    },
    routes: ['GET /users/ routes/users.mjs:3', 'GET /items/ routes/items.mjs:3', 'PATCH /more/x routes/more.mjs:3'],
  },
  {
    name: 'TypeScript: import =, export =, .js written for .ts, assertions',
    files: {
      'app.ts': `import express = require('express')\nimport { register } from './register.js'\nconst app: express.Express = express()\nregister(app as express.Application)\nexport = app\n`,
      'register.ts': `import type { Express } from 'express'\nexport function register(app: Express): void {\n  app.get('/ts', (_req, res) => { res.end() })\n}\n`,
    },
    routes: ['GET /ts register.ts:3'],
  },
  {
    name: 'a variable that is assigned later',
    entry: 'app.js',
    files: {
      'app.js': `var express = require('express')\nvar app, router\napp = express()\nrouter = express.Router()\n${handler}router.get('/late', h)\napp.use(router)\nmodule.exports = app\n`,
    },
    routes: ['GET /late app.js:6'],
  },
  {
    name: 'an app handed to functions of other files, as a parameter and in an object',
    entry: 'app.js',
    files: {
      'app.js': `const app = require('express')()\nrequire('./one')(app)\nrequire('./two').setup({ app, prefix: '/two' })\nmodule.exports = app\n`,
      'one.js': `module.exports = function (server) {\n  server.get('/one', (req, res) => res.end())\n}\n`,
      'two.js': `exports.setup = ({ app, prefix }) => {\n  app.get(prefix + '/list', (req, res) => res.end())\n}\n`,
    },
    routes: ['GET /one one.js:2', 'GET /two/list two.js:2'],
  },
  {
    name: 'factories that return routers, with and without arguments',
    entry: 'app.js',
    files: {
      'app.js': `const express = require('express')\nconst makeUsers = require('./users')\nconst app = express()\napp.use('/users', makeUsers({ db: {} }))\napp.use('/v2', require('./v2')())\nmodule.exports = app\n`,
      'users.js': `const { Router } = require('express')\nmodule.exports = ({ db }) => {\n  const router = Router({ mergeParams: true })\n  router.get('/:id', async (req, res) => { await db.get('/not/a/route', 1); res.end() })\n  return router\n}\n`,
      'v2.js': `const express = require('express')\nmodule.exports = () => express.Router().post('/', (req, res) => res.end())\n`,
    },
    routes: ['GET /users/:id users.js:4', 'POST /v2/ v2.js:2'],
  },
  {
    name: 'constants, templates, concatenation, enums and imported constants',
    files: {
      'app.ts': `import express from 'express'\nimport { API, Paths, routes } from './constants'\nconst app = express()\nconst version = 2\nenum Local { Ping = '/ping' }\napp.get(\`\${API}/v\${version}/users\`, (_q, s) => { s.end() })\napp.get(API + '/items/' + ':id', (_q, s) => { s.end() })\napp.get(Paths.Health, (_q, s) => { s.end() })\napp.get(routes.admin.list, (_q, s) => { s.end() })\napp.get(Local.Ping, (_q, s) => { s.end() })\nexport default app\n`,
      'constants.ts': `export const API = '/api'\nexport enum Paths { Health = '/health' }\nexport const routes = { admin: { list: \`\${API}/admin\` } } as const\n`,
    },
    routes: [
      'GET /api/v2/users app.ts:6',
      'GET /api/items/:id app.ts:7',
      'GET /health app.ts:8',
      'GET /api/admin app.ts:9',
      'GET /ping app.ts:10',
    ],
  },
  {
    name: 'lists of paths and regular expressions',
    entry: 'app.js',
    files: {
      'app.js': `const express = require('express')\nconst app = express()\nconst router = express.Router()\n${handler}app.get(['/a', '/b'], h)\nrouter.get(/^\\/x(\\d+)$/i, h)\napp.use('/r', router)\nmodule.exports = app\n`,
    },
    routes: ['GET /a app.js:5', 'GET /b app.js:5', 'GET /r{regex:^\\/x(\\d+)$}i app.js:6'],
  },
  {
    name: 'this.router in classes, new C().router, inheritance and methods bound in the constructor',
    files: {
      'app.ts': `import express from 'express'\nimport { UserRoutes } from './users'\nclass App {\n  public app = express()\n  constructor(private readonly routes: { path: string; router: express.Router }[]) {\n    this.mount()\n  }\n  private mount() {\n    this.routes.forEach((route) => { this.app.use('/', route.router) })\n    this.app.get('/self', this.index.bind(this))\n  }\n  private index(_q: express.Request, s: express.Response) { s.end() }\n}\nexport const { app } = new App([new UserRoutes()])\n`,
      'base.ts': `import { Router } from 'express'\nexport abstract class Base {\n  readonly router = Router()\n  constructor(readonly path: string) { this.initialize() }\n  protected abstract initialize(): void\n}\n`,
      'users.ts': `import { Base } from './base'\nexport class UserRoutes extends Base {\n  constructor() { super('/users') }\n  protected initialize() {\n    this.router.get(this.path, this.list)\n    this.router.get(\`\${this.path}/:id\`, this.list)\n  }\n  list = () => {}\n}\n`,
    },
    routes: ['GET /users users.ts:5', 'GET /users/:id users.ts:6', 'GET /self app.ts:10'],
  },
  {
    name: "the project's own helper: rest arguments and a computed verb",
    entry: 'app.js',
    files: {
      'app.js': `const express = require('express')\nconst app = express()\nfunction setup(...args) {\n  const [router, verb, path] = args\n  const middlewares = args.length > 4 ? args[3] : []\n  router[verb](path, ...middlewares, args[args.length - 1])\n}\n${handler}setup(app, 'get', '/a', h)\nsetup(app, 'post', '/b', [h], h)\nmodule.exports = app\n`,
    },
    routes: ['GET /a app.js:9', 'POST /b app.js:10'],
  },
  {
    name: "the project's own helper: { method, path } objects and a base class",
    entry: 'app.js',
    files: {
      'app.js': `const express = require('express')\nclass Controller {\n  constructor() { this.app = express.Router() }\n  route(options) { this.app[options.method](options.path, (q, s) => options.handler(q, s)) }\n  get(path, handler) {\n    this.route({ method: 'get', path, handler })\n  }\n  get router() { return this.app }\n}\nclass Users extends Controller {\n  constructor() {\n    super()\n    this.get('/list', this.list)\n    this.route({\n      method: 'post', path: '/', handler: this.list,\n    })\n  }\n  list(q, s) { s.end() }\n}\nconst app = express()\napp.use('/users', new Users().router)\nmodule.exports = app\n`,
    },
    routes: ['GET /users/list app.js:13', 'POST /users/ app.js:14'],
  },
  {
    name: 'a deferred list of routes',
    entry: 'app.js',
    files: {
      'app.js': `const express = require('express')\nclass Routes {\n  constructor() { this.list = []; this.fill() }\n  route(method, path, ...handlers) { this.list.push({ method: method.toLowerCase(), path, handlers }) }\n  fill() {\n    this.route('GET', '/a', (q, s) => s.end())\n    this.route('DELETE', '/a/:id', (q, s) => s.end())\n  }\n  mountOnto(app) {\n    this.list.forEach((route) => { app[route.method].call(app, route.path, ...route.handlers) })\n    return app\n  }\n}\nmodule.exports = new Routes().mountOnto(express())\n`,
    },
    routes: ['GET /a app.js:6', 'DELETE /a/:id app.js:7'],
  },
  {
    name: 'loops over arrays, objects, Maps and method tables',
    entry: 'app.js',
    files: {
      'app.js': `const express = require('express')\nconst app = express()\n${handler}const table = [{ verb: 'get', url: '/t1' }, { verb: 'put', url: '/t2' }]\nfor (const { verb, url } of table) app[verb](url, h)\nfor (const [path, handler] of Object.entries({ '/o1': h, '/o2': h })) app.get(path, handler)\nnew Map([['/m1', h]]).forEach((handler, path) => app.get(path, handler))\nfor (const method of ['get', 'post']) app[method]('/same', h)\nfor (let i = 1; i <= 2; i++) app.get('/n' + i, h)\n;[['/x', h], ['/y', h]].map(([p, f]) => app.delete(p, f))\nfor (const key in { a: 1, b: 2 }) app.get(\`/k/\${key}\`, h)\nmodule.exports = app\n`,
    },
    routes: [
      'GET /t1 app.js:5',
      'PUT /t2 app.js:5',
      'GET /o1 app.js:6',
      'GET /o2 app.js:6',
      'GET /m1 app.js:7',
      'GET /same app.js:8',
      'POST /same app.js:8',
      'GET /n1 app.js:9',
      'GET /n2 app.js:9',
      'DELETE /x app.js:10',
      'DELETE /y app.js:10',
      'GET /k/a app.js:11',
      'GET /k/b app.js:11',
    ],
  },
  {
    name: 'a table of mounts',
    entry: 'app.js',
    files: {
      'app.js': `const express = require('express')\nconst app = express()\nconst users = require('./users')\nconst mounts = [{ path: '/users', route: users }]\nmounts.forEach((mount) => app.use(mount.path, mount.route))\nmodule.exports = app\n`,
      'users.js': `const router = require('express').Router()\nrouter.route('/').get((q, s) => s.end()).post((q, s) => s.end())\nmodule.exports = router\n`,
    },
    routes: ['GET /users/ users.js:2', 'POST /users/ users.js:2'],
  },
  {
    name: 'files of a folder that are required one by one',
    entry: 'app.js',
    files: {
      'app.js': `const fs = require('fs')\nconst path = require('path')\nconst app = require('express')()\nfs.readdirSync(path.join(__dirname, 'routes')).filter((file) => file.endsWith('.js')).forEach((file) => {\n  app.use('/' + path.basename(file, '.js'), require(path.join(__dirname, 'routes', file)))\n})\nmodule.exports = app\n`,
      'routes/cats.js': `const router = require('express').Router()\nrouter.get('/', (q, s) => s.end())\nmodule.exports = router\n`,
      'routes/dogs.js': `const router = require('express').Router()\nrouter.get('/:id', (q, s) => s.end())\nmodule.exports = router\n`,
    },
    routes: ['GET /cats/ routes/cats.js:2', 'GET /dogs/:id routes/dogs.js:2'],
  },
  {
    name: 'routers in routers, the same one mounted twice',
    entry: 'app.js',
    files: {
      'app.js': `const express = require('express')\nconst app = express(), v1 = express.Router(), users = express.Router()\nusers.get('/:id', (q, s) => s.end())\nv1.use('/users', users)\napp.use(['/v1', '/v2'], v1)\napp.use('/old', users)\nmodule.exports = app\n`,
    },
    routes: ['GET /v1/users/:id app.js:3', 'GET /v2/users/:id app.js:3', 'GET /old/:id app.js:3'],
  },
  {
    name: 'an app mounted in an app',
    entry: 'app.js',
    files: {
      'app.js': `const express = require('express')\nconst app = express()\nconst admin = express()\nadmin.get('/', (q, s) => s.end())\napp.use('/admin', admin)\nmodule.exports = app\n`,
    },
    routes: ['GET /admin/ app.js:4'],
  },
  {
    name: 'a module that fetches the app from another, in a circle',
    entry: 'app.js',
    files: {
      'app.js': `const express = require('express')\nconst app = express()\nmodule.exports = app\nrequire('./routes')\n`,
      'routes.js': `const app = require('./app')\napp.get('/circle', (q, s) => s.end())\n`,
    },
    routes: ['GET /circle routes.js:2'],
  },
  {
    name: 'dynamic import and asynchronous set-up',
    entry: 'app.mjs',
    files: {
      'app.mjs': `import express from 'express'\nexport const app = express()\nasync function start() {\n  const { default: router } = await import('./router.mjs')\n  app.use('/dyn', router)\n}\nawait start()\nexport default app\n`,
      'router.mjs': `import { Router } from 'express'\nconst router = Router()\nrouter.get('/', (q, s) => s.end())\nexport default router\n`,
    },
    routes: ['GET /dyn/ router.mjs:3'],
  },
  {
    name: 'promises and callbacks that register later',
    entry: 'app.js',
    files: {
      'app.js': `const app = module.exports = require('express')()\nconst { readFile } = require('fs')\nPromise.resolve().then(() => { app.get('/then', (q, s) => s.end()) })\nreadFile(__filename, () => { app.get('/callback', (q, s) => s.end()) })\n`,
    },
    routes: ['GET /then app.js:3', 'GET /callback app.js:4'],
  },
  {
    name: 'tsconfig paths, package imports and workspaces',
    files: {
      'package.json': '{ "workspaces": ["packages/*"], "imports": { "#routes/*": "./src/routes/*.js" } }',
      'tsconfig.json': '{ // aliases\n "compilerOptions": { "baseUrl": "./src", "paths": { "@/*": ["./*"], }, } }',
      'src/app.ts': `import express from 'express'\nimport a from '@/routes/a'\nimport b from '#routes/b'\nimport c from '@shop/c'\nimport d from 'routes/d'\nconst app = express()\napp.use('/a', a)\napp.use('/b', b)\napp.use('/c', c)\napp.use('/d', d)\n`,
      'src/routes/a.ts': `import { Router } from 'express'\nexport default Router().get('/x', () => {})\n`,
      'src/routes/b.ts': `import { Router } from 'express'\nexport default Router().get('/x', () => {})\n`,
      'src/routes/d.ts': `import { Router } from 'express'\nexport default Router().get('/x', () => {})\n`,
      'packages/c/package.json': '{ "name": "@shop/c", "main": "dist/index.js" }',
      'packages/c/src/index.ts': `import { Router } from 'express'\nexport default Router().get('/x', () => {})\n`,
    },
    routes: [
      'GET /a/x src/routes/a.ts:2',
      'GET /b/x src/routes/b.ts:2',
      'GET /c/x packages/c/src/index.ts:2',
      'GET /d/x src/routes/d.ts:2',
    ],
  },
  {
    name: 'verb names on other objects are no routes',
    files: {
      'app.js': `const express = require('express')\nconst axios = require('axios')\nconst request = require('supertest')\nconst app = express()\naxios.get('/client', { a: 1 })\nconst cache = new Map()\ncache.get('/key', () => {})\nPromise.all(['/a', '/b'])\nrequest(app).get('/tested', () => {})\nconst client = axios.create()\nclient.post('/made', () => {})\nconst server = { bind() {}, get() {} }\nserver.get('/object', () => {})\napp.get('/real', (q, s) => s.end())\n`,
    },
    routes: ['GET /real app.js:14'],
  },
  {
    name: 'what stays open is unresolved, never guessed',
    files: {
      'app.js': `const express = require('express')\nconst { prefix } = require('some-settings')\nconst app = express()\nconst router = express.Router()\nrouter.get('/users', (q, s) => s.end())\napp.use(prefix, router)\napp.get(\`\${prefix}/direct\`, (q, s) => s.end())\nmodule.exports = app\n`,
      'orphan.js': `const router = require('express').Router()\nrouter.get('/orphan', (q, s) => s.end())\nmodule.exports = router\n`,
      'plugin.js': `// for express\nmodule.exports = (app) => {\n  app.get('/plugin', (q, s) => s.end())\n}\n`,
    },
    routes: [
      'GET? ${prefix}/users app.js:5',
      'GET? ${prefix}/direct app.js:7',
      'GET? /orphan orphan.js:2',
      'GET /plugin plugin.js:3',
    ],
  },
  {
    name: 'tests make no routes of the site',
    files: {
      'app.js': `const app = module.exports = require('express')()\napp.get('/', (q, s) => s.end())\n`,
      'test/app.js': `const app = require('express')()\napp.get('/in-test', (q, s) => s.end())\n`,
      'src/app.spec.js': `const app = require('express')()\napp.get('/in-spec', (q, s) => s.end())\n`,
    },
    routes: ['GET / app.js:2'],
  },
  {
    name: 'defaults where the environment says nothing',
    entry: 'app.js',
    files: {
      'app.js': `const express = require('express')\nconst app = express()\nconst base = process.env.NOT_SET_ANYWHERE || '/api'\nconst format = (input) => {\n  if (!input) return ''\n  return input.startsWith('/') ? input : '/' + input\n}\napp.get(base + '/a', (q, s) => s.end())\napp.get(\`\${format(process.env.NOT_SET_EITHER)}/b\`, (q, s) => s.end())\nconst { NOT_SET_AT_ALL = '/c' } = process.env\napp.get(NOT_SET_AT_ALL, (q, s) => s.end())\nmodule.exports = app\n`,
    },
    routes: ['GET /api/a app.js:8', 'GET /b app.js:9', 'GET /c app.js:11'],
  },
  {
    name: 'conditions that the files leave open take both sides',
    files: {
      'app.js': `const express = require('express')\nconst settings = require('some-settings')\nconst app = express()\nif (settings.admin) app.get('/admin', (q, s) => s.end())\nelse app.get('/none', (q, s) => s.end())\nsettings.debug && app.get('/debug', (q, s) => s.end())\nif (false) app.get('/never', (q, s) => s.end())\n`,
    },
    routes: ['GET /admin app.js:4', 'GET /none app.js:5', 'GET /debug app.js:6'],
  },
  {
    name: 'prototypes and functions as classes',
    entry: 'app.js',
    files: {
      'app.js': `const express = require('express')\nfunction Server() {\n  this.app = express()\n  this.routes()\n}\nServer.prototype.routes = function () {\n  var self = this\n  self.app.get('/proto', function (q, s) { s.end() })\n}\nmodule.exports = new Server().app\n`,
    },
    routes: ['GET /proto app.js:8'],
  },
  {
    name: 'a program without the word that starts the application',
    files: {
      'index.js': `const { Application } = require('./application')\nconst { Users } = require('./users')\nnew Application([Users], '/v1').start()\n`,
      'application.js': `const express = require('express')\nexports.Application = class {\n  constructor(controllers, prefix) {\n    this.app = express()\n    for (const Controller of controllers) this.app.use(prefix, new Controller().router())\n  }\n  start() { this.app.listen(3000) }\n}\n`,
      'users.js': `const { Router } = require('express')\nexports.Users = class {\n  router() {\n    const router = Router()\n    router.get('/users', (q, s) => s.end())\n    return router\n  }\n}\n`,
    },
    routes: ['GET /v1/users users.js:5'],
  },
  {
    name: 'Nest: controllers of modules, a global prefix',
    files: {
      'main.ts': `import { NestFactory } from '@nestjs/core'\nimport { AppModule } from './app.module'\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule)\n  app.setGlobalPrefix('api')\n  await app.listen(3000)\n}\nbootstrap()\n`,
      'app.module.ts': `import { Module } from '@nestjs/common'\nimport { UsersModule } from './users.module'\n@Module({ imports: [UsersModule] })\nexport class AppModule {}\n`,
      'users.module.ts': `import { Module } from '@nestjs/common'\nimport { UsersController } from './users.controller'\n@Module({ controllers: [UsersController] })\nexport class UsersModule {}\n`,
      'users.controller.ts': `import { Controller, Get, Post, All } from '@nestjs/common'\n// on express\n@Controller('users')\nexport class UsersController {\n  @Get()\n  list() {}\n  @Get(':id')\n  one() {}\n  @Post()\n  make() {}\n  @All('any')\n  any() {}\n}\n`,
    },
    routes: [
      'GET /api/users users.controller.ts:5',
      'GET /api/users/:id users.controller.ts:7',
      'POST /api/users users.controller.ts:9',
      'ALL /api/users/any users.controller.ts:11',
    ],
  },
  {
    name: "routing-controllers: listed classes, a prefix, and an app of one's own",
    files: {
      'app.ts': `import express from 'express'\nimport { useExpressServer } from 'routing-controllers'\nimport { Users } from './users'\nconst app = express()\nuseExpressServer(app, { routePrefix: '/v1', controllers: [Users] })\n`,
      'users.ts': `import { JsonController, Get, Delete } from 'routing-controllers'\n@JsonController('/users')\nexport class Users {\n  @Get('/')\n  list() {}\n  @Delete('/:id')\n  remove() {}\n}\n`,
    },
    routes: ['GET /v1/users users.ts:4', 'DELETE /v1/users/:id users.ts:6'],
  },
  {
    name: 'controllers that no application is seen to take',
    files: {
      'users.ts': `import { Controller, Get } from '@nestjs/common'\n// express\n@Controller('users')\nexport class Users {\n  @Get()\n  list() {}\n}\n`,
    },
    routes: ['GET? /users users.ts:5'],
  },
  {
    name: 'folders that a package requires, and the folder a program is started in',
    files: {
      'package.json': '{}',
      'app.js': `const express = require('express')\nconst path = require('path')\nconst routes = require('auto-load')(path.join(process.cwd(), 'routes'))\nconst app = express()\napp.use('/cats', routes.cats)\n`,
      'routes/cats.js': `const router = require('express').Router()\nrouter.get('/', (q, s) => s.end())\nmodule.exports = router\n`,
    },
    routes: ['GET /cats/ routes/cats.js:2'],
  },
  {
    name: 'classes that keep their routes in a list, mounted where a setting decides',
    entry: 'app.js',
    files: {
      'app.js': `const express = require('express')\nconst { Users, Pages } = require('./routes')\nconst app = module.exports = express()\nfor (const prefix of ['/a', '/b', '/c', '/d']) {\n  if (process.env.OFF !== prefix) app.use(prefix, new Users().router(), new Pages().router())\n}\n`,
      'table.js': `const express = require('express')\nmodule.exports = class Table {\n  constructor(routes = []) {\n    this.routes = routes\n    this.add()\n  }\n  route(method, path, handler) {\n    switch (method) {\n      case 'GET': case 'POST': break\n      default: throw new Error('cannot route ' + method)\n    }\n    this.routes.push({ path, method, handler })\n  }\n  router() {\n    const router = express.Router()\n    this.routes.forEach((route) => {\n      router[route.method.toLowerCase()].call(router, route.path, route.handler)\n    })\n    return router\n  }\n}\n`,
      'routes.js': `const Table = require('./table')\n${handler}exports.Users = class extends Table {\n  add() {\n    this.route('GET', '/users', h)\n    this.route('POST', '/users', h)\n  }\n}\nexports.Pages = class extends Table {\n  add() {\n    this.route('GET', '/pages', h)\n  }\n}\n`,
    },
    routes: ['/a', '/b', '/c', '/d'].flatMap((at) => [
      `GET ${at}/users routes.js:5`,
      `POST ${at}/users routes.js:6`,
      `GET ${at}/pages routes.js:11`,
    ]),
  },
  {
    name: 'require-directory: folders of folders, what `visit` makes of a module, an index',
    files: {
      'app.ts': `import * as express from 'express'\nimport { routersIn } from './find'\nconst app = express()\nif (process.env.A) app.use('/a', routersIn('routes'))\nif (process.env.B) app.use('/b', routersIn('routes'))\nif (process.env.C) app.use('/c', routersIn('routes'))\n`,
      'find.ts': `import { join } from 'path'\nimport * as requireDirectory from 'require-directory'\nconst options = { recurse: true, rename: (name: string) => name + Math.random(), visit: (one: any) => one.default ?? one }\nconst flat = (value: object): any[] => Object.values(value).reduce((routers, one) => {\n  if (typeof one === 'function') routers.push(one)\n  else routers.push(...flat(one))\n  return routers\n}, [])\nexport const routersIn = (folder: string) => flat(requireDirectory(module, join(__dirname, folder), options))\n`,
      'routes/index.ts': `import * as express from 'express'\nexport default express.Router().get('/top', (req, res) => res.end())\n`,
      'routes/part.ts': `import * as express from 'express'\nexport default express.Router().get('/part', (req, res) => res.end())\n`,
      'routes/part/deep.ts': `import * as express from 'express'\nexport default express.Router().get('/deep', (req, res) => res.end())\n`,
    },
    routes: ['/a', '/b', '/c'].flatMap((at) => [
      `GET ${at}/top routes/index.ts:2`,
      `GET ${at}/part routes/part.ts:2`,
      `GET ${at}/deep routes/part/deep.ts:2`,
    ]),
  },
  {
    name: 'a router that handles a route sees the whole path: what the route lets through is listed',
    files: {
      'app.js': `const express = require('express')\nconst app = express()\nconst api = express.Router()\nconst items = express.Router()\nitems.get('/items/:id', (req, res) => res.end())\nitems.post('/items', (req, res) => res.end())\nitems.get('/elsewhere', (req, res) => res.end())\nitems.use('/items', express.Router().put('/deep', (req, res) => res.end()))\napi.all(/^\\/items/, items)\nconst exact = express.Router()\nexact.get('/', (req, res) => res.end())\nexact.get('/x', (req, res) => res.end())\nexact.post('/x', (req, res) => res.end())\napi.get('/x', exact)\napp.use('/v1', api)\napp.listen(3000)\n`,
    },
    routes: [
      'ALL /v1{regex:^\\/items} app.js:9',
      'GET /v1/items/:id app.js:5',
      'POST /v1/items app.js:6',
      'PUT /v1/items/deep app.js:8',
      'GET /v1/x app.js:14',
      'GET /v1/x app.js:12',
    ],
  },
]
