import { registeredMethods } from '../apache/directives/method-names.ts'
import { flagsIn } from '../apache/words/rewrite-flags.ts'
import { statusNamed } from '../apache/words/status.ts'
import { returnOf } from '../nginx/words/rewrite.ts'
import type { Site } from '../model/site.ts'
import { isLimitable } from '../nginx/directives/limitable.ts'
import type { Directive } from '../text/directive.ts'
import type { Edit, Fix } from '../text/finding.ts'
import type { SourceRange } from '../text/range.ts'
import { directiveAt, textAt } from './blocks.ts'

/** Takes an nginx statement out, with its line where it has one of its own. */
export function removeStatement(site: Site, { file, start, end }: SourceRange): Fix | undefined {
  const text = site.files.get(file)?.text ?? ''
  const stop =
    text[end.offset - 1] === ';'
      ? end.offset
      : end.offset + (/^\s*;/.exec(text.slice(end.offset, end.offset + 80))?.[0].length ?? 0)
  if (text[stop - 1] !== ';') return undefined
  const lineStart = text.lastIndexOf('\n', start.offset - 1) + 1
  const lineEnd = text.indexOf('\n', stop)
  const alone =
    lineEnd >= 0 && text.slice(lineStart, start.offset).trim() === '' && text.slice(stop, lineEnd).trim() === ''
  const space = /(?<=\S)[ \t]+$/.exec(text.slice(lineStart, start.offset))?.[0].length ?? 0
  return {
    message: 'Remove it',
    edits: [
      alone
        ? { file, start: lineStart, end: lineEnd + 1, text: '' }
        : { file, start: start.offset - space, end: stop, text: '' },
    ],
  }
}

const isLossy = (status: number | null | undefined): boolean => status === 301 || status === 302

/** 308 in place of 301, or 307 of 302, where the redirect is written in a form that can say so. */
export function keepingMethod(site: Site, place: SourceRange, status: 307 | 308): Fix | undefined {
  const edit = (start: number, end: number, text: string): Fix => ({
    message: `Write ${status}, which keeps the method`,
    edits: [{ file: place.file, start, end, text }],
  })
  const directive = directiveAt(site, place)
  const [first, , flags] = directive?.args ?? []
  switch (directive?.name.toLowerCase()) {
    case 'return':
      return first && !first.quoted && first !== returnOf(directive)?.text && isLossy(returnOf(directive)?.status)
        ? edit(first.range.start.offset, first.range.end.offset, `${status}`)
        : undefined
    case 'redirect':
    case 'redirectmatch': {
      if (!first) return undefined
      return isLossy(statusNamed(first.value))
        ? edit(first.range.start.offset, first.range.end.offset, `${status}`)
        : edit(first.range.start.offset, first.range.start.offset, `${status} `)
    }
    case 'redirectpermanent':
    case 'redirecttemp':
      return edit(directive?.nameRange.start.offset ?? 0, directive?.nameRange.end.offset ?? 0, `Redirect ${status}`)
    case 'rewriterule': {
      const open = flags?.raw.indexOf('[') ?? -1
      const flag = flagsIn(flags?.raw.slice(open, flags.raw.lastIndexOf(']') + 1) ?? '').find(
        ({ key }) => key === 'r' || key === 'redirect',
      )
      const start = (flags?.range.start.offset ?? 0) + open
      return flag && edit(start + flag.start, start + flag.end, `R=${status}`)
    }
    case undefined: {
      const [, before = '', old = ''] =
        /^((?:[^'"`(]*\.)?redirect\(\s*)(30[12])?/.exec(
          site.files.get(place.file)?.text.slice(place.start.offset, place.end.offset) ?? '',
        ) ?? []
      if (before === '') return undefined
      const start = place.start.offset + before.length
      return edit(start, start + old.length, old === '' ? `${status}, ` : `${status}`)
    }
    default:
      return undefined
  }
}

/** Takes an Apache line out, however many it is continued over; undefined: more than the directive stands on it. */
export function removeLine(site: Site, { file, start, end, includedFrom }: SourceRange): Fix | undefined {
  const text = site.files.get(file)?.text ?? ''
  const lineStart = text.lastIndexOf('\n', start.offset - 1) + 1
  const next = text.indexOf('\n', end.offset)
  const lineEnd = next < 0 ? text.length : next + 1
  const isAlone = text.slice(lineStart, start.offset).trim() === '' && text.slice(end.offset, lineEnd).trim() === ''
  return isAlone && !includedFrom
    ? { message: 'Remove it', edits: [{ file, start: lineStart, end: lineEnd, text: '' }] }
    : undefined
}

/** Another value in place of one that stands in a text, once: a word without quotes gets them where it needs them; among a call's arguments
 * only one that is quoted is the value. */
export function rewrittenValue(site: Site, text: SourceRange, value: string, better: string): Fix | undefined {
  if (value === '' || better === '' || text.includedFrom) return undefined
  const written = textAt(site, text)
  const edit = (at: number, replacement: string): Fix => {
    const start = text.start.offset + at
    return {
      message: `Write ${better}`,
      edits: [{ file: text.file, start, end: start + value.length, text: replacement }],
    }
  }
  if (written === value) return edit(0, /^[\w-]+$/.test(better) ? better : `"${better}"`)
  const [at, ...others] = ['"', "'", '`']
    .map((quote) => written.indexOf(`${quote}${value}${quote}`))
    .filter((found) => found >= 0)
  return at === undefined || others.length > 0 ? undefined : edit(at + 1, better)
}

/** The word of a directive that holds a value, or the whole of a call. */
export const wordWith = (site: Site, place: SourceRange, value: string): SourceRange =>
  directiveAt(site, place)?.args.find((word) => word.value === value)?.range ?? place

/** 405 in place of the status that a refusal says itself: `return 403`, `res.status(400)`. */
export function refusalEdit(site: Site, place: SourceRange): Edit | null {
  const directive = directiveAt(site, place)
  const [status] = directive?.args ?? []
  if (directive?.name === 'return' && status)
    return { file: place.file, start: status.range.start.offset, end: status.range.end.offset, text: '405' }
  const found = directive ? null : /^(?:[\w$]+\s*\.)?(?:status|sendStatus)\(\s*(?=\d{3}\s*\))/.exec(textAt(site, place))
  const start = place.start.offset + (found?.[0].length ?? 0)
  return found ? { file: place.file, start, end: start + 3, text: '405' } : null
}

/** Guards that name only the methods that their server knows. */
const CHOOSY: Record<string, { name: string; knows(method: string): boolean; instead(methods: string[]): string }> = {
  limit_except: {
    name: 'limit_except',
    knows: isLimitable,
    instead: (methods) => `\`if ($request_method !~ ^(${methods.join('|')})$) { return 403; }\``,
  },
  allowmethods: {
    name: 'AllowMethods',
    knows: (method) => HTTPD_METHODS.has(method),
    instead: (methods) => `\`<LimitExcept ${methods.join(' ')}>\` with \`Require all denied\` inside`,
  },
  // mod_authz_core's method_parse_config() takes registered names alone.
  'require method': {
    name: 'Require method',
    knows: (method) => HTTPD_METHODS.has(method),
    instead: (methods) =>
      `\`Require expr "%{REQUEST_METHOD} in { ${methods.map((method) => `'${method}'`).join(', ')} }"\``,
  },
}
const HTTPD_METHODS = registeredMethods(false)

/** The name of a directive that guards by methods, and the methods that it has. */
function listOf(directive: Directive | null): { name: string; listed: string[] } {
  const name = directive?.name.toLowerCase() ?? ''
  const words = directive?.args.map(({ value }) => value) ?? []
  return name === 'require' && words[0]?.toLowerCase() === 'method'
    ? { name: 'require method', listed: words.slice(1) }
    : { name, listed: words }
}

/** What to write in the place of a guard that cannot name all the methods that it is to let through; null: it can, or it is another kind. */
export function otherGuard(
  site: Site,
  guard: SourceRange,
  methods: string[],
): { directive: string; unnamed: string[]; instead: string } | null {
  const { name, listed } = listOf(directiveAt(site, guard))
  const choosy = Object.hasOwn(CHOOSY, name) ? CHOOSY[name] : undefined
  const unnamed = methods.filter((method) => choosy && !choosy.knows(method))
  if (!choosy || unnamed.length === 0) return null
  const given = listed.map((method) => method.toUpperCase())
  const all = new Set([...given.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])), ...methods])
  return { directive: choosy.name, unnamed, instead: choosy.instead([...all]) }
}

/** More methods in a list of those that a guard lets through: limit_except, LimitExcept, AllowMethods, Require method, `^(GET|POST)$`. */
export function letThrough(site: Site, guard: SourceRange, methods: string[]): Fix | undefined {
  const directive = directiveAt(site, guard)
  const last = directive?.args.at(-1)
  if (!directive || !last || guard.includedFrom || methods.length === 0 || otherGuard(site, guard, methods))
    return undefined
  const insert = (at: number, text: string): Fix => ({
    message: `Let ${methods.join(', ')} through`,
    edits: [{ file: guard.file, start: at, end: at, text }],
  })
  if (/^(?:limit_except|limitexcept|allowmethods|require method)$/.test(listOf(directive).name))
    return insert(last.range.end.offset, ` ${methods.join(' ')}`)
  const list = directive.name === 'if' ? /^"?\^\([A-Z]+(?:\|[A-Z]+)*(?=\)\$"?\)?$)/.exec(last.raw)?.[0] : undefined
  return list === undefined
    ? undefined
    : insert(last.range.start.offset + list.length, methods.map((method) => `|${method}`).join(''))
}
