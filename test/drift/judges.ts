import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderWith } from '../folder.ts'
import { serverProgram } from '../live.ts'
import { configTest, freshRoot, loadModules, startServer } from '../truth/apache-server.ts'
import { verdictOf } from '../truth/nginx/refused.ts'

/** What surrounds the lines of the texts; `before` ends with a line end. */
export interface Frame {
  before: string
  after: string
}

/** Tells which lines a server refuses, with its words; null: it takes a line. Servers name the first refusal alone, and starting one takes longer
 * than all else: lines that should pass are asked together, the others one by one. */
export interface Judge {
  /** The first line that is refused, among all. */
  together(lines: readonly string[]): { line: number; words: string } | null
  apart(lines: readonly string[]): Promise<(string | null)[]>
}

const short = (words: string): string => words.slice(0, 160)
const configOf = ({ before, after }: Frame, lines: readonly string[]): string =>
  `${before}${lines.join('\n')}\n${after}`
const linesBefore = ({ before }: Frame): number => before.split('\n').length

/** A server that reads its configuration anew for each line, which takes a tenth of the time that starting one takes. Its master waits for
 * signals in a way that loses none, which a single process does not. */
class Reloader {
  readonly #child: ChildProcess
  #output = ''
  #heard: () => void = () => undefined

  constructor(folder: string) {
    const args = ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr', '-g', 'daemon off;']
    this.#child = spawn(serverProgram('nginx') ?? '', args, { stdio: ['ignore', 'ignore', 'pipe'] })
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text
      this.#heard()
    })
    this.#child.on('exit', () => {
      this.#output += '[emerg] 0#0: nginx has ended\n'
      this.#heard()
    })
  }

  /** nginx's next words on a configuration: why it refuses it; null: it has taken it, and listens to signals from then on. */
  async words(): Promise<string | null> {
    for (;;) {
      const [, refusal] = /\[(?:emerg|crit|alert)\] \d+#\d+: (.*)\n/.exec(this.#output) ?? []
      if (refusal !== undefined) return short(refusal)
      if (/start worker process \d+\n/.test(this.#output)) return null
      await new Promise<void>((done) => {
        this.#heard = done
      })
    }
  }

  reload(): Promise<string | null> {
    this.#output = ''
    this.#child.kill('SIGHUP')
    return this.words()
  }

  stop(): void {
    this.#child.kill('SIGTERM')
  }
}

export function nginxJudge(frame: Frame): Judge {
  const folder = folderWith({ 'logs/.keep': '' })
  const write = (config: string): void => writeFileSync(join(folder, 'nginx.conf'), config)
  const first = linesBefore(frame)
  return {
    together(lines) {
      write(configOf(frame, lines))
      const { ok, place, message } = verdictOf(serverProgram('nginx') ?? '', folder)
      return ok ? null : { line: Number(place?.split(':')[1] ?? 0) - first, words: short(message) }
    },
    async apart(lines) {
      const settings = 'error_log stderr notice;\npid drift.pid;\n'
      write(`${settings}events {}\n`)
      const server = new Reloader(folder)
      const found: (string | null)[] = []
      await server.words()
      for (const line of lines) {
        write(settings + configOf(frame, [line]))
        found.push(await server.reload())
      }
      server.stop()
      return found
    },
  }
}

/** `htaccess`: the lines may stand in one, of which a running server reads a new one with each request. */
export function httpdJudge(frame: Frame, modules: string[], { htaccess }: { htaccess: boolean }): Judge {
  const root = freshRoot()
  const head = `ServerRoot "${root}"\nServerName lab.test\nListen 127.0.0.1:8099\nPidFile "${root}/run/httpd.pid"\nErrorLog "${root}/logs/error.log"\n${loadModules(['mpm_event', 'authz_core', ...modules])}`
  const whole = { ...frame, before: head + frame.before }
  const alone = (line: string): string | null => {
    const words = configTest(configOf(whole, [line]), root)
    return words && short(words)
  }
  return {
    together(lines) {
      const words = configTest(configOf(whole, lines), root)
      const line = Number(/on line (\d+)/.exec(words ?? '')?.[1] ?? 0)
      return words === null ? null : { line: line - linesBefore(whole), words: short(words) }
    },
    async apart(lines) {
      if (!htaccess) return lines.map(alone)
      mkdirSync(join(root, 'htdocs'), { recursive: true })
      const server = await startServer({ modules: ['mpm_event', 'unixd', 'authz_core', 'mime', ...modules] })
      const { said } = await server.refusals(lines.map((line) => `${line}\n`))
      await server.stop()
      return said.map((words) => words && short(words))
    },
  }
}
