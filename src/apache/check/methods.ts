import type { Word } from '../../source/directive.ts'
import type { Fix } from '../../source/finding.ts'
import { nearest } from '../../source/nearest.ts'
import { registeredMethods } from '../method-names.ts'
import { type Complaint, inHtaccess, type Surrounding, type ValueCheck } from './value.ts'

const RULE = 'invalid-method-name'
const KNOWN = [...registeredMethods(true)]

/** The same word in capitals, commas as spaces, where it stands in the file as it is read. */
function correction(word: Word, text: string): Fix | undefined {
  const { file, start, end } = word.range
  if (word.quoted || word.range.includedFrom || end.offset - start.offset !== word.value.length) return undefined
  return { message: `Write ${text}`, edits: [{ file, start: start.offset, end: end.offset, text }] }
}

/** What a name that httpd does not know was meant to be. */
function meant(name: string): string | null {
  const parts = name.toUpperCase().split(/[,|]+/).filter(Boolean)
  const known = parts.map((part) => (KNOWN.includes(part) ? part : nearest(part, KNOWN)))
  return parts.length > 0 && known.every((part) => part !== undefined) ? known.join(' ') : null
}

function unknownMethod(word: Word, accepted: boolean): Complaint {
  const suggestion = meant(word.value)
  const fix = suggestion === null ? undefined : correction(word, suggestion)
  return {
    ruleId: RULE, word, message: `Unknown method ${word.value}${suggestion === null ? '' : `; did you mean ${suggestion}?`}`,
    ...(accepted ? { accepted: true } : {}), ...(fix ? { fix } : {}),
  }
}

const firstUnknown = (words: Word[], { isMethod }: Surrounding): Word | undefined => words.find(({ value }) => value !== '' && !isMethod(value))

/** ap_limit_section: a main configuration registers what it does not know, so that `get` limits a method nobody sends. */
const limit = (except: boolean): ValueCheck => (directive, around) => {
  const { args, name } = directive
  if (args.length === 0) return `Expected methods in <${name}>`
  const trace = except ? undefined : args.find(({ value }) => value === 'TRACE')
  if (trace) return { ruleId: RULE, word: trace, message: 'Expected TraceEnable for TRACE, which <Limit> does not reach' }
  const unknown = firstUnknown(args, around)
  if (unknown && (inHtaccess(around) || meant(unknown.value) !== null)) return unknownMethod(unknown, !inHtaccess(around))
  const outer = around.sections.find(({ key }) => key === 'limit' || key === 'limitexcept')
  return outer ? `Expected <${name}> outside <${outer.name}>` : null
}

/** am_check: each word a method, or `reset` alone. */
const allowMethods: ValueCheck = ({ args }, around) => {
  if (args.length === 0) return 'Expected at least one method behind AllowMethods'
  if (args.length === 1 && args[0]?.value.toLowerCase() === 'reset') return null
  const unknown = firstUnknown(args, around)
  return unknown ? unknownMethod(unknown, false) : null
}

/** Script takes any word but GET's handlers are never asked for a lower-case one. */
const script: ValueCheck = ({ args: [method] }, around) =>
  (method && !around.isMethod(method.value) && meant(method.value) !== null ? unknownMethod(method, true) : null)

/** The methods of `Require method`. */
export function requireMethod(words: Word[], around: Surrounding): Complaint | null {
  const unknown = firstUnknown(words, around)
  return unknown ? unknownMethod(unknown, false) : null
}

export const METHOD_CHECKS: Record<string, ValueCheck> = { limit: limit(false), limitexcept: limit(true), allowmethods: allowMethods, script }
