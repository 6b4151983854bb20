import { defineRule } from '../src/rule.ts'
import { everyDirective, layerAt } from '../src/site/blocks.ts'

/** `mod_rewrite.c`, `rewrite_module`; a module of several files is named by its main one. And what another server, which reads these
 * files as well, calls itself. */
const REAL = /^!?(?:\w+_module|\w+\.c(?:pp)?|[Ll]ite[Ss]peed)$/

/** What httpd would have known. */
function meant(name: string): string {
  const base = name.replace(/^!|["']/g, '').replace(/^mod_/, '').replace(/\.so$|\.dll$|_mod$/, '')
  const mpm = /^(?:mpm_)?(event|prefork|worker)$/.exec(base)?.[1]
  return `${name.startsWith('!') ? '!' : ''}${mpm ? `mpm_${mpm}_module` : `mod_${base}.c`}`
}

export default defineRule({
  id: 'ifmodule-name',
  severity: 'error',
  layers: ['apache'],
  fixable: true,
  summary: 'An <IfModule> whose name no module can have',
  messages: { name: 'Unknown module name {{name}}, so that httpd silently skips this section: write {{meant}}' },
  check({ site, report }) {
    for (const { name, args, range } of everyDirective(site)) {
      const [module] = args
      if (name.toLowerCase() !== 'ifmodule' || !module || layerAt(site, range) !== 'apache' || REAL.test(module.value) || module.value.includes('${')) continue
      const text = meant(module.value)
      const fix = { message: `Write ${text}`, edits: [{ file: module.range.file, start: module.range.start.offset, end: module.range.end.offset, text }] }
      report({ message: 'name', range, data: { name: module.value, meant: text }, ...(REAL.test(text) && { fix }) })
    }
  },
})
