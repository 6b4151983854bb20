#!/usr/bin/env bash
# axios 1.21.1 sends a QUERY whose data is a text without Content-Type; fetch (Node.js) and ky 1.14.3 send `query` as it is written.
# Belief: a client that sends content says of what type it is, and puts a method in capitals.
# Behaviour: an object is JSON and said to be, a text (JSON.stringify) goes out bare, which RFC 10008 has servers refuse; a lower-case
# method reaches Node's parser, which answers 400.
set -euo pipefail
cd "$(mktemp -d)"; trap 'rm -rf "$PWD"' EXIT
npm init -y >/dev/null
npm install --silent --no-audit --no-fund axios@1.21.1 ky@1.14.3
cat > ask.mjs <<'JS'
import http from 'node:http'
import axios from 'axios'
import ky from 'ky'
const server = http.createServer((req, res) => { console.log(req.url, req.method, req.headers['content-type'] ?? 'none'); res.end('{}') }).listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${server.address().port}`
  await axios.request({ url: `${url}/object`, method: 'query', data: {} })
  await axios.request({ url: `${url}/text`, method: 'query', data: JSON.stringify({}) })
  console.log('fetch', (await fetch(url, { method: 'query', body: '{}' })).status)
  console.log('ky', await ky(url, { method: 'query', json: {} }).then(({ status }) => status, ({ response }) => response.status))
  server.closeAllConnections(); server.close(); process.exit()
})
JS
seen=$(timeout 60 node ask.mjs); echo "$seen"
[ "$seen" = $'/object QUERY application/json\n/text QUERY none\nfetch 400\nky 400' ] || { echo 'changed'; exit 1; }
