// A case's application, run as it stands on the real Express.
import { type ChildProcess, fork } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { METHODS } from 'node:http'
import { dirname, join } from 'node:path'
import { openSite, type Site } from '../../../src/index.ts'
import { folderWith } from '../../folder.ts'
import { type Asked, type Compared, judge, type Major, type Seen } from '../../truth/express-lab.ts'
import type { Case } from '../expectations.ts'
import { anything, type Wanted } from './claims.ts'

const MODULES = join(import.meta.dirname, '../../../node_modules')
/** What applications use beside Express; the repository's own come first. */
const PACKAGES = join(import.meta.dirname, '../../packages/node_modules')
const MOST = 60

/** They answer a second request from the first one's answer: the model is about first ones. */
const CACHES = /['"](?:apicache|route-cache)['"]/

interface Answer {
  id: number
  refused?: string
  nothing?: true
  seen?: (Seen & { thrown?: true })[]
}

/** Loads applications, one after the other, in a process of its own. */
export class Runner {
  #child: ChildProcess
  #waiting = new Map<number, (answer: Answer) => void>()
  #next = 1
  constructor() {
    this.#child = fork(join(import.meta.dirname, 'express-child.cjs'), [], {
      env: { ...process.env, NODE_ENV: 'test', NO_DEPRECATION: 'express,http-errors' },
      execArgv: ['--import', 'tsx'],
    })
    this.#child.on('message', (answer: Answer) => {
      this.#waiting.get(answer.id)?.(answer)
      this.#waiting.delete(answer.id)
    })
  }

  ask(file: string, asked: Asked[]): Promise<Answer> {
    const id = this.#next++
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve)
      this.#child.send({ id, file, asked })
    })
  }

  close(): void {
    this.#child.kill()
  }
}

let shared: Record<Major, string> | undefined

/** Folders below which `express` is the one of a major. */
function homes(): Record<Major, string> {
  const home = (major: Major): string => {
    const root = folderWith({ 'node_modules/.keep': '' })
    const others = new Map(
      [PACKAGES, MODULES].flatMap((folder) =>
        existsSync(folder) ? readdirSync(folder).map((name): [string, string] => [name, join(folder, name)]) : [],
      ),
    )
    for (const [name, path] of others)
      if (!name.startsWith('.') && !/^express[45]?$/.test(name)) symlinkSync(path, join(root, 'node_modules', name))
    symlinkSync(join(MODULES, `express${major}`), join(root, 'node_modules/express'))
    return root
  }
  return (shared ??= { 4: home(4), 5: home(5) })
}

function layOut({ cwd, files }: Case, major: Major): string {
  const root = mkdtempSync(join(homes()[major], 'case-'))
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    copyFileSync(join(cwd, file), join(root, file))
  }
  return root
}

function majorOf({ cwd, files }: Case): Major {
  const declared = files.find((file) => file === 'package.json')
  return declared !== undefined && /"express":\s*"[^\d"]*4/.test(readFileSync(join(cwd, declared), 'utf8')) ? 4 : 5
}

/** Those that write bring an empty object along. */
const headersOf = (method: string): Record<string, string> =>
  ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method)
    ? { 'Content-Type': 'application/json', 'Content-Length': '2' }
    : {}

/** Each path of the application under each method that Node knows. */
function askedOf(site: Site, isWanted: Wanted): { entry: string; asked: Asked[]; urls: string[] } | null {
  const cells = site.cells.filter(
    ({ origin, method, path }) => origin.layer === 'express' && METHODS.includes(method) && /^\/[!-~]*$/.test(path),
  )
  const [first] = cells
  if (!first) return null
  const own = cells.filter((cell) => cell.origin === first.origin && isWanted({ ...cell, host: null }))
  const step = Math.max(1, own.length / MOST)
  const some = own.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
  return {
    entry: first.origin.range.file,
    asked: some.map(({ method, path }) => ({ method, path: encodeURI(path), headers: headersOf(method) })),
    urls: some.map(({ host, port, path }) => `http://${host}:${port}${encodeURI(path)}`),
  }
}

export type Loaded = { unasked: string } | { refused: string | null; said: string[]; compared: Compared[] }

/** Null: no application is in the case. */
export async function load(one: Case, runner: Runner, isWanted: Wanted = anything): Promise<Loaded | null> {
  const scripts = one.files.filter((file) => /\.[cm]?[jt]s$/.test(file))
  const texts = scripts.map((file) => readFileSync(join(one.cwd, file), 'utf8'))
  if (!texts.some((text) => /\bexpress\b/.test(text))) return null
  if (texts.some((text) => CACHES.test(text))) return { unasked: 'a cache answers all but the first' }
  const major = majorOf(one)
  const root = layOut(one, major)
  const { site } = await openSite({ cwd: root, paths: scripts, config: false, express: { version: major } })
  const said = site.problems
    .filter(
      ({ ruleId, message }) => (ruleId === 'express-path-syntax' && /accepts/.test(message)) || ruleId === 'syntax',
    )
    .map(({ message }) => message)
  const plan = askedOf(site, isWanted)
  const entry = plan?.entry ?? scripts.find((file) => /\.listen\(/.test(readFileSync(join(one.cwd, file), 'utf8')))
  if (entry === undefined) return { unasked: 'no application in sight' }
  const { refused = null, nothing, seen = [] } = await runner.ask(join(root, entry), plan?.asked ?? [])
  if (nothing) return { unasked: 'nothing is exported, and nothing listens' }
  // Whatever else it lacks here, it is not its paths or its text that Express and Node refuse.
  if (
    refused !== null &&
    said.length === 0 &&
    !/pathToRegexp|path-to-regexp|SyntaxError|Transform failed/.test(refused)
  )
    return { unasked: refused.replaceAll(root, '') }
  const compared: Compared[] = []
  for (const [index, answer] of seen.entries()) {
    const [asked, url] = [plan?.asked[index], plan?.urls[index]]
    if (!asked || url === undefined || answer.thrown) continue
    const told = await site.trace({ method: asked.method, url, headers: asked.headers })
    // The body that is sent here is `{}`, which no header says.
    const outcomes = told.outcomes.filter(({ when }) => !when?.includes('unless the body is JSON'))
    compared.push({
      id: one.name,
      major,
      asked: `${asked.method} ${asked.path}`,
      seen: answer,
      outcomes,
      ...judge(outcomes, answer),
      asRule: '',
    })
  }
  return { refused, said, compared }
}
