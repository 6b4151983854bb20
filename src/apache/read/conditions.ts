import { directiveInfo } from '../directives/index.ts'
import type { Modules } from '../directives/modules.ts'
import type { Variables } from './variables.ts'
import { readWord } from './words.ts'
import { lookUp } from '../../text/lookup.ts'

/** What a conditional section asks of its surroundings. */
export interface Surroundings {
  modules: Modules
  variables: Variables
  /** The server's version, `2.4.66`. */
  version: string
  /** Whether something lies at a path as the configuration writes it; null: out of sight. */
  exists(path: string): boolean | null
}

/** true or false; null: the files leave it open; a text: httpd refuses it, and why. */
export type Decision = boolean | null | string

/** The sections that start_cond_section and mod_version decide while they are read. */
export const CONDITIONALS: ReadonlySet<string> = new Set([
  'ifmodule',
  'ifdefine',
  'iffile',
  'ifdirective',
  'ifsection',
  'ifversion',
])

/** A directive's own existence: that of its module. */
function known(name: string, { modules }: Surroundings): boolean | null {
  const info = directiveInfo(name)
  return info ? modules.provides(info) : modules.foreign() ? null : false
}

const TESTS: Record<string, (argument: string, around: Surroundings) => boolean | null> = {
  ifmodule: (name, { modules }) => modules.has(name),
  ifdefine: (name, { variables }) => variables.defined(name),
  iffile: (path, { exists }) => exists(path),
  ifdirective: known,
  ifsection: (name, around) => known(`<${name}`, around),
}

const not = (value: boolean | null): boolean | null => (value === null ? null : !value)

/** `args` as the section is handed it, `>` included. */
export function decide(key: string, args: string, around: Surroundings): Decision {
  if (key === 'ifversion') return decideVersion(args, around.version)
  const close = args.lastIndexOf('>')
  if (close < 0) return "Expected > at the end of this section's opening line"
  const negated = args.startsWith('!')
  const argument = readWord(args.slice(negated ? 1 : 0, Math.max(close, negated ? 1 : 0)), 0).value
  if (argument === '') return "Expected an argument in this section's opening line"
  const result = lookUp(TESTS, key)?.(argument, around) ?? null
  return negated ? not(result) : result
}

/** compare_version: missing parts are 0; null for what is no version. */
function compareVersions(server: string, written: string): number | null {
  if (!/^\d+(\.\d*){0,2}\.?$/.test(written)) return null
  const theirs = written.split('.')
  const ours = server.split('.')
  for (let part = 0; part < 3; part++) {
    const difference = Number(ours[part] ?? 0) - Number(theirs[part] ?? 0)
    if (difference !== 0) return Math.sign(difference)
  }
  return 0
}

/** start_ifversion. A regular expression is left open: it is for a person's eyes. */
function decideVersion(args: string, server: string): Decision {
  const words: string[] = []
  for (let at = 0; at < args.length;) {
    const word = readWord(args, at)
    words.push(word.value)
    at = word.next
  }
  if (words.length > 3) return 'Expected at most an operator and a version in <IfVersion>'
  if (
    words.length === 3
      ? words[2] !== '>'
      : words.length === 2 && words[1] === '>'
        ? false
        : !words.at(-1)?.endsWith('>')
  ) {
    return "Expected > at the end of this section's opening line"
  }
  const told = words.filter((word, index) => index < 2 && !(index === words.length - 1 && word === '>'))
  const version = (words.length === 3 || words.at(-1) === '>' ? told.at(-1) : told.at(-1)?.slice(0, -1)) ?? ''
  const operator = told.length > 1 ? (told[0] ?? '=') : '='
  const [, negated, sign] = /^(!?)(=|==|~|>|>=|<|<=|)$/.exec(operator) ?? []
  if (!sign) return `Unknown operator ${operator} in <IfVersion>; write =, >, >=, <, <= or ~`
  if (sign === '~' || version.startsWith('/')) return null
  const compared = compareVersions(server, version)
  if (compared === null) return `Expected a version such as 2.4.6, not ${version}`
  const holds = sign.startsWith('>')
    ? compared > 0 || (sign === '>=' && compared === 0)
    : sign.startsWith('<')
      ? compared < 0 || (sign === '<=' && compared === 0)
      : compared === 0
  return negated ? !holds : holds
}
