import { lookUp } from '../../text/lookup.ts'
import type { ApacheDirective } from '../read/directive.ts'
import { readServerName } from '../words/address.ts'
import type { ServerConfig } from './server-config.ts'

type ServerReader = (server: ServerConfig, directive: ApacheDirective) => void

const first = (directive: ApacheDirective): string => directive.args[0]?.value ?? ''

/** The directives that count per server and not per directory. */
const SERVER_READERS: Record<string, ServerReader> = {
  servername: (server, directive) => {
    server.serverName = { ...readServerName(first(directive)), range: directive.range }
  },
  serveralias: (server, directive) => {
    for (const { value, range } of directive.args) server.aliases.push({ name: value.toLowerCase(), range })
  },
  documentroot: (server, directive) => {
    server.documentRoot = { path: first(directive).replace(/(.)\/+$/, '$1'), range: directive.range }
  },
  virtualdocumentroot: (server, directive) => {
    server.computedRoot = directive.range
  },
  virtualdocumentrootip: (server, directive) => {
    server.computedRoot = directive.range
  },
  userdir: (server, directive) => {
    if (!/^(?:dis|en)abled$/i.test(first(directive))) server.userDir = directive.range
  },
  davlockdb: (server, directive) => {
    server.lockDatabase = directive.range
  },
  sslproxyengine: (server, directive) => {
    server.encryptsProxies = /^on$/i.test(first(directive))
  },
  traceenable: (server, directive) => {
    const word = first(directive).toLowerCase()
    server.trace = { mode: word === 'off' ? 'off' : word === 'extended' ? 'extended' : 'on', range: directive.range }
  },
  httpprotocoloptions: (server, directive) => {
    for (const { value } of directive.args)
      if (/^(registered|lenient)methods$/i.test(value))
        server.registeredOnly = /^r/i.test(value) ? directive.range : null
  },
  rewritemap: (server, directive) => {
    server.maps = new Map([...server.maps, [first(directive), directive.args[1]?.value ?? '']])
  },
  mergeslashes: (server, directive) => {
    server.mergeSlashes = first(directive).toLowerCase() !== 'off'
  },
  usecanonicalname: (server, directive) => {
    server.canonicalName = first(directive).toLowerCase() === 'on'
  },
}

/** Whether a directive counts for the whole server. */
export const isOfServer = ({ key }: ApacheDirective): boolean => lookUp(SERVER_READERS, key) !== undefined

/** Takes in what a directive says of the whole server. */
export const readOfServer: ServerReader = (server, directive) =>
  lookUp(SERVER_READERS, directive.key)?.(server, directive)
