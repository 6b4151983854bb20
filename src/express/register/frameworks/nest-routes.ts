import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { getMember } from '../../../javascript/access.ts'
import { evaluate } from '../../../javascript/evaluate.ts'
import { rangeOf } from '../../../javascript/machine.ts'
import type { Machine } from '../../../javascript/machine.ts'
import { constant, isUndefined, stringOf } from '../../../javascript/value.ts'
import type { ClassValue, FunctionValue, Value } from '../../../javascript/value.ts'
import { isQuietInterceptor } from './nest-parts.ts'
import type { Shelf } from '../injection.ts'
import type { Calling, Handler } from '../stack.ts'
import { envOf, unseenAction } from './controllers.ts'
import type { Action, Decorator, DeclaredRoute } from './controllers.ts'
import { effectOf } from './nest-decorators.ts'
import { objectIn } from './objects.ts'
import { mayRefuse, wordsOf } from './refusing.ts'

/** What stands in front of every route of an application: global guards, interceptors and pipes. */
export interface Global {
  handlers: Handler[]
  /** A pipe that looks at what a method asks for. */
  pipes: Handler[]
}

/** Decorators of the program's own that no more is known of than that they guard. */
const refusingDecorators = (machine: Machine, of: ClassValue, nodes: TSESTree.Decorator[]): Handler[] =>
  nodes.filter((node) => effectOf(machine, of, [node]) === 'guards').map((node) => mayRefuse(of, node))

/** The decorators of a parameter that read what the request brings, which pipes look at. */
const PIPED = new Set(['Body', 'Query', 'Param', 'UploadedFile', 'UploadedFiles', 'RawBody'])
const GIVEN: Readonly<Record<string, Calling['args'][number]>> = {
  Req: 'request',
  Request: 'request',
  Res: 'response',
  Response: 'response',
  Next: 'next',
}

interface Parameter {
  name: string
  args: Value[]
  node: TSESTree.Decorator
}

/** The decorator of each parameter that says what it is given; null: none, and it is given nothing. */
const parametersOf = (machine: Machine, { owner, member }: Action): (Parameter | null)[] =>
  member.value.params.map((param) => {
    for (const node of param.decorators) {
      const made = evaluate(machine, node.expression, envOf(owner))
      if (made.kind === 'external') return { name: made.path.at(-1) ?? '', args: made.args ?? [], node }
    }
    const [node] = param.decorators
    return node ? { name: '', args: [], node } : null
  })

/** `@Res({ passthrough: true })` leaves the answer to Nest. */
const passesThrough = ({ args: [options] }: Parameter): boolean => {
  const given = options?.kind === 'object' ? options.members.get('passthrough') : undefined
  return given?.kind === 'constant' && Boolean(given.value)
}

const lastOf = (marks: Decorator[], name: string): Decorator | undefined => marks.find((one) => one.name === name)

/** RouterExecutionContext#create: the status stands before the method is called, `@HttpCode()` or 201 for POST. */
function callingOf(route: DeclaredRoute, parameters: (Parameter | null)[]): Calling {
  const { marks, classMarks } = route.action
  const filtered = [...marks, ...classMarks].some(({ name }) => name === 'UseFilters')
  const code = lastOf(marks, 'HttpCode')?.args[0]
  const redirect = lastOf(marks, 'Redirect')?.args
  const answersItself = parameters.some(
    (one) => one && (GIVEN[one.name] === 'next' || (GIVEN[one.name] === 'response' && !passesThrough(one))),
  )
  const to = redirect?.[1] ?? constant(302)
  return {
    args: parameters.map((one) => GIVEN[one?.name ?? ''] ?? 'open'),
    status: redirect && !answersItself ? to : (code ?? constant(route.method === 'POST' ? 201 : 200)),
    headers: marks
      .filter(({ name, args }) => name === 'Header' && stringOf(args[0]) !== null)
      .map(({ args: [name, value] }) => [stringOf(name) ?? '', stringOf(value)]),
    sends: !answersItself,
    ...(filtered && { filtered }),
    ...(redirect && !answersItself && { redirect: redirect[0] ? stringOf(redirect[0]) : null }),
  }
}

function methodOf(machine: Machine, own: Shelf, { of, name }: Action): FunctionValue | null {
  const self = objectIn(own, of)
  const fn = self.kind === 'object' ? getMember(machine, self, name) : null
  return fn?.kind === 'function' ? { ...fn, self } : null
}

/** What nobody follows here: pages and streams of events. */
const UNFOLLOWED = new Set(['Render', 'Sse'])

function actionOf(machine: Machine, own: Shelf, route: DeclaredRoute, parameters: (Parameter | null)[]): Handler {
  const { action, range } = route
  const fn = methodOf(machine, own, action)
  const effect = effectOf(machine, action.owner, action.member.decorators)
  const isOpen =
    effect === 'anything' || [...action.marks, ...action.classMarks].some(({ name }) => UNFOLLOWED.has(name))
  if (!fn || isOpen) return unseenAction(route)
  return {
    kind: 'function',
    node: fn.node,
    module: fn.module,
    value: fn,
    range: rangeOf(fn.module, fn.node),
    argument: range,
    calling: callingOf(route, parameters),
  }
}

/** A pipe that refuses nothing. */
const isDefault = (value: Value): boolean => value.kind === 'external' && value.path.includes('DefaultValuePipe')

/** What comes before the method: guards, interceptors, then pipes. */
function before(
  machine: Machine,
  route: DeclaredRoute,
  parameters: (Parameter | null)[],
  { handlers, pipes }: Global,
): Handler[] {
  const { action } = route
  const both = [
    ...action.classMarks.map((mark) => ({ mark, of: action.of })),
    ...action.marks.map((mark) => ({ mark, of: action.owner })),
  ]
  const named = (name: string): { mark: Decorator; of: ClassValue }[] => both.filter(({ mark }) => mark.name === name)
  const guards = [
    ...named('UseGuards').map(({ mark, of }) => mayRefuse(of, mark.node)),
    ...refusingDecorators(machine, action.of, action.of.node.decorators),
    ...refusingDecorators(machine, action.owner, action.member.decorators),
  ]
  const interceptors = named('UseInterceptors').flatMap(({ mark, of }): Handler[] =>
    mark.args.every(isQuietInterceptor)
      ? []
      : [
          {
            kind: 'unknown',
            why: `\`${wordsOf(of, mark.node)}\` may change the answer`,
            range: rangeOf(of.module, mark.node),
          },
        ],
  )
  const piped = parameters.filter((one) => one !== null && (PIPED.has(one.name) || one.name === ''))
  const looks = piped.length > 0 ? [...pipes, ...named('UsePipes').map(({ mark, of }) => mayRefuse(of, mark.node))] : []
  const own = piped.flatMap((one) =>
    one && one.args.some((arg) => stringOf(arg) === null && !isUndefined(arg) && !isDefault(arg))
      ? [mayRefuse(action.owner, one.node)]
      : [],
  )
  return [...handlers, ...guards, ...interceptors, ...looks, ...own]
}

/** What Nest puts behind a route: everything that may refuse a request, and the method. */
export function nestHandlers(machine: Machine, own: Shelf, global: Global, route: DeclaredRoute): Handler[] {
  const parameters = parametersOf(machine, route.action)
  const host = route.action.classMarks.some(
    ({ name, args: [options] }) => name === 'Controller' && options?.kind === 'object' && options.members.has('host'),
  )
  if (host) return [unseenAction(route)]
  return [...before(machine, route, parameters, global), actionOf(machine, own, route, parameters)]
}
