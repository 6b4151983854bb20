// npm run bench -- apps BASE FOLDER...: what linting whole applications costs, in user and system CPU time, against another build (BASE: a
// checkout with its dist/, '-' for none), against a bare parse by typescript-estree of every script in them, and against ESLint with the
// TypeScript parser. All run in turn on each application, once, because a busy machine slows them alike. SECONDS (300) cuts a run short.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'

const LIMIT = Number(process.env.SECONDS ?? 300)
// A build from before has no bin.cjs.
const binOf = (checkout) =>
  ['bin.cjs', 'bin.js'].map((name) => join(resolve(checkout), 'dist/src/cli', name)).find(existsSync)

const METER = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  require('node:fs').writeSync(3, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 }))
})
`
const PARSE = (
  root,
) => `const { parse } = require('node:module').createRequire(${JSON.stringify(join(root, 'package.json'))})('@typescript-eslint/typescript-estree')
const { readdirSync, readFileSync } = require('node:fs')
const { join } = require('node:path')
let count = 0
function walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git') walk(path)
    if (!entry.isFile() || !/\\.[cm]?[jt]sx?$/.test(entry.name) || /\\.min\\.js$|\\.d\\.[cm]?ts$/.test(entry.name)) continue
    count++
    try { parse(readFileSync(path, 'utf8'), { range: true, loc: false, comment: false, tokens: false, jsx: !/\\.[cm]?ts$/.test(path), filePath: path, jsDocParsingMode: 'none' }) } catch { /* a syntax error costs as well */ }
  }
}
walk('.')
console.log(JSON.stringify({ files: count }))
`
const ESLINT = (root) => `import { createRequire } from 'node:module'
const require = createRequire(${JSON.stringify(join(root, 'package.json'))})
const files = ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}']
export default [{ ignores: ['**/*.min.js', '**/*.d.ts'] }, { files, languageOptions: { parser: require('@typescript-eslint/parser') }, rules: { 'no-unused-vars': 'warn', 'no-undef': 'warn' }, linterOptions: { reportUnusedDisableDirectives: 'off' } }]
`

/** One run of a Node program: CPU seconds, peak memory in MiB and what it printed; null: it was cut short. */
function measure(meter, args, cwd) {
  const { stdout, stderr, output, error } = spawnSync(process.execPath, ['--require', meter, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: LIMIT * 1000,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  if (error || !output[3])
    return {
      cpu: Number.NaN,
      peak: Number.NaN,
      printed: null,
      failed: error ? `not done in ${LIMIT} s` : stderr.trim().split('\n').at(-1),
    }
  return { ...JSON.parse(output[3]), printed: stdout, failed: null }
}

const parsed = (text) => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
const fixed = (value, digits = 1) => (Number.isNaN(value) || value === undefined ? '-' : value.toFixed(digits))
const cells = (values) => values.map((value) => String(value).padStart(11)).join('')

export function benchApplications([base = '-', ...folders]) {
  if (folders.length === 0)
    throw new Error('npm run bench -- apps BASE FOLDER...: BASE is another checkout, built, or - for none')
  const root = resolve('.')
  const scratch = mkdtempSync(join(tmpdir(), 'verblint-bench-'))
  const meter = join(scratch, 'meter.cjs')
  const eslint = join(createRequire(join(root, 'package.json')).resolve('eslint/package.json'), '../bin/eslint.js')
  try {
    writeFileSync(meter, METER)
    writeFileSync(join(scratch, 'parse.cjs'), PARSE(root))
    writeFileSync(join(scratch, 'eslint.config.mjs'), ESLINT(root))
    console.log(
      ''.padEnd(26) +
        cells(['cpu s', 'peak MiB', '× base', '× parse', '× ESLint', 'files', 'decided', 'unless', 'open']),
    )
    for (const folder of folders.map((one) => resolve(one)).filter((one) => existsSync(one))) {
      const own = measure(meter, [binOf(root), '--format', 'json', '--no-config'], folder)
      const before =
        base === '-' ? { cpu: Number.NaN } : measure(meter, [binOf(base), '--format', 'json', '--no-config'], folder)
      const bare = measure(meter, [join(scratch, 'parse.cjs')], folder)
      const other = measure(
        meter,
        [
          eslint,
          '--no-config-lookup',
          '--no-inline-config',
          '--config',
          join(scratch, 'eslint.config.mjs'),
          '--quiet',
          '.',
        ],
        folder,
      )
      const { decided, unless, unknown } = parsed(own.printed)?.coverage ?? {}
      const share = (part) => fixed((part * 100) / (decided + unless + unknown), 0)
      console.log(
        basename(folder).padEnd(26) +
          cells([
            fixed(own.cpu),
            fixed(own.peak, 0),
            fixed(own.cpu / before.cpu, 2),
            fixed(own.cpu / bare.cpu, 2),
            fixed(own.cpu / other.cpu, 2),
            parsed(bare.printed)?.files ?? '-',
            `${share(decided)} %`,
            `${share(unless)} %`,
            `${share(unknown)} %`,
          ]) +
          (own.failed ? `  ${own.failed}` : '') +
          (before.failed ? `  base: ${before.failed}` : ''),
      )
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
