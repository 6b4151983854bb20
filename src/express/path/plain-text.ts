import { createRequire } from 'node:module'
import type { AST } from '@eslint-community/regexpp'
import { parse } from 'path-to-regexp'
import type { Token } from 'path-to-regexp'
import pathToRegexp01 from 'path-to-regexp-0.1'
import { compilePath, isRefused } from './compile.ts'

const require = createRequire(import.meta.url)

/** They stand in no URL as it arrives: every client escapes them. */
const ESCAPED = new Set([...'{}"'].map((char) => char.charCodeAt(0)))

function needsEscaped(node: AST.Pattern | AST.Group | AST.CapturingGroup | AST.Element): boolean {
  switch (node.type) {
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup':
      return node.alternatives.every(({ elements }) => elements.some(needsEscaped))
    case 'Quantifier':
      return node.min > 0 && needsEscaped(node.element)
    case 'Character':
      return ESCAPED.has(node.value)
    default:
      return false
  }
}

const hasSyntax = (tokens: readonly Token[]): boolean => tokens.some(({ type }) => type !== 'text')

/** Whether a path was written for Express 5, and means in Express 4 only URLs with braces or quotes in them, which never arrive. */
export function isPlainText4(path: string): boolean {
  if (!/[{"]/.test(path)) return false
  const five = compilePath({ kind: 'string', value: path }, 5, { end: true, strict: false, sensitive: false })
  if (!five || isRefused(five)) return false
  const { RegExpParser }: typeof import('@eslint-community/regexpp') = require('@eslint-community/regexpp')
  try {
    return (
      hasSyntax(parse(path).tokens) &&
      needsEscaped(new RegExpParser().parsePattern(pathToRegexp01(path, [], {}).source))
    )
  } catch {
    return false
  }
}
