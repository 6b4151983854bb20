// The part of TypeScript that reads a file: without its checker, its printer and its services, three quarters of it.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import ts from 'typescript'
import { groupBy } from '../src/text/group.ts'

const require = createRequire(import.meta.url)

/** What is left out although somebody names it: what asks a disk or a program. */
const WHOLE = /^(?:create(?:Program|Watch|AbstractBuilder|CompilerHost)|readConfigFile$|sys$)/

const NODES = 'setObjectAllocator'

/** The names of TypeScript that the parser for ESTree and what it uses ask for. */
function wanted(): Set<string> {
  const folders = ['typescript-estree', 'tsconfig-utils', 'project-service'].map((name) =>
    dirname(require.resolve(`@typescript-eslint/${name}`)),
  )
  const paths = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  )
  const texts = paths.filter((path) => path.endsWith('.js')).map((path) => readFileSync(path, 'utf8'))
  // ts-api-utils looks at the version as it starts, and is asked for types alone.
  return new Set([
    'versionMajorMinor',
    ...texts.flatMap((text) =>
      [...text.matchAll(/\b(?:ts|typescript_1(?:\.default)?)\.(\w+)/g)].flatMap(([, name]) => name ?? []),
    ),
  ])
}

/** The names that a piece of code may mean: properties and keys are none. */
function namesIn(node: ts.Node): Set<string> {
  const found = new Set<string>()
  const visit = (at: ts.Node): void => {
    if (ts.isIdentifier(at)) found.add(at.text)
    else if (ts.isPropertyAccessExpression(at)) visit(at.expression)
    else if (ts.isPropertyAssignment(at)) visit(at.initializer)
    else ts.forEachChild(at, visit)
  }
  visit(node)
  return found
}

/** The variable that a statement fills: `((X2) => { … })(X || (X = {}))`, `X.a = …`. Of a call that registers something, none. */
function filled({ expression }: ts.ExpressionStatement): string | null {
  if (ts.isBinaryExpression(expression)) return [...namesIn(expression.left)][0] ?? null
  const [argument] = ts.isCallExpression(expression) ? expression.arguments : []
  return argument && ts.isBinaryExpression(argument) ? ([...namesIn(argument.left)][0] ?? null) : null
}

const isCallOf = (statement: ts.Statement, name: string): boolean =>
  ts.isExpressionStatement(statement) &&
  ts.isCallExpression(statement.expression) &&
  ts.isIdentifier(statement.expression.expression) &&
  statement.expression.expression.text === name

function declared(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => [...namesIn(name)])
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
    return statement.name ? [statement.name.text] : []
  // What nodes can do is set by a call.
  if (isCallOf(statement, NODES)) return [NODES]
  const name = ts.isExpressionStatement(statement) ? filled(statement) : null
  return name === null ? [] : [name]
}

/** `typescript.js` cut down to what reading a file needs, and nothing else. */
export function readingPart(source: string): string {
  const start = source.indexOf('"use strict";')
  const end = source.indexOf('// Annotate the CommonJS export names')
  const body = source.slice(start, end)
  const table = /^__export\(typescript_exports, \{\n([^]*?)\n\}\);\n/m.exec(body)?.[1] ?? ''
  const all = new Map(
    [...table.matchAll(/^ {2}(\w+): \(\) => (\w+)/gm)].map(([, name = '', means = '']) => [name, means]),
  )
  const exported = [...wanted()].filter((name) => all.has(name) && !WHOLE.test(name))
  const { statements } = ts.createSourceFile('typescript.js', body, ts.ScriptTarget.Latest)
  const byName = groupBy(
    statements.flatMap((statement) => declared(statement).map((name) => ({ name, statement }))),
    ({ name }) => name,
  )
  const kept = new Set<ts.Statement>()
  const waiting = [NODES, ...exported.map((name) => all.get(name) ?? name)]
  const seen = new Set(waiting)
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop())
    for (const { statement } of byName.get(name) ?? []) {
      if (kept.has(statement)) continue
      kept.add(statement)
      for (const next of namesIn(statement)) {
        if (seen.has(next)) continue
        seen.add(next)
        waiting.push(next)
      }
    }
  if (exported.length < 50) throw new Error('typescript.js is not made as it was')
  return [
    ...statements.filter((statement) => kept.has(statement)).map(({ pos, end: to }) => body.slice(pos, to)),
    `module.exports = { ${exported.map((name) => `${name}: ${all.get(name)}`).join(', ')} }`,
  ].join('\n')
}
