import { constant, textOf, unknown, type OpenText, type Value } from '../value.ts'
import { begins, endsIn } from '../half-known.ts'
import { STRING_METHODS } from './primitive.ts'
import { PATTERN_METHODS } from './regex.ts'
import { builtin, type Args, type Builtin } from './world.ts'

type Ask = (open: OpenText, text: string) => Value | null

const asked = (name: string, ask: Ask): [string, Value] => {
  const known = STRING_METHODS.get(name) ?? PATTERN_METHODS.get(name)
  const call: Builtin = (world, self, args: Args) => {
    if (self.kind !== 'open-text')
      return known?.kind === 'native' && known.language ? known.language.call(world, self, args) : unknown(name)
    const text =
      args.items.length === 1 && !args.open ? textOf(args.items[0] ?? constant('')) : args.items.length ? null : ''
    return text === null || args.items[0]?.kind === 'regex' ? unknown(name) : (ask(self, text) ?? unknown(name))
  }
  return [name, builtin(name, call)]
}

const truth = (holds: boolean | null): Value | null => (holds === null ? null : constant(holds))

const mapped =
  (how: (text: string) => string): Ask =>
  ({ starts, ends }) => ({
    kind: 'open-text',
    text: `${how(starts ?? '')}\${…}${how(ends ?? '')}`,
    starts: how(starts ?? ''),
    ends: how(ends ?? ''),
  })

/** What the methods of a string say of one that is half known. */
export const TEXT_METHODS: ReadonlyMap<string, Value> = new Map([
  asked('startsWith', (open, text) => truth(begins(open, text))),
  asked('endsWith', (open, text) => truth(endsIn(open, text))),
  asked('includes', (open, text) => (open.starts?.includes(text) || open.ends?.includes(text) ? constant(true) : null)),
  asked(
    'toUpperCase',
    mapped((text) => (/^[\x20-\x7e]*$/.test(text) ? text.toUpperCase() : '')),
  ),
  asked(
    'toLowerCase',
    mapped((text) => (/^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : '')),
  ),
  asked('toString', (open) => open),
  asked('valueOf', (open) => open),
  asked('charAt', (open, at) =>
    open.starts && Number(at) < open.starts.length && Number(at) >= 0 ? constant(open.starts.charAt(Number(at))) : null,
  ),
  asked('indexOf', (open, text) => (open.starts?.includes(text) ? constant(open.starts.indexOf(text)) : null)),
])
