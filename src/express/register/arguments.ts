import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { getMember } from '../../javascript/access.ts'
import { rangeOf } from '../../javascript/machine.ts'
import type { Module } from '../../javascript/scope.ts'
import type { Program } from '../../javascript/program.ts'
import { UNDEFINED, givenOutside, isUndefined, objectOf } from '../../javascript/value.ts'
import type { ExternalValue, Value } from '../../javascript/value.ts'
import { makeRouter, routerHost } from './host.ts'
import type { Counter } from './host.ts'
import type { RouterModel } from './stack.ts'

/** Names that people give to an app or a router that a function is handed. */
const NAMED_LIKE_A_ROUTER =
  /^_?(?:app|router|server|api|expressApp|expressServer|application|routes?|\w+(?:App|Router))$/
const TYPED_LIKE_A_ROUTER = /:\s*(?:express\.|e\.|core\.)?(?:Express|Application|I?Router)\b/

/** Of these, the names and types that people give to the application itself, rather than to some part of it. */
const NAMED_LIKE_THE_APP = /^_?(?:app|expressApp|expressServer|application)$/
const TYPED_LIKE_THE_APP = /:\s*(?:express\.|e\.|core\.)?(?:Express|Application)\b/

export interface Reading {
  program: Program
  found: RouterModel[]
  counter: Counter
}

function openRouter({ program, found, counter }: Reading, module: Module, node: TSESTree.Node, name: string): Value {
  const model = makeRouter('router', rangeOf(module, node), UNDEFINED)
  if (NAMED_LIKE_THE_APP.test(name) || (node.type === 'Identifier' && TYPED_LIKE_THE_APP.test(textAt(module, node))))
    model.given = 'argument'
  model.open.push({ why: 'nobody is seen to call this function', range: model.range })
  found.push(model)
  return routerHost(program.machine, model, counter)
}

/** The package itself, handed to a function that names it so. */
const expressItself = (module: Module): ExternalValue => ({
  kind: 'external',
  package: 'express',
  path: [],
  args: null,
  of: null,
  call: null,
  module,
})

const textAt = ({ file }: Module, { range }: TSESTree.Node): string => file.text.slice(range[0], range[1])

/** The members of a name that are used like routers in a function: `context.app.get(…)`, `const { app } = context`. */
function routersIn(module: Module, fn: TSESTree.Node, name: string): string[] {
  const text = textAt(module, fn)
  const dotted = Array.from(
    text.matchAll(new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\s*\\??\\.\\s*(\\w+)`, 'g')),
    (match) => match[1] ?? '',
  )
  const taken = Array.from(
    text.matchAll(new RegExp(`\\{([^{}]{0,400})\\}\\s*=\\s*${name.replaceAll('$', '\\$')}(?![\\w$.(])`, 'g')),
    (match) => match[1] ?? '',
  )
  const names = [...dotted, ...taken.flatMap((list) => list.split(',').map((one) => one.split(':')[0]?.trim() ?? ''))]
  return [...new Set(names)].filter((one) => NAMED_LIKE_A_ROUTER.test(one))
}

const routerNames = (pattern: TSESTree.ObjectPattern): string[] =>
  pattern.properties
    .flatMap((one) => (one.type === 'Property' && one.key.type === 'Identifier' ? [one.key.name] : []))
    .filter((name) => NAMED_LIKE_A_ROUTER.test(name))

const holding = (reading: Reading, module: Module, node: TSESTree.Node, names: string[]): Value =>
  objectOf(
    names.map((name) => [name, openRouter(reading, module, node, name)]),
    true,
  )

/** Whether a parameter is an app or router by its name or type. */
export function takesRouter(module: Module, param: TSESTree.Node): boolean {
  if (param.type === 'ObjectPattern') return routerNames(param).length > 0
  return (
    param.type === 'Identifier' &&
    (NAMED_LIKE_A_ROUTER.test(param.name) || TYPED_LIKE_A_ROUTER.test(textAt(module, param)))
  )
}

/** Whether members of a parameter are used like routers. */
export const holdsRouter = (module: Module, param: TSESTree.Node, fn: TSESTree.Node): boolean =>
  param.type === 'Identifier' ? routersIn(module, fn, param.name).length > 0 : takesRouter(module, param)

/** An argument for a function that nobody is seen to call: a router where its name, its type or what is done with its members says so. */
export function argumentFor(reading: Reading, module: Module, param: TSESTree.Node, fn: TSESTree.Node): Value {
  if (param.type === 'TSParameterProperty') return argumentFor(reading, module, param.parameter, fn)
  if (param.type === 'ObjectPattern')
    return takesRouter(module, param)
      ? holding(reading, module, param, routerNames(param))
      : givenOutside('an argument')
  if (param.type !== 'Identifier') return givenOutside('an argument')
  if (takesRouter(module, param)) return openRouter(reading, module, param, param.name)
  if (param.name === 'express') return expressItself(module)
  const members = routersIn(module, fn, param.name)
  return members.length > 0 ? holding(reading, module, param, members) : givenOutside('an argument')
}

/** What `this` is in a function that belongs to no class that can be seen: the object that holds it, unless that has not the app that it asks for. */
export function selfFor(reading: Reading, module: Module, fn: TSESTree.Node, holder: Value | null): Value {
  const members = routersIn(module, fn, 'this')
  if (holder && members.every((name) => !isUndefined(getMember(reading.program.machine, holder, name)))) return holder
  return members.length > 0 ? holding(reading, module, fn, members) : givenOutside('this')
}
