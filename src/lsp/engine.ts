import { relative, resolve } from 'node:path'
import { DiagnosticSeverity, type Hover, type Location, type CodeLens } from 'vscode-languageserver'
import { type Linted, lintSite, UsageError } from '../index.ts'
import { type Memory, newMemory, sweep } from '../lint/memory.ts'
import type { Site } from '../model/site.ts'
import { complaint } from '../text/faults.ts'
import { kindByName } from '../files/kind.ts'
import type { Signal } from '../text/signal.ts'
import type { SourceFile } from '../text/source-file.ts'
import { disablings, type Writing } from './disable.ts'
import { foundIn } from './found.ts'
import { hoverText } from './hover.ts'
import { lensesIn } from './lenses.ts'
import { placesIn, START, uriOf } from './positions.ts'
import type { Buffered, Checked, Disabling, Place, Project, Questions } from './protocol.ts'
import { realOrNull, realPath } from '../files/real-path.ts'

/** Thrown inside a check that has been overtaken. */
export class Overtaken extends Error {
  override name = 'Overtaken'
}

interface Opened {
  project: Project
  memory: Memory
  linted: Linted | null
}

/** Reads the files of some projects again and again, and knows what it read last. */
export interface Engine {
  check(project: Project, buffers: Buffered[], signal: Signal): Promise<Checked | null>
  hover(place: Place): Hover | null
  lenses(project: string, path: string): CodeLens[]
  definition(place: Place): Location[]
  disable(ask: Questions['disable']['ask']): Disabling[]
  forget(project: string): void
}

export function createEngine(): Engine {
  const opened = new Map<string, Opened>()
  const unsaved = new Map<string, Uint8Array>()

  const siteOf = ({ project, path }: { project: string; path: string }): { site: Site; file: SourceFile } | null => {
    const site = opened.get(project)?.linted?.site
    const file = site && [...site.files.values()].find(({ absolute }) => absolute === path)
    return site && file ? { site, file } : null
  }

  /** A file that nobody has saved yet is in no folder. */
  const pathsOf = ({ cwd, paths }: Project): string[] | undefined => {
    const fresh = [...unsaved.keys()].filter(
      (path) =>
        !relative(cwd, path).startsWith('..') && kindByName(relative(cwd, path)) !== null && realOrNull(path) === null,
    )
    return fresh.length > 0 ? [...(paths ?? ['.']), ...fresh] : paths
  }

  async function check(project: Project, buffers: Buffered[], signal: Signal): Promise<Checked | null> {
    for (const { path, text } of buffers) {
      if (text === null) unsaved.delete(path)
      else unsaved.set(path, Buffer.from(text))
    }
    const known = opened.get(project.key)
    const mine: Opened =
      known && JSON.stringify(known.project) === JSON.stringify(project)
        ? known
        : { project, memory: newMemory(), linted: null }
    opened.set(project.key, mine)
    const { cwd, within } = project
    const paths = pathsOf(project)
    try {
      const linted = await lintSite({
        cwd,
        ...(paths && { paths }),
        ...(within && { within }),
        unsaved,
        memory: mine.memory,
        signal,
      })
      sweep(mine.memory)
      mine.linted = linted
      return checkedFrom(linted, project)
    } catch (error) {
      if (error instanceof Overtaken) return null
      return complaintFrom(error, project)
    }
  }

  return {
    check,
    hover(place) {
      const at = siteOf(place)
      const found = at && hoverText(at.site, at.file.path, placesIn(at.file).offset(place))
      if (!at || !found) return null
      const { start, end } = found.thing.range
      return {
        contents: { kind: 'markdown', value: found.text },
        range: placesIn(at.file).range(start.offset, end.offset),
      }
    },
    lenses(project, path) {
      const at = siteOf({ project, path })
      if (!at) return []
      return lensesIn(at.site, at.file.path).map(({ range, text }) => ({
        range: placesIn(at.file).range(range.start.offset, range.end.offset),
        command: { title: text, command: '' },
      }))
    },
    definition(place) {
      const at = siteOf(place)
      if (!at) return []
      const offset = placesIn(at.file).offset(place)
      const behind = at.site.links.filter(
        ({ sure, range }) =>
          sure && range.file === at.file.path && range.start.offset <= offset && offset <= range.end.offset,
      )
      return behind.flatMap(({ to }) => {
        const file = at.site.files.get(to.range.file)
        return file
          ? [{ uri: uriOf(file.absolute), range: placesIn(file).range(to.range.start.offset, to.range.end.offset) }]
          : []
      })
    },
    disable({ project, path, lines: [from, to] }) {
      const at = siteOf({ project, path })
      const report = opened.get(project)?.linted?.report
      if (!at || !report) return []
      const lineOf = ({ offset }: { offset: number }): number => placesIn(at.file).position(offset).line
      const here = report.problems.filter(
        ({ file, range: { start, end } }) => file === at.file.path && lineOf(start) <= to && lineOf(end) >= from,
      )
      return disablings(here, at.file, writingOf(at.site, at.file.path))
    },
    forget(project) {
      opened.delete(project)
    },
  }
}

function writingOf({ layers, trees }: Site, file: string): Writing | null {
  const layer = layers.get(file) ?? (trees.has(file) ? undefined : kindByName(file) === 'script' ? 'script' : undefined)
  return layer === 'nginx' || layer === 'apache' || layer === 'script' ? layer : null
}

function checkedFrom({ report }: Linted, { cwd, only }: Project): Checked {
  const files = foundIn(report, cwd)
  for (const path of [...files.keys()]) if (only !== undefined && path !== only) files.delete(path)
  const refused = report.refused.filter(({ expected }) => expected).map(({ path, reason }) => `${path} ${reason}`)
  return {
    files,
    complaint: null,
    notes: [...report.faults.map((fault) => `a fault of verblint's own: ${fault}`), ...refused],
  }
}

/** What is wrong in the configuration is shown where it stands. */
function complaintFrom(error: unknown, { cwd }: Project): Checked {
  if (!(error instanceof UsageError))
    return { files: new Map(), complaint: null, notes: [`a fault of verblint's own: ${complaint(error)}`] }
  const [, file, line, column, said] = /^([^\n]+?):(\d+):(\d+): ([^]*)$/.exec(error.message) ?? []
  if (file === undefined) return { files: new Map(), complaint: error.message, notes: [] }
  const at = { line: Number(line) - 1, character: Number(column) - 1 }
  const diagnostic = {
    severity: DiagnosticSeverity.Error,
    source: 'verblint',
    message: said ?? '',
    range: file ? { start: at, end: at } : START,
  }
  return {
    files: new Map([
      [
        realPath(resolve(cwd, file)),
        { found: [{ diagnostic, ruleId: '', fixes: [], suggestions: [], related: [] }], fixAll: null },
      ],
    ]),
    complaint: null,
    notes: [],
  }
}
