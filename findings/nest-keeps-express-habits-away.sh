#!/usr/bin/env bash
# @nestjs/core 11.2.10 on Express 5 answers 404 to the OPTIONS of a path it serves, and its own filter takes `statusCode` of an error, never `status`.
# Belief: an application of Nest is one of Express: OPTIONS gets 200 with Allow, and an error with `status` 404 is a 404.
# Behaviour: a page for what is not found stands behind all routes and takes OPTIONS, too; 201 is set before a POST's method runs, so `@Res()` sends it.
set -euo pipefail
cd "$(mktemp -d)"; trap 'rm -rf "$PWD"' EXIT
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @nestjs/core@11.2.10 @nestjs/common@11.2.10 @nestjs/platform-express@11.2.10 reflect-metadata@0.2.2 rxjs@7.8.2
cat > ask.cjs <<'JS'
require('reflect-metadata')
const { Controller, Get, Module, Post, Res } = require('@nestjs/common')
const { NestFactory } = require('@nestjs/core')
class Cats {
  all() { return [] }
  own(response) { response.send('x') }
  status() { throw Object.assign(new Error('x'), { status: 404 }) }
  statusCode() { throw Object.assign(new Error('x'), { statusCode: 404 }) }
}
for (const [name, mark] of [['all', Get('cats')], ['own', Post('own')], ['status', Get('status')], ['statusCode', Get('code')]])
  mark(Cats.prototype, name, Object.getOwnPropertyDescriptor(Cats.prototype, name))
Res()(Cats.prototype, 'own', 0)
Controller()(Cats)
class App {}
Module({ controllers: [Cats] })(App)
;(async () => {
  const app = await NestFactory.create(App, { logger: false })
  await app.listen(0, '127.0.0.1')
  const { port } = app.getHttpServer().address()
  const asked = [['GET', '/cats'], ['OPTIONS', '/cats'], ['POST', '/own'], ['GET', '/status'], ['GET', '/code']]
  const seen = []
  for (const [method, path] of asked) seen.push((await fetch(`http://127.0.0.1:${port}${path}`, { method })).status)
  console.log(seen.join(' '))
  process.exit()
})()
JS
seen=$(timeout 60 node ask.cjs); echo "$seen"
[ "$seen" = '200 404 201 500 404' ] || { echo 'changed'; exit 1; }
