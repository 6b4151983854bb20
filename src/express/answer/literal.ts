import type { TSESTree } from '@typescript-eslint/typescript-estree'
import { defineAccessor, isOpen, keysOf } from '../../javascript/natives/object.ts'
import { joinText, textParts } from '../../javascript/operators.ts'
import type { TextPart } from '../../javascript/operators.ts'
import { objectOf } from '../../javascript/value.ts'
import type { ObjectValue, Value } from '../../javascript/value.ts'
import { callBack } from './call.ts'
import { textOfEach } from './each-of.ts'
import { evaluate, evaluateLazily, keyName } from './expression.ts'
import type { Site } from './site.ts'
import { getMember } from './member.ts'
import { own } from './made.ts'
import { settle, textOf } from './operators.ts'
import type { Run } from './run.ts'
import { derived } from './derived.ts'
import { isUnread } from './unread.ts'
import { mayOverwrite } from './world.ts'

export function template(run: Run, site: Site, node: TSESTree.TemplateLiteral): Value {
  const holes = node.expressions.map((hole) => textual(run, site, hole, evaluateLazily(run, site, hole)))
  const partsOf = (texts: TextPart[]): TextPart[] =>
    node.quasis.flatMap((quasi, index) => {
      const text = { text: quasi.value.cooked ?? quasi.value.raw, known: true }
      const hole = texts[index]
      return hole ? [text, hole] : [text]
    })
  const known = derived(
    run,
    JSON.stringify(node.quasis.map(({ value: { raw } }) => raw)),
    holes,
    (values) => joinText(partsOf(values.map((value) => textParts(value, '…')))),
    joinText(partsOf(holes.map((hole) => textParts(isUnread(hole) ? hole.by.later : hole, '…')))),
  )
  if (known) return known
  const open = textOfEach(run, holes, partsOf)
  return (
    open ??
    joinText(
      partsOf(
        holes.map((hole, index) => {
          const one = settle(run, hole)
          return textParts(one === hole ? one : textual(run, site, node.expressions[index] ?? node, one), '…')
        }),
      ),
    )
  )
}

/** A thing of the program that says itself what its text is. */
function textual(run: Run, site: Site, node: TSESTree.Node, value: Value): Value {
  if (value.kind !== 'object' || textOf(value) !== null) return value
  const speaks = getMember(run, site.module, node, value, 'toString')
  return speaks.kind === 'function' ? callBack(run, site, node, speaks, [], value) : value
}

export function object(run: Run, site: Site, node: TSESTree.ObjectExpression): ObjectValue {
  const made = own(run, objectOf())
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') spreadInto(run, site, property, made, evaluate(run, site, property.argument))
    else addProperty(run, site, made, property)
  }
  return made
}

function addProperty(run: Run, site: Site, made: ObjectValue, property: TSESTree.Property): void {
  const key = property.computed ? textOf(evaluate(run, site, property.key)) : keyName(property.key)
  const value = evaluateLazily(run, site, property.value)
  if (key === null) mayOverwrite(run, made)
  else if (property.kind !== 'init' && value.kind === 'function')
    defineAccessor(made, key, property.kind === 'get' ? value : undefined, property.kind === 'set' ? value : undefined)
  else if (key === '__proto__' && !property.computed) made.open = true
  else {
    made.getters.delete(key)
    made.members.set(key, value)
  }
}

function spreadInto(run: Run, site: Site, node: TSESTree.Node, made: ObjectValue, value: Value): void {
  const keys = value.kind === 'host' ? null : keysOf(value)
  // What the unknown part holds may stand in for anything set before it.
  if (!keys || isOpen(value)) mayOverwrite(run, made)
  for (const key of keys ?? []) {
    made.getters.delete(key)
    made.members.set(key, getMember(run, site.module, node, value, key))
  }
}
