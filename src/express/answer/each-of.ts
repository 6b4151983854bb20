import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { joinText, textParts } from '../../javascript/operators.ts'
import type { TextPart } from '../../javascript/operators.ts'
import type { NativeValue, Value } from '../../javascript/value.ts'
import { textOf } from '../../javascript/value.ts'
import type { Site, Spread } from './site.ts'
import { getMember } from './member.ts'
import { Thrown, wordsOf } from './run.ts'
import type { Run } from './run.ts'
import { candidatesOf, isOpenEither, merged, ofEach } from './selector.ts'
import { keyOf } from './syntax.ts'
import { mayFail } from './unseen.ts'
import { worldOf } from './world.ts'

/** What the functions of the language take as it is: nothing else happens, whichever it is. */
const isData = (value: Value): boolean =>
  value.kind === 'open-text' ||
  (value.kind === 'constant' && value.value !== null && value.value !== undefined) ||
  (value.kind === 'unknown' && value.unset === null)

type Either = Value & { kind: 'either' }

const isDataEither = (run: Run, value: Value): value is Either =>
  isOpenEither(value) && candidatesOf(run, value).every(isData)

/** Asks each of several values, and of those that are several themselves each. */
function askEach(run: Run, either: Either, what: string, ask: (value: Value) => Value): Value {
  return ofEach(run, either, what, (one) => (isOpenEither(one) ? askEach(run, one, what, ask) : ask(one)))
}

/** A function of the language that only gives a value, given one of several: what it gives is one of several. null: it is not so. */
export function pureOfEach(
  run: Run,
  site: Site,
  node: TSESTree.Node,
  callee: NativeValue,
  self: Value,
  { items, open }: Spread,
): Value | null {
  const { language } = callee
  if (!language?.pure || open) return null
  const given = items.map((item) => merged(run, item))
  const at = given.findIndex(isOpenEither)
  const either = given[at]
  if (!either || !isDataEither(run, either) || !given.every((item, index) => index === at || textOf(item) !== null))
    return null
  const world = worldOf(run, site, node)
  const words = given.map((item) => textOf(item) ?? '…').join()
  return orNull(() =>
    askEach(run, either, `${callee.name}(${words})`, (one) =>
      language.call(world, self, { items: given.with(at, one), open }),
    ),
  )
}

/** A method of one of several texts or numbers. null: it hangs on which it is. */
export function methodOfEach(
  run: Run,
  site: Site,
  node: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  self: Value,
  args: Spread,
): Value | null {
  const key = keyOf(callee)
  if (key === null || args.open || !isDataEither(run, self)) return null
  const texts = args.items.map(textOf)
  if (texts.includes(null)) return null
  const known = candidatesOf(run, self).filter(({ kind }) => kind !== 'unknown')
  const methodOf = (one: Value): Value => getMember(run, site.module, callee, one, key)
  if (!known.length || !known.every((one) => isPure(methodOf(one)))) return null
  if (known.length < candidatesOf(run, self).length) mayFail(run, site.module, node)
  const world = worldOf(run, site, node)
  const words = wordsOf(site.module, node)
  return orNull(() =>
    askEach(run, self, `.${key}(${texts.join()})`, (one) => {
      const method = one.kind === 'unknown' ? null : methodOf(one)
      return method?.kind === 'native' && method.language
        ? method.language.call(world, one, args)
        : { kind: 'unknown', why: words, unset: null }
    }),
  )
}

const isPure = (value: Value): boolean => value.kind === 'native' && value.language?.pure === true

/** Of more texts than these, which it is stays open. */
const MOST_TEXTS = 8

/** A text with one of several values in it. null: it has to be decided which. */
export function textOfEach(
  run: Run,
  holes: readonly Value[],
  partsOf: (texts: TextPart[]) => TextPart[],
): Value | null {
  const eithers = holes.filter(isOpenEither)
  const [either] = eithers
  if (!either || !eithers.every((one) => isDataEither(run, one))) return null
  const parts = holes.map((hole) => (isOpenEither(hole) ? OPEN : textParts(hole, '…')))
  const texts = eithers.reduce((product, one) => product * candidatesOf(run, one).length, 1)
  if (eithers.length > 1) return texts > MOST_TEXTS ? joinText(partsOf(parts)) : null
  const at = holes.indexOf(either)
  const words = partsOf(parts).map(({ text }) => text)
  return askEach(run, either, words.join(''), (one) => joinText(partsOf(parts.with(at, textParts(one, '…')))))
}

const OPEN: TextPart = { text: '${…}', known: false }

function orNull(body: () => Value): Value | null {
  try {
    return body()
  } catch (error) {
    if (error instanceof Thrown) return null
    throw error
  }
}
