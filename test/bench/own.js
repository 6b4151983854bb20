// npm run bench: what a run costs, as ratios: of user and system CPU time, and of wall time, to what is measured right before it, because a
// busy machine slows both. npm run bench -- parse FOLDER...: nginx files of one's own against the bare parse. The last column is what the ratio of CPU time is to be at most; nothing fails where it is more. Of many
// files, a quarter of them stands beside the whole: four times the files should cost no more than four times as much.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { application, helpers, KINDS, server } from './generate.js'
import { median, writeFiles } from './meter.js'

const BIN = resolve('dist/src/cli/bin.cjs')
const folder = mkdtempSync(join(tmpdir(), 'verblint-bench-'))
const METER = join(folder, 'meter.cjs')

function write(path, text) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** Wall and CPU time of one run, in milliseconds; the meter, which tells the CPU time, is so small that the ratios stay what they are. */
function measure(args) {
  const started = performance.now()
  const { status, stderr, output } = spawnSync(process.execPath, ['--require', METER, ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  })
  const wall = performance.now() - started
  if (status === 2 || status === null) throw new Error(`${args.join(' ')}: ${stderr}`)
  return { wall, cpu: Number(output[3]) }
}

const HAS_OXC = (() => {
  try {
    return Boolean(createRequire(import.meta.url).resolve('oxc-parser'))
  } catch {
    return false
  }
})()

const cell = (text) => text.padStart(12)

/** A line of the table: the medians of some runs, each right after one of what it is held against, and what the ratio is to be at most. */
function row(name, args, { runs = 15, against = ['-e', '0'], most } = {}) {
  const pairs = Array.from({ length: runs }, () => ({ bare: measure(against), own: measure(args) }))
  const ratio = (kind) => `${median(pairs.map(({ bare, own }) => own[kind] / bare[kind])).toFixed(2)} ×`
  console.log(
    name.padEnd(34) +
      [
        `${median(pairs.map(({ own }) => own.cpu)).toFixed(0)} ms`,
        ratio('cpu'),
        ratio('wall'),
        most === undefined ? '' : `${most} ×`,
      ]
        .map(cell)
        .join(''),
  )
}

const BARE_PARSE = `const { readdirSync, readFileSync } = require('node:fs')
const { NginxParser } = require(${JSON.stringify(createRequire(import.meta.url).resolve('nginx-conf'))})
const [folder] = process.argv.slice(2)
for (const name of readdirSync(folder)) if (!/^\\.|\\.md$/.test(name)) try { new NginxParser().parse(readFileSync(folder + '/' + name, 'utf8')) } catch { /* what is no such file costs nothing */ }
`

const [what, ...given] = process.argv.slice(2)

function benchGiven() {
  for (const own of given.map((path) => resolve(path)))
    row(basename(own), [BIN, own], { runs: 5, against: ['parse.cjs', own], most: 4 })
}

function benchOwn() {
  write('one/nginx.conf', `events {}\nhttp {\n${server('shop')}}\n`)
  write(
    'one/.htaccess',
    'RewriteEngine On\nRewriteCond %{REQUEST_METHOD} !^(GET|POST)$\nRewriteRule ^api/ - [R=405,L]\nHeader set Cache-Control no-store\n',
  )
  write(
    'one/app.js',
    "import express from 'express'\nconst app = express()\napp.get('/items', (req, res) => { res.json([]) })\napp.post('/items', (req, res) => { res.sendStatus(201) })\napp.listen(3000)\n",
  )
  for (const files of [100, 400]) writeFiles(join(folder, `nginx${files}`), KINDS['server files'](files))
  for (const files of [125, 500]) writeFiles(join(folder, `express${files}`), application(files, helpers(1)))
  console.log('against node -e 0')
  row('verblint --version', [BIN, '--version'], { most: 1.2 })
  for (const [name, path, most] of [
    ['one nginx file', 'nginx.conf', 2],
    ['one .htaccess', '.htaccess', 2],
    ['one Express file', 'app.js', HAS_OXC ? 2.2 : 3],
  ])
    row(name, [BIN, `one/${path}`], { most })
  for (const files of [125, 500]) row(`${files} JavaScript files`, [BIN, `express${files}`], { runs: 3 })
  row('500 JavaScript files, --cache', [BIN, '--cache-location', 'kept', 'express500'], { runs: 4, most: 3 })
  console.log("against nginx-conf's bare parse")
  for (const files of [100, 400])
    row(`${files} nginx files`, [BIN, `nginx${files}`], {
      runs: 3,
      against: ['parse.cjs', `nginx${files}/sites-available`],
      most: 6,
    })
}

try {
  write(
    'meter.cjs',
    "process.on('exit', () => { const { user, system } = process.cpuUsage(); require('node:fs').writeSync(3, String((user + system) / 1000)) })\n",
  )
  write('parse.cjs', BARE_PARSE)
  console.log(''.padEnd(34) + ['user+sys', 'ratio', 'of wall', 'at most'].map(cell).join(''))
  if (what === 'parse') benchGiven()
  else benchOwn()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
