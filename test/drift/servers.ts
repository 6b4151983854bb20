import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { serverProgram } from '../live.ts'
import { configTest, freshRoot, loadModules } from '../truth/apache-server.ts'
import { verdictOf } from '../truth/nginx/refused.ts'

/** What surrounds the lines of the texts; `before` ends with a line end. */
export interface Frame {
  before: string
  after: string
}

/** One line a text, and which of them the server refuses, with its words: a server names the first, which is left out of the next question. */
function refused(
  lines: string[],
  { before, after }: Frame,
  ask: (config: string) => { line: number; words: string } | null,
): Map<number, string> {
  const found = new Map<number, string>()
  const left = [...lines]
  const first = before.split('\n').length
  for (;;) {
    const no = ask(`${before}${left.join('\n')}\n${after}`)
    if (!no) return found
    const index = no.line - first
    assert.ok(
      left[index] !== undefined && !found.has(index),
      `refused, but not for a text: line ${no.line}, ${no.words.slice(0, 160)}`,
    )
    found.set(index, no.words.slice(0, 160))
    left[index] = ''
  }
}

export function nginxRefuses(lines: string[], frame: Frame): Map<number, string> {
  const folder = folderWith({})
  mkdirSync(join(folder, 'logs'))
  return refused(lines, frame, (config) => {
    writeFileSync(join(folder, 'nginx.conf'), config)
    const { ok, place, message } = verdictOf(serverProgram('nginx') ?? '', folder)
    return ok ? null : { line: Number(place?.split(':')[1] ?? 0), words: message }
  })
}

export function httpdRefuses(lines: string[], frame: Frame, modules: string[] = []): Map<number, string> {
  const root = freshRoot()
  const before = `ServerRoot "${root}"\nServerName lab.test\nListen 127.0.0.1:8099\nPidFile "${root}/run/httpd.pid"\nErrorLog "${root}/logs/error.log"\n${loadModules(['mpm_event', 'authz_core', ...modules])}${frame.before}`
  return refused(lines, { ...frame, before }, (config) => {
    const words = configTest(config, root)
    return words === null ? null : { line: Number(/on line (\d+)/.exec(words)?.[1] ?? 0), words }
  })
}

/** Holds a reader's verdicts against a server's. */
export function assertNoDrift(
  all: string[],
  server: Map<number, string>,
  reader: (text: string) => string | null,
): void {
  const wrong = all.flatMap((text, index) => {
    const [said, own] = [server.get(index) ?? null, reader(text)]
    return (said === null) === (own === null)
      ? []
      : [`${JSON.stringify(text)}: the server ${said ?? 'takes it'}; the reader ${own ?? 'takes it'}`]
  })
  assert.equal(wrong, [])
  assert.ok(
    server.size > 0 && server.size < all.length,
    `${server.size} of ${all.length} are refused: the texts tell nothing`,
  )
}

/** In double quotes, as both servers read them. */
export const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`
