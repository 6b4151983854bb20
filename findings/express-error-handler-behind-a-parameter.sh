#!/usr/bin/env bash
# express 4.22.3 and 5.3.0 pass an error by the error handler mounted at `/a/:id` where the callback of `id` failed, and run that callback for errors too.
# Belief: `app.use('/a/:id', errorHandler)` takes every error of requests below it.
# Behaviour: a callback that failed once keeps the handler out; one that first runs for the mount may answer in place of the error's own.
set -euo pipefail
cd "$(mktemp -d)"; trap 'rm -rf "$PWD"' EXIT
npm init -y >/dev/null
npm install --silent --no-audit --no-fund express4@npm:express@4.22.3 express5@npm:express@5.3.0
cat > ask.cjs <<'JS'
const http = require('node:http')
const fail = (status) => Object.assign(new Error('x'), { status })
const statuses = async (name) => {
  const app = require(name)()
  app.param('id', (req, res, next, id) => (id === '0' ? next(fail(409)) : id === '9' ? res.sendStatus(420) : next()))
  app.get('/a/:id', (req, res, next) => next(fail(418)))
  app.use('/a/:id', (error, req, res, next) => res.sendStatus(410))
  app.get('/b/:x', (req, res, next) => next(fail(418)))
  app.use('/b/:id', (error, req, res, next) => res.sendStatus(411))
  const server = http.createServer(app).listen(0, '127.0.0.1')
  await new Promise((up) => server.on('listening', up))
  const status = (path) => new Promise((done) => http.request({ port: server.address().port, host: '127.0.0.1', path, agent: false }, (response) => { response.resume(); done(response.statusCode) }).end())
  const seen = []
  for (const path of ['/a/1', '/a/0', '/b/1', '/b/0', '/b/9']) seen.push(await status(path))
  server.closeAllConnections(); server.close()
  return seen.join(' ')
}
;(async () => {
  for (const name of ['express4', 'express5']) console.log(name, await statuses(name))
  process.exit()
})()
JS
seen=$(NODE_ENV=test timeout 60 node ask.cjs 2>/dev/null); echo "$seen"
[ "$seen" = $'express4 410 409 411 418 420\nexpress5 410 409 411 418 420' ] || { echo 'changed'; exit 1; }
