import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { findBinding, readBinding } from '../../javascript/scope.ts'
import { constant } from '../../javascript/value.ts'
import type { Value } from '../../javascript/value.ts'
import { truth } from '../../javascript/value.ts'
import { assignPattern, declarePattern } from './assign.ts'
import { ON, choose, collect, ending, inTurn, isAbrupt, onCase, then } from './course.ts'
import type { Course, Where } from './course.ts'
import { evaluate } from './expression.ts'
import type { Site } from './site.ts'
import { isIdle } from './idle.ts'
import type { Ended } from './joins.ts'
import { hostedOf } from './native.ts'
import { awaited } from './promise.ts'
import { decide } from './operators.ts'
import { Bound, GiveUp, anUnknown, rangeOf, step, wordsOf } from './run.ts'
import type { Run } from './run.ts'
import { boundNames, isFunction, walk } from './syntax.ts'
import { declareIn, writeBinding } from './trail.ts'
import { walked } from './type-errors.ts'
import { block, declareOne, execute } from './statement.ts'

const MOST_ROUNDS = 200
/** A loop that has gone on so long may go on for ever. */
const MANY_ROUNDS = 20

type Loop = TSESTree.ForStatement | TSESTree.WhileStatement | TSESTree.DoWhileStatement

/** Whether the next round of a loop follows. */
const goesOn = (end: Ended): boolean =>
  !isAbrupt(end) || ('completion' in end && end.completion?.kind === 'continue' && end.completion.label === null)

/** What comes of a loop that is left. */
const left = (end: Ended): Ended =>
  'completion' in end && end.completion?.kind === 'break' && end.completion.label === null ? ON : end

function* countTo(most: number): Iterable<number> {
  for (let at = 0; at < most; at++) yield at
}

/** Rounds, one after the other, at most so many. */
function rounds(run: Run, where: Where, most: number, round: (at: number) => Course): Course {
  const course = inTurn(
    run,
    ON,
    countTo(most),
    (end) => !goesOn(end),
    () => where,
    round,
  )
  return ending(run, course, (end) => (goesOn(end) ? ON : left(end)))
}

export function loop(run: Run, site: Site, node: Loop): Course {
  const where = { module: site.module, node }
  const inner = block(run, site)
  const begin = collect(run, where, () => {
    step(run)
    if (isIdle(run, site, node)) return { kind: 'break', label: null }
    if (node.type === 'ForStatement' && node.init && node.init.type !== 'VariableDeclaration')
      evaluate(run, inner, node.init)
    return null
  })
  const began =
    node.type === 'ForStatement' && node.init?.type === 'VariableDeclaration'
      ? then(run, where, begin, () => declareEach(run, inner, node.init), isAbrupt)
      : begin
  return then(run, where, began, (end) =>
    isAbrupt(end) ? left(end) : rounds(run, where, Infinity, (at) => oneRound(run, inner, node, at)),
  )
}

function declareEach(run: Run, site: Site, node: TSESTree.Node | null): Course {
  if (node?.type !== 'VariableDeclaration') return ON
  return node.declarations.reduce<Course>(
    (course, one) => then(run, { module: site.module, node }, course, () => declareOne(run, site, node, one), isAbrupt),
    ON,
  )
}

/** One that has nothing to end it may go on for ever. */
function tooLong({ module }: Site, node: Loop): Ended {
  const why = 'a loop is too long to follow'
  const at = rangeOf(module, node)
  return { error: !node.test || node.test.type === 'Literal' ? new GiveUp(why, at) : new Bound(why, at) }
}

const CERTAIN = 0
const ASSUMED = 1
const OUT: Ended = { completion: { kind: 'break', label: null } }

/** One round: after one that is only assumed to happen, nothing more is known of the loop. */
function oneRound(run: Run, site: Site, node: Loop, at: number): Course {
  const where = { module: site.module, node }
  if (at >= MOST_ROUNDS) return tooLong(site, node)
  const find = (): number => {
    if (!node.test || (node.type === 'DoWhileStatement' && at === 0)) return CERTAIN
    const value = evaluate(run, site, node.test)
    const known = truth(value)
    if (known === null && isIdle(run, site, node.body)) return ASSUMED + 1
    if (!decide(run, site, node.test, value)) return ASSUMED + 1
    return known === null ? ASSUMED : CERTAIN
  }
  return onCase(run, where, choose(run, where, find), (found) => {
    if (found > ASSUMED) return OUT
    const own = ownRound(run, site, node)
    return then(run, where, execute(run, block(run, own.site), node.body), (end) => {
      // Steps that run out while a loop goes on do not say that it ends.
      if (at >= MANY_ROUNDS && 'error' in end && end.error instanceof Bound) return tooLong(site, node)
      if (!goesOn(end)) return end
      if (found === ASSUMED) return OUT
      own.giveBack()
      const { update } = node.type === 'ForStatement' ? node : { update: null }
      return update
        ? collect(run, where, () => {
            evaluate(run, site, update)
            return null
          })
        : ON
    })
  })
}

/** CreatePerIterationEnvironment: what a round closes over is its own; the next one begins with what it leaves. */
function ownRound(run: Run, site: Site, node: Loop): { site: Site; giveBack(): void } {
  const names = node.type === 'ForStatement' ? closedOver(node) : []
  if (names.length === 0) return { site, giveBack: () => undefined }
  const inner = block(run, site)
  for (const name of names) declareIn(run, inner.scope, name, readBinding(findBinding(site.scope, name), name))
  return {
    site: inner,
    giveBack: () => {
      for (const name of names) {
        const [from, to] = [inner.scope.bindings.get(name), site.scope.bindings.get(name)]
        if (from && to) writeBinding(run, to, from.value)
      }
    },
  }
}

const closures = new WeakMap<TSESTree.ForStatement, string[]>()

/** The variables of a loop's own that its body may hold on to. */
function closedOver(node: TSESTree.ForStatement): string[] {
  const known = closures.get(node)
  if (known) return known
  const { init, body } = node
  let closes = false
  if (init?.type === 'VariableDeclaration' && init.kind === 'let')
    walk(body, (at) => {
      closes ||= isFunction(at)
      return !closes
    })
  const names =
    closes && init?.type === 'VariableDeclaration' ? init.declarations.flatMap(({ id }) => boundNames(id)) : []
  closures.set(node, names)
  return names
}

/** Of so many lists that a loop may go through, the items are told apart. */
const MOST_LISTS = 3

type Each = TSESTree.ForOfStatement | TSESTree.ForInStatement

export function each(run: Run, site: Site, node: Each): Course {
  const where = { module: site.module, node }
  const found: Value[] = []
  const find = (): number | null => {
    step(run)
    if (isIdle(run, site, node)) return null
    const list = evaluate(run, site, node.right)
    if (node.type === 'ForOfStatement') walked(site.module, node.right, list)
    return found.length < MOST_LISTS ? found.push(list) - 1 : MOST_LISTS
  }
  return onCase(run, where, choose(run, where, find), (at) => {
    const { items, open } = itemsOf(node, found[at] ?? anUnknown('items'))
    return rounds(run, where, items.length + (open ? 1 : 0), (now) => {
      const item = items[now]
      return item ? roundWith(run, site, node, item) : openRound(run, site, node)
    })
  })
}

function roundWith(run: Run, site: Site, node: Each, item: Value): Course {
  const where = { module: site.module, node }
  const inner = block(run, site)
  const bound = collect(run, where, () => {
    bind(run, inner, node, isAwaiting(node) ? awaited(run, site.module, node.right, item) : item)
    return null
  })
  return then(run, where, bound, () => execute(run, block(run, inner), node.body), isAbrupt)
}

const isAwaiting = (node: Each): boolean => node.type === 'ForOfStatement' && node.await

function bind(run: Run, site: Site, node: Each, value: Value): void {
  if (node.left.type !== 'VariableDeclaration') return assignPattern(run, site, node.left, value, node)
  const [{ id } = { id: null }] = node.left.declarations
  if (!id) return
  if (node.left.kind === 'var') assignPattern(run, site, id, value, node)
  else declarePattern(run, site, id, value)
}

/** Items that are not known: none, or one. */
function openRound(run: Run, site: Site, node: Each): Course {
  const where = { module: site.module, node }
  const words = wordsOf(site.module, node.right)
  const find = (): number | null => {
    const inner = block(run, site)
    bind(run, inner, node, anUnknown('an item'))
    if (isIdle(run, inner, node.body)) return null
    return run.choices.pick((way) => (way === 0 ? `if \`${words}\` is empty` : `if \`${words}\` is not empty`), 2) === 0
      ? null
      : 0
  }
  return ending(
    run,
    onCase(run, where, choose(run, where, find), () => roundWith(run, site, node, anUnknown(`an item of ${words}`))),
    (end) => (goesOn(end) ? OUT : end),
  )
}

function itemsOf(
  node: TSESTree.ForOfStatement | TSESTree.ForInStatement,
  of: Value,
): { items: Value[]; open: boolean } {
  if (node.type === 'ForInStatement') {
    if (of.kind === 'object') return { items: [...of.members.keys()].map((name) => constant(name)), open: of.open }
    if (of.kind === 'array') return { items: of.items.map((_, index) => constant(String(index))), open: of.open }
    return { items: [], open: of.kind !== 'constant' }
  }
  if (of.kind === 'array') return { items: of.items, open: of.open }
  if (of.kind === 'constant' && typeof of.value === 'string')
    return { items: [...of.value].map((char) => constant(char)), open: false }
  const hosted = hostedOf(of)
  const list = hosted?.iterate?.()
  if (list) return { items: list.items, open: list.open }
  if (of.kind === 'host' && of.iterate) return { items: of.iterate().items, open: of.iterate().open }
  return { items: [], open: true }
}
