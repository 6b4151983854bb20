// npm run bench: what a run costs. Each line is a median; the first is held against `node -e 0`, measured in turn with it, because a busy
// machine slows both.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const BIN = resolve('dist/src/cli/bin.js')
const folder = mkdtempSync(join(tmpdir(), 'verblint-bench-'))

const server = (name) => `server {
  listen 80;
  server_name ${name}.example;
  root /srv/${name};
  location / { try_files $uri $uri/ /index.html; }
  location /api/ {
    limit_except GET POST { deny all; }
    proxy_pass http://127.0.0.1:3000;
  }
  location ~* \\.(?:css|js|png)$ { expires 30d; }
}
`
const router = (name) => `import { Router } from 'express'
const router = Router()
router.get('/${name}', (req, res) => { res.json([]) })
router.post('/${name}', (req, res) => { res.status(201).json({}) })
router.delete('/${name}/:id', async (req, res, next) => {
  try { res.sendStatus(204) } catch (error) { next(error) }
})
${Array.from({ length: 40 }, (_, index) => `export const helper${index} = (value) => (value > ${index} ? value * ${index} : value)`).join('\n')}
export default router
`

function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

function milliseconds(args) {
  const started = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' })
  if (status === 2 || status === null) throw new Error(`${args.join(' ')}: ${stderr}`)
  return performance.now() - started
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
const show = (name, text) => console.log(`${name.padEnd(28)}${text}`)

try {
  write('one/nginx.conf', `events {}\nhttp {\n${server('shop')}}\n`)
  for (let index = 0; index < 400; index++) write(`nginx/sites-available/site${index}.conf`, server(`site${index}`))
  for (let index = 0; index < 500; index++) write(`express/routes/r${index}.js`, router(`r${index}`))
  write('express/package.json', '{ "type": "module", "dependencies": { "express": "^5.0.0" } }')
  write('express/app.js', `import express from 'express'\n${Array.from({ length: 500 }, (_, i) => `import r${i} from './routes/r${i}.js'`).join('\n')}
const app = express()\n${Array.from({ length: 500 }, (_, i) => `app.use('/api', r${i})`).join('\n')}\napp.listen(3000)\n`)

  const pairs = Array.from({ length: 15 }, () => [milliseconds(['-e', '0']), milliseconds([BIN, 'one/nginx.conf'])])
  const bare = median(pairs.map(([node]) => node))
  show('node -e 0', `${bare.toFixed(0)} ms`)
  show('one nginx file', `${median(pairs.map(([, run]) => run)).toFixed(0)} ms, ${median(pairs.map(([node, run]) => run / node)).toFixed(2)} times node -e 0`)
  for (const [name, path] of [['400 nginx files', 'nginx'], ['500 JavaScript files', 'express']]) {
    show(name, `${median(Array.from({ length: 3 }, () => milliseconds([BIN, path]))).toFixed(0)} ms`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
