import { nearest } from '../../text/nearest.ts'
import { isSpace, skipSpace } from '../read/lines.ts'
import { expressionError } from '../words/expression/parse.ts'
import { regexError } from '../words/regex.ts'
import {
  type Complaint,
  inHtaccess,
  isKnownStatus,
  leadingNumber,
  perDirectory,
  type Surrounding,
  type ValueCheck,
  valueOf,
} from './value.ts'

interface Argument {
  text: string
  next: number
  closed: boolean
}

/** One argument of parseargline: quotes around it are taken off, nothing is unescaped, a backslash keeps a space in. */
function argument(text: string, at: number): Argument {
  const quote = text[at] === '"' || text[at] === "'" ? text.charAt(at) : ''
  const start = at + quote.length
  let end = start
  for (; end < text.length; end++) {
    if (quote ? text[end] === quote : isSpace(text.charCodeAt(end))) break
    if (text[end] === '\\' && isSpace(text.charCodeAt(end + 1))) end++
  }
  return {
    text: text.slice(start, end),
    next: end < text.length ? skipSpace(text, end + 1) : text.length,
    closed: end < text.length,
  }
}

/** The three arguments of RewriteRule and RewriteCond; null: there are not two. */
function threeArguments(rest: string): [string, string, string | null] | null {
  const first = argument(rest, skipSpace(rest, 0))
  if (!first.closed) return null
  const second = argument(rest, first.next)
  if (!second.closed || second.next >= rest.length) return [first.text, second.text, null]
  return [first.text, second.text, argument(rest, second.next).text]
}

/** Of what `.htaccess` alone makes a 500; a server that does not start is a matter of syntax. */
const statusRule = (around: Surrounding): string => (inHtaccess(around) ? 'rewrite-status' : 'syntax')

type FlagCheck = (key: string, value: string) => Complaint | string | null

/** cmd_parseflagfield. */
function checkFlags(flags: string, around: Surrounding, check: FlagCheck): Complaint | string | null {
  if (!flags.startsWith('[') || !flags.endsWith(']')) {
    const torn = flags.startsWith('[')
    return torn
      ? {
          ruleId: statusRule(around),
          message: `Expected no space in the flags ${flags}…; write [A,B] or put them in quotes`,
        }
      : `Expected flags in brackets, not ${flags}`
  }
  for (const flag of flags.slice(1, -1).split(',')) {
    const [key = '', ...value] = flag.trim().split('=')
    const wrong = check(key, value.join('='))
    if (wrong) return wrong
  }
  return null
}

const COND_FLAGS = /^(?:nocase|nc|ornext|or|novary|nv)$/i
const RULE_FLAGS = new RegExp(
  `^(?:${[
    'b',
    'backrefescaping',
    'bne',
    'bnp',
    'backrefernoplus',
    'bctls',
    'c',
    'chain',
    'co',
    'cookie',
    'd.*',
    'e',
    'env',
    'end',
    'f',
    'forbidden',
    'g',
    'gone',
    'h',
    'handler',
    'l',
    'last',
    'ne',
    'noescape',
    'n',
    'next',
    'ns',
    'nosubreq',
    'nc',
    'nocase',
    'p',
    'proxy',
    'pt',
    'passthrough',
    'qsa',
    'qsappend',
    'qsd',
    'qsdiscard',
    'qsl',
    'qslast',
    'r',
    'redirect',
    's',
    'skip',
    't',
    'type',
    'unsafeprefixstat',
    'unsafeallow3f',
    'unc',
  ].join('|')})$`,
  'i',
)
const FLAG_NAMES = [
  'B',
  'BNP',
  'C',
  'CO',
  'DPI',
  'E',
  'END',
  'F',
  'G',
  'H',
  'L',
  'N',
  'NC',
  'NE',
  'NS',
  'P',
  'PT',
  'QSA',
  'QSD',
  'QSL',
  'R',
  'S',
  'T',
  'OR',
  'NV',
]

function unknownFlag(key: string): string {
  if (key === '') return 'Expected no empty flag, as a comma too many makes one'
  const meant = nearest(key, FLAG_NAMES)
  return `Unknown flag ${key}${meant ? `; did you mean ${meant}?` : ''}`
}

const ruleFlag =
  (around: Surrounding): FlagCheck =>
  (key, value) => {
    if (!RULE_FLAGS.test(key)) return unknownFlag(key)
    if (/^bne$/i.test(key) && value === '') return 'Expected characters behind the flag BNE='
    if (!/^(?:r|redirect)$/i.test(key) || !/^\d/.test(value)) return null
    return isKnownStatus(leadingNumber(value))
      ? null
      : { ruleId: statusRule(around), message: `Expected a status that httpd knows in [R=${value}]` }
  }

const rewriteRule: ValueCheck = ({ rest }, around) => {
  const found = threeArguments(rest)
  if (!found) return 'Expected a pattern and a substitution behind RewriteRule; write - to substitute nothing'
  const [pattern, , flags] = found
  const wrong = flags === null ? null : checkFlags(flags, around, ruleFlag(around))
  if (wrong) return wrong
  const bad = regexError(pattern.startsWith('!') ? pattern.slice(1) : pattern)
  return bad ? `Expected a regular expression: ${pattern} ${bad}` : null
}

/** Whether a RewriteCond's second argument is no regular expression: a file test, a comparison. */
const COMPARISON = /^(?:-[fsdxhLlUF]$|-(?:lt|le|gt|ge|eq|ne)[^]|[<>=])/

const rewriteCond: ValueCheck = ({ rest }, around) => {
  const found = threeArguments(rest)
  if (!found) return 'Expected a test string and a condition behind RewriteCond'
  const [test, condition, flags] = found
  const wrong =
    flags === null ? null : checkFlags(flags, around, (key) => (COND_FLAGS.test(key) ? null : unknownFlag(key)))
  if (wrong) return wrong
  const pattern = condition.startsWith('!') ? condition.slice(1) : condition
  if (test.toLowerCase() === 'expr') {
    const bad = expressionError(pattern)
    return bad ? `Expected an expression: it ${bad}` : null
  }
  if (pattern.length > 1 && COMPARISON.test(pattern)) return null
  if (pattern.length === 1 && /[<>=]/.test(pattern)) return null
  const bad = regexError(pattern)
  return bad ? `Expected a regular expression: ${pattern} ${bad}` : null
}

const OPTIONS =
  /^(?:inherit|inheritbefore|inheritdown|inheritdownbefore|ignoreinherit|allownoslash|maxredirects=.*|allowanyuri|mergebase|ignorecontextinfo|legacyprefixdocroot|unsafeprefixstat|longurloptimization|unsafe\w*)$/i

const rewriteOptions: ValueCheck = ({ args }) => {
  const unknown = args.find(({ value }) => !OPTIONS.test(value))
  return unknown ? { message: `Unknown option ${unknown.value} of RewriteOptions`, word: unknown } : null
}

const rewriteBase: ValueCheck = (directive, around) => {
  if (!perDirectory(around)) return 'Expected RewriteBase in <Directory> or .htaccess'
  const base = valueOf(directive, 0)
  return base.startsWith('/') ? null : `Expected a path that begins with / behind RewriteBase, not ${base}`
}

const INTERNAL_MAPS = /^int:(?:toupper|tolower|escape|unescape)$/

const rewriteMap: ValueCheck = (directive) => {
  const source = valueOf(directive, 1)
  return /^int:/i.test(source) && !INTERNAL_MAPS.test(source.replace(/^int/i, 'int'))
    ? `Unknown internal map ${source}`
    : null
}

/** Redirect, RedirectMatch, RedirectTemp, RedirectPermanent: add_redirect_internal. */
const redirect =
  (fixed: number | null, regex: boolean): ValueCheck =>
  (directive, around) => {
    const { args } = directive
    const [first = '', second, third] = args.map(({ value }) => value)
    const named: Record<string, number> = { permanent: 301, temp: 302, seeother: 303, gone: 410 }
    const told = named[first.toLowerCase()] ?? (/^\d/.test(first) ? leadingNumber(first) : null)
    const status = told ?? fixed ?? 302
    const redirects = status >= 300 && status < 400
    const about = (message: string): Complaint => ({ ruleId: statusRule(around), message })
    if (third !== undefined && told === null)
      return about(`Expected a status such as 301 or permanent in front, not ${first}`)
    if (perDirectory(around)) {
      const expression =
        told !== null && redirects && second !== undefined && third === undefined
          ? second
          : told === null && second === undefined
            ? first
            : null
      if (expression !== null || (told !== null && !redirects && second === undefined)) return null
    }
    const path = third === undefined && told === null ? first : (second ?? '')
    const url = third === undefined && told === null ? second : third
    const bad = regex ? regexError(path) : null
    if (bad) return `Expected a regular expression: ${path} ${bad}`
    if (!redirects)
      return url === undefined ? null : about(`Expected no target for the status ${status}, which is no redirect`)
    if (url === undefined) return about(`Expected a target to redirect to with ${status}`)
    if (!regex && !/^[A-Za-z0-9+.-]+:/.test(url) && !url.startsWith('/'))
      return `Expected a URL or a path with a leading / to redirect to, not ${url}`
    return null
  }

/** RewriteEngine and the like need nothing more than their form. */
export const REWRITE_CHECKS: Record<string, ValueCheck> = {
  rewriterule: rewriteRule,
  rewritecond: rewriteCond,
  rewriteoptions: rewriteOptions,
  rewritebase: rewriteBase,
  rewritemap: rewriteMap,
  redirect: redirect(null, false),
  redirectmatch: redirect(null, true),
  redirecttemp: redirect(302, false),
  redirectpermanent: redirect(301, false),
  aliasmatch: patternFirst,
  scriptaliasmatch: patternFirst,
}

function patternFirst(directive: Parameters<ValueCheck>[0]): string | null {
  const bad = regexError(valueOf(directive, 0))
  return bad ? `Expected a regular expression: ${valueOf(directive, 0)} ${bad}` : null
}
