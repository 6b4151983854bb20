import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadEstree } from '../../src/javascript/estree.ts'
import { parseWithOxc } from '../../src/javascript/oxc.ts'

/** Two parsers, one tree: what one has in it, the other has, at the same place. */
const test = suite('the trees of both parsers')

const isTypeScript = (path: string): boolean => /\.[cm]?ts$/.test(path)
const fast = (path: string, text: string): unknown => parseWithOxc(path, text, !isTypeScript(path))
const reference = (path: string, text: string): unknown =>
  loadEstree().parse(text, {
    range: true,
    loc: false,
    comment: false,
    tokens: false,
    filePath: path,
    jsDocParsingMode: 'none',
    suppressDeprecatedPropertyWarnings: true,
    jsx: !isTypeScript(path),
  })

/** `sourceType`: oxc reads all as a module. Nothing reads the text of JSX, in which oxc keeps entities as they are written. */
const ASIDE = new Set(['parent', 'loc', 'start', 'end', 'hashbang', 'comments', 'tokens', 'sourceType'])
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function* differences(one: unknown, other: unknown, at: string): Generator<string> {
  if (Object.is(one, other) || (one === undefined && other === null)) return
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length !== other.length) yield `${at}: ${one.length} or ${other.length} long`
    for (const [index, item] of one.entries()) yield* differences(item, other[index], at)
  } else if (one instanceof RegExp && other instanceof RegExp) {
    if (String(one) !== String(other)) yield `${at}: ${one} or ${other}`
  } else if (isRecord(one) && isRecord(other)) {
    const name = typeof one.type === 'string' ? one.type : at
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      if (ASIDE.has(key) || (/^JSX/.test(name) && key === 'value' && typeof one.value === 'string')) continue
      yield* key in one && key in other
        ? differences(one[key], other[key], `${name}.${key}`)
        : [`${name}.${key} is in one only`]
    }
  } else yield `${at}: ${String(one)} or ${String(other)}`
}

function compare(path: string, text: string): void {
  const tree = fast(path, text)
  assert.ok(tree, `oxc reads ${path}: ${text.slice(0, 60)}`)
  assert.equal([...differences(reference(path, text), tree, 'Program')], [], `${path}: ${text.slice(0, 60)}`)
}

function* scripts(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* scripts(path)
    else if (entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name)) yield path
  }
}

const JAVASCRIPT = [
  'const y = await (x)',
  'import "a"\nconst y = await (x)',
  'async function f(){ await (x) }',
  'await x\nconst {a}=await import("b", {with:{type:"json"}})',
  'if (a < b) c = d > e',
  '#!/usr/bin/env node\nfoo()',
  'let é="😀"; const 𝓐="𐐀"; x("ü")',
  'x="\\ud800"; y="\\ud83d\\ude00"; z=`\\ud800`',
  'let a="\0"; foo()',
  'delete x.y; void 0; typeof a; -a; +a; !a; ~a; a++; --b',
  'let a\nfunction f(a, b){}',
  'import a, {b as c, default as d, "x" as e} from "m"; export * from "q"; export * as ns from "z"; export {a as "y"}; export default class {}',
  'const a=require("b"); export const c=1; module.exports=a',
  'import.meta.url',
  'import a from "b" with {type:"json"}; import * as c from "d"; import "e"',
  'a?.b.c?.[d]?.(e); (a?.b).c; delete a?.b',
  '((a)); (a,b); (a=>b)(); ({}).x; (a.b)=1',
  '1n; 0x1fn; 1_000; 0b11; 0o17; .5e3',
  '/a/gi; /[\\/]/; /(?<n>a)\\k<n>/u',
  '"use strict"\n"other";\nfunction f(){"use asm"; "a"+b}',
  '("use strict")',
  '`a${b}c${`d`}`; tag`x`; String.raw`\\x41`',
  'class A extends B { #x=1; static y; static {z} get #g(){return #x in this} set s(v){} async *m(){} constructor(){super()} "q"(){} [k]=1; static async=1; accessor foo=1 }',
  'async()=>{for await(const a of b){}}; async function*g(){yield* x; await y}',
  'function F(){new.target; new a.b(c); new (a())(); new a}',
  '({a, b(){}, get c(){return 1}, set c(v){}, [d]: e, ...f, async *g(){}, "h": 1, 2: 3, __proto__: null})',
  'const {a=1, b: {c}, ...d} = e, [f,,g=2,...h] = i; ({a=1, ...b} = c); [x.y, z]=w; for (const [k,v] of m){} for (x.y in z){} function q({a},[b],...{length}){}',
  'a: for(;;){break a; continue a} do x; while(y) switch(z){case 1: default:} try{}catch{} try{}catch(e){}finally{} throw q; debugger; ; if(a)b;else c; var v',
  'a**b; a??b; a||=b; a&&=b; a??=b; a>>>=b; a in b; a instanceof b; a,b; a?b:c; a==b',
  '',
  '  \n // c\n',
  '/* a */ foo() // b\n',
  'let a="\u2028"; b\u2029c',
  'async x => await x; async (x) => {}; async(x)',
  'foo()\r\nbar(`a`)\r\n',
  ' foo()',
  '"\\u{1F600}\\x41\\n\\\n"; \'\\0\'',
  '({.5: 2, "a-b": 3})',
  '@a class B { @c() d(){} }',
  'const a: string = 1; enum A {}; x as any',
]
const TYPESCRIPT = [
  '@a @b() class C { @d m(@e p){} @f x=1; constructor(@g private readonly h: string, public i: number = 1){} }',
  '@a export class C {}; export @b class D {}; export default @c class {}',
  'enum A {a, b=1, "c"=2} const enum B {} declare enum C {}',
  'namespace A.B.C {export const x=1} declare module "m" {export default x} declare global {} module M {}',
  'abstract class A { abstract m(): void; abstract x: number; protected constructor(); constructor(a?){ } m2?(): void; declare z: string; override q(){} readonly r!: string; [k: string]: any; static s }',
  'function f(a: string): void; function f(a: any){} declare function g(): asserts x is string; export default function h(): void; export default function h(){} export function i(this: Foo, ...r: any[]): r is X {return true}',
  'a satisfies B; a as const; <T>a; a as any as B; (a as B)=1; a! = 2; for (a as B of c){}; a?.b!.c; (a?.b)!.c; a!?.b',
  'import x = require("y"); import z = A.B; export import w = C; import type q = require("r")',
  'const q = 1; export = q',
  'export as namespace N; export declare const a: string',
  'import type T from "t"; import {type U} from "u"; export type {V} from "v"; export type * from "x"; import {type as} from "a"',
  'type A<in out T extends U = V> = T extends infer R extends X ? {readonly [K in keyof T as `x${K}`]-?: T[K]} : [a: string, b?: number, ...c: d[]]; type B = typeof import("x"); type C = import("x").Y<Z>; type D = new (...a: any) => b; type E = abstract new () => c; type G = A["b"][]; type H = `a${b}`',
  'type I = -1 | 1n | "s" | null | undefined | this | void | never | object | bigint | symbol | unknown | any | boolean; type J = (a: b) => c; type K = {(): x; new (): y; m?(): z; get g(): a; set s(v); [k: string]: v; readonly p?: q}; type L = A.B.C<D>; type M = typeof a.b<c>; type O = readonly string[]; let x: (string)',
  'interface A<T> extends B<C>, D.E { a: string; b?(): void; readonly c; get d(): e } declare class X<T> extends Y<Z> implements W<V> {m(): void} declare let a, b: c; declare namespace n {}',
  'f<T>(x); new F<T>(); f<T>; tag<T>`x`; const g = <T,>(x: T) => x; async <T>(x) => y; f?.<T>(x)',
  'class A {get x(): number {return 1} set x(v) {}} declare const q: unique symbol; let y!: string',
  'export import a = b.c; export type T = 1; export interface I {} export abstract class C {} export enum E {} export namespace N {}',
  'using a=b; await using c=d',
]
const JSX = [
  'const h = <A c={d} e="f" {...g} h-i j:k>text {/* c */}{x}{...y}<></><a.b.c/><a:b/><this.x/></A>',
  "a = <p title='b'>it's {b} &amp;\r\n c</p>; '('",
]

for (const [path, texts] of [
  ['a.js', JAVASCRIPT],
  ['a.ts', [...JAVASCRIPT, ...TYPESCRIPT]],
  ['a.jsx', JSX],
] as const) {
  test(`every kind of node, in ${path}`, () => {
    for (const text of texts) compare(path, text)
  })
}

test('all fixtures', () => {
  let count = 0
  for (const path of scripts('fixtures')) {
    const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, ' ')
    const tree = fast(path, text)
    if (!tree) continue
    count++
    assert.equal([...differences(reference(path, text), tree, 'Program')], [], path)
  }
  assert.ok(count > 100, `oxc reads most of them: ${count}`)
})

test('what typescript-estree refuses, or reads in its own way, oxc is not asked about', () => {
  const left = [
    'return 1',
    'with (a) b',
    'a = 017',
    '"\\01"',
    'let a; let a',
    'for (var a = 1 in b) {}',
    'class {}',
    'let = = 3',
    '1 = 2',
    'let s = "\ud800"',
    '// \udc00',
    'a\0b',
    '<!-- a\nb',
    `${'('.repeat(400)}1${')'.repeat(400)}`,
    'var await; await (2)',
    'await a; await (b)',
    'f(await)',
    'for (const x of y) await z; function f() { await z }',
    'var yield, static',
  ]
  for (const text of left) assert.is(fast('a.js', text), null, text.slice(0, 60))
})

test.run()
