import { asDefault, assumptionOf, constant, native, settled, stringOf, unknown } from '../../javascript/value.ts'
import type { Call, ExternalValue, NativeValue, Value } from '../../javascript/value.ts'

/** `path('/users').path(':id')` of static-path (lib/index.js, normalizePattern): its `pattern` is the route. */
function staticPath(pattern: string): NativeValue {
  const normal = pattern.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '')
  return {
    kind: 'native',
    name: 'path',
    call: () => unknown('a path with parameters'),
    member: (name) => {
      if (name === 'pattern') return constant(normal)
      return name === 'path' ? native(name, ({ args }) => joined(pattern, args[0])) : unknown(name)
    },
  }
}

function joined(pattern: string, below: Value | undefined): Value {
  const text = stringOf(below)
  return text === null ? unknown('a path') : staticPath(`${pattern}/${text}`)
}

/** `urljoin('/api', 'users')` of url-join: one slash between parts, none added at the ends. */
function urlJoin(args: Value[]): Value {
  const parts = args.flatMap((arg) => (arg.kind === 'array' ? arg.items : [arg])).map(settled)
  const texts = parts.map(stringOf)
  if (texts.includes(null)) return unknown('a joined path')
  const filled = texts.flatMap((text) => (text ? [text] : []))
  const trimmed = filled.map((text, index) => {
    const start = index === 0 ? text : text.replace(/^\/+/, '')
    return index < filled.length - 1 ? withoutSlashes(start) : start
  })
  const text = trimmed.filter((one, index) => one !== '' || index === 0).join('/') || (filled.length > 0 ? '/' : '')
  const words = args.map(assumptionOf).find((one) => one !== null)
  return words ? asDefault(constant(text), words) : constant(text)
}

function withoutSlashes(text: string): string {
  let end = text.length
  while (end > 0 && text[end - 1] === '/') end -= 1
  return text.slice(0, end)
}

const URL_JOINS = new Set(['url-join', 'urljoin'])

/** What packages give that make paths; null: another package. */
export function pathCall(callee: ExternalValue, call: Call): Value | null {
  const name = callee.path.join('.')
  if (callee.package === 'static-path' && name === 'path') {
    const text = stringOf(call.args[0])
    return text === null ? null : staticPath(text)
  }
  return URL_JOINS.has(callee.package) && name === '' ? urlJoin(call.args) : null
}
