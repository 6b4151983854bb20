import type { Limits } from '../text/limits.ts'
import type { SourceRange } from '../text/range.ts'
import type { Severity } from '../text/finding.ts'
import { type Preset, PRESETS } from './presets.ts'

export type Setting = Severity | 'off'

/** What an expected answer must be. */
export interface Expectation {
  status: number
  allow?: string[]
}

/** Answers by method and URL, as `DELETE https://shop.example/admin`: a status alone is short for an object. */
export type Expectations = Record<string, number | Expectation>
/** Answers, the path of an OpenAPI document, or several of either. */
export type Expecting = string | Expectations | (string | Expectations)[]

/** An OpenAPI document that the site is held against; `path` relative to the working directory; `range`: where the configuration names it. */
export interface DocumentPath {
  path: string
  range: SourceRange
}

/** What a person expects of a request; `range`: where the configuration says so. */
export interface Expected {
  method: string
  /** Absolute, or a path alone: then under every name of the site. */
  url: string
  status: number
  /** The members of Allow. */
  allow?: string[]
  range: SourceRange
}

/** Other severities for what stands in some files. */
export interface Override {
  /** Globs or folders, relative to the configuration's folder. */
  files: string[]
  rules: Record<string, Setting>
}

/** verblint.config.json, or the `verblint` key of package.json. */
export interface Config {
  extends: Preset
  /** By rule: its severity, or `off`. */
  rules: Record<string, Setting>
  /** Globs, relative to the configuration's folder, of what is not to be found; a path that is named by hand is linted all the same. */
  ignore: string[]
  /** A later one wins over an earlier one, each over `rules`. */
  overrides: Override[]
  /** `pathMap`: by an absolute path of the server, the folder that holds its files here. */
  nginx: { version?: string | number; prefix?: string; pathMap?: Record<string, string> }
  apache: { version?: string | number }
  /** `passes`: packages and files of the project, as globs, whose middleware passes every request on. */
  express: { version?: string | number; passes?: string[] }
  /** By an upstream's address: the folder of who answers there. */
  backends: Record<string, string>
  expect: Expecting
  /** How much of a site is looked at, where it is not the default. */
  limits: Partial<Limits>
}

/** A kind of value: what it is called, whether a value is one, and the same as a JSON Schema. */
export interface Kind {
  wanted: string
  holds(value: unknown): boolean
  schema: object
  about?: string
}
/** An object: its known keys, or one kind for any key. */
export interface Keys {
  keys?: Record<string, Shape>
  any?: Shape
  needed?: string[]
  about?: string
}
export interface List {
  each: Shape
  about?: string
}
/** One shape for a text, one for a list and one for an object: what is none of them is held against the last. */
export interface Choice {
  text: Shape
  list?: Shape
  object: Shape
  about?: string
}
export type Shape = Kind | Keys | List | Choice

const SETTINGS: Setting[] = ['error', 'warn', 'info', 'off']

const isText = (value: unknown): boolean => typeof value === 'string'
const isStatus = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 999
const isCount = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && value > 0
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText)
const isExpectation = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'status' in value &&
  isStatus(value.status) &&
  (!('allow' in value) || areTexts(value.allow)) &&
  Object.keys(value).every((key) => key === 'status' || key === 'allow')

const TEXTS = { type: 'array', items: { type: 'string' } }
const STATUS = { type: 'integer', minimum: 100, maximum: 999 }
const quoted = (names: readonly string[]): string =>
  names
    .map((name) => `"${name}"`)
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1')

const text = (about: string): Kind => ({ wanted: 'a text', holds: isText, schema: { type: 'string' }, about })
const texts = (about: string): Kind => ({ wanted: 'a list of texts', holds: areTexts, schema: TEXTS, about })
const oneOf = (names: readonly string[], about?: string): Kind => ({
  wanted: quoted(names),
  holds: (value) => names.some((name) => name === value),
  schema: { enum: names },
  ...(about === undefined ? {} : { about }),
})
const count = (about: string): Kind => ({
  wanted: 'a whole number above 0',
  holds: isCount,
  schema: { type: 'integer', minimum: 1 },
  about,
})
/** As `1.26`, `"1.26.3"` or `5`. */
const VERSION = /^v?\d+(?:\.\d+){0,2}(?:-[\w.-]+)?$/
const version = (of: string): Kind => ({
  wanted: 'a version such as "1.26.3"',
  holds: (value) => (isText(value) || typeof value === 'number') && VERSION.test(String(value)),
  schema: { type: ['string', 'number'], pattern: VERSION.source },
  about: `The version of ${of} that the files are for`,
})
const expectation: Kind = {
  wanted: 'a status, or { "status": 405, "allow": ["GET"] }',
  holds: (value) => isStatus(value) || isExpectation(value),
  schema: {
    anyOf: [
      STATUS,
      {
        type: 'object',
        properties: { status: STATUS, allow: TEXTS },
        required: ['status'],
        additionalProperties: false,
      },
    ],
  },
}

const expectations: Keys = {
  any: expectation,
  about: 'By method and URL or path, as "GET /health": the status that it must get',
}
const document = text(
  'An OpenAPI document of the project, relative to this file: each of its operations is asked of the site',
)

/** The rules and their severities. Which rules there are is checked where they are known, and so it is in the schema. */
export const RULES: Keys = { any: oneOf(SETTINGS), about: 'By rule: its severity, or off' }

export const SHAPE: Keys = {
  keys: {
    $schema: text('Where an editor finds what may stand here'),
    extends: oneOf(
      PRESETS,
      'What to start from: recommended; strict, which shows information as well; all, for which information counts as a warning',
    ),
    rules: RULES,
    ignore: texts(
      'Globs and folders that are left out, relative to this file; a path that is named on the command line is linted all the same',
    ),
    overrides: {
      each: {
        keys: { files: texts('Globs and folders, relative to this file'), rules: RULES },
        needed: ['files', 'rules'],
      },
      about: 'Other severities for what stands in some files; a later one wins',
    },
    nginx: {
      keys: {
        version: version('nginx'),
        prefix: text('The folder that relative paths begin from, relative to this file'),
        pathMap: {
          any: text('A folder, relative to this file'),
          about: 'By an absolute path of the server, as /etc/nginx: the folder that holds its files here',
        },
      },
    },
    apache: { keys: { version: version('httpd') } },
    express: {
      keys: {
        version: version('Express'),
        passes: texts(
          'Middleware that passes every request on: packages by name, as @acme/*, and files relative to this one, as ./lib/metrics.ts',
        ),
      },
    },
    backends: {
      any: text('The folder of the application that answers there'),
      about: 'By the address of an upstream, as http://api:3000: who answers there',
    },
    expect: {
      text: document,
      list: { each: { text: document, object: expectations } },
      object: expectations,
      about: 'What the site must answer: statuses by method and path, OpenAPI documents, or a list of both',
    },
    limits: {
      keys: {
        servers: count('Server names of one configuration that are looked at'),
        paths: count('Paths of one server that are looked at'),
        answers: count('Answers of a site, one for each method of each path, that are looked at'),
        work: count(
          'Steps in which answers are worked out, for each 100,000 letters of the files: few files may describe very much',
        ),
        pairs: count('Pairs of a prefix and a regular expression of one server for which a common path is asked'),
        searches: count('Pairs of a prefix and a regular expression of one server for which a common path is searched'),
        branches: count('Branches of one regular expression for each of which a path is asked'),
        folders: count('Folders in which .htaccess files are looked for'),
        routes: count('Routes of Express applications, each under every path that leads to it'),
        registrations: count('Routes that one place in a program registers, and paths that lead to one route'),
        includes: count('Files that the includes of one nginx configuration bring in'),
        lines: count(
          'Lines that the includes and macros of one httpd configuration come to; those by more than three of them count tenfold',
        ),
        mapLines: count('Lines of one map on the path that are looked at, one for each result'),
        samples: count('Entries of a folder that are looked through for a file which a location sends'),
        steps: count('Steps in which one module of a program is carried out'),
        callbacks: count('Callbacks that wait until the modules of a program have run'),
      },
      about: 'How much of a large site is looked at; what is left out is told in the summary',
    },
  },
}
