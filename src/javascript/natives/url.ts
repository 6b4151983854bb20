import { constant, objectOf, textOf, unknown, type Value } from '../value.ts'
import { asNode, builtin, type Builtin } from './world.ts'

/** `new URL('../public', import.meta.url)`: where a file of the program's own lies. Others may be changed piece by piece, and are open. */
const makeUrl: Builtin = (world, _, { items, open }) => {
  const texts = items.map(textOf)
  if (open || texts.length === 0 || texts.includes(null)) return unknown('URL')
  const [text = '', base] = texts.filter((one) => one !== null)
  return asNode(world, () => {
    const { protocol, href, pathname } = new URL(text, base)
    if (protocol !== 'file:') return unknown('URL')
    const made = objectOf([
      ['href', constant(href)],
      ['pathname', constant(pathname)],
      ['protocol', constant(protocol)],
    ])
    made.open = true
    return world.own(made)
  })
}

const STATICS = ['canParse', 'parse', 'createObjectURL', 'revokeObjectURL', 'prototype']

export const URL_VALUE: Value = builtin('URL', () => unknown('URL'), {
  make: makeUrl,
  members: new Map(STATICS.map((name) => [name, unknown(`URL.${name}`)])),
})

/** The text of a `file:` URL that a program holds as such, or as an object. */
export function fileUrlOf(value: Value): string | null {
  const text = value.kind === 'object' ? textOf(value.members.get('href') ?? value) : textOf(value)
  return text?.startsWith('file:') === true ? text : null
}
