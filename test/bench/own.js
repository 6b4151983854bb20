// npm run bench: what a run costs, in wall time and in user and system CPU time, each a median and each held against `node -e 0`, which
// is measured in turn with it, because a busy machine slows both. Of many files, a quarter of them stands beside the whole: four times
// the files should cost no more than four times as much.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const BIN = resolve('dist/src/cli/bin.js')
const folder = mkdtempSync(join(tmpdir(), 'verblint-bench-'))
const METER = join(folder, 'meter.cjs')

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

function writeSite(name, files) {
  for (let index = 0; index < files; index++) write(`${name}/sites-available/site${index}.conf`, server(`site${index}`))
}

function writeApplication(name, files) {
  const each = (line) => Array.from({ length: files }, (_, index) => line(index)).join('\n')
  for (let index = 0; index < files; index++) write(`${name}/routes/r${index}.js`, router(`r${index}`))
  write(`${name}/package.json`, '{ "type": "module", "dependencies": { "express": "^5.0.0" } }')
  write(`${name}/app.js`, `import express from 'express'\n${each((i) => `import r${i} from './routes/r${i}.js'`)}\nconst app = express()\n${each((i) => `app.use('/api', r${i})`)}\napp.listen(3000)\n`)
}

/** Wall and CPU time of one run, in milliseconds; the meter, which tells the CPU time, is so small that the ratios stay what they are. */
function measure(args) {
  const started = performance.now()
  const { status, stderr, output } = spawnSync(process.execPath, ['--require', METER, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe', 'pipe'], encoding: 'utf8' })
  const wall = performance.now() - started
  if (status === 2 || status === null) throw new Error(`${args.join(' ')}: ${stderr}`)
  return { wall, cpu: Number(output[3]) }
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
const cell = (text) => text.padStart(14)

/** A line of the table: the medians of some runs, each right after one of `node -e 0`. */
function row(name, args, runs) {
  const pairs = Array.from({ length: runs }, () => ({ bare: measure(['-e', '0']), own: measure(args) }))
  const figures = ['wall', 'cpu'].flatMap((kind) => [
    `${median(pairs.map(({ own }) => own[kind])).toFixed(0)} ms`, `${median(pairs.map(({ bare, own }) => own[kind] / bare[kind])).toFixed(2)} ×`,
  ])
  console.log(name.padEnd(24) + figures.map(cell).join(''))
}

try {
  write('meter.cjs', "process.on('exit', () => { const { user, system } = process.cpuUsage(); require('node:fs').writeSync(3, String((user + system) / 1000)) })\n")
  write('one/nginx.conf', `events {}\nhttp {\n${server('shop')}}\n`)
  write('one/.htaccess', 'RewriteEngine On\nRewriteCond %{REQUEST_METHOD} !^(GET|POST)$\nRewriteRule ^api/ - [R=405,L]\nHeader set Cache-Control no-store\n')
  write('one/app.js', "import express from 'express'\nconst app = express()\napp.get('/items', (req, res) => { res.json([]) })\napp.post('/items', (req, res) => { res.sendStatus(201) })\napp.listen(3000)\n")
  for (const files of [100, 400]) writeSite(`nginx${files}`, files)
  for (const files of [125, 500]) writeApplication(`express${files}`, files)

  console.log(''.padEnd(24) + ['wall', '× node -e 0', 'user+sys', '× node -e 0'].map(cell).join(''))
  row('node -e 0', ['-e', '0'], 15)
  row('verblint --version', [BIN, '--version'], 15)
  for (const [name, path] of [['one nginx file', 'nginx.conf'], ['one .htaccess', '.htaccess'], ['one Express file', 'app.js']]) row(name, [BIN, `one/${path}`], 15)
  for (const files of [100, 400]) row(`${files} nginx files`, [BIN, `nginx${files}`], 3)
  for (const files of [125, 500]) row(`${files} JavaScript files`, [BIN, `express${files}`], 3)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
