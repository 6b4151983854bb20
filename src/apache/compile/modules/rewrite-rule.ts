import { compilePattern } from '../../../regex/pattern.ts'
import type { Pattern } from '../../../regex/pattern.ts'
import type { ApacheDirective } from '../../read/directive.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'
import { parseExpression } from '../../words/expression/parse.ts'
import type { Expression } from '../../words/expression/tree.ts'

type Test =
  | { kind: 'regex'; pattern: Pattern }
  | { kind: 'file'; letter: string }
  | { kind: 'string'; operator: '<' | '>' | '=' | '<=' | '>='; value: string }
  | { kind: 'number'; operator: 'eq' | 'lt' | 'le' | 'gt' | 'ge'; value: string }
  | { kind: 'expression'; expression: Expression | null; text: string }

export interface RewriteCond extends Item {
  input: string
  text: string
  negated: boolean
  caseless: boolean
  orNext: boolean
  test: Test
}

/** How `[B]`, `[BNP]`, `[BCTLS]` and `[BNE]` escape what groups matched. `only`: these characters; null: all that are no letters. */
export interface BackReferences {
  only: string | null
  except: string
  plus: boolean
  controls: boolean
}

export interface RewriteFlags {
  last: boolean
  end: boolean
  chain: boolean
  next: boolean
  skip: number
  proxy: boolean
  passThrough: boolean
  noEscape: boolean
  noSubrequest: boolean
  /** `[R…]`: the status, 0 for none given. */
  redirect: number | null
  /** `[F]`, `[G]` and `[R=…]` outside 3xx: the answer itself; nothing is substituted. */
  status: number | null
  append: boolean
  discardQuery: boolean
  lastQuestionMark: boolean
  discardPathInfo: boolean
  handler: string | null
  type: string | null
  env: string[]
  escape: BackReferences | null
  /** `[UnsafeAllow3F]`: a question mark that was matched may begin the query. */
  allowsQuestion: boolean
}

export interface RewriteRule extends Item {
  pattern: Pattern
  negated: boolean
  output: string
  substitutes: boolean
  flags: RewriteFlags
  conditions: RewriteCond[]
}

/** Splits a RAW_ARGS line as mod_rewrite's parseargline does: quotes only around a whole argument, `\ ` keeps a space, backslashes stay. */
export function splitArguments(line: string): string[] {
  const words: string[] = []
  let at = 0
  while (words.length < 3) {
    while (/\s/.test(line.charAt(at))) at++
    if (at >= line.length) break
    const quote = '"\''.includes(line.charAt(at)) ? line.charAt(at++) : ''
    const start = at
    for (; at < line.length; at++) {
      const char = line.charAt(at)
      if (char === '\\' && /[ \t]/.test(line.charAt(at + 1))) {
        at++
        continue
      }
      if (quote ? char === quote : /[ \t]/.test(char)) break
    }
    words.push(line.slice(start, at))
    at++
  }
  return words
}

/** `[A,B=c]` as pairs; a last argument without brackets is none. */
function flagsOf(text: string | undefined): [key: string, value: string][] {
  if (!text?.startsWith('[') || !text.endsWith(']')) return []
  return text
    .slice(1, -1)
    .split(',')
    .map((flag) => {
      const [key = '', ...value] = flag.trim().split('=')
      return [key.trim().toLowerCase(), value.join('=')]
    })
}

const NUMBERS: Record<string, 'eq' | 'lt' | 'le' | 'gt' | 'ge'> = {
  '-eq': 'eq',
  '-lt': 'lt',
  '-le': 'le',
  '-gt': 'gt',
  '-ge': 'ge',
}

function testOf(input: string, pattern: string, caseless: boolean): { test: Test; inverted: boolean } {
  if (input.toLowerCase() === 'expr')
    return { test: { kind: 'expression', expression: parseExpression(pattern), text: pattern }, inverted: false }
  if (/^-[fsdxhlLUF]$/.test(pattern)) return { test: { kind: 'file', letter: pattern.charAt(1) }, inverted: false }
  const prefix = pattern.slice(0, 3)
  const number = pattern.length > 3 ? NUMBERS[prefix] : undefined
  if (number) return { test: { kind: 'number', operator: number, value: pattern.slice(3) }, inverted: false }
  if (pattern.length > 3 && prefix === '-ne')
    return { test: { kind: 'number', operator: 'eq', value: pattern.slice(3) }, inverted: true }
  const string = pattern.length > 1 ? /^(<=|>=|<|>|=)(.*)$/s.exec(pattern) : null
  if (string) {
    const operator =
      string[1] === '<=' || string[1] === '>=' || string[1] === '<' || string[1] === '>' ? string[1] : '='
    const value = string[2] ?? ''
    return {
      test: { kind: 'string', operator, value: operator === '=' && value === '""' ? '' : value },
      inverted: false,
    }
  }
  return { test: { kind: 'regex', pattern: compilePattern(pattern, caseless) }, inverted: false }
}

export function readCondition(directive: ApacheDirective, scope: ModuleScope): RewriteCond {
  const [input = '', given = '', flagText] = splitArguments(directive.rest)
  const flags = flagsOf(flagText)
  const has = (...names: string[]): boolean => flags.some(([key]) => names.includes(key))
  const caseless = has('nc', 'nocase')
  const negated = given.startsWith('!')
  const { test, inverted } = testOf(input, negated ? given.slice(1) : given, caseless)
  return {
    ...itemOf(directive.range, scope),
    input,
    text: `${input} ${given}`,
    negated: negated !== inverted,
    caseless,
    orNext: has('or', 'ornext'),
    test,
  }
}

const NAMED: Record<string, number> = { permanent: 301, temp: 302, seeother: 303 }

/** The letters of mod_rewrite's cmd_rewriterule_setflag; a name that is no status is the plain 302. */
function readFlags(pairs: [string, string][]): RewriteFlags {
  const flags: RewriteFlags = {
    last: false,
    end: false,
    chain: false,
    next: false,
    skip: 0,
    proxy: false,
    passThrough: false,
    noEscape: false,
    noSubrequest: false,
    redirect: null,
    status: null,
    append: false,
    discardQuery: false,
    lastQuestionMark: false,
    discardPathInfo: false,
    handler: null,
    type: null,
    env: [],
    escape: null,
    allowsQuestion: false,
  }
  const escape: BackReferences = { only: null, except: '', plus: true, controls: false }
  const set: Record<string, (value: string) => void> = {
    l: () => {
      flags.last = true
    },
    end: () => {
      flags.end = true
    },
    c: () => {
      flags.chain = true
    },
    n: () => {
      flags.next = true
    },
    s: (value) => {
      flags.skip = Number.parseInt(value, 10) || 0
    },
    p: () => {
      flags.proxy = true
    },
    pt: () => {
      flags.passThrough = true
    },
    ne: () => {
      flags.noEscape = true
    },
    ns: () => {
      flags.noSubrequest = true
    },
    qsa: () => {
      flags.append = true
    },
    qsd: () => {
      flags.discardQuery = true
    },
    qsl: () => {
      flags.lastQuestionMark = true
    },
    dpi: () => {
      flags.discardPathInfo = true
    },
    f: () => {
      flags.status = 403
    },
    g: () => {
      flags.status = 410
    },
    e: (value) => {
      flags.env.push(value)
    },
    h: (value) => {
      flags.handler = value.toLowerCase()
    },
    t: (value) => {
      flags.type = value.toLowerCase()
    },
    b: (value) => {
      flags.escape = escape
      escape.only = value || null
    },
    bctls: () => {
      flags.escape = escape
      escape.controls = true
    },
    bne: (value) => {
      escape.except = value
    },
    bnp: () => {
      escape.plus = false
    },
    unsafeallow3f: () => {
      flags.allowsQuestion = true
    },
    r: (value) => {
      const status = NAMED[value.toLowerCase()] ?? (/^\d/.test(value) ? Number.parseInt(value, 10) : 0)
      flags.redirect = status
      if (/^\d/.test(value) && (status < 300 || status > 399)) flags.status = status
    },
  }
  const long: Record<string, string> = {
    last: 'l',
    chain: 'c',
    next: 'n',
    skip: 's',
    proxy: 'p',
    passthrough: 'pt',
    noescape: 'ne',
    nosubreq: 'ns',
    qsappend: 'qsa',
    qsdiscard: 'qsd',
    qslast: 'qsl',
    discardpath: 'dpi',
    forbidden: 'f',
    gone: 'g',
    env: 'e',
    handler: 'h',
    type: 't',
    redirect: 'r',
    backrefescaping: 'b',
    backrefernoplus: 'bnp',
  }
  for (const [key, value] of pairs) set[long[key] ?? key]?.(value)
  return flags
}

export function readRule(directive: ApacheDirective, scope: ModuleScope, conditions: RewriteCond[]): RewriteRule {
  const [given = '', output = '', flagText] = splitArguments(directive.rest)
  const pairs = flagsOf(flagText)
  const flags = readFlags(pairs)
  const negated = given.startsWith('!')
  const caseless = pairs.some(([key]) => key === 'nc' || key === 'nocase')
  return {
    ...itemOf(directive.range, scope),
    pattern: compilePattern(negated ? given.slice(1) : given, caseless),
    negated,
    output,
    substitutes: output !== '-' && flags.status === null,
    flags,
    conditions,
  }
}
