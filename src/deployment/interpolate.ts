import type { Environment } from './service.ts'

const NAME = /^[A-Za-z_]\w*/

/** Where the brace that is open at `start` closes; -1: nowhere. */
function closing(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    if (text.startsWith('${', at)) depth++
    else if (text[at] === '}' && --depth === 0) return at
  }
  return -1
}

/** How deep defaults of defaults are followed. */
const MAX_DEPTH = 10

/** What `${…}` stands for; null: nobody knows. */
function braced(inside: string, environment: Environment, depth: number): string | null {
  const name = NAME.exec(inside)?.[0] ?? ''
  const [, how = '', other = ''] = /^(:?[-+?])?(.*)$/s.exec(inside.slice(name.length)) ?? []
  const value = environment.get(name)
  if (value === null) return null
  const missing = value === undefined || (how.startsWith(':') && value === '')
  if (how.endsWith('+')) return missing ? '' : interpolate(other, environment, depth + 1)
  if (!missing) return value
  return how.endsWith('-') ? interpolate(other, environment, depth + 1) : null
}

/**
 * Fills in `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}` and `${NAME:+other}` as compose files do (`$$` is a dollar sign;
 * a default may hold others). null: a variable without a value or a default.
 */
export function interpolate(text: string, environment: Environment, depth = 0): string | null {
  if (!text.includes('$')) return text
  if (depth > MAX_DEPTH) return null
  let filled = ''
  for (let at = 0; at < text.length;) {
    const dollar = text.indexOf('$', at)
    if (dollar < 0) return filled + text.slice(at)
    filled += text.slice(at, dollar)
    const name = NAME.exec(text.slice(dollar + 1, dollar + 200))?.[0]
    const end = text[dollar + 1] === '{' ? closing(text, dollar) : -1
    if (name === undefined && end < 0) {
      filled += '$'
      at = dollar + (text[dollar + 1] === '$' ? 2 : 1)
      continue
    }
    const value =
      name === undefined ? braced(text.slice(dollar + 2, end), environment, depth) : (environment.get(name) ?? null)
    if (value === null) return null
    filled += value
    at = name === undefined ? end + 1 : dollar + 1 + name.length
  }
  return filled
}

/** The variables of an `.env` file: `NAME=value` lines, `export` and quotes allowed. */
export function readEnvironment(text: string): Map<string, string> {
  const environment = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const [, name, value = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (name === undefined) continue
    const [, , quoted] = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(value) ?? []
    environment.set(name, quoted ?? value.replace(/\s+#.*$/, ''))
  }
  return environment
}
