import type { Word } from '../../text/directive.ts'
import { EVERYTHING, OPTION_BITS } from '../read/overrides.ts'
import { expressionError, stringError } from '../words/expression/parse.ts'
import { regexError } from '../words/regex.ts'
import { type Surrounding, type ValueCheck, valueOf } from './value.ts'
import { isKnownStatus, leadingNumber } from '../words/status.ts'
import { lookUp } from '../../text/lookup.ts'

const OPTION_NAMES: Record<string, string> = {
  indexes: 'Indexes',
  includes: 'Includes',
  includesnoexec: 'IncludesNOEXEC',
  followsymlinks: 'FollowSymLinks',
  symlinksifownermatch: 'SymLinksIfOwnerMatch',
  execcgi: 'ExecCGI',
  multiviews: 'MultiViews',
  runscripts: 'RunScripts',
  none: 'None',
  all: 'All',
}

/** set_options. */
const options: ValueCheck = ({ args }, around) => {
  const grant = typeof around.place.file === 'object' ? around.place.file : EVERYTHING
  let relative = false
  let whole = false
  for (const [index, word] of args.entries()) {
    const signed = /^[+-]/.test(word.value)
    if (signed ? index > 0 && !relative && !whole : relative) return mixed(word)
    relative ||= signed
    const key = word.value.slice(signed ? 1 : 0).toLowerCase()
    const bits = lookUp(OPTION_BITS, key)
    if (bits === undefined)
      return { message: `Unknown option ${word.value}; write one of ${Object.values(OPTION_NAMES).join(', ')}`, word }
    if (key === 'none' || key === 'all') {
      if (index > 0 || relative) return { message: `Expected Options ${OPTION_NAMES[key]} alone, without a sign`, word }
      whole = true
    }
    if (grant.options !== null && (grant.options & bits) !== bits)
      return {
        ruleId: 'directive-context',
        message: `Expected AllowOverride Options=${OPTION_NAMES[key]} for this option`,
        word,
      }
  }
  return null
}

const mixed = (word: Word): { message: string; word: Word } => ({
  message: 'Expected + or - before every option or before none',
  word,
})

/** set_error_document. */
const errorDocument: ValueCheck = (directive) => {
  const status = leadingNumber(valueOf(directive, 0))
  if (!isKnownStatus(status))
    return `Expected a status that httpd knows behind ErrorDocument, not ${valueOf(directive, 0)}`
  const document = valueOf(directive, 1)
  const bad = document.toLowerCase() === 'default' ? null : stringError(document)
  return bad ? `Expected a text or path behind ErrorDocument ${status}: it ${bad}` : null
}

const fileETag: ValueCheck = ({ args }) => {
  const wrong = args.find(
    ({ value }) => !/^(?:none|all|[+-]?(?:size|lmtime|mtime|lastmodified|inode|digest))$/i.test(value),
  )
  return wrong ? { message: `Unknown keyword ${wrong.value} of FileETag`, word: wrong } : null
}

const overrides: ValueCheck = ({ args }) => {
  for (const word of args) {
    const [name = '', value] = word.value.toLowerCase().split('=')
    if (name === 'nonfatal' && value === undefined)
      return { message: 'Expected =Override, =Unknown or =All behind Nonfatal', word }
    if (!/^(?:limit|options|fileinfo|authconfig|indexes|nonfatal|none|all)$/.test(name))
      return { message: `Unknown class ${word.value} of AllowOverride`, word }
  }
  return null
}

const overrideList: ValueCheck = ({ args }) =>
  args.length > 1 && args.some(({ value }) => value.toLowerCase() === 'none')
    ? 'Expected None alone behind AllowOverrideList'
    : null

/** A section whose argument is a pattern or `~` and a pattern. */
const matched =
  (regex: boolean): ValueCheck =>
  (directive) => {
    const { args, name, rest } = directive
    if (rest === '') return `Expected an argument in <${name}>`
    const tilde = valueOf(directive, 0) === '~'
    const pattern = regex || tilde ? valueOf(directive, tilde && !regex ? 1 : 0) : null
    const bad = pattern === null ? null : regexError(pattern)
    if (bad) return `Expected a regular expression in <${name}>: ${pattern} ${bad}`
    return args.length > (tilde && !regex ? 2 : 1)
      ? `Expected one argument in <${name}>; put a name with spaces in quotes`
      : null
  }

/** ifsection. */
const condition: ValueCheck = (directive, around) => {
  const { key, name, rest } = directive
  const chained = key === 'if' ? null : checkChain(around)
  if (chained) return chained
  if (key === 'else') return rest === '' ? null : 'Expected nothing behind <Else'
  if (rest === '') return `Expected a condition in <${name}>`
  const bad = expressionError(valueOf(directive, 0))
  if (bad) return `Expected an expression in <${name}>: it ${bad}`
  return directive.args.length > 1 ? `Expected one argument in <${name}>; put the condition in quotes` : null
}

function checkChain({ previous }: Surrounding): string | null {
  if (previous?.open) return null
  return previous && /^(?:if|elseif)$/.test(previous.key) ? null : 'Expected <If> or <ElseIf> right before this section'
}

/** `<AuthnProviderAlias provider name>` and its like for authorization. */
const providerAlias: ValueCheck = ({ args, name }) =>
  args.length < 2 ? `Expected a provider and a name in <${name}>` : null

const virtualHost: ValueCheck = ({ rest }) => (rest === '' ? 'Expected an address in <VirtualHost>' : null)

/** atoi on a number that may not be negative. */
const notNegative: ValueCheck = (directive) =>
  leadingNumber(valueOf(directive, 0)) < 0
    ? `Expected a number behind ${directive.name}, not ${valueOf(directive, 0)}`
    : null

/** A whole number, all of it. */
const wholeNumber: ValueCheck = (directive) =>
  /^\+?\d+$/.test(valueOf(directive, 0))
    ? null
    : `Expected a number behind ${directive.name}, not ${valueOf(directive, 0)}`

const errorDirective: ValueCheck = ({ rest }) => `Expected no Error: it stops httpd${rest ? ` with ${rest}` : ''}`

const cgiVar: ValueCheck = (directive) =>
  valueOf(directive, 0) === 'REQUEST_URI' && /^(?:current-uri|original-uri)$/i.test(valueOf(directive, 1))
    ? null
    : 'Expected REQUEST_URI and current-uri or original-uri behind CGIVar'

/** A string with variables in it. */
const text: ValueCheck = (directive) => {
  const bad = stringError(valueOf(directive, 0))
  return bad ? `Expected a text behind ${directive.name}: it ${bad}` : null
}

export const CORE_CHECKS: Record<string, ValueCheck> = {
  options,
  errordocument: errorDocument,
  fileetag: fileETag,
  allowoverride: overrides,
  allowoverridelist: overrideList,
  files: matched(false),
  filesmatch: matched(true),
  directory: matched(false),
  directorymatch: matched(true),
  location: matched(false),
  locationmatch: matched(true),
  if: condition,
  elseif: condition,
  else: condition,
  virtualhost: virtualHost,
  error: errorDirective,
  cgivar: cgiVar,
  authnprovideralias: providerAlias,
  authzprovideralias: providerAlias,
  authtype: text,
  authname: text,
  limitrequestbody: wholeNumber,
  limitxmlrequestbody: notNegative,
}
