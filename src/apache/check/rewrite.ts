import { readRedirect } from '../words/redirect.ts'
import { readMapSource } from '../words/rewrite-map.ts'
import { regexError } from '../words/regex.ts'
import { readCondition, readRule } from '../words/rewrite.ts'
import type { Refusal } from '../words/rewrite-flags.ts'
import { type Complaint, inHtaccess, perDirectory, type Surrounding, type ValueCheck, valueOf } from './value.ts'

/** Of what `.htaccess` alone makes a 500; a server that does not start is a matter of syntax. */
const statusRule = (around: Surrounding): string => (inHtaccess(around) ? 'rewrite-status' : 'syntax')

const complaintOf = (refused: Refusal | null, around: Surrounding): Complaint | null =>
  refused && { message: refused.message, ...(refused.atRequest && { ruleId: statusRule(around) }) }

const rewriteRule: ValueCheck = (directive, around) => complaintOf(readRule(directive).refused, around)
const rewriteCond: ValueCheck = (directive, around) => complaintOf(readCondition(directive).refused, around)

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

const rewriteMap: ValueCheck = (directive) => readMapSource(valueOf(directive, 1)).refused

const redirect: ValueCheck = (directive, around) =>
  complaintOf(readRedirect(directive, perDirectory(around)).refused, around)

/** RewriteEngine and the like need nothing more than their form. */
export const REWRITE_CHECKS: Record<string, ValueCheck> = {
  rewriterule: rewriteRule,
  rewritecond: rewriteCond,
  rewriteoptions: rewriteOptions,
  rewritebase: rewriteBase,
  rewritemap: rewriteMap,
  redirect,
  redirectmatch: redirect,
  redirecttemp: redirect,
  redirectpermanent: redirect,
  aliasmatch: patternFirst,
  scriptaliasmatch: patternFirst,
}

function patternFirst(directive: Parameters<ValueCheck>[0]): string | null {
  const bad = regexError(valueOf(directive, 0))
  return bad ? `Expected a regular expression: ${valueOf(directive, 0)} ${bad}` : null
}
