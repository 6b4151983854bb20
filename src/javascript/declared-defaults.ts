import { getMember } from './access.ts'
import type { Machine } from './machine.ts'
import { asDefault, stringOf, type ExternalValue, type ObjectValue, type Value } from './value.ts'

/** Schemas of schemas are no deeper. */
const DEEPEST = 6

/** What validators wrap their result in. */
const RESULT = new Set(['data', 'value', 'default'])

/** The calls on the way to a value, the last one first: `z.string().default('/a')` has two. */
function callsOf(value: ExternalValue): ExternalValue[] {
  const calls: ExternalValue[] = []
  for (let at: ExternalValue | null = value; at; at = at.of) if (at.args) calls.push(at)
  return calls
}

const objectsIn = (args: Value[] | null): ObjectValue[] => (args ?? []).filter((arg) => arg.kind === 'object')

const memberOf = (object: ObjectValue, name: string): Value | undefined => object.members.get(name)

/** The default that a schema declares for one text: `z.string().default('/a')`, `str({ default: '/a' })`, `{ type: 'string', default: '/a' }`, or the text itself. */
function declaredText(schema: Value): string | null {
  if (schema.kind === 'object') return stringOf(memberOf(schema, 'default'))
  if (schema.kind !== 'external') return stringOf(schema)
  for (const { path, args } of callsOf(schema)) {
    const given = path.at(-1) === 'default' ? stringOf(args?.[0]) : null
    const option = objectsIn(args)
      .map((one) => stringOf(memberOf(one, 'default')))
      .find((one) => one !== null)
    if (given ?? option) return given ?? option ?? null
  }
  return null
}

/** The objects that say what the members of a thing are: what a schema, or what makes it, was given. */
const shapesOf = (schema: Value): ObjectValue[] =>
  schema.kind === 'object'
    ? [schema]
    : schema.kind === 'external'
      ? callsOf(schema).flatMap(({ args }) => objectsIn(args))
      : []

function textIn(shape: ObjectValue, [name, ...more]: string[], depth: number): string | null {
  const found = name === undefined ? undefined : memberOf(shape, name)
  if (!found || depth > DEEPEST) return null
  return more.length === 0 ? declaredText(found) : textAmong(shapesOf(found), more, depth + 1)
}

const textAmong = (shapes: ObjectValue[], names: string[], depth: number): string | null =>
  shapes.map((shape) => textIn(shape, names, depth)).find((one) => one !== null) ?? null

/** What the environment gives, as a sample shows it. */
function sampled(machine: Machine, made: ExternalValue, name: string): Value | null {
  const [found] = callsOf(made)
    .flatMap(({ args }) => args ?? [])
    .flatMap((arg) => (arg.kind === 'host' ? [getMember(machine, arg, name)] : []))
  return found?.kind === 'unknown' ? (found.sample ?? null) : null
}

/** What a package gives that was handed a schema, or the settings themselves: the text that is declared for a member, which something outside may set otherwise. null: none is. */
export function declaredDefault(machine: Machine, value: ExternalValue): Value | null {
  const names: string[] = []
  let made: ExternalValue | null = value
  for (; made && !made.args; made = made.of) names.unshift(made.path.at(-1) ?? '')
  const last = names.at(-1)
  if (!made) return null
  if (last === undefined) {
    const text =
      callsOf(made)
        .flatMap(({ path, args }) => (path.at(-1) === 'default' ? [stringOf(args?.[0])] : []))
        .find((one) => one !== null) ?? null
    return text === null ? null : marked(text, 'this')
  }
  const wanted = names.length > 1 && RESULT.has(names[0] ?? '') ? names.slice(1) : names
  const shapes = shapesOf(made)
  const inner = shapes.flatMap((shape) => [...shape.members.values()].filter((one) => one.kind === 'object'))
  const text = textAmong(shapes, wanted, 0) ?? textAmong(inner, wanted, 0)
  return text === null ? sampled(machine, made, last) : marked(text, `'${last}'`)
}

const marked = (text: string, name: string): Value =>
  asDefault({ kind: 'constant', value: text }, `${name} is not set from outside`)
