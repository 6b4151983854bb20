import { createRequire } from 'node:module'
import { relative, resolve, sep } from 'node:path'
import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { Module } from '../../javascript/scope.ts'
import type { Program } from '../../javascript/program.ts'
import type { SourceRange } from '../../text/range.ts'
import { packageOf } from './handlers.ts'
import type { Handler, RouterModel } from './stack.ts'

/** How often a name may stand for another one's value. */
const DEEPEST = 5
const MOST_WORDS = 40

const REQUIRED = /^(?:await\s+)?(?:require|import)\(\s*['"]([^'"]+)['"]/
const ROOT = /^(?:(?:\.\.\.|await\s|new\s|\()\s*)*([\w$]+)/

/** The module whose export an expression begins with: `metrics.middleware()` of `import metrics from './metrics'`. */
function specifierOf(module: Module, text: string, depth = 0): string | null {
  const direct = REQUIRED.exec(text)?.[1]
  const name = ROOT.exec(text)?.[1]
  if (direct !== undefined || name === undefined || depth > DEEPEST) return direct ?? null
  for (const statement of module.program.body) {
    if (statement.type === 'ImportDeclaration' && statement.specifiers.some(({ local }) => local.name === name))
      return statement.source.value
    const init =
      statement.type === 'VariableDeclaration' && statement.declarations.find(({ id }) => declares(id, name))?.init
    if (init) return specifierOf(module, module.file.text.slice(init.range[0], init.range[1]), depth + 1)
  }
  return null
}

const declares = (id: TSESTree.BindingName, name: string): boolean =>
  id.type === 'Identifier'
    ? id.name === name
    : id.type === 'ObjectPattern' &&
      id.properties.some((one) => one.type === 'Property' && one.value.type === 'Identifier' && one.value.name === name)

/** Where middleware comes from, as the configuration would name it. */
export interface Sources {
  ofFile(absolute: string): string
  of(range: SourceRange): { name: string; from: string | null } | null
}

function sourcesOf({ modules, machine }: Program, cwd: string): Sources {
  const byPath = new Map([...modules.values()].map((module) => [module.file.path, module]))
  const ofFile = (absolute: string): string => `./${relative(cwd, absolute).split(sep).join('/')}`
  const originOf = (module: Module, specifier: string): string => {
    const found = machine.resolve(module.file.absolute, specifier)
    if (found.kind === 'file') return ofFile(found.path)
    return found.kind === 'package' ? packageOf(found.name) : ofFile(resolve(module.file.absolute, '..', specifier))
  }
  return {
    ofFile,
    of: ({ file, start, end }) => {
      const module = byPath.get(file)
      if (!module) return null
      const text = module.file.text.slice(start.offset, end.offset)
      const specifier = specifierOf(module, text)
      const words = text.replace(/\s+/g, ' ')
      // What is called on a router of the program's own is none of Express's middleware.
      const isOwn = specifier === null || specifier === 'express'
      return {
        name: words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS - 1)}…` : words,
        from: isOwn ? null : originOf(module, specifier),
      }
    },
  }
}

/** Whether an entry of `express.passes` names a file of the project; else it is a glob of packages. */
const isFile = (entry: string): boolean => /^[./]/.test(entry) || (entry.includes('/') && !entry.startsWith('@'))

function matcherOf(passes: readonly string[]): (from: string | null) => boolean {
  if (passes.length === 0) return () => false
  const picomatch = createRequire(import.meta.url)('picomatch') as typeof import('picomatch')
  const plain = (entry: string): string => entry.replace(/^\.\//, '')
  const matchers = passes.map((entry) => ({ file: isFile(entry), matches: picomatch(plain(entry), { dot: true }) }))
  return (from) =>
    from !== null && matchers.some(({ file, matches }) => file === from.startsWith('.') && matches(plain(from)))
}

/**
 * Says of handlers that cannot be seen where they come from, and takes those that the configuration declares to pass every request on at its
 * word. What stands last on a route answers, whatever file it comes from.
 */
export function declarePassing(models: RouterModel[], program: Program, cwd: string, passes: readonly string[]): void {
  const sources = sourcesOf(program, cwd)
  const isDeclared = matcherOf(passes)
  const told = (handler: Handler, answers: boolean): Handler => {
    if (handler.kind === 'either') return { ...handler, handlers: handler.handlers.map((one) => told(one, answers)) }
    if (handler.kind === 'unknown') {
      const unseen = handler.unseen ?? sources.of(handler.range)
      return !answers && isDeclared(unseen?.from ?? null)
        ? { kind: 'passing', range: handler.range }
        : { ...handler, ...(unseen && { unseen }) }
    }
    if (answers || passes.length === 0) return handler
    const from =
      handler.kind === 'package'
        ? [handler.package]
        : handler.kind === 'function'
          ? [sources.ofFile(handler.module.file.absolute), sources.of(handler.argument)?.from ?? null]
          : []
    return from.some(isDeclared) ? { kind: 'passing', range: handler.range } : handler
  }
  for (const model of models)
    model.front = model.front.flatMap((one) => {
      if (one.kind !== 'unseen' || one.to === undefined) return [one]
      const unseen = one.to === null ? sources.of(one.range) : { name: one.to, from: one.to }
      if (!unseen) return [one]
      return isDeclared(unseen.from) ? [] : [{ ...one, unseen }]
    })
  for (const layer of models.flatMap(({ stack }) => stack)) {
    const unseen = layer.kind === 'open' ? sources.of(layer.range) : null
    if (unseen) layer.unseen = unseen
    const last = layer.kind === 'use' ? null : layer.handlers.at(-1)
    layer.handlers = layer.handlers.map((handler) => told(handler, handler === last))
  }
}
