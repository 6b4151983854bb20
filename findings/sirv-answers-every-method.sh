#!/usr/bin/env bash
# sirv 3.0.2 answers a file to every method: QUERY, and DELETE as well.
# Belief: middleware for static files answers GET and HEAD, and passes on or refuses the rest, as serve-static does.
# Behaviour: it never looks at the method; DELETE of a file is a 200 with the file.
set -euo pipefail
cd "$(mktemp -d)"; trap 'rm -rf "$PWD"' EXIT
npm init -y >/dev/null
npm install --silent --no-audit --no-fund sirv@3.0.2
cat > ask.cjs <<'JS'
const http = require('node:http')
const serve = require('sirv')(__dirname)
const server = http.createServer((req, res) => serve(req, res, () => { res.statusCode = 404; res.end() })).listen(0, '127.0.0.1', async () => {
  const status = (method) => new Promise((done) => http.request({ port: server.address().port, host: '127.0.0.1', method, path: '/package.json', agent: false }, (response) => { response.resume(); done(response.statusCode) }).end())
  console.log(await status('GET'), await status('DELETE'), await status('QUERY'))
  server.closeAllConnections(); server.close()
})
JS
seen=$(timeout 60 node ask.cjs); echo "$seen"
[ "$seen" = '200 200 200' ] || { echo 'changed'; exit 1; }
