import { ruleOf } from '../src/apache/words/rewrite.ts'
import { defineRule } from '../src/rule.ts'
import type { Directive } from '../src/text/directive.ts'

type Wrong = 'body' | 'name' | 'dropped'

/** What mod_rewrite makes of R's value (cmd_rewriterule_setflag): a 3xx redirects, a name that it does not know is a 302. */
const NAMES = new Set(['', 'permanent', 'temp', 'seeother'])

function wrongStatus(value: string, substitution: string): Wrong | null {
  if (!/^\d/.test(value)) return NAMES.has(value.toLowerCase()) ? null : 'name'
  // A 204 has no body, and is the usual answer to a preflight.
  if (/^2\d\d$/.test(value)) return Number(value) === 204 ? null : 'body'
  return /^[45]\d\d$/.test(value) && substitution !== '-' ? 'dropped' : null
}

export default defineRule({
  id: 'rewrite-status',
  severity: 'error',
  layers: ['apache'],
  summary: 'A status in a RewriteRule or Redirect that httpd refuses or reads otherwise',
  messages: {
    found: '{{text}}',
    body: 'Expected a redirect or an error in [R={{value}}], which sends {{value}} with the text of an error page: answer with a file, or use a 3xx, 4xx or 5xx',
    name: "Unknown status '{{value}}' in [R={{value}}], which httpd reads as 302: write the number",
    dropped:
      'Expected - instead of {{substitution}}, which httpd drops because {{value}} is no redirect: write `RewriteRule … - [R={{value}}]`',
  },
  check({ site, report }) {
    for (const { ruleId, message, ...rest } of site.problems)
      if (ruleId === 'rewrite-status') report({ message: 'found', data: { text: message }, ...rest })
    const check = (directives: Directive[]): void => {
      for (const directive of directives) {
        if (directive.block) check(directive.block)
        const rule = ruleOf(directive)
        const value = rule?.flags.redirectWord ?? null
        if (!rule || value === null) continue
        const wrong = wrongStatus(value, rule.output)
        if (wrong)
          report({
            message: wrong,
            severity: 'warn',
            data: { value, substitution: rule.output },
            range: directive.range,
          })
      }
    }
    for (const tree of site.trees.values()) if (site.layers.get(tree.file.path) === 'apache') check(tree.directives)
  },
})
