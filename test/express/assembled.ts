import type { Idiom } from './idioms.ts'

const handler = 'const h = (req, res) => res.send("ok")\n'

/** Ways in which packages put an application together: containers, frameworks, promises, what the environment sets. */
export const ASSEMBLED: Idiom[] = [
  {
    name: 'inversify-express-utils: inherited methods, a root path, what is configured before',
    files: {
      'main.ts': `import { Container } from 'inversify'\nimport { InversifyExpressServer } from 'inversify-express-utils'\nimport './users'\nconst server = new InversifyExpressServer(new Container(), null, { rootPath: '/api' })\nserver.setConfig((app) => { app.get('/before', (req, res) => res.end()) })\nserver.build().listen(3000)\n`,
      'users.ts': `import { controller, httpGet, httpMethod, all } from 'inversify-express-utils'\nclass Base {\n  @httpGet('/base') base() {}\n}\n@controller('/users')\nexport class Users extends Base {\n  @httpGet('/') list() {}\n  @httpGet(':id') one() {}\n  @httpMethod('patch', '/:id') change() {}\n  @all('/all') any() {}\n}\n`,
      'unused.ts': `import { controller, httpGet } from 'inversify-express-utils'\n@controller('/unused')\nexport class Unused {\n  @httpGet('/') list() {}\n}\n`,
    },
    routes: [
      'GET /before main.ts:5',
      'GET /api/users users.ts:7',
      'GET /api/users/:id users.ts:8',
      'PATCH /api/users/:id users.ts:9',
      'ALL /api/users/all users.ts:10',
      'GET /api/users/base users.ts:3',
      'GET? /unused unused.ts:4',
    ],
  },
  {
    name: 'tsoa: the routes that it would write',
    files: {
      'tsoa.json':
        '{ "entryFile": "src/app.ts", "controllerPathGlobs": ["src/**/*Controller.ts"], "routes": { "routesDir": "build", "basePath": "/v1" } }',
      'src/app.ts': `import express from 'express'\nimport { RegisterRoutes } from '../build/routes'\nexport const app = express()\nRegisterRoutes(app)\n`,
      'src/users/usersController.ts': `import { Controller, Get, Path, Post, Route } from 'tsoa'\n@Route('users')\nexport class UsersController extends Controller {\n  @Get('{userId}') public one(@Path() userId: number) {}\n  @Post() public make() {}\n}\n`,
    },
    routes: ['GET /v1/users/:userId src/users/usersController.ts:4', 'POST /v1/users src/users/usersController.ts:5'],
  },
  {
    name: 'routing-controllers: patterns of files, and of some of them only',
    files: {
      'app.ts': `import { createExpressServer } from 'routing-controllers'\nimport { join } from 'path'\ncreateExpressServer({ controllers: [join(__dirname, 'api/*.controller.js')] }).listen(1)\n`,
      'api/users.controller.ts': `import { JsonController, Get } from 'routing-controllers'\n@JsonController('/users')\nexport class Users {\n  @Get('/') list() {}\n}\n`,
      'api/old.ts': `import { JsonController, Get } from 'routing-controllers'\n@JsonController('/old')\nexport class Old {\n  @Get('/') list() {}\n}\n`,
    },
    routes: ['GET /users api/users.controller.ts:4', 'GET? /old api/old.ts:4'],
  },
  {
    name: 'awilix: functions and classes that ask for each other',
    files: {
      'main.ts': `import { createContainer, asFunction, asClass, asValue } from 'awilix'\nimport express from 'express'\nimport { users } from './users'\nimport { Server } from './server'\nconst container = createContainer()\ncontainer.register({ prefix: asValue('/api'), users: asFunction(users).singleton(), server: asClass(Server) })\ncontainer.register('app', asFunction(() => express()))\ncontainer.resolve('server').start()\n`,
      'users.ts': `import { Router } from 'express'\nexport const users = () => {\n  const router = Router()\n  router.get('/users', (req, res) => res.end())\n  return router\n}\n`,
      'server.ts': `export class Server {\n  constructor({ app, users, prefix }) {\n    this.app = app\n    app.use(prefix, users)\n  }\n  start() { this.app.listen(1) }\n}\n`,
    },
    routes: ['GET /api/users users.ts:4'],
  },
  {
    name: 'classes that containers make: typedi, tsyringe, inversify',
    files: {
      'one.ts': `import express from 'express'\nimport { Container, Service } from 'typedi'\nimport { Users } from './users'\nconst app = express()\napp.use('/one', Container.get(Users).router)\n`,
      'two.ts': `import express from 'express'\nimport { container } from 'tsyringe'\nimport { Users } from './users'\nconst app = express()\ncontainer.register('users', { useClass: Users })\napp.use('/two', container.resolve<Users>('users').router)\n`,
      'three.ts': `import express from 'express'\nimport { Container } from 'inversify'\nimport { Users } from './users'\nconst ID = { users: Symbol.for('users') }\nconst app = express()\nconst container = new Container()\ncontainer.bind<Users>(ID.users).to(Users).inSingletonScope()\napp.use('/three', container.get<Users>(ID.users).router)\n`,
      'users.ts': `import { Router } from 'express'\nimport { Paths } from './paths'\nexport class Users {\n  router = Router()\n  constructor(private readonly paths: Paths) {\n    this.router.get(this.paths.users, (req, res) => res.end())\n  }\n}\n`,
      'paths.ts': `export class Paths {\n  users = '/users'\n}\n`,
    },
    routes: ['GET /one/users users.ts:6', 'GET /two/users users.ts:6', 'GET /three/users users.ts:6'],
  },
  {
    name: 'bluebird: a folder read later, and what the modules give',
    files: {
      'app.js': `const Promise = require('bluebird')\nconst fs = Promise.promisifyAll(require('fs'))\nconst express = require('express')\nconst load = (app, folder) => fs.readdirAsync(folder).map((name) => Promise.try(() => require(folder + '/' + name)(app)).then((route) => {\n  app.use(route.path, route.router)\n})).then(() => Promise.resolve(app))\nload(express(), __dirname + '/routes').then((app) => {\n  app.get('/last', (req, res) => res.end())\n  return app\n}).then((app) => app.listen(1))\n`,
      'routes/users.js': `const router = require('express').Router()\nrouter.get('/list', (req, res) => res.end())\nmodule.exports = (app) => ({ path: '/users', router })\n`,
    },
    routes: ['GET /users/list routes/users.js:2', 'GET /last app.js:8'],
  },
  {
    name: 'a promise of a promise of the application',
    entry: 'app.js',
    files: {
      'app.js': `const express = require('express')\n${handler}const made = express()\nconst ready = Promise.resolve().then(() => { made.get('/a', h); return made })\nready.then((app) => { app.get('/b', h); return app }).then((app) => { app.get('/c', h) })\nmodule.exports = made\n`,
    },
    routes: ['GET /a app.js:4', 'GET /b app.js:5', 'GET /c app.js:5'],
  },
  {
    name: 'async.waterfall, where one task waits for something unseen',
    files: {
      'app.js': `const async = require('async')\nconst express = require('express')\nconst db = require('db')\nasync.waterfall([make, add, (app, done) => db.connect(done), (nothing, done) => done(null)], () => undefined)\nfunction make(done) {\n  done(null, express())\n}\nfunction add(app, done) {\n  app.get('/x', (req, res) => res.end())\n  return done(null, app)\n}\n`,
    },
    routes: ['GET /x app.js:9'],
  },
  {
    name: "a command line option's default, read off the program",
    files: {
      'cli.js': `const program = require('commander')\nconst express = require('express')\nprogram.option('-b, --base <path>', 'where', '/').option('-n, --number <n>', 'how many', Number, 3).parse(process.argv)\nconst app = express()\nconst router = express.Router()\nrouter.get('/x', (req, res) => res.end())\napp.use(program.base, router)\n`,
    },
    routes: ['GET /x cli.js:6'],
  },
  {
    name: 'a prefix that a sample of the environment sets, behind a check',
    files: {
      'package.json': '{}',
      '.env.example': 'PORT=3000\nAPI_PREFIX=/api # where\nexport API_VERSION="v2"\nTITLE=shop\n',
      'app.js': `const express = require('express')\nconst app = express()\nfunction given(name) {\n  if (typeof process.env[name] === 'undefined') throw new Error(name)\n  return process.env[name]\n}\nconst router = express.Router()\nrouter.get('/x', (req, res) => res.end())\napp.use(given('API_PREFIX'), router)\napp.use(\`/of/\${process.env.API_VERSION}\`, router)\napp.use(process.env.API_PREFIX || '/own', router)\napp.get(\`/\${process.env.TITLE}/y\`, (req, res) => res.end())\n`,
    },
    routes: [
      'GET /api/x app.js:8',
      'GET /of/v2/x app.js:8',
      'GET /own/x app.js:8',
      'GET? /${process.env.TITLE}/y app.js:12',
    ],
  },
  {
    name: 'functions that ask for the application, and for a part of it, with one application there',
    files: {
      'app.js': `const express = require('express')\nconst app = express()\nrequire('hooks').fire('created', { app })\napp.listen(1)\n`,
      'hooks/pages.js': `exports.created = (name, { app }) => {\n  app.get('/pages', (req, res) => res.end())\n}\n`,
      'hooks/part.js': `exports.created = (router) => {\n  router.get('/part', (req, res) => res.end())\n}\n`,
    },
    routes: ['GET /pages hooks/pages.js:2', 'GET? /part hooks/part.js:2'],
  },
  {
    name: 'consign and express-load: folders, files, what is left out, and what a module before has given',
    files: {
      'package.json': '{}',
      'one.js': `const app = require('express')()\nrequire('consign')({ cwd: __dirname + '/app' }).include('paths.js').then('routes').exclude('routes/off.js').into(app)\napp.listen(1)\n`,
      'two.js': `const app = require('express')()\nrequire('express-load')('more', { cwd: 'app' }).into(app)\napp.listen(2)\n`,
      'app/paths.js': `module.exports = { users: '/users' }\n`,
      'app/routes/users.js': `module.exports = (app) => {\n  app.get(app.paths.users, (req, res) => res.end())\n}\n`,
      'app/routes/off.js': `module.exports = (app) => {\n  app.get('/off', (req, res) => res.end())\n}\n`,
      'app/more/deep/cats.js': `module.exports = (app) => {\n  app.get('/cats', (req, res) => res.end())\n}\n`,
    },
    routes: ['GET /users app/routes/users.js:2', 'GET /cats app/more/deep/cats.js:2', 'GET? /off app/routes/off.js:2'],
  },
  {
    name: 'a switch over methods: known, one of two, and open',
    files: {
      'app.js': `const express = require('express')\nconst other = require('other')\nconst app = express()\nconst add = (method, path) => {\n  switch (method) {\n    case 'get': app.get(path, h); break\n    case 'post': app.post(path, h); break\n    default: app.put(path, h)\n  }\n}\nfunction h(req, res) { res.end() }\nadd('post', '/a')\nadd('x', '/b')\nadd(other.is ? 'get' : 'post', '/c')\nadd(other.method, '/d')\n`,
    },
    routes: [
      'POST /a app.js:12',
      'PUT /b app.js:13',
      'GET? /c app.js:14',
      'POST? /c app.js:14',
      'GET? /d app.js:15',
      'POST? /d app.js:15',
      'PUT? /d app.js:15',
    ],
  },
  {
    name: "classes whose parent is a package's call their own methods",
    files: {
      'app.js': `const express = require('express')\nconst { EventEmitter } = require('events')\nclass Server extends EventEmitter {\n  constructor() {\n    super()\n    this.app = express()\n    this.routes()\n  }\n  routes() {\n    this.add('/x')\n  }\n  add(path) {\n    this.app.get(path, (req, res) => res.end())\n  }\n}\nnew Server().app.listen(1)\n`,
    },
    routes: ['GET /x app.js:10'],
  },
  {
    name: 'a default that stands for what an option says, checked and put into form',
    files: {
      'app.js': `const express = require('express')\nconst { parse } = require('some-parser')\nconst app = express()\nserve({ base: parse().base, at: JSON.parse(parse().file) })\nfunction serve({ base: raw = '', at }) {\n  app.get(normal(raw) + '/x', (req, res) => res.end())\n  let mount = at.mount || '/m'\n  if (mount.length > 1 && mount[mount.length - 1] === '/') mount = mount.slice(0, -1)\n  app.get(mount, (req, res) => res.end())\n}\nfunction normal(base) {\n  if (typeof base !== 'string') throw new Error('no path')\n  base = base.replace(/\\/$/, '')\n  if (base !== '' && !base.startsWith('/')) base = '/' + base\n  return base\n}\n`,
    },
    routes: ['GET /x app.js:6', 'GET /m app.js:9'],
  },
  {
    name: 'a copy of the application behind a Proxy that reads the application',
    files: {
      'app.js': `const express = require('express')\nconst app = express()\nconst copy = new Proxy({ ...app, more: 1 }, { get(target, name) { return app[name] } })\nrequire('./part')(copy)\napp.listen(1)\n`,
      'part.js': `module.exports = (app) => {\n  app.get('/part', (req, res) => res.end())\n}\n`,
    },
    routes: ['GET /part part.js:2'],
  },
  {
    name: 'a file of settings that is not there: a sample beside it shows them, others do not',
    files: {
      'package.json': '{}',
      'config.sample.json': '{ "api": { "prefix": "/api/" } }',
      'more-example.js': `module.exports = { prefix: '/more' }\n`,
      'other.test.json': '{ "prefix": "/other" }',
      'settings.ts': `const file = require(process.env.SHOP_CONFIG ? process.env.SHOP_CONFIG : './config.json')\nconst defaults = { api: { prefix: '/', port: 1 } }\nconst merge = (...all) => all.reduce((before, after) => {\n  Object.keys(before).forEach((key) => { after[key] = { ...after[key], ...before[key] } })\n  return after\n})\nexport default merge(file, defaults)\n`,
      'app.ts': `import express from 'express'\nimport settings from './settings'\nimport more from './more'\nimport other from './other.json'\nconst app = express()\napp.get(settings.api.prefix + 'x', (req, res) => { res.end() })\napp.get(more.prefix + '/y', (req, res) => { res.end() })\napp.get(other.prefix + '/z', (req, res) => { res.end() })\napp.listen(1)\n`,
    },
    routes: ['GET /api/x app.ts:6', 'GET /more/y app.ts:7', 'GET? ${other.prefix}/z app.ts:8'],
  },
  {
    name: 'settings behind a schema: the defaults that it declares',
    files: {
      'package.json': '{}',
      'settings.ts': `import { z } from 'zod'\nimport { cleanEnv, str } from 'envalid'\nimport Joi from 'joi'\nimport env from 'env-var'\nconst read = z.object({ SHOP_BASE: z.string().optional().default('/zod'), SHOP_OPEN: z.string().optional(), more: z.object({ base: z.string().default('/inner') }).prefault({}) }).safeParse(process.env)\nif (!read.success) throw new Error('settings')\nexport const zod = read.data\nexport const one = z.string().default('/one').parse(process.env.SHOP_ONE)\nexport const clean = cleanEnv(process.env, { SHOP_BASE: str({ default: '/envalid' }) })\nexport const { value: joi } = Joi.object({ SHOP_BASE: Joi.string().default('/joi') }).unknown().validate(process.env)\nexport const plain = env.get('SHOP_BASE').default('/plain').asString()\n`,
      'app.ts': `import express from 'express'\nimport { zod, one, clean, joi, plain } from './settings'\nconst app = express()\napp.get(zod.SHOP_BASE + '/a', (req, res) => { res.end() })\napp.get(\`\${zod.more.base}/b\`, (req, res) => { res.end() })\napp.get(one + '/c', (req, res) => { res.end() })\napp.get(clean.SHOP_BASE + '/d', (req, res) => { res.end() })\napp.get(joi.SHOP_BASE + '/e', (req, res) => { res.end() })\napp.get(plain + '/f', (req, res) => { res.end() })\napp.get(zod.SHOP_OPEN + '/g', (req, res) => { res.end() })\nexport default app\n`,
    },
    routes: [
      'GET /zod/a app.ts:4',
      'GET /inner/b app.ts:5',
      'GET /one/c app.ts:6',
      'GET /envalid/d app.ts:7',
      'GET /joi/e app.ts:8',
      'GET /plain/f app.ts:9',
      'GET? ${zod.SHOP_OPEN}/g app.ts:10',
    ],
  },
  {
    name: 'modules that are imported where they are mounted',
    entry: 'app.mjs',
    files: {
      'package.json': '{}',
      'app.mjs': `import express from 'express'\nconst app = express()\napp.use('/one', await import('./one.mjs').then((module) => module.default))\napp.use('/two', (await import('./one.mjs')).two)\nexport default app\n`,
      'one.mjs': `import express from 'express'\nconst router = express.Router()\nrouter.get('/x', (req, res) => res.end())\nexport default router\nexport const two = express.Router()\ntwo.get('/y', (req, res) => res.end())\n`,
    },
    routes: ['GET /one/x one.mjs:3', 'GET /two/y one.mjs:6'],
  },
  {
    name: 'bootevent: steps that fill what the application is made of',
    files: {
      'app.js': `const express = require('express')\nfunction parts(ctx, next) {\n  const { Router } = express\n  ctx.pages = Router()\n  ctx.pages.get('/x', (req, res) => res.end())\n  next()\n}\nfunction check(ctx, next) {\n  if (ctx.bootErrors.length > 0) return next()\n  ctx.prefix = '/api'\n  next()\n}\nrequire('bootevent')().acquire(parts).acquire(check).boot((ctx) => {\n  const app = express()\n  app.use(ctx.prefix, ctx.pages)\n  app.listen(1)\n})\n`,
    },
    routes: ['GET /api/x app.js:5'],
  },
  {
    name: "MCP's SDK makes an app, and what else it gives is none",
    files: {
      'app.ts': `import express from 'express'\nimport mcp from './mcp'\nconst app = express()\napp.use('/mcp', mcp)\napp.listen(1)\n`,
      'mcp.ts': `import { createMcpExpressApp, other } from '@modelcontextprotocol/sdk/server/express.js'\nimport { createMcpExpressApp as mine } from './own'\nconst app = createMcpExpressApp({ host: '0.0.0.0' })\napp.get('/', (req, res) => { res.sendStatus(405) })\nother().get('/b', (req, res) => { res.end() })\nmine().get('/c', (req, res) => { res.end() })\nexport default app\n`,
      'own.ts': `export const createMcpExpressApp = () => new Map()\n`,
    },
    routes: ['GET /mcp/ mcp.ts:4'],
  },
  {
    name: 'a part that may be left out brings its own slash',
    files: {
      'package.json': '{ "dependencies": { "express": "^5.0.0" } }',
      'app.js': `const express = require('express')\nconst app = express()\nconst styles = express.Router()\nstyles.get('{/:size}/:id.json', (req, res) => res.end())\nstyles.get('/{:kind}', (req, res) => res.end())\napp.use('/styles/', styles)\napp.use('/maps', styles)\napp.get('{/:size}/index.json', (req, res) => res.end())\napp.listen(1)\n`,
    },
    routes: [
      'GET /maps/{:kind} app.js:5',
      'GET /maps{/:size}/:id.json app.js:4',
      'GET /styles/{:kind} app.js:5',
      'GET /styles{/:size}/:id.json app.js:4',
      'GET {/:size}/index.json app.js:8',
    ],
  },
]
