import { builtInError, isErrorName, prototypeOf } from '../../javascript/natives/error.ts'
import { ERROR_PROTOTYPE, UNDEFINED, constant, objectOf } from '../../javascript/value.ts'
import type { ObjectValue, Value } from '../../javascript/value.ts'
import type { Run } from './run.ts'
import { statusCodes, statusText } from './statuses.ts'

/** What every error inherits from; those of http-errors below it. */
export const ERROR = ERROR_PROTOTYPE
export const HTTP_ERROR: ObjectValue = { ...objectOf(), proto: ERROR }

export { builtInError, prototypeOf }

/** toidentifier, as http-errors names its classes: 'Method Not Allowed' → MethodNotAllowed. */
const identifier = (message: string): string =>
  message
    .split(' ')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')
    .replace(/[^ _0-9a-z]/gi, '')

const codes = statusCodes(identifier)

/** The status of http-errors' named constructors; ImATeapot, NotFound …; null: no such class. */
export const statusOfErrorName = (name: string): number | null => {
  const code = codes().get(name.replace(/Error$/, '')) ?? codes().get(name)
  return code !== undefined && code >= 400 ? code : null
}

/** http-errors' createError(…): a number that is no error status becomes 500, a string is a message, an object brings its members. */
export function httpError(args: readonly Value[], fixed: number | null): ObjectValue | null {
  const made = objectOf()
  let status: number | null = fixed
  let base: ObjectValue | null = null
  let message: Value | null = null
  const more: ObjectValue[] = []
  for (const [index, arg] of args.entries()) {
    if (arg.kind === 'constant' && typeof arg.value === 'number' && index === 0 && fixed === null) status = arg.value
    else if (arg.kind === 'constant' && typeof arg.value === 'string') message = arg
    else if (arg.kind === 'object' && inherits(arg, ERROR)) {
      base = arg
      const own = arg.members.get('status') ?? arg.members.get('statusCode')
      if (own?.kind === 'constant' && typeof own.value === 'number' && fixed === null) status = own.value
    } else if (arg.kind === 'object') more.push(arg)
    else if (arg.kind === 'open-text') message = arg
    else return null
  }
  const code = status !== null && status >= 400 && status < 600 ? status : 500
  for (const [name, value] of base?.members ?? []) made.members.set(name, value)
  made.members.set('message', message ?? base?.members.get('message') ?? constant(statusText(code) ?? ''))
  made.members.set('expose', constant(code < 500))
  made.members.set('status', constant(code))
  made.members.set('statusCode', constant(code))
  made.members.set('name', constant(identifier(statusText(code) ?? 'Error').replace(/(Error)?$/, 'Error')))
  for (const object of more) {
    for (const [name, value] of object.members)
      if (name !== 'status' && name !== 'statusCode') made.members.set(name, value)
    made.open ||= object.open
  }
  made.proto = HTTP_ERROR
  return made
}

export function inherits(value: ObjectValue, proto: ObjectValue): boolean {
  for (let at: ObjectValue | null = value; at; at = at.proto) if (at === proto) return true
  return false
}

export const constructorName = (value: Value): string | undefined =>
  value.kind === 'native' && isErrorName(value.name) ? value.name : undefined

const builtIns = new WeakMap<ObjectValue, string>()
/** An object of a person's class that inherits from a class of the language. */
export const markBuiltIn = (value: ObjectValue, name: string): void => {
  builtIns.set(value, name)
}

export const builtInName = (value: ObjectValue): string | undefined => builtIns.get(value)

export function copyMark(from: ObjectValue, to: ObjectValue): void {
  const name = builtIns.get(from)
  if (name !== undefined) builtIns.set(to, name)
}

const STATUSES = ['status', 'statusCode']
export const isStatus = (key: string): boolean => STATUSES.includes(key)

/** That the program has written a status on an error that bore none. */
export const GIVEN_STATUS = 'an error was given a status'

export const bearsNoStatus = ({ failures }: Run, value: Value): boolean =>
  value.kind === 'unknown' && value.plain === true && !failures.has(GIVEN_STATUS)

/** An error of which nothing is known but that it is one; `plain`: and that it bears no status. */
export const openError = (plain = false): ObjectValue => ({
  ...objectOf(plain ? STATUSES.map((name) => [name, UNDEFINED]) : [], true),
  proto: ERROR,
})

/** Whether an error comes from code that cannot be seen. */
export const isUnseenError = (value: Value): boolean =>
  value.kind === 'unknown' ||
  value.kind === 'external' ||
  (value.kind === 'object' && value.open && inherits(value, ERROR))

/** Whether an object is an error for sure: by what it inherits from, or by the name of a package's class that its own class extends. */
export const isError = (value: ObjectValue): boolean =>
  inherits(value, ERROR) || builtIns.has(value) || extendsForeignError(value)

function extendsForeignError(value: ObjectValue): boolean {
  for (let at: ObjectValue | null = value.proto; at; at = at.proto) {
    const made = at.members.get('constructor')
    if (made?.kind !== 'class' || made.parent?.kind !== 'external') continue
    if (/(?:Error|Exception)$/.test(made.parent.path.at(-1) ?? made.parent.package)) return true
  }
  return false
}
