import type { ApacheDirective } from '../../read/directive.ts'
import type { ModuleScope } from '../item.ts'
import { conditionAt, type RewriteCond, type RewriteRule, ruleAt } from './rewrite-rule.ts'

/** mod_rewrite's settings, per server and per directory alike. */
export interface RewriteSettings {
  engine: boolean | null
  options: ReadonlySet<string>
  base: string | null
  /** What is stripped from the file name, with its slash; null: not per directory, so that no rule runs. */
  directory: string | null
  rules: RewriteRule[]
  /** Conditions that no rule has taken yet. */
  pending: RewriteCond[]
}

export const createRewrite = (path: string | null): RewriteSettings => ({
  engine: null,
  options: new Set(),
  base: null,
  directory: path === null ? null : path.replace(/^~ /, '').replace(/(?<!\/)$/, '/'),
  rules: [],
  pending: [],
})

/** config_perdir_merge and config_server_merge: an inner set of rules replaces the outer one unless RewriteOptions says otherwise. */
export function mergeRewrite(base: RewriteSettings, add: RewriteSettings): RewriteSettings {
  const options = add.options.size > 0 ? add.options : base.options
  const down = (name: string): boolean => base.options.has(name) && !options.has('ignoreinherit')
  const rules =
    options.has('inherit') || down('inheritdown')
      ? [...add.rules, ...base.rules]
      : options.has('inheritbefore') || down('inheritdownbefore')
        ? [...base.rules, ...add.rules]
        : add.rules
  return {
    engine: add.engine ?? base.engine,
    options,
    base: options.has('mergebase') ? (add.base ?? base.base) : add.base,
    directory: add.directory,
    rules,
    pending: [],
  }
}

/** Fills one or both sets of settings: at server level the engine and its options count for the directories, too. */
export function readRewrite(
  directive: ApacheDirective,
  scope: ModuleScope,
  dir: RewriteSettings,
  rules: RewriteSettings,
): void {
  const words = directive.args.map((word) => word.value)
  const both = scope.path === null ? [dir, rules] : [dir]
  switch (directive.key) {
    case 'rewriteengine':
      for (const one of both) one.engine = words[0]?.toLowerCase() === 'on'
      return
    case 'rewriteoptions':
      for (const one of both) one.options = new Set([...one.options, ...words.map((word) => word.toLowerCase())])
      return
    case 'rewritebase':
      dir.base = words[0] ?? null
      return
    case 'rewritecond': {
      const condition = conditionAt(directive, scope)
      if (condition) rules.pending.push(condition)
      return
    }
    case 'rewriterule': {
      const rule = ruleAt(directive, scope, rules.pending.splice(0))
      if (rule) rules.rules.push(rule)
    }
  }
}
