import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lint, loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

const MAIN = `import { NestFactory } from '@nestjs/core'
import { AppModule } from './app'
NestFactory.create(AppModule).then((app) => app.listen(3000))
`

/** What is said of the methods of one controller. */
async function saidOf(body: string, severity: 'info' | 'warn' = 'warn'): Promise<string[]> {
  const app = `import { All, Controller, Get, Header, HttpCode, MethodNotAllowedException, Module, NotImplementedException, Options, Post } from '@nestjs/common'
@Controller('cats')
class Cats {
${body}
}
@Module({ controllers: [Cats] })
export class AppModule {}
`
  const cwd = folderWith({ 'src/main.ts': MAIN, 'src/app.ts': app })
  const { problems } = await lint({ cwd, level: severity })
  return problems.map(({ ruleId, message }) => `${ruleId}: ${message}`).sort()
}

const test = suite('Nest')

test('a 501 for GET that caches may store is told with the decorator that mends it', async () => {
  const stub = 'list() { throw new NotImplementedException() }'
  assert.equal(await saidOf(`@Get() ${stub}`), [
    "cacheable-501: Expected `@Header('Cache-Control', 'no-store')` on the method whose 501 for GET and HEAD /cats caches may store",
  ])
  assert.equal(await saidOf(`@Get() @Header('Cache-Control', 'no-store') ${stub}`), [])
  assert.equal(await saidOf(`@Post() ${stub}`), [])
})

test('a 405 under @All() needs Allow', async () => {
  const body = '@Get() list() { return [] }\n@All() other() { throw new MethodNotAllowedException() }'
  const said = await saidOf(body)
  assert.equal(said.length, 1)
  assert.match(
    said[0] ?? '',
    /^405-missing-allow: Expected an Allow header on the 405 for POST.*write `@Header\('Allow', 'GET, HEAD'\)` on the method$/,
  )
  assert.equal(await saidOf(body.replace('@All()', "@All() @Header('Allow', 'GET, HEAD')")), [])
})

test('middleware of Express beside controllers is told what Express is told', async () => {
  const app =
    "import { Controller, Get, Module } from '@nestjs/common'\n@Controller('cats') class Cats { @Get() all() { return 1 } }\n@Module({ controllers: [Cats] }) export class AppModule {}\n"
  const main = MAIN.replace('app.listen(3000)', '{ app.use(refuse); return app.listen(3000) }')
  const refuse = "const refuse = (req, res, next) => (req.method === 'GET' ? next() : res.status(405).end())\n"
  const { problems } = await lint({ cwd: folderWith({ 'src/main.ts': `${refuse}${main}`, 'src/app.ts': app }) })
  const [said] = problems.filter(({ ruleId }) => ruleId === '405-missing-allow')
  assert.match(said?.message ?? '', /write `res\.set\('Allow', '[^']*'\)` before it is sent$/)
})

test('what no method takes is a 404, OPTIONS too, and an @All() swallows nothing', async () => {
  const said = await saidOf('@Get() list() { return [] }', 'info')
  assert.equal(
    said.filter((one) => !one.startsWith('no-405-fallback')),
    [],
  )
  assert.match(said.join('\n'), /answer it in a method under `@All\(\)`/)
})

test('a decorator, an interceptor or a filter that cannot be followed leaves the answer open', async () => {
  const stub = 'list() { throw new NotImplementedException() }'
  for (const mark of ['@UseFilters(Own)', '@UseInterceptors(Own)', '@Own()'])
    assert.equal(await saidOf(`@Get() ${mark} ${stub}`), [], mark)
})

test('decorators of the program are looked into', async () => {
  const cwd = folderWith({
    'main.ts': `import { NestFactory } from '@nestjs/core'
import { Controller, Get, Module, NotImplementedException, UseGuards, HttpCode, applyDecorators } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
const list = []
function Docs() { for (const one of Object.keys(process.env)) list.push(ApiTags(one)); return applyDecorators(...list) }
const Role = (name) => { if (process.env.OFF) return () => undefined; return applyDecorators(UseGuards(name)) }
const Code = () => { if (process.env.OFF) return () => undefined; return applyDecorators(HttpCode(202)) }
@Controller('cats') class Cats {
  @Get('a') @Docs() a() { return 1 }
  @Get('b') @Role('x') b() { return 1 }
  @Get('c') @Code() c() { return 1 }
}
@Module({ controllers: [Cats] }) class AppModule {}
void NestFactory.create(AppModule).then((app) => app.listen(3000))
`,
  })
  const site = await loadSite({ cwd })
  const told = async (path: string): Promise<string[]> =>
    (await site.trace({ method: 'GET', url: `http://localhost:3000/cats/${path}` })).outcomes.map(
      ({ status, unless }) => `${status} ${unless?.join() ?? ''}`.trim(),
    )
  assert.equal(await told('a'), ['200'])
  assert.equal(await told('b'), ['null', "200 @Role('x')"])
  assert.equal((await told('c')).includes('null'), true)
})

test('a filter of a method answers its errors, and nothing else', async () => {
  const cwd = folderWith({
    'main.ts': `import { NestFactory } from '@nestjs/core'
import { Controller, Get, Module, NotFoundException, UseFilters } from '@nestjs/common'
class Own { catch() {} }
@Controller('cats') @UseFilters(Own) class Cats {
  @Get('a') a() { return 1 }
  @Get('b') b() { throw new NotFoundException() }
}
@Module({ controllers: [Cats] }) class AppModule {}
void NestFactory.create(AppModule).then((app) => app.listen(3000))
`,
  })
  const site = await loadSite({ cwd })
  const told = async (path: string): Promise<(number | null)[]> =>
    (await site.trace({ method: 'GET', url: `http://localhost:3000/cats/${path}` })).outcomes.map(
      ({ status }) => status,
    )
  assert.equal(await told('a'), [200])
  assert.equal(await told('b'), [null])
})

test('a global filter that cannot be followed may answer what is not found', async () => {
  const cwd = folderWith({
    'main.ts': `import { NestFactory } from '@nestjs/core'
import { Catch, Controller, Get, Module, ConflictException } from '@nestjs/common'
import { statusOf } from '@acme/errors'
@Catch() class Everything { catch(error, host) { host.switchToHttp().getResponse().status(statusOf(error)).end() } }
@Controller('cats') class Cats { @Get() all() { return 1 } @Get('x') x() { throw new ConflictException() } }
@Module({ controllers: [Cats] }) class AppModule {}
async function main() {
  const app = await NestFactory.create(AppModule)
  app.useGlobalFilters(new Everything())
  await app.listen(3000)
}
main()
`,
  })
  const site = await loadSite({ cwd })
  const told = async (method: string, path: string): Promise<string[]> =>
    (await site.trace({ method, url: `http://localhost:3000${path}` })).outcomes.map(({ status, unless }) =>
      `${status} ${unless?.join() ?? ''}`.trim(),
    )
  assert.equal(await told('GET', '/cats'), ['200'])
  assert.equal(await told('POST', '/cats'), ['null', '404 Everything'])
  assert.equal(await told('GET', '/cats/x'), ['null'])
})

test('of modules that are not all in sight, what no route takes is open', async () => {
  const told = async (imports: string): Promise<(number | null)[]> => {
    const app = `import { Controller, Get, Module } from '@nestjs/common'
import { more } from '@acme/modules'
@Controller('cats') class Cats { @Get() all() { return 1 } }
@Module({ controllers: [Cats], imports: ${imports} }) export class AppModule {}
`
    const site = await loadSite({ cwd: folderWith({ 'src/main.ts': MAIN, 'src/app.ts': app }) })
    return (await site.trace({ method: 'GET', url: 'http://localhost:3000/dogs' })).outcomes.map(({ status }) => status)
  }
  assert.equal(await told('[]'), [404])
  for (const imports of ['[...more]', 'more', 'more()']) assert.ok((await told(imports)).includes(null), imports)
})

test('Nest 11 brings Express 5, those before it 4, whatever Express stands beside it', async () => {
  for (const [version, expected] of [
    ['^11.0.1', [200]],
    ['~10.4.0', [404]],
  ] as const) {
    const dependencies = { '@nestjs/platform-express': version, express: '*' }
    const app =
      "import { Controller, Get, Module } from '@nestjs/common'\n@Controller('files') class Files { @Get('*path') all() { return 1 } }\n@Module({ controllers: [Files] }) export class AppModule {}\n"
    const cwd = folderWith({ 'package.json': JSON.stringify({ dependencies }), 'src/main.ts': MAIN, 'src/app.ts': app })
    const { outcomes } = await (await loadSite({ cwd })).trace({ method: 'GET', url: 'http://localhost:3000/files/x' })
    assert.equal(
      outcomes.map(({ status }) => status),
      expected,
      version,
    )
  }
})

test('controllers on Fastify are none of Express', async () => {
  const app =
    "import { Controller, Get, Module } from '@nestjs/common'\n@Controller('cats') class Cats { @Get() all() { return 1 } }\n@Module({ controllers: [Cats] }) export class AppModule {}\n"
  const fast = MAIN.replace('create(AppModule)', 'create(AppModule, new FastifyAdapter())')
  const rows = async (main: string): Promise<number> =>
    (await loadSite({ cwd: folderWith({ 'src/main.ts': main, 'src/app.ts': app }) })).routes.length
  assert.is(await rows(MAIN), 1)
  assert.is(await rows(`import { FastifyAdapter } from '@nestjs/platform-fastify'\n${fast}`), 0)
})

test.run()
