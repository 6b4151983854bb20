#!/usr/bin/env bash
# Express 5.3.0 and 4.22.3: a path parameter that cannot be decoded is a 400 for every method, also for those without a route.
# Belief: routes of other methods play no part: GET on a path that has POST alone is a 404, whatever stands in the URL.
# Behaviour: a route's path is matched, and its parameters are decoded, before its methods are looked at.
set -euo pipefail
cd "$(mktemp -d)"; trap 'rm -rf "$PWD"' EXIT
npm init -y >/dev/null
npm install --silent --no-audit --no-fund express4@npm:express@4.22.3 express5@npm:express@5.3.0
cat > ask.cjs <<'JS'
const http = require('node:http')
const status = (port, method, path) => new Promise((done) => http.request({ port, host: '127.0.0.1', method, path, agent: false }, (response) => { response.resume(); done(response.statusCode) }).end())
async function ask(alias) {
  const app = require(alias)()
  app.post('/files/:name', (req, res) => res.send('posted'))
  const server = http.createServer(app).listen(0, '127.0.0.1')
  await new Promise((up) => server.on('listening', up))
  const { port } = server.address()
  const seen = [`GET /files/100%25 ${await status(port, 'GET', '/files/100%25')}`, `GET /files/100% ${await status(port, 'GET', '/files/100%')}`, `GET /other/100% ${await status(port, 'GET', '/other/100%')}`]
  server.closeAllConnections(); server.close()
  return `${alias}: ${seen.join(', ')}`
}
(async () => { for (const alias of ['express4', 'express5']) console.log(await ask(alias)) })()
JS
seen=$(NODE_ENV=test timeout 60 node ask.cjs); echo "$seen"
expected='express4: GET /files/100%25 404, GET /files/100% 400, GET /other/100% 404
express5: GET /files/100%25 404, GET /files/100% 400, GET /other/100% 404'
[ "$seen" = "$expected" ] || { echo 'changed'; exit 1; }
