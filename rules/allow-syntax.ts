import { parseList } from '../src/http/allow.ts'
import { REGISTERED } from '../src/http/registry.ts'
import { isToken } from '../src/http/methods.ts'
import type { Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { everyDirective, layerAt } from '../src/site/blocks.ts'
import { rewrittenValue } from '../src/site/fixes.ts'
import { placeKey } from '../src/site/questions.ts'
import { nearest } from '../src/source/nearest.ts'
import type { SourceRange } from '../src/source/range.ts'

interface Field { value: string; range: SourceRange; text: SourceRange }

/** The Allow fields that directives write; a value with variables is not known. */
function writtenInDirectives(site: Site): Field[] {
  return everyDirective(site).flatMap(({ name, args, range }) => {
    const words = layerAt(site, range) === 'apache' ? (name.toLowerCase() === 'header' ? args : []) : name === 'add_header' ? args : []
    const at = words.findIndex(({ value }) => value.toLowerCase().replace(/:$/, '') === 'allow')
    const field = at >= 0 ? words[at + 1] : undefined
    return field && !/[$%]/.test(field.value) ? [{ value: field.value, range, text: field.range }] : []
  })
}

/** Those that responses were seen to carry from elsewhere: an application's. */
function writtenInResponses(site: Site): Field[] {
  const found = new Map<string, Field>()
  for (const { written } of site.cells.flatMap(({ outcomes }) => outcomes)) {
    for (const { name, value, range } of written) {
      if (name.toLowerCase() === 'allow' && value !== null && layerAt(site, range) === 'express') found.set(placeKey(range), { value, range, text: range })
    }
  }
  return [...found.values()]
}

type Fault = { message: 'separator' | 'lower' | 'unknown'; method: string; guess?: string; better: string }

function faultOf(value: string): Fault | null {
  const items = parseList(value)
  const wrong = items.find((item) => !isToken(item))
  if (wrong !== undefined) {
    const better = items.flatMap((item) => item.split(/[\s;|/]+/)).filter(Boolean).join(', ')
    return parseList(better).every(isToken) ? { message: 'separator', method: wrong, better } : null
  }
  const lower = items.find((item) => item !== item.toUpperCase() && REGISTERED.has(item.toUpperCase()))
  if (lower !== undefined) return { message: 'lower', method: lower, better: items.map((item) => (REGISTERED.has(item.toUpperCase()) ? item.toUpperCase() : item)).join(', ') }
  for (const item of items) {
    const guess = REGISTERED.has(item.toUpperCase()) ? undefined : nearest(item, ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    if (guess) return { message: 'unknown', method: item, guess, better: items.map((one) => (one === item ? guess : one)).join(', ') }
  }
  return null
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
      const fault = faultOf(field.value)
      if (!fault) continue
      // A guess is for a person to make.
      const better = rewrittenValue(site, field.text, field.value, fault.better)
      const offer = better && (fault.guess === undefined ? { fix: better } : { suggestions: [better] })
      report({ message: fault.message, range: field.range, data: { better: fault.better, method: fault.method, guess: fault.guess ?? '' }, ...offer })
    }
  },
})
