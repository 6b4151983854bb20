import { defineRule } from '../src/rule.ts'
import { blocksAround, everyDirective, layerAt } from '../src/questions/blocks.ts'
import type { Site } from '../src/model/site.ts'
import { addTo } from '../src/text/group.ts'
import type { SourceRange } from '../src/text/range.ts'
import type { Directive } from '../src/text/directive.ts'

/** Something is included that no file shows, and might say it: Debian's own security.conf does. */
function mayBeElsewhere(directives: Directive[], files: string[]): boolean {
  return directives.some(({ name, args }) => {
    if (!/^include(?:optional)?$/i.test(name)) return false
    const [folder = '', file = ''] = (args[0]?.value ?? '').split('/').slice(-2)
    return !files.some((path) => path.includes(/[*?[]/.test(file) || file === '' ? `${folder}/` : file))
  })
}

const hostAround = (site: Site, { range }: Directive): Directive | undefined =>
  blocksAround(site, range).find(({ name }) => /^virtualhost$/i.test(name))

const isOn = ({ args }: Directive): boolean => /^(?:on|extended)$/i.test(args[0]?.value ?? '')

/** Whether some condition, which the files may leave open, decides about it. */
const isConditional = (site: Site, { range }: Directive): boolean =>
  blocksAround(site, range).some(({ name }) => /^if/i.test(name))

/** Lines that turn TRACE on: the last one of a server counts, and a virtual host's own before the main server's. Which is the last of two files,
 * the includes decide. */
function turnedOn(site: Site, said: Directive[]): SourceRange[] {
  const servers = new Map<Directive | undefined, Directive[]>()
  for (const one of said) addTo(servers, hostAround(site, one), one)
  return [...servers.values()].flatMap((all) => {
    const last = all.at(-1)
    const isOpen = all.some((one) => isConditional(site, one))
    const isOneFile = all.every(({ range }) => range.file === last?.range.file)
    return last && isOn(last) && !isOpen && (isOneFile || all.every(isOn)) ? [last.range] : []
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
    const said = of('traceenable')
    for (const range of turnedOn(site, said)) report({ message: 'enabled', range })
    if (said.length > 0) return
    // A lone vhost file or .htaccess is not a server's whole configuration.
    const [whole] = [...of('serverroot'), ...of('listen')]
    if (whole && !mayBeElsewhere(directives, [...site.trees.keys()])) report({ message: 'enabled', range: whole.range })
  },
})
