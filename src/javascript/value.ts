import type { TSESTree } from '@typescript-eslint/typescript-estree'
import type { SourceRange } from '../source/range.ts'
import type { Module } from './module.ts'
import type { Scope } from './scope.ts'

/** What the files say an expression is. `unknown` is an honest answer: nothing may be concluded from it. */
export type Value =
  | ConstantValue | RegexValue | OpenText | ObjectValue | ArrayValue | FunctionValue | ClassValue
  | NativeValue | HostValue | ExternalValue | EitherValue | UnknownValue

export interface ConstantValue { kind: 'constant'; value: string | number | bigint | boolean | null | undefined }
export interface RegexValue { kind: 'regex'; source: string; flags: string }
/** A string of which only a part is known; the unknown parts stand as `${…}` in `text`. */
export interface OpenText { kind: 'open-text'; text: string }
/** `open`: there may be more members than these. */
export interface ObjectValue { kind: 'object'; members: Map<string, Value>; open: boolean; class: ClassValue | null }
export interface ArrayValue { kind: 'array'; items: Value[]; open: boolean }
/** A function with what it closes over. */
export interface FunctionValue { kind: 'function'; node: TSESTree.FunctionLike; module: Module; scope: Scope; self: Value | null; members: Map<string, Value>; home: ClassValue | null }
export interface ClassValue { kind: 'class'; node: TSESTree.ClassDeclaration | TSESTree.ClassExpression; module: Module; scope: Scope; parent: Value | null; members: Map<string, Value> }
/** A function of the language, or one that a layer lends: `Object.keys`, `array.map`. */
export interface NativeValue { kind: 'native'; name: string; call(call: Call): Value }
/** An object whose behaviour a layer lends: an Express application, a router. `of` is the layer's own data. */
export interface HostValue { kind: 'host'; of: object; member(name: string): Value; assign?(name: string, value: Value): void; call?(call: Call): Value; construct?(call: Call): Value }
/** Something that a package exports (`path` empty: the package itself), or what calling it gave. */
export interface ExternalValue { kind: 'external'; package: string; path: string[]; args: Value[] | null; of: ExternalValue | null; call: TSESTree.Node | null; module: Module }
export interface EitherValue { kind: 'either'; values: Value[] }
export interface UnknownValue { kind: 'unknown'; why: string; range: SourceRange | null }

/** A call as it is carried out. */
export interface Call {
  self: Value
  args: Value[]
  /** Whether a spread of unknown length stands among the arguments. */
  open: boolean
  node: TSESTree.Node
  module: Module
  /** Whether the call is made at all is left open by the files: the condition. */
  when: string | null
  /** The calls through which the program came here, outermost first. */
  trail: SourceRange[]
}
