import { readHeader } from '../src/apache/words/header.ts'
import type { Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { syntaxFault } from '../src/questions/allow-syntax.ts'
import { everyDirective, layerAt } from '../src/questions/blocks.ts'
import { rewrittenValue } from '../src/questions/fixes.ts'
import { placeKey } from '../src/questions/index.ts'
import { variableIn } from '../src/nginx/words/variables.ts'
import type { Directive, Word } from '../src/text/directive.ts'
import type { SourceRange } from '../src/text/range.ts'

/** `field`: the line that sends a map's value. */
interface Field {
  value: string
  range: SourceRange
  text: SourceRange
  field?: SourceRange
}

/** The values that a map gives a variable: `map $status $allow { 405 "GET, HEAD"; }`. */
function mappedTo(site: Site, variable: string, field: SourceRange): Field[] {
  const lines = everyDirective(site)
    .filter(({ name, args }) => name === 'map' && args[1]?.value === variable)
    .flatMap(({ block }) => block ?? [])
  return lines.flatMap(({ args: [text], range }) =>
    text && text.value !== '' && !text.value.includes('$')
      ? [{ value: text.value, range, text: text.range, field }]
      : [],
  )
}

const allowOfNginx = ({ name, args: [field, value] }: Directive): Word | undefined =>
  name === 'add_header' && field?.value.toLowerCase() === 'allow' ? value : undefined

function allowOfHttpd(directive: Directive): Word | null | undefined {
  const { value: line } = directive.name.toLowerCase() === 'header' ? readHeader(directive) : { value: null }
  return line?.name === 'allow' ? line.word : null
}

/** The Allow fields that directives write, be it by a map; another value with variables is not known. */
function writtenInDirectives(site: Site): Field[] {
  const fields = everyDirective(site).flatMap((directive) => {
    const { range } = directive
    const field = layerAt(site, range) === 'apache' ? allowOfHttpd(directive) : allowOfNginx(directive)
    if (!field) return []
    if (directive.name === 'add_header' && variableIn(field.value) !== null) return mappedTo(site, field.value, range)
    return /[$%]/.test(field.value) ? [] : [{ value: field.value, range, text: field.range }]
  })
  return [...new Map(fields.map((field) => [placeKey(field.range), field])).values()]
}

/** Those that responses were seen to carry from elsewhere: an application's. */
function writtenInResponses(site: Site): Field[] {
  const found = new Map<string, Field>()
  for (const { written } of site.cells.flatMap(({ outcomes }) => outcomes)) {
    for (const { name, value, range } of written) {
      if (name.toLowerCase() === 'allow' && value !== null && layerAt(site, range) === 'express')
        found.set(placeKey(range), { value, range, text: range })
    }
  }
  return [...found.values()]
}

export default defineRule({
  id: 'allow-syntax',
  severity: 'error',
  layers: ['nginx', 'apache', 'express'],
  fixable: true,
  suggests: true,
  summary: 'An Allow that is no list of methods',
  spec: 'RFC 9110 §10.2.1, §5.6.1',
  messages: {
    separator: 'Expected "{{better}}" in Allow, whose methods are separated by commas, instead of "{{method}}"',
    lower: 'Expected "{{better}}" in Allow instead of "{{method}}", since method names are upper case',
    unknown: 'Unknown method "{{method}}" in Allow, did you mean "{{guess}}"?',
  },
  check({ site, report }) {
    for (const field of [...writtenInDirectives(site), ...writtenInResponses(site)]) {
      const fault = syntaxFault(field.value)
      if (!fault) continue
      // A guess is for a person to make.
      const better = rewrittenValue(site, field.text, field.value, fault.better)
      const offer = better && (fault.guess === undefined ? { fix: better } : { suggestions: [better] })
      report({
        message: fault.message,
        range: field.range,
        data: { better: fault.better, method: fault.method, guess: fault.guess ?? '' },
        ...offer,
        related: field.field ? [{ message: 'the Allow that it goes into', range: field.field }] : [],
      })
    }
  },
})
