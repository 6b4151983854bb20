import { code, NEXT, note, unknownReply } from '../exchange.ts'
import type { Exchange, Verdict } from '../exchange.ts'
import { aliasLength, documentRoot, entryAt, mapToPath } from '../paths.ts'
import { isKnown } from '../value.ts'
import type { Value } from '../value.ts'
import { evaluateOpen, withoutQuery } from '../evaluate.ts'
import { readTryFiles } from '../../words/try-files.ts'
import { internalRedirect, namedLocation, splitTarget } from './location.ts'

/** The URI and the file that a candidate stands for; an alias takes its location's name away from it. */
function candidateOf(
  exchange: Exchange,
  source: string,
  alias: number | null,
): { uri: string | null; path: Value | null } {
  const name = withoutQuery(exchange, evaluateOpen(exchange, source))
  if (!isKnown(name)) return { uri: null, path: { unknown: 'the file' } }
  if (alias === null) return { uri: name, path: mapToPath(exchange, name) }
  if (!exchange.validLocation) return { uri: null, path: null }
  if (alias === Infinity) {
    const root = documentRoot(exchange)
    return { uri: name, path: isKnown(root) ? root + name : root }
  }
  const start = exchange.uri.slice(0, alias)
  const uri = source.includes('$') && name.startsWith(start) ? name : start + name
  return { uri, path: mapToPath(exchange, uri) }
}

/** Of a last word with variables, too, an alias takes its location's name away; what is left may begin with no slash, and is nobody's path. */
function withoutName({ uri }: Exchange, target: Value, alias: number | null): Value {
  const name = alias === null || alias === Infinity ? '' : uri.slice(0, alias)
  const cut = (text: string): string => (text.startsWith(name) ? text.slice(name.length) : text)
  if (isKnown(target)) return cut(target)
  return {
    ...target,
    ...(target.prefix !== undefined && { prefix: cut(target.prefix) }),
    ...(target.bare !== undefined && { bare: cut(target.bare) }),
  }
}

/** try_files of the level itself, for nothing inherits it: neither an `if` nor limit_except nor a location (ngx_http_try_files_module).
 * The last word is a status, a named location or a path to start over with. */
export function tryFilesPhase(exchange: Exchange): Verdict {
  const directive = exchange.level.own.get('try_files')?.[0]
  if (!directive) return NEXT
  const { range } = directive
  const { value } = readTryFiles(directive)
  if (!value) return unknownReply('where try_files ends cannot be told', range)
  const { files, last } = value
  const alias = aliasLength(exchange)
  for (const { path: source, isFolder, word } of files) {
    const { uri, path } = candidateOf(exchange, source, alias)
    if (path === null) return code(500, 'built-in', range)
    if (entryAt(exchange, path) !== (isFolder ? 'directory' : 'file')) continue
    if (uri === null) return unknownReply(`which file ${word.value} is cannot be told`, range)
    note(exchange, 'file', range, `try_files finds ${word.value}`)
    exchange.uri = uri
    if (alias === Infinity && !isFolder) exchange.addUriToAlias = true
    return NEXT
  }
  note(exchange, 'file', range, `try_files ends with ${directive.args.at(-1)?.value ?? ''}`)
  if ('status' in last) return code(last.status, last.status === 404 ? 'not-found' : 'response', range)
  const target = splitTarget(
    withoutName(exchange, evaluateOpen(exchange, last.target, 'ask'), last.target.includes('$') ? alias : null),
  )
  if (!target) return unknownReply(`where ${last.target} leads cannot be told`, range)
  return target.path.startsWith('@')
    ? namedLocation(exchange, target.path, range)
    : internalRedirect(exchange, target, range)
}
