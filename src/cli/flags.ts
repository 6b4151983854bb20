import { parseArgs } from 'node:util'
import { nearest } from '../text/nearest.ts'
import { UsageError } from '../text/faults.ts'

/** A flag takes a value (`string`), may be given several times (`list`), or stands alone (`boolean`). */
export interface Flag {
  type: 'string' | 'list' | 'boolean'
  short?: string
}
export type Flags = Record<string, Flag>

export interface Given {
  positionals: string[]
  text(name: string): string | undefined
  list(name: string): string[]
  has(name: string): boolean
}

/** Reads the arguments; a flag that is unknown, lacks its value or has one too many is the caller's mistake, told in one line. */
export function readFlags(args: string[], flags: Flags): Given {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { type, short }]) => [
      name,
      {
        type: type === 'boolean' ? ('boolean' as const) : ('string' as const),
        multiple: true,
        ...(short === undefined ? {} : { short }),
      },
    ]),
  )
  const { tokens, positionals } = parseArgs({ args, options, allowPositionals: true, strict: false, tokens: true })
  const values = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const flag = flags[token.name]
    if (!flag) throw unknownFlag(token.rawName, flags)
    if (flag.type === 'boolean' && token.value !== undefined) throw new UsageError(`${token.rawName} takes no value`)
    if (flag.type !== 'boolean' && (token.value === undefined || token.value === ''))
      throw new UsageError(`${token.rawName} needs a value`)
    values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? ''])
  }
  return {
    positionals,
    text: (name) => values.get(name)?.at(-1),
    list: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
  }
}

function unknownFlag(raw: string, flags: Flags): UsageError {
  const guess = raw.startsWith('--') ? nearest(raw.slice(2), Object.keys(flags)) : undefined
  return new UsageError(`Unknown option ${raw}${guess ? `, did you mean --${guess}?` : ''}`)
}

/** A value that must be one of a few. */
export function oneOf<Choice extends string>(
  flag: string,
  value: string | undefined,
  choices: readonly Choice[],
  otherwise: Choice,
): Choice {
  if (value === undefined) return otherwise
  const choice = choices.find((one) => one === value)
  if (choice !== undefined) return choice
  const guess = nearest(value, choices)
  throw new UsageError(
    `Unknown --${flag} "${value}", ${guess ? `did you mean ${guess}?` : `expected one of ${choices.join(', ')}`}`,
  )
}
