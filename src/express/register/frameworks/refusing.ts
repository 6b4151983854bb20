import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { rangeOf } from '../../../javascript/machine.ts'
import type { ClassValue } from '../../../javascript/value.ts'
import type { Handler } from '../stack.ts'

const MOST_WORDS = 60

/** A decorator as it is written. */
export function wordsOf({ module }: ClassValue, { range: [start, end] }: TSESTree.Node): string {
  const text = module.file.text.slice(start, end).replace(/\s+/g, ' ')
  return text.length > MOST_WORDS ? `${text.slice(0, MOST_WORDS - 1)}…` : text
}

/** A guard or a pipe: it may refuse, and it lets some request through. */
export function mayRefuse(of: ClassValue, node: TSESTree.Node): Handler {
  const name = wordsOf(of, node)
  const range = rangeOf(of.module, node)
  return { kind: 'unknown', why: `\`${name}\` may answer`, range, unseen: { name, from: null } }
}
