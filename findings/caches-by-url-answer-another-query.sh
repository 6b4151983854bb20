#!/usr/bin/env bash
# apicache 1.6.3 and route-cache 0.7.1 answer a QUERY with what another body was answered.
# Belief: a cache for Express keeps what is safe to keep: the content of a QUERY is a part of its key (RFC 10008).
# Behaviour: their key is the URL, for every method: the second question gets the answer to the first.
set -euo pipefail
cd "$(mktemp -d)"; trap 'rm -rf "$PWD"' EXIT
npm init -y >/dev/null
npm install --silent --no-audit --no-fund express@5.3.0 apicache@1.6.3 route-cache@0.7.1
cat > ask.cjs <<'JS'
const http = require('node:http')
const express = require('express')
const ask = (port, path, body) => new Promise((done) => http.request({ port, host: '127.0.0.1', method: 'QUERY', path, agent: false, headers: { 'content-type': 'application/json', 'content-length': body.length } }, (response) => {
  let text = ''
  response.on('data', (part) => { text += part }).on('end', () => done(text))
}).end(body))
;(async () => {
  const app = express()
  app.use(express.json())
  app.query('/apicache', require('apicache').middleware('1 minute'), (req, res) => res.json(req.body))
  app.query('/route-cache', require('route-cache').cacheSeconds(60), (req, res) => res.json(req.body))
  const server = http.createServer(app).listen(0, '127.0.0.1')
  await new Promise((up) => server.on('listening', up))
  for (const path of ['/apicache', '/route-cache']) console.log(path, await ask(server.address().port, path, '[1]'), await ask(server.address().port, path, '[2]'))
  server.closeAllConnections(); server.close(); process.exit()
})()
JS
seen=$(NODE_ENV=test timeout 60 node ask.cjs); echo "$seen"
[ "$seen" = $'/apicache [1] [1]\n/route-cache [1] [1]' ] || { echo 'changed'; exit 1; }
