import type { Pattern } from '../../../regex/pattern.ts'

/** A string of an expression: text, variables, function calls and back references, one after the other. */
export type Word = WordPart[]
export type WordPart =
  | { kind: 'text'; text: string }
  | { kind: 'variable'; name: string }
  | { kind: 'call'; name: string; argument: Word }
  | { kind: 'group'; index: number }

/** A condition of httpd's expression language (util_expr_parse.y). */
export type Expression =
  | { kind: 'constant'; value: boolean }
  | { kind: 'not'; of: Expression }
  | { kind: 'and' | 'or'; all: Expression[] }
  | { kind: 'compare'; operator: string; left: Word; right: Word }
  | { kind: 'match'; negated: boolean; word: Word; pattern: Pattern }
  | { kind: 'in'; word: Word; list: Word[] }
  | { kind: 'unary'; operator: string; word: Word }

/** What httpd has against an expression, as the end of "the expression …". */
export class Refused extends Error {}

/** What nobody can tell. */
export class NotRead extends Error {}
