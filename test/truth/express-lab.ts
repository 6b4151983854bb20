import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lint, loadSite } from '../../src/index.ts'
import type { Outcome, Site } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

export type Major = 4 | 5
export interface Asked { method: string; path: string; headers: Record<string, string>; body?: string }
export interface Seen { status: number | null; headers: Record<string, string> }
/** An application (one file, or several, `app.js` being the first) and what is asked of it: 'GET /x' or 'GET /x | Name: value'. */
export interface Case { id: string; app: string | Record<string, string>; ask: string[]; majors?: Major[] }
export interface Compared { id: string; major: Major; asked: string; seen: Seen; outcomes: Outcome[]; verdict: 'exact' | 'open' | 'contradicted'; why: string; asRule: string }

const PRELUDE = "const express = require('express'); const createError = require('http-errors'); const cors = require('cors'); const app = express();\n"
const here = fileURLToPath(new URL('.', import.meta.url))

export const installed = (major: Major): boolean => existsSync(join(here, '..', '..', 'node_modules', `express${major}`, 'package.json'))

export function filesOf({ app }: Case, major: Major): Record<string, string> {
  const files = typeof app === 'string' ? { 'app.js': `${PRELUDE}${app}\nmodule.exports = app;\n` } : app
  return { ...files, 'package.json': JSON.stringify({ name: 'case', version: '1.0.0', dependencies: { express: major === 4 ? '^4.22.0' : '^5.3.0' } }) }
}

export function parseAsked(text: string): Asked {
  const [line = '', ...rest] = text.split(' | ')
  const [method = 'GET', path = '/'] = line.split(' ')
  const headers = Object.fromEntries(rest.map((header) => [header.slice(0, header.indexOf(':')), header.slice(header.indexOf(':') + 1).trim()]))
  return { method, path, headers }
}

interface Answer { id: number; refused?: string; seen?: Seen[] }

/** A real Express in a process of its own. */
export class RealExpress {
  #child: ChildProcess
  #waiting = new Map<number, (answer: Answer) => void>()
  #next = 1
  /** `home`: the folder whose node_modules the applications see, if not the project's own. */
  constructor(major: Major, home?: string) {
    this.#child = fork(join(here, 'express-server.cjs'), [`express${major}`, ...(home === undefined ? [] : [home])], { env: { ...process.env, NODE_ENV: 'test', NO_DEPRECATION: 'express,http-errors' }, execArgv: [] })
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

const listOf = (value: string): string => [...new Set(value.split(',').map((item) => item.trim()).filter(Boolean))].sort().join()
const TOLD = ['allow', 'cache-control', 'location', 'access-control-allow-methods', 'access-control-allow-origin']

/** Whether an outcome says what the server did; undefined: it leaves it open. */
function agrees(outcome: Outcome, seen: Seen): { same: boolean | undefined; why: string } {
  if (seen.status === null) return { same: outcome.by === 'closed' ? true : outcome.by === 'unknown' ? undefined : false, why: 'no answer came' }
  if (outcome.by === 'closed') return { same: false, why: 'an answer came' }
  if (outcome.status === null) return { same: undefined, why: 'status open' }
  if (outcome.status !== seen.status) return { same: false, why: `status ${seen.status}` }
  for (const name of TOLD) {
    const said = outcome.headers[name]
    const real = seen.headers[name]
    if (said === undefined) {
      if (real !== undefined) return { same: undefined, why: `${name} open` }
      continue
    }
    const equal = said === null || real === undefined ? said === (real ?? null) : name === 'location' ? true : name === 'allow' ? listOf(said) === listOf(real) : said === real
    if (!equal) return { same: false, why: `${name}: ${real ?? 'absent'}` }
  }
  return { same: true, why: '' }
}

export function judge(outcomes: Outcome[], seen: Seen): { verdict: Compared['verdict']; why: string } {
  const said = outcomes.map((outcome) => agrees(outcome, seen))
  const why = said.map((one) => one.why).filter(Boolean).join('; ')
  if (said.every(({ same }) => same === true)) return { verdict: 'exact', why }
  return { verdict: said.every(({ same }) => same === false) ? 'contradicted' : 'open', why }
}

/** A rule's request leaves headers, query and parameters open: what the server did must be among the answers. Empty: it is. */
function asRule(site: Site, { method, path, headers }: Asked, seen: Seen): string {
  const [origin] = site.entrances
  if (!origin || Object.keys(headers).length || path.includes('?')) return ''
  const outcomes = origin.answer({ method, scheme: 'http', host: 'localhost', port: 3000, target: path, headers: {}, others: 'unknown' })
  const { verdict, why } = judge(outcomes, seen)
  return verdict === 'contradicted' ? `${why}; of ${outcomes.map(({ status, by }) => `${status} by ${by}`).join(', ')}` : ''
}

export interface Result { compared: Compared[]; refusal: { id: string; major: Major; real: string | null; found: boolean } | null }

/** One case on one real Express, and what the model says. */
export async function compare(one: Case, major: Major, real: RealExpress): Promise<Result> {
  const root = folderWith(filesOf(one, major))
  const asked = one.ask.map(parseAsked)
  const { refused, seen = [] } = await real.ask(join(root, 'app.js'), asked)
  const options = { cwd: root, paths: ['.'], config: false as const, express: { version: major } }
  const report = await lint(options)
  const errors = report.problems.filter((problem) => problem.severity === 'error' && (problem.ruleId === 'express-path-syntax' || problem.ruleId === 'syntax'))
  const wrong = refused === undefined ? errors.length > 0 && errors.every(({ message }) => /accepts/.test(message)) : errors.length === 0
  const refusal = refused !== undefined || wrong ? { id: one.id, major, real: refused ?? null, found: !wrong } : null
  if (refused !== undefined) return { compared: [], refusal }
  const site = await loadSite(options)
  const compared: Compared[] = []
  for (const [index, answer] of seen.entries()) {
    const request = asked[index]
    if (!request) continue
    const { outcomes } = await site.trace({ method: request.method, url: `http://127.0.0.1:3000${request.path}`, headers: request.headers })
    compared.push({ id: one.id, major, asked: one.ask[index] ?? '', seen: answer, outcomes, ...judge(outcomes, answer), asRule: asRule(site, request, answer) })
  }
  return { compared, refusal }
}
