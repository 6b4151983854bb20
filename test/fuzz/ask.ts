import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withoutOld } from '../../src/cli/baseline.ts'
import { main } from '../../src/cli/main.ts'
import type { FormatContext } from '../../src/format/context.ts'
import { formats } from '../../src/format/format.ts'
import { routesHtml } from '../../src/format/routes/html.ts'
import { routesJson } from '../../src/format/routes/json.ts'
import { traceText } from '../../src/format/trace.ts'
import {
  fix,
  lint,
  lintSite,
  type Linted,
  openSite,
  type Options,
  type Report,
  routeTable,
  type Site,
  UsageError,
} from '../../src/index.ts'
import { memoryGround } from '../../src/files/memory-ground.ts'
import { newMemory, sweep } from '../../src/lint/memory.ts'
import { createEngine } from '../../src/lsp/engine.ts'
import type { Case } from './cases.ts'
import { mutate } from './mutate.ts'
import type { Files } from './seeds.ts'

/** What must never be: an exception, a fault of verblint's own, a file that nobody mentions, a raw control character, an answer that memory changes. */
export type What = 'crash' | 'fault' | 'skip' | 'raw' | 'stale'
export type Tell = (what: What, detail: string) => void

/** Where the files of a case lie, on no disk. */
const HOME = '/fuzz'
const groundOf = (files: Files): NonNullable<Options['ground']> =>
  memoryGround(HOME, new Map(Object.entries(files).map(([name, text]) => [join(HOME, name), Buffer.from(text)])))
const optionsOf = (files: Files): Options => ({ cwd: HOME, level: 'info', ground: groundOf(files) })

const context: FormatContext = {
  paint: (_, text) => text,
  columns: 80,
  version: '0',
  prefix: '',
  quiet: false,
  fold: true,
}
const RAW = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/

/** A case with something that takes the faults. */
interface Trial extends Case {
  tell: Tell
}

const stackOf = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .slice(1, 4)
    .map((line) => line.trim().replace(/\(?(?:file:\/\/)?\S*\/((?:src|rules)\/)/, '$1'))
    .join(' < ')

async function attempt<Made>({ tell }: Trial, name: string, work: () => Made | Promise<Made>): Promise<Made | null> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UsageError))
      tell('crash', `${name}: ${error instanceof Error ? `${error.message} ${stackOf(error)}` : String(error)}`)
    return null
  }
}

/** A file with a telling name is read, or refused with a word, unless settings leave it out; `[section]` at its head makes it another program's. */
const SURE = /(?:^|\/)(?:nginx\.conf|\.htaccess|httpd\.conf)$/

type Read = Pick<Report, 'files' | 'refused'> & { faults: Iterable<string> }

function checkRead({ tell, kind, files }: Trial, { faults, files: read, refused }: Read): void {
  for (const fault of faults) tell('fault', fault)
  for (const [path, text] of Object.entries(files)) {
    if (
      kind !== 'settings' &&
      SURE.test(path) &&
      !/^[\s\ufeff]*(?:[#;].*\s*)*\[/.test(text) &&
      !/\{\{|\{%|<%/.test(text) &&
      !read.has(path) &&
      !refused.some((one) => one.path === path)
    )
      tell('skip', path)
  }
}

function checkReport(trial: Trial, report: Report): void {
  const { tell, files } = trial
  checkRead(trial, report)
  for (const { ruleId, file, range } of report.problems) {
    const text = files[file]
    if (
      text !== undefined &&
      !(
        range.start.offset >= 0 &&
        range.start.offset <= range.end.offset &&
        range.end.offset <= Buffer.byteLength(text)
      )
    )
      tell('fault', `${ruleId} points outside of ${file}`)
  }
}

async function checkFormats(trial: Trial, { report, site }: Linted): Promise<void> {
  for (const [name, load] of Object.entries(formats)) {
    const text = await attempt(trial, name, async () => (await load()).default(report, context))
    const raw = text === null ? null : RAW.exec(text)
    if (raw) trial.tell('raw', `${name}: U+${raw[0].charCodeAt(0).toString(16)}`)
  }
  const table = await attempt(trial, 'table', () => routeTable(site))
  if (!table) return
  await attempt(trial, 'routes html', () => routesHtml(site, table, report, 'fuzz'))
  await attempt(trial, 'routes json', () => JSON.parse(routesJson(table)))
}

const METHODS = [
  'GET',
  'POST',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  '',
  'get',
  '\0',
  '__proto__',
  'G\r\nX: y',
  'A'.repeat(70_000),
  '\ud800',
  '*',
]
const URLS = [
  'http://shop.example/api/items/7',
  'https://shop.example:8443/',
  'http://[::1]:80/a',
  'http://localhost/%00%2e%2e/',
  'http://a@b:c@d/',
  'http://x/..//../%2f%5c',
  'http://x:99999/',
  'http://\u00ff/',
  `http://x/${'%'.repeat(50)}`,
  `http://x/${'a/'.repeat(500)}`,
  `http://x/?${'a=b&'.repeat(3000)}`,
  'http://',
  '',
  'http://__proto__/constructor',
  'unix:/x',
]
/** No server takes a longer one. */
const MOST_URL = 8000
const HEADERS: Record<string, string>[] = [
  {},
  { Host: 'a, b' },
  { 'X-HTTP-Method-Override': '__proto__' },
  { origin: 'http://a', 'access-control-request-method': 'PUT' },
  { 'content-length': '-1' },
  { cookie: 'a='.repeat(5000) },
  { '': '' },
  { range: 'bytes=0-' },
]

async function checkTraces(trial: Trial, site: Site): Promise<void> {
  const { random } = trial
  for (let round = 0; round < 3; round++) {
    const url = random.pick(URLS)
    const query = {
      method: random.pick(METHODS),
      url: (random.below(2) === 0 ? mutate(url, 'nginx', random) : url).slice(0, MOST_URL),
      headers: random.pick(HEADERS),
    }
    await attempt(trial, `trace ${JSON.stringify(query).slice(0, 150)}`, async () =>
      traceText('x', (await site.trace(query)).outcomes, site.files, 80, context.paint),
    )
  }
}

/** The files become a model, and nobody asks it anything. */
async function readIt(trial: Trial): Promise<void> {
  const loaded = await attempt(trial, 'read', () => openSite(optionsOf(trial.files)))
  if (loaded) checkRead(trial, { ...loaded, ...loaded.site, files: loaded.site.files })
}

async function lintIt(trial: Trial): Promise<void> {
  const { below } = trial.random
  const linted = await attempt(trial, 'lint', () => lintSite(optionsOf(trial.files)))
  if (!linted) return
  checkReport(trial, linted.report)
  if (below(2) === 0) await checkFormats(trial, linted)
  if (below(4) === 0) await checkTraces(trial, linted.site)
  if (below(10) === 0) await attempt(trial, 'fix', () => fix(optionsOf(trial.files)))
}

const worded = ({ problems }: Report): string =>
  JSON.stringify(problems.map(({ ruleId, message, file, range }) => [ruleId, message, file, range.start.offset]))

/** As an editor lints: one folder after every edit, with what the run before has left. Memory must change no answer. */
async function editIt(trial: Trial): Promise<void> {
  const { random, tell } = trial
  const memory = newMemory()
  for (let files = trial.files, edits = 0; edits < 2; edits++) {
    const options = optionsOf(files)
    const kept = await attempt(trial, 'lint with memory', () => lint({ ...options, memory }))
    const fresh = await attempt(trial, 'lint', () => lint(optionsOf(files)))
    if (kept && fresh && worded(kept) !== worded(fresh)) tell('stale', `after ${edits} edits`)
    sweep(memory)
    const name = random.pick(Object.keys(files))
    files = {
      ...files,
      [name]: mutate(
        files[name] ?? '',
        name.endsWith('.js') ? 'script' : name === '.htaccess' ? 'apache' : 'nginx',
        random,
      ),
    }
  }
}

/** As the language server does it: texts that stand in an editor alone, and questions about any place in them. */
async function askEditor(trial: Trial, empty: string): Promise<void> {
  const { random, files, tell } = trial
  const engine = createEngine()
  const project = { key: 'fuzz', cwd: empty }
  const buffers = Object.entries(files).map(([name, text]) => ({ path: join(empty, name), text }))
  const checked = await attempt(trial, 'check', () => engine.check(project, buffers, { throwIfAborted() {} }))
  for (const note of checked?.notes ?? []) if (note.startsWith('a fault')) tell('fault', note)
  for (const { path, text } of buffers) {
    const lines = text.split('\n').length
    const place = { project: 'fuzz', path, line: random.below(lines + 2), character: random.below(200) }
    await attempt(trial, 'hover', () => engine.hover(place))
    await attempt(trial, 'definition', () => engine.definition(place))
    const about: [number, number] = [place.line, place.line + random.below(5)]
    await attempt(trial, 'disable', () => engine.disable({ project: 'fuzz', path, lines: about }))
    await attempt(trial, 'lenses', () => engine.lenses('fuzz', path))
  }
}

const shop = lint(optionsOf({ '.htaccess': 'Redirect 501 /a\nRedirect 501 /b\n' }))

/** A baseline that somebody has merged by hand. */
async function askBaseline(trial: Trial, empty: string): Promise<void> {
  const path = join(empty, 'baseline.json')
  const report = await shop
  const update = trial.random.below(2) === 0
  writeFileSync(path, trial.files['baseline.json'] ?? '')
  await attempt(trial, 'baseline', () => withoutOld(report, path, { cwd: empty, keeps: () => true, update, rules: [] }))
  rmSync(path)
}

const FLAGS = [
  '--format',
  'json',
  'sarif',
  '--level',
  'info',
  '--rule',
  'syntax',
  '--only',
  'a.conf',
  '--baseline',
  '--max-warnings',
  '-1',
  '--fix-dry-run',
  '--no-config',
  '--stdin-filename',
  'x/nginx.conf',
  '-',
  '--',
  '-c',
  '__proto__',
  '',
  '*',
  '!x',
  '--quiet',
  '--no-fold',
  'trace',
  'GET',
  'http://x/',
  'routes',
  'rules',
  'explain',
  'completion',
  'bash',
  'help',
  '-H',
  'a: b',
]

/** A command line, with a configuration on its standard input. What is no fault of the user's must be none of verblint's. */
async function commandIt(trial: Trial, empty: string): Promise<void> {
  const { random, files, tell } = trial
  const args = ['-', ...Array.from({ length: random.below(5) }, () => random.pick(FLAGS))].sort(
    () => random.below(3) - 1,
  )
  const dump = Object.entries(files)
    .map(([name, text]) => `# configuration file /etc/nginx/${name}:\n${text}\n`)
    .join('')
  const text = random.below(2) === 0 ? dump : (files['nginx.conf'] ?? '')
  let told = ''
  const write = (chunk: string): void => {
    told += chunk
  }
  await attempt(trial, `verblint ${args.join(' ')}`, () =>
    main(args, {
      cwd: empty,
      env: {},
      stdin: (async function* () {
        yield text
      })(),
      stdout: { write },
      stderr: { write },
    }),
  )
  const [fault] = /a fault of verblint's own.*/.exec(told) ?? []
  if (fault) tell('fault', `${JSON.stringify(args)}: ${fault}`)
}

/** Rules and formats take far longer than readers: so many are only read for one that is linted. */
const LINTED = 15

/** `empty`: a folder with nothing in it. */
export function ask(given: Case, empty: string, tell: Tell): Promise<void> {
  const trial = { ...given, tell }
  if (given.kind === 'baseline') return askBaseline(trial, empty)
  if (trial.random.below(LINTED) !== 0) return readIt(trial)
  if (given.kind === 'editor') return askEditor(trial, empty)
  if (given.kind === 'edits') return editIt(trial)
  return given.kind === 'command' ? commandIt(trial, empty) : lintIt(trial)
}
