#!/usr/bin/env bash
# Express 5.3.0 and 4.22.3: a router.param callback runs for HEAD on a path that has no GET.
# Belief: HEAD is served by GET; on a path with a POST route alone it is a 404 like GET, and no parameter callback runs.
# Behaviour: the router passes over routes that lack the method, but not for HEAD: the callback runs, and its answer is HEAD's.
set -euo pipefail
cd "$(mktemp -d)"; trap 'rm -rf "$PWD"' EXIT
npm init -y >/dev/null
npm install --silent --no-audit --no-fund express4@npm:express@4.22.3 express5@npm:express@5.3.0
cat > ask.cjs <<'JS'
const http = require('node:http')
async function ask(alias) {
  const app = require(alias)()
  app.param('id', (req, res, next, id) => (id === '0' ? res.status(410).end() : next()))
  app.post('/x/:id', (req, res) => res.send('posted'))
  const server = http.createServer(app).listen(0, '127.0.0.1')
  await new Promise((up) => server.on('listening', up))
  const seen = []
  for (const method of ['POST', 'HEAD', 'GET', 'DELETE']) {
    const { status } = await fetch(`http://127.0.0.1:${server.address().port}/x/0`, { method })
    seen.push(`${method} ${status}`)
  }
  server.closeAllConnections(); server.close()
  return `${alias}: ${seen.join(', ')}`
}
(async () => { for (const alias of ['express4', 'express5']) console.log(await ask(alias)) })()
JS
seen=$(timeout 60 node ask.cjs); echo "$seen"
expected='express4: POST 410, HEAD 410, GET 404, DELETE 404
express5: POST 410, HEAD 410, GET 404, DELETE 404'
[ "$seen" = "$expected" ] || { echo 'changed'; exit 1; }
