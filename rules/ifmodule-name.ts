import { defineRule } from '../src/rule.ts'
import { everyDirective, layerAt } from '../src/questions/blocks.ts'
import { distance } from '../src/text/nearest.ts'

/** `mod_rewrite.c`, `rewrite_module`; a module of several files is named by its main one. And what another server, which reads these
 * files as well, calls itself. */
const REAL = /^!?(?:\w+_module|\w+\.c(?:pp)?|[Ll]ite[Ss]peed)$/

/** Modules that people ask for most; one letter beside such a name is a slip. */
const COMMON = [
  'access_compat',
  'alias',
  'allowmethods',
  'auth_basic',
  'authz_core',
  'authz_host',
  'autoindex',
  'deflate',
  'expires',
  'filter',
  'headers',
  'include',
  'negotiation',
  'proxy',
  'proxy_http',
  'rewrite',
  'setenvif',
]

/** A usual module's name with a part too many or too few, or in other letters: httpd compares the whole of it, and takes `mod_x.c` and `x_module` only. */
function misnamed(name: string): string | undefined {
  const base = name
    .replace(/^!/, '')
    .toLowerCase()
    .replace(/^mod_/, '')
    .replace(/_mod(?:ule)?$|_module\.c$|\.c$/, '')
  return COMMON.includes(base) && ![`mod_${base}.c`, `${base}_module`].includes(name.replace(/^!/, ''))
    ? base
    : undefined
}

/** The module whose name this one nearly is. */
function slipOf(name: string): string | undefined {
  const base = /^!?(?:mod_)?(\w+?)(?:\.c|_module)$/.exec(name)?.[1]
  return base === undefined || base.length < 5 || COMMON.includes(base)
    ? undefined
    : COMMON.find((common) => distance(base, common) === 1)
}

/** What httpd would have known. */
function meant(name: string): string {
  const base = name
    .replace(/^!|["']/g, '')
    .replace(/^mod_/, '')
    .replace(/\.so$|\.dll$|_mod$/, '')
  const mpm = /^(?:mpm_)?(event|prefork|worker)$/.exec(base)?.[1]
  return `${name.startsWith('!') ? '!' : ''}${mpm ? `mpm_${mpm}_module` : `mod_${base}.c`}`
}

export default defineRule({
  id: 'ifmodule-name',
  severity: 'error',
  layers: ['apache'],
  fixable: true,
  suggests: true,
  summary: 'An <IfModule> whose name no module can have',
  messages: { name: 'Unknown module name {{name}}, so that httpd silently skips this section: write {{meant}}' },
  check({ site, report }) {
    for (const { name, args, range } of everyDirective(site)) {
      const [module] = args
      if (
        name.toLowerCase() !== 'ifmodule' ||
        !module ||
        layerAt(site, range) !== 'apache' ||
        module.value.includes('${')
      )
        continue
      const slip = slipOf(module.value)
      const base = misnamed(module.value) ?? slip
      if (base === undefined && REAL.test(module.value)) continue
      const text = base === undefined ? meant(module.value) : `${module.value.startsWith('!') ? '!' : ''}mod_${base}.c`
      const edit = {
        message: `Write ${text}`,
        edits: [{ file: module.range.file, start: module.range.start.offset, end: module.range.end.offset, text }],
      }
      // A guess is for a person to make.
      const offer = slip !== undefined ? { suggestions: [edit] } : REAL.test(text) ? { fix: edit } : {}
      report({ message: 'name', range, data: { name: module.value, meant: text }, ...offer })
    }
  },
})
