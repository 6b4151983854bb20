import { agreedAnswer, answerIn, askedMethods, type ObservedHandler } from '../../model/observed.ts'
import { lookUp } from '../../text/lookup.ts'
import { OBSERVED } from './observed.ts'

/** What a handler makes of a method: a page of its own, the default handler's answer, a status for httpd to word, or what no file says. */
type Answer = 'page' | 'default' | 'open' | 'refuses' | 'unimplemented'

/** A content handler that httpd's own modules bring, as it was observed. */
export interface ContentHandler {
  /** What brings it: `status` for mod_status. */
  module: string
  /** By method; `rest` for the others. */
  methods: ReadonlyMap<string, Answer>
  rest: Answer
  /** What is not there is 404 before the method is looked at. */
  needsFile: boolean
  /** What it allows, beside TRACE, where it refuses a method. */
  allows: readonly string[]
  /** It answers with what the file says: its status and its headers. */
  asFile: boolean
}

const DEFAULT = OBSERVED.find(({ name }) => name === 'default-handler')

/** What the default handler answers, where a file is and where none is. */
const byDefault = (method: string, none: boolean): string | undefined =>
  DEFAULT?.says.flatMap((said) => (Boolean(said.none) === none ? [answerIn(said, method)] : []))[0]

function answerOf(observed: ObservedHandler, method: string): Answer {
  if (observed.open?.split(' ').includes(method)) return 'open'
  if (observed.says.every((said) => answerIn(said, method) === byDefault(method, Boolean(said.none)))) return 'default'
  switch (agreedAnswer(observed, method)?.status) {
    case 200:
      return 'page'
    case 405:
      return 'refuses'
    case 501:
      return 'unimplemented'
    default:
      return 'open'
  }
}

const isMissing = (observed: ObservedHandler, method: string): boolean =>
  observed.says.every((said) => answerIn(said, method)?.startsWith('404') === Boolean(said.none))

function contentHandlerOf(observed: ObservedHandler): ContentHandler {
  // TRACE is answered before any handler is asked.
  const named = askedMethods(observed).filter((method) => method !== 'TRACE')
  const answers = named.map((method) => [method, answerOf(observed, method)] as const)
  const refused = answers.find(([, answer]) => answer === 'refuses')
  const rest = answerOf(observed, '*')
  return {
    module: observed.package.replace('mod_', ''),
    methods: new Map(answers.filter(([, answer]) => answer !== rest)),
    rest,
    needsFile: rest === 'open' && named.every((method) => isMissing(observed, method)),
    allows: (refused && agreedAnswer(observed, refused[0])?.allow.filter((method) => method !== 'TRACE')) ?? [],
    asFile: observed.name === 'send-as-is',
  }
}

const own = OBSERVED.filter(({ beside }) => !beside).map((one) => [one.name, contentHandlerOf(one)] as const)

/** Media types in the place of a handler's name. */
const TYPES = Object.entries({
  'httpd/send-as-is': 'send-as-is',
  'application/x-httpd-imap': 'imap-file',
  'application/x-type-map': 'type-map',
  'text/x-server-parsed-html': 'server-parsed',
  'text/x-server-parsed-html3': 'server-parsed',
})

/** Of Windows alone: nobody asked it. */
const ISAPI: ContentHandler = {
  module: 'isapi',
  methods: new Map(),
  rest: 'open',
  needsFile: false,
  allows: [],
  asFile: false,
}

const byName = Object.fromEntries(own)
const HANDLERS: Record<string, ContentHandler> = {
  ...byName,
  ...Object.fromEntries(TYPES.flatMap(([type, name]) => (byName[name] ? [[type, byName[name]]] : []))),
  'isapi-handler': ISAPI,
}

/** By the name of a handler or a media type, in lower case; null: none of httpd's own that is known here. */
export const contentHandler = (name: string): ContentHandler | null => lookUp(HANDLERS, name) ?? null
