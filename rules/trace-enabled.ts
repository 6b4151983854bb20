import { defineRule } from '../src/rule.ts'
import { everyDirective, layerAt } from '../src/questions/blocks.ts'
import type { Directive } from '../src/text/directive.ts'

/** Something is included that no file shows, and might say it: Debian's own security.conf does. */
function mayBeElsewhere(directives: Directive[], files: string[]): boolean {
  return directives.some(({ name, args }) => {
    if (!/^include(?:optional)?$/i.test(name)) return false
    const [folder = '', file = ''] = (args[0]?.value ?? '').split('/').slice(-2)
    return !files.some((path) => path.includes(/[*?[]/.test(file) || file === '' ? `${folder}/` : file))
  })
}

export default defineRule({
  id: 'trace-enabled',
  severity: 'warn',
  layers: ['apache'],
  summary: 'httpd answers TRACE unless TraceEnable turns it off',
  spec: 'RFC 9110 §9.3.8',
  messages: {
    enabled:
      'Expected `TraceEnable off` in this configuration, since httpd answers TRACE with the request itself otherwise',
  },
  check({ site, report }) {
    const directives = everyDirective(site).filter(({ range }) => layerAt(site, range) === 'apache')
    const of = (name: string) => directives.filter((one) => one.name.toLowerCase() === name)
    if (of('traceenable').some(({ args }) => args[0]?.value.toLowerCase() === 'off')) return
    // A lone vhost file or .htaccess is not a server's whole configuration.
    const [whole] = [...of('serverroot'), ...of('listen')]
    if (whole && !mayBeElsewhere(directives, [...site.trees.keys()]))
      report({ message: 'enabled', range: of('traceenable')[0]?.range ?? whole.range })
  },
})
