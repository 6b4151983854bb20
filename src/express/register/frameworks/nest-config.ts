import { getMember } from '../../../javascript/access.ts'
import { callBack } from '../../../javascript/evaluator.ts'
import type { Machine } from '../../../javascript/machine.ts'
import { UNDEFINED, asDefault, isUndefined, native, stringOf, unknown, unsetOf } from '../../../javascript/value.ts'
import type { Call, ExternalValue, HostValue, Value } from '../../../javascript/value.ts'

/** The factories of @nestjs/config, by the name of their part; those without one under ''. */
interface Factories {
  named: Map<string, Value>
  plain: Value[]
}

const known = new WeakMap<Machine, Factories>()

function factoriesOf(machine: Machine): Factories {
  const factories = known.get(machine) ?? { named: new Map<string, Value>(), plain: [] }
  known.set(machine, factories)
  return factories
}

/** `registerAs('app', () => ({ … }))` and `ConfigModule.forRoot({ load: [() => ({ … })] })`. null: another function. */
export function configCall(machine: Machine, { package: name, path }: ExternalValue, call: Call): Value | null {
  if (name !== '@nestjs/config') return null
  const { named, plain } = factoriesOf(machine)
  const [first = UNDEFINED, second] = call.args
  if (path.at(-1) === 'registerAs' && second) {
    named.set(stringOf(first) ?? '', second)
    return second
  }
  const load = path.at(-1) === 'forRoot' && first.kind === 'object' ? first.members.get('load') : undefined
  if (load?.kind === 'array') plain.push(...load.items)
  return null
}

const member = (machine: Machine, value: Value, names: string[]): Value =>
  names.reduce((held, name) => getMember(machine, held, name), value)

/** What `configService.get('app.prefix')` gives: what a factory says, or the environment, or else its own default. */
function configured(machine: Machine, call: Call): Value {
  const [first = UNDEFINED, otherwise] = call.args
  const path = stringOf(first)
  if (path === null) return unknown('a setting')
  const { named, plain } = factoriesOf(machine)
  const [part = '', ...names] = path.split('.')
  const factory = named.get(part)
  const found = [
    ...(factory ? [member(machine, callBack(machine, factory, [], call), names)] : []),
    ...plain
      .filter((one) => one !== factory)
      .map((one) => member(machine, callBack(machine, one, [], call), [part, ...names])),
  ].find((value) => !isUndefined(value) && value.kind !== 'unknown')
  if (found) return found
  const outside = getMember(machine, getMember(machine, machine.process, 'env'), path)
  return otherwise && otherwise.kind !== 'object' && unsetOf(outside)
    ? asDefault(otherwise, `${path} is not set`)
    : outside
}

/** `app.get(ConfigService)`; null: it asks for something else. */
export function configService(machine: Machine, { args: [token] }: Call): Value | null {
  if (token?.kind !== 'external' || token.package !== '@nestjs/config' || token.path.at(-1) !== 'ConfigService')
    return null
  const self: HostValue = {
    kind: 'host',
    of: { config: machine },
    member: (name) =>
      name === 'get' || name === 'getOrThrow' ? native(name, (call) => configured(machine, call)) : unknown(name),
  }
  return self
}
