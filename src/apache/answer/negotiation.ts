import { Undecided, ask } from './exchange.ts'
import type { Exchange } from './exchange.ts'
import { extensionsOf, isKnownExtension, isLanguage, typeByName } from '../compile/modules/mime.ts'
import { hasOption } from '../compile/modules/core.ts'
import { header } from './server-variables.ts'

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Under MultiviewsMatch NegotiatedOnly, the default, a file counts whose every extension means a type, a language or an encoding. */
const isNegotiated = (x: Exchange, path: string, start: string): boolean =>
  extensionsOf(`x.${nameOf(path).slice(start.length)}`).every(
    (extension) =>
      isKnownExtension(x.config.mime, extension) ||
      ask(x, `the media types name .${extension}`, `the media types do not name .${extension}`),
  )

function accepts(sent: string, type: string): boolean {
  const wanted = sent
    .split(',')
    .filter((item) => !/;\s*q=0(?:\.0*)?\s*(?:;|$)/.test(item))
    .map((item) => item.split(';')[0]?.trim().toLowerCase())
  return wanted.some((one) => one === '*/*' || one === type || one === `${type.split('/')[0]}/*`)
}

/** Of the files that a name stands for, one that the client takes; a client whose wishes are not known takes any. */
function acceptable(x: Exchange, views: readonly string[]): string | 406 {
  const hasLanguage = views.some((path) => extensionsOf(path).some((extension) => isLanguage(x.config.mime, extension)))
  if (hasLanguage && header(x, 'accept-language')) throw new Undecided('which language mod_negotiation chooses', null)
  const sent = header(x, 'accept')
  return views.find((path) => !sent || accepts(sent, typeByName(x.config.mime, path)?.type ?? '')) ?? 406
}

/**
 * mod_negotiation's MultiViews: a name without its extension finds the file that has one (read_types_multi, do_negotiation).
 * 404: what has the name is nothing to negotiate. 406: nothing that the client takes. null: nothing has the name.
 */
export function multiView(x: Exchange): string | 404 | 406 | null {
  if (
    x.file !== 'missing' ||
    x.filename === null ||
    !hasOption(x.config.core, 'multiviews') ||
    x.shared.httpd.loaded.has('negotiation_module') === false
  )
    return null
  const start = `${nameOf(x.filename)}.`
  const folder = x.filename.slice(0, x.filename.lastIndexOf('/')) || '/'
  const named = x.shared.httpd
    .list(folder)
    .filter((name) => name.startsWith(start))
    .map((name) => `${folder}/${name}`)
  // Where nobody can tell that the file is missing, nobody can tell what is there beside it.
  if (
    named.length === 0 &&
    x.shared.httpd.entry(x.filename) === 'outside' &&
    ask(x, `files ${x.filename}.* are there`, `no files ${x.filename}.* are there`)
  )
    throw new Undecided('which of them mod_negotiation chooses', null)
  if (named.length === 0) return null
  const views = named.filter((path) => x.shared.httpd.entry(path) === 'file' && isNegotiated(x, path, start))
  return views.length === 0 ? 404 : acceptable(x, views)
}
