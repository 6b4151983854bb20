import {
  ERROR_PROTOTYPE,
  UNDEFINED,
  constant,
  isUndefined,
  objectOf,
  stringOf,
  textOf,
  textValue,
  unknown,
  type ObjectValue,
  type Value,
} from '../value.ts'
import { argument, builtin, type Builtin } from './world.ts'

const HIDDEN: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'cause'])

ERROR_PROTOTYPE.members.set('name', constant('Error')).set('message', constant(''))
ERROR_PROTOTYPE.hidden = HIDDEN

const prototype = (name: string): ObjectValue => ({
  ...objectOf([['name', constant(name)]]),
  hidden: HIDDEN,
  proto: ERROR_PROTOTYPE,
})
const PROTOTYPES = new Map<string, ObjectValue>([
  ['Error', ERROR_PROTOTYPE],
  ...['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'AggregateError'].map(
    (name): [string, ObjectValue] => [name, prototype(name)],
  ),
])

export const isErrorName = (name: string): boolean => PROTOTYPES.has(name)
export const prototypeOf = (name: string): ObjectValue => PROTOTYPES.get(name) ?? ERROR_PROTOTYPE

export function builtInError(name: string, message: Value = constant(''), code?: string): ObjectValue {
  return {
    ...objectOf([
      ['message', message],
      ['stack', unknown('stack')],
      ...(code === undefined ? [] : [['code', constant(code)] satisfies [string, Value]]),
    ]),
    hidden: HIDDEN,
    proto: prototypeOf(name),
  }
}

/** The message as a text; undefined is none. */
function messageOf(given: Value): Value {
  const text = isUndefined(given) ? '' : textOf(given)
  if (text !== null) return textValue(text)
  const isKept = given.kind === 'either' ? given.values.every(isMessage) : isMessage(given)
  return isKept ? given : unknown('a message')
}

const isMessage = (value: Value): boolean =>
  value.kind === 'open-text' || value.kind === 'unknown' || stringOf(value) !== null

const make =
  (name: string): Builtin =>
  (world, _, args) => {
    const error = world.own(
      builtInError(name, name === 'AggregateError' ? unknown('a message') : messageOf(argument(args, 0))),
    )
    const options = argument(args, 1)
    if (options.kind === 'object' && options.members.has('cause'))
      error.members.set('cause', world.get(options, 'cause'))
    return error
  }

/** The errors of the language. */
export const ERRORS: ReadonlyMap<string, Value> = new Map(
  [...PROTOTYPES.keys()].map((name): [string, Value] => [
    name,
    builtin(name, make(name), {
      members: new Map([['captureStackTrace', builtin('Error.captureStackTrace', () => UNDEFINED)]]),
    }),
  ]),
)
