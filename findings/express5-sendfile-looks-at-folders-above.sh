#!/usr/bin/env bash
# express 5.3.0's res.sendFile() answers 404 for an absolute path if any folder in it, above the project too, has a name that begins with a dot; express 4.22.3 looks at the last part alone.
# Belief: whether a file is hidden is a matter of the file, or of the folder that is served; an absolute path written by the program is sent as it is.
# Behaviour: the same program answers 200 in /srv/app and 404 in /srv/.releases/app; with `{ root }` only what stands below the root is looked at, and express.static looks at that alone as well.
set -euo pipefail
cd "$(mktemp -d)"; trap 'rm -rf "$PWD"' EXIT
npm init -y >/dev/null
npm install --silent --no-audit --no-fund express4@npm:express@4.22.3 express5@npm:express@5.3.0
mkdir -p plain/app .releases/app
echo page > plain/app/page.txt; echo page > .releases/app/page.txt
cat > ask.cjs <<'JS'
const http = require('node:http')
const { join } = require('node:path')
const statuses = async (name) => {
  const express = require(name)
  const app = express()
  for (const [mount, folder] of [['/plain', join(__dirname, 'plain', 'app')], ['/dotted', join(__dirname, '.releases', 'app')]]) {
    app.get(mount, (req, res) => res.sendFile(join(folder, 'page.txt')))
    app.get(`${mount}/root`, (req, res) => res.sendFile('page.txt', { root: folder }))
    app.use(`${mount}/static`, express.static(folder))
  }
  const server = http.createServer(app).listen(0, '127.0.0.1')
  await new Promise((up) => server.on('listening', up))
  const status = (path) => new Promise((done) => http.request({ port: server.address().port, host: '127.0.0.1', path, agent: false }, (response) => { response.resume(); done(response.statusCode) }).end())
  const seen = []
  for (const path of ['/plain', '/plain/root', '/plain/static/page.txt', '/dotted', '/dotted/root', '/dotted/static/page.txt']) seen.push(await status(path))
  server.closeAllConnections(); server.close()
  return seen.join(' ')
}
;(async () => {
  for (const name of ['express4', 'express5']) console.log(name, await statuses(name))
  process.exit()
})()
JS
seen=$(NODE_ENV=test timeout 60 node ask.cjs 2>/dev/null); echo "$seen"
[ "$seen" = $'express4 200 200 200 200 200 200\nexpress5 200 200 200 404 200 200' ] || { echo 'changed'; exit 1; }
