import type { Severity } from '../text/finding.ts'
import { type Keys, RULES, type Shape, SHAPE } from './shape.ts'

export interface SchemaRule {
  id: string
  severity: Severity
  summary: string
}

/** The JSON Schema of verblint.config.json, with every rule by name. */
export function schemaOf(rules: SchemaRule[]): object {
  const severity = schemaFrom(RULES.any ?? {})
  const named = Object.fromEntries(
    rules.map(({ id, summary, severity: own }) => [id, { allOf: [severity], description: `${summary} (${own})` }]),
  )
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'verblint.config.json',
    ...schemaFrom(SHAPE),
    definitions: {
      rules: { type: 'object', description: RULES.about, properties: named, additionalProperties: false },
    },
  }
}

function schemaFrom(shape: Shape): object {
  if (shape === RULES) return { $ref: '#/definitions/rules' }
  const about = shape.about === undefined ? {} : { description: shape.about }
  if ('holds' in shape) return { ...shape.schema, ...about }
  if ('object' in shape)
    return { anyOf: [shape.text, shape.list, shape.object].flatMap((one) => (one ? [schemaFrom(one)] : [])), ...about }
  if ('each' in shape) return { type: 'array', ...about, items: schemaFrom(shape.each) }
  return { type: 'object', ...about, ...membersOf(shape) }
}

function membersOf({ keys, any, needed }: Keys): object {
  const properties = Object.entries(keys ?? {}).map(([key, shape]) => [key, schemaFrom(shape)])
  return {
    ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}),
    ...(needed ? { required: needed } : {}),
    additionalProperties: any ? schemaFrom(any) : false,
  }
}
