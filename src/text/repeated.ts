import type { Directive } from './directive.ts'
import type { Related } from './finding.ts'
import { groupBy } from './group.ts'

/** A directive that can count once only: `key` tells what for, `value` what it says. */
export interface Entry {
  key: string
  value: string
  directive: Directive
}

/** A directive that says something else than one before it, where one of them is never asked. */
export interface Repeated {
  key: string
  directive: Directive
  wins: Directive
  related: Related[]
}

const keyOf = ({ key }: Entry): string => key

/** Of each key the first counts: every later one that says something else. */
export const afterFirst = (entries: Iterable<Entry>): Repeated[] =>
  [...groupBy(entries, keyOf)].flatMap(([key, [first, ...others]]) =>
    first
      ? others
          .filter(({ value }) => value !== first.value)
          .map(({ directive }) => ({
            key,
            directive,
            wins: first.directive,
            related: [{ message: 'the one that counts', range: first.directive.range }],
          }))
      : [],
  )

/** Of each key the last counts: it, where one before it says something else. */
export const lastOfSeveral = (entries: Iterable<Entry>): Repeated[] =>
  [...groupBy(entries, keyOf)].flatMap(([key, group]) => {
    const last = group.at(-1)
    const others = last ? group.filter(({ value }) => value !== last.value) : []
    return last && others.length > 0
      ? [
          {
            key,
            directive: last.directive,
            wins: last.directive,
            related: others.map(({ directive }) => ({ message: 'never asked', range: directive.range })),
          },
        ]
      : []
  })
