import type { Idiom } from '../../idioms.ts'

/** Programs of frameworks on Express, held against the real packages. `main.ts` exports the application, or a promise of it. */
export interface Framework extends Idiom {
  /** What each route answers, where it is not 200. */ answers?: Record<string, number>
  /** It looks routes up itself: Express keeps none of them, so each is asked, and these, which it refuses. */ refused?: string[]
  /** What the framework adds that no file names, with its answer. */ theirs?: string[]
  /** Its package cannot stand beside the others, for it wants an Express 4: not held against it here. */ apart?: true
}

export const FRAMEWORKS: Framework[] = [
  {
    name: 'Nest: versions, paths of modules, what a prefix leaves out, a prefix from the configuration',
    files: {
      'main.ts': `import { VersioningType } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ConfigService } from '@nestjs/config'
import { AppModule } from './app.module'
async function start() {
  const app = await NestFactory.create(AppModule, { logger: false })
  app.setGlobalPrefix(app.get(ConfigService).getOrThrow('app.prefix', { infer: true }), { exclude: ['health', 'users/:id'] })
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' })
  app.use((req: unknown, res: unknown, next: () => void) => next())
  await app.init()
  return app.getHttpAdapter().getInstance()
}
export default start()
`,
      'app.module.ts': `import { Module, forwardRef } from '@nestjs/common'
import { ConfigModule, registerAs } from '@nestjs/config'
import { RouterModule } from '@nestjs/core'
import { Health } from './health.controller'
import { Users, UsersModule } from './users.module'
import { Logs, AdminModule } from './admin.module'
const config = registerAs('app', () => ({ prefix: process.env.NO_SUCH_PREFIX || 'api' }))
@Module({
  imports: [
    ConfigModule.forRoot({ load: [config] }), forwardRef(() => UsersModule), AdminModule.make(),
    RouterModule.register([{ path: 'admin', module: AdminModule, children: [{ path: '/people', module: UsersModule }] }]),
  ],
  controllers: [Health],
})
export class AppModule {}
`,
      'health.controller.ts': `import { Controller, Get, VERSION_NEUTRAL } from '@nestjs/common'
@Controller({ path: 'health', version: VERSION_NEUTRAL })
export class Health {
  @Get()
  ask() { return 'up' }
  @Get('deep')
  deep() { return 'up' }
}
`,
      'users.module.ts': `import { Controller, Delete, Get, Module, Post, Version } from '@nestjs/common'
@Controller({ path: ['users', 'people'], version: ['1', '2'] })
export class Users {
  @Get(':id')
  one() { return 'one' }
  @Version('3')
  @Post()
  make() { return 'made' }
}
@Module({ controllers: [Users] })
export class UsersModule {}
`,
      'admin.module.ts': `import { All, Controller, Module, Put } from '@nestjs/common'
@Controller('logs')
export class Logs {
  @Put()
  put() { return 'put' }
  @All('any')
  any() { return 'any' }
}
@Module({})
export class AdminModule {
  static make() { return { module: AdminModule, controllers: [Logs] } }
}
`,
    },
    routes: [
      'GET /health health.controller.ts:4',
      'GET /api/health/deep health.controller.ts:6',
      'GET /api/v1/admin/people/users/:id users.module.ts:4',
      'GET /api/v2/admin/people/users/:id users.module.ts:4',
      'GET /api/v1/admin/people/people/:id users.module.ts:4',
      'GET /api/v2/admin/people/people/:id users.module.ts:4',
      'POST /api/v3/admin/people/users users.module.ts:7',
      'POST /api/v3/admin/people/people users.module.ts:7',
      'PUT /api/v1/admin/logs admin.module.ts:4',
      'ALL /api/v1/admin/logs/any admin.module.ts:6',
    ],
    answers: { POST: 201 },
  },
  {
    name: "overnight: controllers with children, on a server of one's own",
    files: {
      'main.ts': `import { ClassMiddleware, ChildControllers, Controller, Delete, Get, Post } from '@overnightjs/core'
import { Server } from '@overnightjs/core'
import { Pages } from './pages'
@Controller('api/users')
@ChildControllers([new Pages()])
class Users {
  @Get(':id')
  one(req: any, res: any) { res.send('one') }
  @Post()
  make(req: any, res: any) { res.send('made') }
}
class Api extends Server {
  constructor() {
    super()
    this.setUp()
  }
  private setUp(): void {
    this.app.get('/own', (req: any, res: any) => res.send('own'))
    super.addControllers([new Users()])
  }
}
export default new Api().app
`,
      'pages.ts': `import { Controller, Delete } from '@overnightjs/core'
@Controller('pages')
export class Pages {
  @Delete('all')
  clear(req: any, res: any) { res.send('gone') }
}
`,
    },
    routes: [
      'GET /own main.ts:18',
      'GET /api/users/:id main.ts:7',
      'POST /api/users main.ts:9',
      'DELETE /api/users/pages/all pages.ts:4',
    ],
  },
  {
    name: '@decorators/express: classes on an application and on a router',
    files: {
      'main.ts': `import express from 'express'
import { attachControllers, Controller, Get, Put, Response } from '@decorators/express'
@Controller('/cats')
class Cats {
  @Get('/:id')
  one(@Response() res: any) { res.send('cat') }
  @Put('/')
  put(@Response() res: any) { res.send('cat') }
}
@Controller('/dogs')
class Dogs {
  @Get('/')
  all(@Response() res: any) { res.send('dogs') }
}
async function start() {
  const app = express()
  const router = express.Router()
  await attachControllers(app, [Cats])
  await attachControllers(router, [Dogs])
  app.use('/v1', router)
  return app
}
export default start()
`,
    },
    routes: ['GET /cats/:id main.ts:5', 'PUT /cats main.ts:7', 'GET /v1/dogs main.ts:12'],
    apart: true,
  },
  {
    name: 'awilix-express: decorated classes, a builder, files of a pattern',
    files: {
      'main.ts': `import express from 'express'
import { createContainer } from 'awilix'
import { controller, loadControllers, route, scopePerRequest, GET, POST } from 'awilix-express'
@route('/cats')
class Cats {
  @route('/:id')
  @GET()
  one(req: any, res: any) { res.send('cat') }
  @route('/')
  @GET()
  @POST()
  all(req: any, res: any) { res.send('cats') }
}
const app = express()
app.use(scopePerRequest(createContainer()))
app.use('/v1', controller(Cats))
app.use(loadControllers('apis/*.js', { cwd: __dirname }))
export default app
`,
      'apis/dogs.js': `const { createController } = require('awilix-express')
const dogs = () => ({ find: (req, res) => res.send('dogs'), drop: (req, res) => res.send('gone') })
module.exports = createController(dogs)
  .prefix('/dogs')
  .get('/', 'find')
  .delete('/:id', 'drop')
`,
    },
    routes: [
      'GET /v1/cats/:id main.ts:7',
      'GET /v1/cats main.ts:10',
      'POST /v1/cats main.ts:11',
      'GET /dogs apis/dogs.js:5',
      'DELETE /dogs/:id apis/dogs.js:6',
    ],
  },
  {
    name: 'awilix-express: classes that the program itself puts on the application, one of which it also makes',
    files: {
      'main.ts': `import express from 'express'
import { createContainer } from 'awilix'
import { getStateAndTarget, makeInvoker, rollUpState, route, scopePerRequest, GET, POST } from 'awilix-express'
@route('/cats')
class Cats {
  @route('/:id')
  @GET()
  one(req: any, res: any) { res.send('cat') }
}
@route('/dogs')
class Dogs {
  @route('/')
  @POST()
  add(req: any, res: any) { res.send('dog') }
}
new Dogs()
const app = express()
app.use(scopePerRequest(createContainer()))
for (const one of [Cats, Dogs]) {
  const { state, target } = getStateAndTarget(one) as any
  rollUpState(state).forEach((config: any, name: any) => {
    for (const verb of config.verbs) (app as any)[verb.toLowerCase()](config.paths, makeInvoker(target)(name))
  })
}
export default app
`,
    },
    routes: ['GET /cats/:id main.ts:7', 'POST /dogs main.ts:13'],
  },
  {
    name: "Feathers: services of classes, of objects, of a package, and routes of one's own",
    files: {
      'main.ts': `import { feathers } from '@feathersjs/feathers'
import express, { json, rest } from '@feathersjs/express'
import { services } from './services'
const app = express(feathers())
app.use(json())
app.configure(rest())
app.get('/own', (req: any, res: any) => res.send('own'))
app.configure(services)
export default app
`,
      'services.ts': `import { Messages } from './messages'
export const services = (app: any) => {
  app.use('messages', new Messages())
  app.use('/notes', { async find() { return [] }, async remove(id: any) { return id }, async other() { return 1 } }, { methods: ['find'] })
}
`,
      'messages.ts': `class Base {
  async get(id: any) { return { id } }
}
export class Messages extends Base {
  async find() { return [] }
  async create(data: any) { return { id: 1 } }
  async patch(id: any) { return { id } }
}
`,
    },
    routes: [
      'GET /own main.ts:7',
      'GET /messages services.ts:3',
      'POST /messages services.ts:3',
      'GET /messages/:id services.ts:3',
      'PATCH /messages/:id services.ts:3',
      'GET /notes services.ts:4',
    ],
    answers: { 'POST /messages': 201 },
    refused: ['PUT /messages/:id', 'DELETE /notes/:id', 'POST /notes'],
  },
  {
    name: 'inversify-express-utils: controllers of a container, a root path, what is set before and after',
    files: {
      'main.ts': `import { Container, injectable } from 'inversify'
import { InversifyExpressServer } from 'inversify-express-utils'
import './users'
import { NAMES, Names } from './names'
const container = new Container()
container.bind(NAMES).to(Names)
const server = new InversifyExpressServer(container, null, { rootPath: '/api' })
server.setConfig((app: any) => { app.get('/before', (req: any, res: any) => res.send('before')) })
server.setErrorConfig((app: any) => { app.get('/after', (req: any, res: any) => res.send('after')) })
export default server.build()
`,
      'names.ts': `import { injectable } from 'inversify'
export const NAMES = Symbol.for('names')
@injectable()
export class Names { all() { return ['a'] } }
`,
      'users.ts': `import { inject } from 'inversify'
import { all, controller, httpDelete, httpGet, httpMethod, httpPost } from 'inversify-express-utils'
import { NAMES, Names } from './names'
@controller('/users')
export class Users {
  constructor(@inject(NAMES) private names: Names) {}
  @httpGet('/')
  list() { return this.names.all() }
  @httpDelete('/:id')
  drop() { return 'gone' }
  @httpMethod('patch', '/:id')
  change() { return 'changed' }
  @all('/any')
  any() { return 'any' }
}
`,
    },
    routes: [
      'GET /before main.ts:8',
      'GET /api/users users.ts:7',
      'DELETE /api/users/:id users.ts:9',
      'PATCH /api/users/:id users.ts:11',
      'ALL /api/users/any users.ts:13',
      'GET /after main.ts:9',
    ],
    theirs: ['ALL /* 404'],
  },
  {
    name: 'routing-controllers: a class with a parent, a prefix',
    files: {
      'main.ts': `import { createExpressServer, Controller, Delete, Get, JsonController, Param, Post } from 'routing-controllers'
class Base {
  @Get('/count')
  count() { return { count: 1 } }
}
@JsonController('/cats')
class Cats extends Base {
  @Get('/:id')
  one(@Param('id') id: string) { return { id } }
  @Post()
  make() { return { made: true } }
}
export default createExpressServer({ routePrefix: '/v1', controllers: [Cats] })
`,
    },
    routes: ['GET /v1/cats/count main.ts:3', 'GET /v1/cats/:id main.ts:8', 'POST /v1/cats main.ts:10'],
  },
  {
    name: 'typedi and tsyringe: parts that containers make hold the routers',
    files: {
      'main.ts': `import express from 'express'
import { Container, Service } from 'typedi'
import { container, injectable, inject } from 'tsyringe'
@Service()
class Paths { readonly users = '/users' }
@Service()
class Users {
  constructor(private paths: Paths) {}
  routes() {
    const router = express.Router()
    router.get(this.paths.users, (req, res) => { res.send('users') })
    return router
  }
}
@injectable()
class Pages {
  constructor(@inject('prefix') private prefix: string) {}
  routes() {
    const router = express.Router()
    router.get(this.prefix + '/pages', (req, res) => { res.send('pages') })
    return router
  }
}
container.register('prefix', { useValue: '/v2' })
const app = express()
app.use('/v1', Container.get(Users).routes())
app.use(container.resolve(Pages).routes())
export default app
`,
    },
    routes: ['GET /v1/users main.ts:11', 'GET /v2/pages main.ts:20'],
  },
  {
    name: 'bluebird and async: routes behind promises and tasks',
    files: {
      'main.js': `const express = require('express')
const Promise = require('bluebird')
const async = require('async')
const app = express()
const h = (req, res) => res.send('ok')
module.exports = Promise.resolve('/late')
  .then((path) => { app.get(path, h) })
  .then(() => Promise.each(['/one', '/two'], (path) => { app.get(path, h) }))
  .then(() => new Promise((resolve) => async.series([
    (done) => { app.post('/first', h); done() },
    (done) => { app.post('/second', h); done() },
  ], () => resolve(app))))
`,
    },
    routes: [
      'GET /late main.js:7',
      'GET /one main.js:8',
      'GET /two main.js:8',
      'POST /first main.js:10',
      'POST /second main.js:11',
    ],
  },
]
