#!/usr/bin/env bash
# csurf 1.11.0 and csrf-sync 4.2.1 refuse QUERY, a safe method (draft-ietf-httpbis-safe-method-w-body) that Node's parser takes.
# Belief: protection against forged requests leaves every safe method alone.
# Behaviour: the safe methods are a fixed list of GET, HEAD and OPTIONS: a QUERY without a token is a 403.
set -euo pipefail
cd "$(mktemp -d)"; trap 'rm -rf "$PWD"' EXIT
npm init -y >/dev/null
npm install --silent --no-audit --no-fund express@5.3.0 express-session@1 cookie-parser@1 csurf@1.11.0 csrf-sync@4.2.1
cat > ask.cjs <<'JS'
const http = require('node:http')
const express = require('express')
const status = (port, method, path) => new Promise((done) => http.request({ port, host: '127.0.0.1', method, path, agent: false }, (response) => { response.resume(); done(response.statusCode) }).end())
;(async () => {
  const app = express()
  app.use(require('cookie-parser')(), require('express-session')({ secret: 's', resave: false, saveUninitialized: true }))
  app.use('/csurf', require('csurf')())
  app.use('/csrf-sync', require('csrf-sync').csrfSync().csrfSynchronisedProtection)
  app.use((req, res) => res.send('passed'))
  const server = http.createServer(app).listen(0, '127.0.0.1')
  await new Promise((up) => server.on('listening', up))
  for (const path of ['/csurf', '/csrf-sync']) console.log(path, await status(server.address().port, 'GET', path), await status(server.address().port, 'QUERY', path))
  server.closeAllConnections(); server.close()
})()
JS
seen=$(NODE_ENV=test timeout 60 node ask.cjs); echo "$seen"
[ "$seen" = $'/csurf 200 403\n/csrf-sync 200 403' ] || { echo 'changed'; exit 1; }
