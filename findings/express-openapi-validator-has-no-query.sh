#!/usr/bin/env bash
# express-openapi-validator 5.6.2 answers 405 to QUERY, and cannot be told of it: a document of OpenAPI 3.2 makes every answer a 500.
# Belief: a validator takes the methods that its document has, and OpenAPI 3.2 has a field for QUERY.
# Behaviour: a path whose document lacks the method is a 405; with `openapi: 3.2.0` the middleware fails every request.
set -euo pipefail
cd "$(mktemp -d)"; trap 'rm -rf "$PWD"' EXIT
npm init -y >/dev/null
npm install --silent --no-audit --no-fund express@5.3.0 express-openapi-validator@5.6.2
cat > ask.cjs <<'JS'
const http = require('node:http')
const express = require('express')
const { middleware } = require('express-openapi-validator')
const responses = { 200: { description: 'a' } }
const documents = [
  { openapi: '3.1.0', info: { title: 'a', version: '1' }, paths: { '/': { get: { responses } } } },
  { openapi: '3.2.0', info: { title: 'a', version: '1' }, paths: { '/': { get: { responses }, query: { responses } } } },
]
const statuses = async (apiSpec) => {
  const app = express()
  app.use(middleware({ apiSpec }))
  app.use((req, res) => res.send('a'))
  app.use((error, req, res, next) => res.status(error.status ?? 500).end())
  const server = http.createServer(app).listen(0, '127.0.0.1')
  await new Promise((up) => server.on('listening', up))
  const status = (method) => new Promise((done) => http.request({ port: server.address().port, host: '127.0.0.1', method, path: '/', agent: false }, (response) => { response.resume(); done(response.statusCode) }).end())
  const seen = [await status('GET'), await status('QUERY')]
  server.closeAllConnections(); server.close()
  return seen.join(' ')
}
;(async () => {
  for (const document of documents) console.log(document.openapi, await statuses(document))
  process.exit()
})()
JS
seen=$(NODE_ENV=test timeout 60 node ask.cjs 2>/dev/null); echo "$seen"
[ "$seen" = $'3.1.0 200 405\n3.2.0 500 500' ] || { echo 'changed'; exit 1; }
