import { createRequire } from 'node:module'
import { basename, dirname, relative, resolve } from 'node:path'
import { isTooDeep } from '../text/depth.ts'
import { sourceFile, type SourceFile } from '../text/source-file.ts'
import type { SourceRange } from '../text/range.ts'
import type { Texts } from '../files/texts.ts'
import { UsageError } from '../text/faults.ts'
import { readText } from './find.ts'
import { firstMistake, type Mistake, type Path, unknownKey } from './check.ts'
import { type Config, type DocumentPath, type Expectations, type Expected, SHAPE } from './shape.ts'

type Jsonc = typeof import('jsonc-parser')

export interface LoadedConfig {
  config: Config
  /** The folder that its paths are relative to. */
  folder: string
  file: SourceFile | null
  /** Where a key stands; null where the configuration is no file. */
  rangeOf(path: Path): SourceRange | null
}

/** The configuration where nobody has written one. */
export const NOTHING: Config = {
  extends: 'recommended',
  rules: {},
  ignore: [],
  overrides: [],
  nginx: {},
  apache: {},
  express: {},
  backends: {},
  expect: {},
  limits: {},
}

const jsonc = (): Jsonc => createRequire(import.meta.url)('jsonc-parser') as Jsonc

/**
 * A configuration: a file's, or the value itself. It is data, JSON with comments, so a stranger's can be read without harm.
 * Throws UsageError, with the place, for what is wrong in it.
 */
export function loadConfig(cwd: string, option: string | object, texts: Texts): LoadedConfig {
  return typeof option === 'string' ? readConfig(resolve(cwd, option), cwd, texts) : inMemory(option, cwd)
}

function inMemory(value: object, cwd: string): LoadedConfig {
  const mistake = firstMistake(value, SHAPE) ?? mistakeIn(configFrom(value))
  if (mistake) throw new UsageError(mistake.message)
  return { config: configFrom(value), folder: resolve(cwd), file: null, rangeOf: () => null }
}

function readConfig(path: string, cwd: string, texts: Texts): LoadedConfig {
  const name = relative(cwd, path).replaceAll('\\', '/')
  const read = readText(path, texts)
  if ('whyNot' in read) throw new UsageError(`the configuration ${name} ${read.whyNot}`)
  const { text } = read
  if (isTooDeep(text)) throw new UsageError(`the configuration ${name} nests too deep`)
  const inPackage = basename(path) === 'package.json'
  const { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode } = jsonc()
  const errors: import('jsonc-parser').ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  const file = sourceFile(name, path, text)
  const complain = (message: string, offset: number): never => {
    const { line, column } = file.position(offset)
    throw new UsageError(`${file.path}:${line}:${column}: ${message}`)
  }
  const [error] = errors
  if (error) complain(`this is no JSON: ${printParseErrorCode(error.error)}`, error.offset)
  const root = tree && (inPackage ? findNodeAtLocation(tree, ['verblint']) : tree)
  if (!root) return complain(inPackage ? 'Expected a "verblint" key' : 'this is no JSON: it is empty', 0)
  const value: unknown = getNodeValue(root)
  const nodeOf = (keys: Path): import('jsonc-parser').Node => {
    const node = findNodeAtLocation(root, keys) ?? root
    return node.parent?.type === 'property' ? node.parent : node
  }
  const mistake = firstMistake(value, SHAPE) ?? mistakeIn(configFrom(value))
  if (mistake) complain(mistake.message, nodeOf(mistake.path).offset)
  return {
    config: configFrom(value),
    folder: dirname(path),
    file,
    rangeOf: (keys) => {
      const { offset, length } = nodeOf(keys)
      return file.range(offset, offset + length)
    },
  }
}

/** What the shape says nothing of. */
const mistakeIn = (config: Config): Mistake | null => wrongRequest(config) ?? wrongPath(config)

function wrongPath({ nginx: { pathMap = {} } }: Config): Mistake | null {
  const wrong = Object.keys(pathMap).find((path) => !path.startsWith('/'))
  return wrong === undefined
    ? null
    : {
        path: ['nginx', 'pathMap', wrong],
        message: `Expected an absolute path, as "/etc/nginx", instead of "${wrong}"`,
      }
}

/** `DELETE https://shop.example/admin`, or a path alone. */
const REQUEST = /^(\S+) ((?:https?:\/\/[^\s/]+)?\/\S*|https?:\/\/[^\s/]+)$/i

/** One part of `expect`, and the keys that lead to it. */
interface Part {
  value: string | Expectations
  path: Path
}

const partsOf = ({ expect }: Config): Part[] =>
  Array.isArray(expect)
    ? expect.map((value, index) => ({ value, path: ['expect', index] }))
    : [{ value: expect, path: ['expect'] }]

function wrongRequest(config: Config): Mistake | null {
  for (const { value, path } of partsOf(config)) {
    const wrong = typeof value === 'string' ? undefined : Object.keys(value).find((key) => !REQUEST.test(key))
    if (wrong !== undefined)
      return {
        path: [...path, wrong],
        message: `Expected a method and a URL or path, as "GET /health", instead of "${wrong}"`,
      }
  }
  return null
}

/** What the configuration expects of requests, each with its place. */
export const expectedOf = ({ config, rangeOf }: LoadedConfig): Expected[] =>
  partsOf(config).flatMap(({ value, path }) =>
    typeof value === 'string'
      ? []
      : Object.entries(value).flatMap(([key, wanted]) => {
          const [, method, url] = REQUEST.exec(key) ?? []
          const { status, allow } = typeof wanted === 'number' ? { status: wanted } : wanted
          if (method === undefined || url === undefined) return []
          return [{ method, url, status, ...(allow ? { allow } : {}), range: rangeOf([...path, key]) ?? NOWHERE }]
        }),
  )

/** The OpenAPI documents that it names. */
export const documentsOf = ({ config, folder, rangeOf }: LoadedConfig, cwd: string): DocumentPath[] =>
  partsOf(config).flatMap(({ value, path }) =>
    typeof value === 'string'
      ? [{ path: relative(cwd, resolve(folder, value)).replaceAll('\\', '/'), range: rangeOf(path) ?? NOWHERE }]
      : [],
  )

const START = { line: 1, column: 1, offset: 0 }
/** Where a configuration that is no file says something. */
const NOWHERE: SourceRange = { file: 'verblint.config.json', start: START, end: START }

/** Of a value that has been held against the shape. */
const configFrom = (value: unknown): Config => ({ ...NOTHING, ...(value as Partial<Config>) })

/** The rules that a configuration names must be known: this needs the list, which the configuration has not. */
export function checkRuleNames({ config, rangeOf }: LoadedConfig, known: string[]): void {
  const named: Path[] = [
    ...Object.keys(config.rules).map((id) => ['rules', id]),
    ...config.overrides.flatMap(({ rules }, index) =>
      Object.keys(rules).map((id) => ['overrides', index, 'rules', id]),
    ),
  ]
  const wrong = named.find((path) => !known.includes(String(path.at(-1))))
  if (wrong === undefined) return
  const mistake: Mistake = unknownKey(String(wrong.at(-1)), known, wrong, 'rule')
  const range = rangeOf(mistake.path)
  throw new UsageError(`${range ? `${range.file}:${range.start.line}:${range.start.column}: ` : ''}${mistake.message}`)
}
