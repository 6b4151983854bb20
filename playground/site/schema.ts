import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the configuration's schema says of one value; of JSON Schema, only what stands in it. */
interface Value {
  type?: string | string[]
  description?: string
  enum?: string[]
  pattern?: string
  minimum?: number
  maximum?: number
  properties?: Record<string, Value>
  additionalProperties?: Value | boolean
  items?: Value
  anyOf?: Value[]
  $ref?: string
}

const { properties, definitions }: { properties: Record<string, Value>; definitions: { rules: Value } } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../verblint.schema.json'), 'utf8'),
)

const NAMES: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  object: 'an object',
}

/** What kind of value it is, in words. */
function kindOf(value: Value): string {
  if (value.$ref) return 'an object'
  if (value.enum) return value.enum.map((one) => `\`${one}\``).join(', ')
  if (value.anyOf) return [...new Set(value.anyOf.map(plainKind))].join(', or ')
  if (value.type === 'array')
    return value.items?.anyOf || !value.items ? 'a list' : `a list, each ${kindOf(value.items)}`
  if (value.maximum !== undefined && value.minimum !== undefined) return `${value.minimum} to ${value.maximum}`
  return [value.type ?? []]
    .flat()
    .map((one) => NAMES[one] ?? one)
    .join(' or ')
}

const plainKind = (value: Value): string => (value.type === 'array' ? 'a list' : kindOf(value))

/** Every key below a value, by its whole name. */
function keysOf(name: string, value: Value): [string, Value][] {
  const more = typeof value.additionalProperties === 'object' ? value.additionalProperties : undefined
  return [
    [name, value],
    ...Object.entries(value.properties ?? {}).flatMap(([key, one]) => keysOf(`${name}.${key}`, one)),
    ...(more ? keysOf(`${name}.*`, more) : []),
    ...(value.items ? keysOf(`${name}[]`, value.items).slice(1) : []),
    ...(value.anyOf ?? []).flatMap((one) => keysOf(name, one).slice(1)),
  ]
}

const row = ([name, value]: [string, Value]): string =>
  `| \`${name}\` | ${kindOf(value)} | ${(value.description ?? '').replaceAll('|', '\\|')} |`

const RULES = 'Each rule has [a page](../rules/index.md).'

function section(name: string, value: Value): string {
  const about = value.$ref ? definitions.rules.description : value.description
  const [, ...below] = keysOf(name, value)
  const keys = new Map(below)
  // What may stand in a list and alone is told once.
  const rows = [...keys].filter(([key]) => !key.includes('[]') || !keys.has(key.replace('[]', ''))).map(row)
  return [
    `## ${name}`,
    [...(about === undefined ? [] : [`${about}.`]), `It is ${kindOf(value)}.`, ...(value.$ref ? [RULES] : [])].join(
      ' ',
    ),
    ...(rows.length > 0 ? [['| key | value | |', '|-|-|-|', ...rows].join('\n')] : []),
  ].join('\n\n')
}

/** The page of the configuration: what `verblint init` writes, and every key that may stand in it. */
export const configurationPage = (starter: string): string =>
  [
    '# Configuration',
    '`verblint.config.json` is JSON with comments, the nearest one upward from where verblint runs; or the `verblint` key of package.json. It is data, never code. Everything in it is optional.',
    '`verblint init` writes this one to begin with, `verblint --print-config` shows what is in force, and [`verblint.schema.json`](../verblint.schema.json) tells an editor what may stand in it. This page is made from it.',
    `\`\`\`jsonc\n${starter.trimEnd()}\n\`\`\``,
    ...Object.entries(properties).map(([name, value]) => section(name, value)),
  ].join('\n\n')
