import { type Building, inOpen, note, type Place, target } from './building.ts'
import { readCommand } from './command.ts'
import type { ApacheDirective } from './directive.ts'
import type { SourceRange } from '../../text/range.ts'
import type { Line, LineSource } from './lines.ts'
import { addDirective } from './on-read.ts'
import { tooLong } from './reader.ts'
import { close, end, openSection } from './sections.ts'

/**
 * ap_build_config: reads lines into directives and runs those that httpd runs while reading (Define, Include, `<IfModule>`, `<Macro>`,
 * Use, LoadModule…). What httpd refuses is noted, and reading goes on.
 */
export function build(building: Building, source: LineSource, into: ApacheDirective[], depth = 0, open = false): void {
  const sources = [source]
  const next: LineSource = () => {
    while (sources.length > 0) {
      const line = building.budget > 0 ? sources.at(-1)?.() : null
      if (line && (depth > 0 || sources.length > 1)) spend(place, line)
      if (line) return line
      sources.pop()
    }
    return null
  }
  const place: Place = {
    building,
    frames: [],
    next,
    use: (added) => {
      sources.push(added)
    },
    include: (included) => {
      build(building, included, target(place), depth + 1, inOpen(place))
    },
    root: into,
    depth,
    open,
  }
  for (let line = next(); line; line = next()) {
    if (line.tooLong) note(place, tooLong(line))
    if (line.text === '' || line.text.startsWith('#')) continue
    const command = readCommand(building.variables.expand(line))
    if (command.name === '') continue
    if (command.kind === 'close') close(place, command)
    else if (command.kind === 'open') openSection(place, command)
    else addDirective(place, command)
  }
  end(place)
}

/** What is brought by so many levels of macros and includes that only doubling leads there counts for more lines. */
const DEEP = 3
const DEEP_WEIGHT = 10

function isDeep(from: readonly SourceRange[]): boolean {
  let level = 0
  for (let at = from.at(-1); at && level <= DEEP; at = at.includedFrom?.at(-1)) level++
  return level > DEEP
}

/** Counts a line that a macro or an include brought; macros that use each other twice would double without end. */
function spend(place: Place, { from }: Line): void {
  place.building.budget -= isDeep(from) ? DEEP_WEIGHT : 1
  if (place.building.budget > 0) return
  let range = from.at(-1)
  for (let outer = range; outer; outer = outer.includedFrom?.at(-1)) range = outer
  if (!range) return
  const { ledger } = place.building
  ledger.beyond('lines', range)
  note(place, {
    ruleId: 'syntax',
    severity: 'warn',
    message: `Expected macros and includes to come to fewer lines than ${ledger.limits.lines.toLocaleString('en')}; what follows is not read`,
    range,
  })
}
