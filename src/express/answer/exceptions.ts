import { UNDEFINED, constant, objectOf } from '../../javascript/value.ts'
import type { ExternalValue, ObjectValue, Value } from '../../javascript/value.ts'
import { ERROR, inherits, statusOfErrorName } from './errors.ts'
import { lend } from './native.ts'
import { statusText } from './statuses.ts'

/** The classes of a framework whose errors bear a status of their own. */
interface Family {
  /** The class that all others extend, and which of its arguments is the status. */
  base: string
  argument: number
  /** The member that holds the status. */
  member: string
  /** What stands behind the name of every other class: `NotFoundException` is 404. */
  suffix: RegExp
  /** Names that Node has no such word for. */
  others: Readonly<Record<string, number>>
  proto: ObjectValue
}

/** `getStatus()` and `getResponse()` of Nest's HttpException (exceptions/http.exception.js). */
const getter = (name: string, member: string): [string, Value] => [
  name,
  lend(name, ({ self }) => (self.kind === 'object' ? (self.members.get(member) ?? UNDEFINED) : UNDEFINED)),
]

const protoOf = (members: [string, Value][] = []): ObjectValue => ({ ...objectOf(members), proto: ERROR })

const FAMILIES: Readonly<Record<string, Family>> = {
  '@nestjs/common': {
    base: 'HttpException',
    argument: 1,
    member: 'status',
    suffix: /Exception$/,
    others: { HttpVersionNotSupportedException: 505, ImATeapotException: 418, MisdirectedException: 421 },
    proto: protoOf([getter('getStatus', 'status'), getter('getResponse', 'response')]),
  },
  'routing-controllers': {
    base: 'HttpError',
    argument: 0,
    member: 'httpCode',
    suffix: /Error$/,
    others: { InternalServerError: 500 },
    proto: protoOf(),
  },
}

const familyNamed = (name: string): Family | null => (Object.hasOwn(FAMILIES, name) ? (FAMILIES[name] ?? null) : null)
const familyOf = ({ package: name }: ExternalValue): Family | null => familyNamed(name)

function statusNamed({ suffix, others }: Family, name: string): number | null {
  if (Object.hasOwn(others, name)) return others[name] ?? null
  return suffix.test(name) ? statusOfErrorName(name.replace(suffix, '')) : null
}

const missing = new WeakSet<Value>()

/** What Nest throws where no route takes a request. */
export function missingException(): ObjectValue | null {
  const error = made('@nestjs/common', 'NotFoundException', [])
  if (error) missing.add(error)
  return error
}

export const isMissing = (error: Value): boolean => missing.has(error)

/** `new NotFoundException()`, `new HttpException(body, 409)`: an error that bears its status; null: another class. */
export const exceptionOf = (callee: ExternalValue, args: readonly Value[]): ObjectValue | null =>
  made(callee.package, callee.path.at(-1) ?? '', args)

function made(from: string, name: string, args: readonly Value[]): ObjectValue | null {
  const family = familyNamed(from)
  if (!family) return null
  const named = statusNamed(family, name)
  const status = name === family.base ? (args[family.argument] ?? UNDEFINED) : named === null ? null : constant(named)
  if (!status) return null
  const said = args[name === family.base ? 1 - family.argument : 0]
  const text = said?.kind === 'constant' && typeof said.value === 'string' ? said : null
  const error = objectOf([
    [family.member, status],
    ['response', said ?? UNDEFINED],
    ['message', text ?? constant((named !== null && statusText(named)) || name)],
    ['name', constant(name)],
  ])
  error.proto = family.proto
  return error
}

/** The class of a package that an object of the program's own class is built on; null: none. */
function foreignParent(value: ObjectValue): ExternalValue | null {
  for (let at: ObjectValue | null = value.proto; at; at = at.proto) {
    const own = at.members.get('constructor')
    if (own?.kind === 'class' && own.parent?.kind === 'external') return own.parent
  }
  return null
}

/** Whether an error is an object of such a class, or of one that extends it; null: the class is of no family that is known. */
export function isException(value: ObjectValue, of: ExternalValue): boolean | null {
  const family = familyOf(of)
  const wanted = of.path.at(-1) ?? ''
  if (!family || (wanted !== family.base && statusNamed(family, wanted) === null)) return null
  const parent = foreignParent(value)
  const isOne = inherits(value, family.proto) || (parent !== null && familyOf(parent) === family)
  if (!isOne) return value.open ? null : false
  if (wanted === family.base) return true
  if (parent) return parent.path.at(-1) === wanted
  const name = value.members.get('name')
  return name?.kind === 'constant' && name.value === wanted
}

/** The status that a framework finds on its own errors; undefined: it is none of them. */
export function exceptionStatus(value: ObjectValue, from: string): Value | undefined {
  const family = FAMILIES[from]
  const parent = foreignParent(value)
  if (!family || !(inherits(value, family.proto) || (parent && familyOf(parent) === family))) return undefined
  return value.members.get(family.member)
}
