import type { Directive } from '../../../text/directive.ts'
import { LiteralIndex } from '../../../regex/literal-index.ts'
import { compilePattern, type Pattern } from '../../../regex/pattern.ts'
import { kindOf } from '../../compile/modules.ts'
import { conditionOf } from '../../words/condition.ts'

const CODE = new Set(['return', 'rewrite', 'if', 'set', 'break'])

const patterns = new WeakMap<Directive, Pattern>()

/** The pattern of a `rewrite`. */
export function patternOf(directive: Directive): Pattern {
  const known = patterns.get(directive) ?? compilePattern(directive.args[0]?.value ?? '', false)
  patterns.set(directive, known)
  return known
}

/** What the path has to match for a step to do anything; null: it always counts. */
function neededBy(directive: Directive): Pattern | null {
  if (directive.name === 'rewrite') return patternOf(directive)
  const condition = conditionOf(directive)
  return condition?.kind === 'match' && condition.variable === 'uri' && !condition.negated ? condition.pattern : null
}

/** The steps of a block's code, in order. There may be ten thousand, of which nearly all are for other paths. */
export class Code {
  readonly steps: Directive[]
  readonly #index: LiteralIndex

  constructor(block: readonly Directive[]) {
    this.steps = block.filter(({ name }) => CODE.has(name) || kindOf(name) === 'variable')
    this.#index = new LiteralIndex(this.steps.map(neededBy))
  }

  /** The place of the next step that may do something for a path; the number of steps: there is none. */
  next(uri: string, from: number): number {
    return this.#index.next(uri, from)
  }
}

const codes = new WeakMap<readonly Directive[], Code>()

export function codeOf(block: readonly Directive[]): Code {
  const known = codes.get(block) ?? new Code(block)
  codes.set(block, known)
  return known
}
