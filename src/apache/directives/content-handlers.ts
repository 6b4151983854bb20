import { lookUp } from '../../text/lookup.ts'

/** What a handler makes of a method: a page of its own, the default handler's answer, a status for httpd to word, or what no file says. */
type Answer = 'page' | 'default' | 'open' | 'refuses' | 'unimplemented'

/** A content handler that httpd's own modules bring, as it was observed on 2.4.71 with every method. */
export interface ContentHandler {
  /** Any of them brings it, `status` for mod_status. */
  modules: readonly string[]
  /** By method; `rest` for the others. */
  methods: Partial<Record<string, Answer>>
  rest: Answer
  /** What is not there is 404 before the method is looked at. */
  needsFile?: boolean
  /** What it allows, beside TRACE, where it refuses a method. */
  allows?: readonly string[]
  /** It answers with what the file says: its status and its headers. */
  asFile?: boolean
}

const handler = (
  modules: string,
  methods: ContentHandler['methods'],
  rest: Answer,
  more: Partial<ContentHandler> = {},
): ContentHandler => ({ modules: modules.split(' '), methods, rest, ...more })

const PAGE: ContentHandler['methods'] = { GET: 'page', HEAD: 'page' }
const AS_IS = handler('asis', { GET: 'open', HEAD: 'open' }, 'default', { asFile: true })
const IMAGE_MAP = handler('imagemap', { GET: 'open', HEAD: 'open' }, 'default')
const TYPE_MAP = handler('negotiation', {}, 'open', { needsFile: true })
const DEFAULT = handler('include', {}, 'default')

const HANDLERS: Record<string, ContentHandler> = {
  'server-status': handler('status', PAGE, 'default'),
  'server-info': handler('info', PAGE, 'default'),
  'ldap-status': handler('ldap', PAGE, 'default'),
  'md-status': handler('md', PAGE, 'unimplemented'),
  'http2-status': handler('http2', { GET: 'open', HEAD: 'open', POST: 'open' }, 'default'),
  'balancer-manager': handler('proxy_balancer', { ...PAGE, POST: 'page' }, 'default'),
  reflector: handler('reflector', { POST: 'page', OPTIONS: 'page' }, 'refuses', { allows: ['POST', 'OPTIONS'] }),
  heartbeat: handler('heartmonitor', { POST: 'open' }, 'refuses'),
  'form-login-handler': handler('auth_form', { POST: 'open' }, 'refuses'),
  'form-logout-handler': handler('auth_form', {}, 'open'),
  'send-as-is': AS_IS,
  'httpd/send-as-is': AS_IS,
  'imap-file': IMAGE_MAP,
  'application/x-httpd-imap': IMAGE_MAP,
  'type-map': TYPE_MAP,
  'application/x-type-map': TYPE_MAP,
  'isapi-handler': handler('isapi', {}, 'open'),
  'server-parsed': DEFAULT,
  'text/x-server-parsed-html': DEFAULT,
  'text/x-server-parsed-html3': DEFAULT,
  'default-handler': handler('core', {}, 'default'),
}

/** By the name of a handler or a media type, in lower case; null: none of httpd's own that is known here. */
export const contentHandler = (name: string): ContentHandler | null => lookUp(HANDLERS, name) ?? null
