import type { ApacheDirective } from '../read/directive.ts'
import type { Context, DirectiveInfo } from '../directives/index.ts'
import type { Grant } from '../read/overrides.ts'
import { lookUp } from '../../text/lookup.ts'

/** Where a directive stands: in which file, and in which sections there. */
export interface Place {
  /** `fragment`: a file made to be included somewhere out of sight; a Grant: `.htaccess`. */
  file: 'server' | 'fragment' | Grant
  vhost: boolean
  sections: Context[]
  /** `<Proxy>`: takes what any per-directory section takes. */
  proxy: boolean
  /** `<RequireAll>` and the like: takes what AuthConfig covers. */
  authorization: boolean
}

const SECTION_CONTEXT: Record<string, Context> = {
  directory: 'directory',
  directorymatch: 'directory',
  location: 'location',
  locationmatch: 'location',
  files: 'files',
  filesmatch: 'files',
  if: 'if',
  elseif: 'if',
  else: 'if',
  limit: 'limit',
  limitexcept: 'limit',
  authnprovideralias: 'directory',
  authzprovideralias: 'directory',
}

/** The place inside a section. */
export function inside(place: Place, { key }: ApacheDirective): Place {
  if (key === 'virtualhost') return { ...place, vhost: true }
  if (key === 'proxy' || key === 'proxymatch') return { ...place, proxy: true }
  if (/^require(?:all|any|none)$/.test(key)) return { ...place, authorization: true }
  const context = lookUp(SECTION_CONTEXT, key)
  return context && !place.sections.includes(context) ? { ...place, sections: [...place.sections, context] } : place
}

const PER_DIRECTORY: Context[] = ['directory', 'location', 'files']
const WORDS: Record<Context, string> = {
  server: "the server's configuration",
  vhost: '<VirtualHost>',
  directory: '<Directory>',
  location: '<Location>',
  files: '<Files>',
  if: '<If>',
  limit: '<Limit>',
}

const title = ({ name, section }: DirectiveInfo): string => (section ? `<${name}>` : name)

/** Where the manual would put it. */
function home({ contexts }: DirectiveInfo): string {
  const known = ['server', 'vhost', 'directory', 'location'] satisfies Context[]
  const taken = known.filter((context) => contexts?.has(context)).map((context) => WORDS[context])
  return taken.length === 0 ? 'a build of httpd that takes it' : taken.slice(0, 2).join(' or ')
}

/** Why httpd refuses a directive where it stands; null: it does not, or nobody has seen whether it does. */
export function checkContext(
  info: DirectiveInfo,
  { file, vhost, sections, proxy, authorization }: Place,
): string | null {
  const { contexts, htaccess } = info
  if (!contexts || !htaccess) return null
  if (authorization && (!htaccess.has('AuthConfig') || !contexts.has('limit')))
    return `Expected ${title(info)} outside <RequireAll>, <RequireAny> and <RequireNone>`
  const forbidding = sections.find((section) => !contexts.has(section))
  if (typeof file === 'object') {
    const listed = file.list.has((info.section ? '<' : '') + info.name.toLowerCase()) && contexts.has('directory')
    if (!listed && !file.nonfatal.override) {
      if (htaccess.size === 0) return `Expected ${title(info)} in ${home(info)}, not in .htaccess`
      if (![...htaccess].some((each) => file.classes.has(each))) {
        const granted = [...file.classes].join(' ') || 'None'
        return `Expected AllowOverride ${[...htaccess].sort().join(' or ')} for ${title(info)} in this .htaccess, which has ${granted}`
      }
    }
    return forbidding ? `Expected ${title(info)} outside ${WORDS[forbidding]}` : null
  }
  if (forbidding) return `Expected ${title(info)} outside ${WORDS[forbidding]}, in ${home(info)}`
  // PROXY_CONF: mod_ssl's for the way to a backend.
  if (proxy && /^SSLProxy/.test(info.name)) return null
  if (proxy)
    return PER_DIRECTORY.some((context) => contexts.has(context))
      ? null
      : `Expected ${title(info)} outside <Proxy>, in ${home(info)}`
  if (sections.length > 0 || (file === 'fragment' && !vhost)) return null
  return contexts.has(vhost ? 'vhost' : 'server') ? null : `Expected ${title(info)} inside ${home(info)}`
}
