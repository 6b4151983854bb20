import type { Word } from '../../text/directive.ts'
import type { Edit, Fix } from '../../text/finding.ts'
import { nearest } from '../../text/nearest.ts'
import { registeredMethods } from '../directives/method-names.ts'
import { type Complaint, inHtaccess, type Surrounding, type ValueCheck } from './value.ts'

const RULE = 'invalid-method-name'
const KNOWN = [...registeredMethods(true)]

/** The same word in capitals, commas as spaces. A guess is for a person to make, and so is a word that does not stand in the file as it is read. */
function corrected({ value, quoted, range: { file, start, end, includedFrom } }: Word): Edit | null {
  const text = value.toUpperCase().split(/[,|]+/).filter(Boolean)
  if (
    quoted ||
    includedFrom ||
    end.offset - start.offset !== value.length ||
    text.length === 0 ||
    !text.every((name) => KNOWN.includes(name))
  )
    return null
  return { file, start: start.offset, end: end.offset, text: text.join(' ') }
}

/** One fix for the whole list, of which only the first wrong word is reported. */
function correction(first: Word, words: Word[], { isMethod }: Surrounding): Fix | undefined {
  if (!corrected(first)) return undefined
  const edits = words.filter(({ value }) => !isMethod(value)).flatMap((word) => corrected(word) ?? [])
  return { message: `Write ${edits.map(({ text }) => text).join(' ')}`, edits }
}

/** What a name that httpd does not know was meant to be. */
function meant(name: string): string | null {
  const parts = name.toUpperCase().split(/[,|]+/).filter(Boolean)
  const known = parts.map((part) => (KNOWN.includes(part) ? part : nearest(part, KNOWN)))
  return parts.length > 0 && known.every((part) => part !== undefined) ? known.join(' ') : null
}

function unknownMethod(word: Word, words: Word[], around: Surrounding, accepted = false): Complaint {
  const suggestion = meant(word.value)
  const fix = correction(word, words, around)
  return {
    ruleId: RULE,
    word,
    message: `Unknown method ${word.value}${suggestion === null ? '' : `; did you mean ${suggestion}?`}`,
    ...(accepted ? { accepted: true } : {}),
    ...(fix ? { fix } : {}),
  }
}

const firstUnknown = (words: Word[], { isMethod }: Surrounding): Word | undefined =>
  words.find(({ value }) => value !== '' && !isMethod(value))

/** ap_limit_section: a main configuration registers what it does not know, so that `get` limits a method nobody sends. */
const limit =
  (except: boolean): ValueCheck =>
  (directive, around) => {
    const { args, name } = directive
    if (args.length === 0) return `Expected methods in <${name}>`
    const trace = except ? undefined : args.find(({ value }) => value === 'TRACE')
    if (trace)
      return { ruleId: RULE, word: trace, message: 'Expected TraceEnable for TRACE, which <Limit> does not reach' }
    const unknown = firstUnknown(args, around)
    if (unknown && (inHtaccess(around) || meant(unknown.value) !== null))
      return unknownMethod(unknown, args, around, !inHtaccess(around))
    const outer = around.sections.find(({ key }) => key === 'limit' || key === 'limitexcept')
    return outer ? `Expected <${name}> outside <${outer.name}>` : null
  }

/** am_check: each word a method, or `reset` alone. */
const allowMethods: ValueCheck = ({ args }, around) => {
  if (args.length === 0) return 'Expected at least one method behind AllowMethods'
  if (args.length === 1 && args[0]?.value.toLowerCase() === 'reset') return null
  const unknown = firstUnknown(args, around)
  return unknown ? unknownMethod(unknown, args, around) : null
}

/** set_script: any word but TRACE; one in lower case is never asked for. */
const script: ValueCheck = ({ args: [method] }, around) =>
  method?.value === 'TRACE'
    ? { ruleId: RULE, word: method, message: 'Expected another method than TRACE behind Script: httpd refuses it' }
    : method && !around.isMethod(method.value) && meant(method.value) !== null
      ? unknownMethod(method, [method], around, true)
      : null

/** The methods of `Require method`. */
export function requireMethod(words: Word[], around: Surrounding): Complaint | null {
  const unknown = firstUnknown(words, around)
  return unknown ? unknownMethod(unknown, words, around) : null
}

export const METHOD_CHECKS: Record<string, ValueCheck> = {
  limit: limit(false),
  limitexcept: limit(true),
  allowmethods: allowMethods,
  script,
}
