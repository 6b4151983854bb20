import { compilePattern } from '../../../regex/pattern.ts'
import type { Pattern } from '../../../regex/pattern.ts'
import type { ApacheDirective } from '../../read/directive.ts'
import { parseExpression } from '../../words/expression/parse.ts'
import type { Expression } from '../../words/expression/tree.ts'
import { type Item, itemOf, type ModuleScope } from '../item.ts'

/** A variable that a directive sets (`value`) or takes away (null). */
interface Assignment {
  name: string
  value: string | null
}

/** `attribute`: a header's or an aspect's name; null with an expression. */
export interface SetEnvIf extends Item {
  attribute: string | null
  pattern: Pattern | null
  condition: { expression: Expression | null; text: string } | null
  assignments: Assignment[]
}

/** mod_setenvif and mod_env per directory. */
export interface EnvDir {
  conditional: SetEnvIf[]
  plain: (Item & Assignment)[]
}

export const createEnv = (): EnvDir => ({ conditional: [], plain: [] })
export const mergeEnv = (base: EnvDir, add: EnvDir): EnvDir => ({
  conditional: [...base.conditional, ...add.conditional],
  plain: [...base.plain, ...add.plain],
})

function assignment(word: string): Assignment {
  if (word.startsWith('!')) return { name: word.slice(1), value: null }
  const [name = '', ...value] = word.split('=')
  return { name, value: value.length > 0 ? value.join('=') : '1' }
}

export function readEnv(directive: ApacheDirective, scope: ModuleScope<{ setEnvIfs: SetEnvIf[] }>, dir: EnvDir): void {
  const words = directive.args.map((word) => word.value)
  const item = itemOf(directive.range, scope)
  const conditional = scope.path === null ? scope.server.setEnvIfs : dir.conditional
  switch (directive.key) {
    case 'setenv':
      dir.plain.push({ ...item, name: words[0] ?? '', value: words[1] ?? '' })
      return
    case 'unsetenv':
      dir.plain.push(...words.map((name) => ({ ...item, name, value: null })))
      return
    case 'setenvifexpr': {
      const text = words[0] ?? ''
      conditional.push({
        ...item,
        attribute: null,
        pattern: null,
        condition: { expression: parseExpression(text), text },
        assignments: words.slice(1).map(assignment),
      })
      return
    }
    default: {
      const browser = directive.key.startsWith('browsermatch')
      const [attribute = '', regex = '', ...rest] = browser ? ['User-Agent', ...words] : words
      const pattern = compilePattern(regex, directive.key.endsWith('nocase'))
      conditional.push({ ...item, attribute, pattern, condition: null, assignments: rest.map(assignment) })
    }
  }
}
