import type { SourceRange } from '../source/range.ts'
import type { Severity } from '../source/finding.ts'

export type Setting = Severity | 'off'

/** What an expected answer must be. */
export interface Expectation { status: number; allow?: string[] }

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

/** verblint.config.json, or the `verblint` key of package.json. */
export interface Config {
  /** By rule: its severity, or `off`. */
  rules: Record<string, Setting>
  /** Globs, relative to the configuration's folder, of what is not to be found; a path that is named by hand is linted all the same. */
  ignore: string[]
  nginx: { version?: string | number; prefix?: string }
  apache: { version?: string | number }
  express: { version?: string | number }
  /** By an upstream's address: the folder of who answers there. */
  backends: Record<string, string>
  /** By method and URL, as `DELETE https://shop.example/admin`. */
  expect: Record<string, Expectation>
}

/** A kind of value: what it is called, and whether a value is one. */
export interface Kind { wanted: string; holds(value: unknown): boolean }
/** An object: its known keys, or one kind for any key. */
export interface Keys { keys?: Record<string, Kind | Keys>; any?: Kind | Keys }

const text: Kind = { wanted: 'a text', holds: (value) => typeof value === 'string' }
const version: Kind = { wanted: 'a version', holds: (value) => typeof value === 'string' || typeof value === 'number' }
const texts: Kind = { wanted: 'a list of texts', holds: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string') }
const setting: Kind = { wanted: '"error", "warn", "info" or "off"', holds: (value) => ['error', 'warn', 'info', 'off'].some((name) => name === value) }
const isStatus = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 999
const isExpectation = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'status' in value && isStatus(value.status) && (!('allow' in value) || texts.holds(value.allow))
  && Object.keys(value).every((key) => key === 'status' || key === 'allow')
const expectation: Kind = { wanted: 'a status, or { "status": 405, "allow": ["GET"] }', holds: (value) => isStatus(value) || isExpectation(value) }

export const SHAPE: Keys = {
  keys: {
    $schema: text,
    rules: { any: setting },
    ignore: texts,
    nginx: { keys: { version, prefix: text } },
    apache: { keys: { version } },
    express: { keys: { version } },
    backends: { any: text },
    expect: { any: expectation },
  },
}
