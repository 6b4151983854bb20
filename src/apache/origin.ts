import type { Origin } from '../model/origin.ts'
import type { Disk } from '../source/disk.ts'
import type { SourceRange } from '../source/range.ts'
import { answer } from './answer.ts'
import type { Configuration, Htaccess } from './configuration.ts'
import { compile } from './httpd.ts'
import type { Httpd } from './httpd.ts'

/** Compiles a configuration once for every set of conditionals that turn out not to hold. */
function compiler(configuration: Configuration, disk: Disk, loneRoot: { path: string; range: SourceRange } | null): (denied: (question: string) => boolean) => Httpd {
  const questions = new Set<string>()
  const known = new Map<string, Httpd>()
  return (denied) => {
    const names = [...questions].filter(denied)
    const key = names.sort().join('\n')
    const before = known.get(key)
    if (before) return before
    const httpd = compile(configuration, disk, loneRoot, new Set(names), questions)
    known.set(key, httpd)
    return httpd
  }
}

/** The folders that have no other `.htaccess` above them. */
const roots = (files: readonly Htaccess[]): Htaccess[] =>
  files.filter(({ servedFrom }) => !files.some((other) => servedFrom.startsWith(`${other.servedFrom}/`)))

function originOf(configuration: Configuration, disk: Disk, lone: Htaccess | null): Origin {
  const start = lone ? lone.file.range(0, 0) : configuration.main?.range(0, 0) ?? { file: '', start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } }
  const compiled = compiler(configuration, disk, lone && { path: lone.servedFrom, range: start })
  return {
    layer: 'apache', name: lone ? lone.file.path : configuration.main?.path ?? '', range: start, addresses: [], hosts: [], routes: [], guards: [], open: [],
    answer: (request, backend) => answer(compiled, request, backend),
  }
}

/** One origin for a main configuration; without one, an origin for each tree of `.htaccess` files, its top folder taken for the document root. */
export function originsOf(configuration: Configuration, disk: Disk): Origin[] {
  if (configuration.refusal) return []
  if (configuration.main) return [originOf(configuration, disk, null)]
  return roots(configuration.htaccess(null)).map((lone) => originOf(configuration, disk, lone))
}

