import { type Line, splice } from './lines.ts'

/** What is given to a server when it starts. */
export interface Start {
  /** The names that its command line defines with `-D`; null: not in sight. */
  defines: ReadonlySet<string> | null
  /** Its environment, as far as it is known. */
  environment: ReadonlyMap<string, string | null>
}

/** Nobody knows how it is started. */
export const UNSEEN_START: Start = { defines: null, environment: new Map() }

/** Define's names. A value of null, or a name that only may be defined, is one that the files leave open. */
export interface Variables {
  /** ap_exists_config_define; null: not in sight, but `-D` on a command line or a file out of sight may define it. */
  defined(name: string): boolean | null
  /** A file out of sight is read here: it may define anything. */
  miss(): void
  define(name: string, value: string | null, sure: boolean): void
  undefine(name: string, sure: boolean): void
  /** ap_resolve_env on a whole line: `${NAME}` once, left to right; what is not known stays as it is written. */
  expand(line: Line): Line
}

/** What one line's variables may come to: definitions that double each other end nowhere else. */
const LONGEST = 1 << 20

export function createVariables({ defines, environment }: Start = UNSEEN_START): Variables {
  const names = new Map<string, boolean | null>()
  const values = new Map<string, string>()
  let missed = defines === null
  const valueOf = (name: string): string | null | undefined =>
    names.has(name) ? values.get(name) : environment.get(name)
  return {
    defined(name) {
      const written = names.get(name)
      if (written !== undefined) return written
      return defines?.has(name) === true || (missed ? null : false)
    },
    miss() {
      missed = true
    },
    define(name, value, sure) {
      names.set(name, sure || names.get(name) === true ? true : null)
      if (!sure) values.delete(name)
      else if (value !== null) values.set(name, value)
    },
    undefine(name, sure) {
      names.set(name, sure ? false : null)
      values.delete(name)
    },
    expand(line) {
      if (!line.text.includes('${')) return line
      const edits: { start: number; end: number; text: string }[] = []
      for (let start = line.text.indexOf('${'); start >= 0;) {
        const close = line.text.indexOf('}', start + 2)
        if (close < 0) break
        const text = valueOf(line.text.slice(start + 2, close)) ?? null
        if (text !== null) edits.push({ start, end: close + 1, text })
        start = line.text.indexOf('${', close + 1)
      }
      const added = edits.reduce((sum, { text }) => sum + text.length, 0)
      return edits.length > 0 && added <= LONGEST ? splice(line, edits) : line
    },
  }
}
