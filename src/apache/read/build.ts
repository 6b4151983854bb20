import type { Finding } from '../../text/finding.ts'
import type { Ledger } from '../../text/limits.ts'
import type { SourceRange } from '../../text/range.ts'
import { bareName, type Command, directiveOf, lineRange, readCommand } from './command.ts'
import { CONDITIONALS, decide, type Surroundings } from './conditions.ts'
import type { ApacheDirective } from './directive.ts'
import { directiveInfo, type DirectiveInfo } from '../directives/index.ts'
import type { Line, LineSource } from './lines.ts'
import { type Macro, macroArguments, macroBody, useMacro } from './macros.ts'
import { closesWell, DEEPEST, lastNear, tooLong, unclosed, unmatched } from './reader.ts'
import { lookUp } from '../../text/lookup.ts'

/** What reading a configuration knows and changes as it goes. */
export interface Building extends Surroundings {
  macros: Map<string, Macro>
  /** By the line of a Use, which then stands among the origins of what it brought in. */
  uses: Map<SourceRange, Macro>
  /** A part of the configuration is out of sight: what is not found may be defined there. */
  incomplete: boolean
  /** The files that an Include names, null where they are out of sight; adds a finding for one that is missing. null itself: `.htaccess`, where httpd refuses to include, define or load anything. */
  include: ((path: string, optional: boolean, at: SourceRange, problems: Finding[]) => LineSource[] | null) | null
  setServerRoot(path: string): void
  /** Modules of which a directive stands outside every open section, by the part of the name behind `mod_`. */
  proven: Set<string>
  problems: Finding[]
  /** The first problem for which httpd surely refuses the whole. */
  refusal: Finding | null
  /** Lines of macros and includes that may still be read: a bound on what they multiply to. */
  budget: number
  /** Where bounds that are reached are noted. */
  ledger: Ledger
}

/** A section that is not closed yet: a real one, or a conditional one whose contents go to where it stands (or into it, when undecided). `open`: it, or one around it, is undecided. */
interface Frame {
  directive: ApacheDirective
  into: ApacheDirective[]
  conditional: boolean
  open: boolean
}

/** Include recursion that httpd still allows (AP_MAX_INCLUDE_DEPTH). */
const INCLUDE_DEPTH = 128

interface Place {
  building: Building
  frames: Frame[]
  next: LineSource
  use(source: LineSource): void
  root: ApacheDirective[]
  depth: number
  open: boolean
}

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

/** Counts a line that a macro or an include brought; macros that use each other twice would double without end. */
function spend(place: Place, { from }: Line): void {
  if (--place.building.budget > 0) return
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

const inOpen = ({ frames, open }: Place): boolean => frames.at(-1)?.open ?? open

function note(place: Place, finding: Finding): void {
  place.building.problems.push(finding)
  if (finding.severity === undefined && !inOpen(place)) place.building.refusal ??= finding
}

const problem = (place: Place, message: string, range: SourceRange, ruleId = 'syntax'): void =>
  note(place, { ruleId, message, range })

const prove = (place: Place, { module }: DirectiveInfo): void => {
  if (!inOpen(place)) place.building.proven.add(module.replace(/^mod_/, ''))
}

const target = ({ frames, root }: Place): ApacheDirective[] => frames.at(-1)?.into ?? root

function openSection(place: Place, command: Command): void {
  const { building } = place
  const key = bareName(command).toLowerCase()
  const info = directiveInfo(command.name)
  const provided = info ? building.modules.provides(info) : false
  if (CONDITIONALS.has(key) && provided !== false) return openConditional(place, command, key)
  if (key === 'macro' && provided !== false) return defineMacro(place, command)
  const directive = directiveOf(command)
  target(place).push(directive)
  if (key.startsWith('lua') && info) readOpaque(place, directive)
  else place.frames.push({ directive, into: contents(place, directive), conditional: false, open: inOpen(place) })
}

/** Where a section's directives go: too deep, nowhere. */
const contents = ({ frames }: Place, { block }: ApacheDirective): ApacheDirective[] =>
  frames.length < DEEPEST ? (block ?? []) : []

function openConditional(place: Place, command: Command, key: string): void {
  const decision = decide(key, command.args, place.building)
  if (typeof decision === 'string') problem(place, decision, lineRange(command.line))
  if (decision === false) return skip(place, command)
  const directive = directiveOf(command)
  const undecided = decision !== true
  if (undecided) target(place).push(Object.assign(directive, { open: true as const }))
  place.frames.push({
    directive,
    into: undecided ? contents(place, directive) : target(place),
    conditional: true,
    open: undecided || inOpen(place),
  })
}

/** ap_soak_end_container: skips to the end of a section, minding only that sections inside it match. */
function skip(place: Place, command: Command): void {
  const opened: { name: string; range: SourceRange }[] = [{ name: bareName(command), range: lineRange(command.line) }]
  for (let line = place.next(); line; line = place.next()) {
    if (!line.text.startsWith('<') && !line.text.startsWith('"') && !line.text.startsWith("'")) continue
    const inner = readCommand(line)
    if (inner.kind === 'open') opened.push({ name: bareName(inner), range: lineRange(line) })
    if (inner.kind !== 'close') continue
    const innermost = opened.at(-1)
    if (innermost && bareName(inner).toLowerCase() !== innermost.name.toLowerCase()) {
      problem(place, `Expected </${innermost.name}> here, not ${inner.name}`, lineRange(line))
      const at = lastNear(opened, ({ name }) => name.toLowerCase() === bareName(inner).toLowerCase())
      if (at >= 0) opened.length = at
    } else opened.pop()
    if (opened.length === 0) return
  }
  const [outermost] = opened
  if (outermost) problem(place, `Expected </${outermost.name}> to close this section`, outermost.range)
}

function defineMacro(place: Place, command: Command): void {
  const { building, next } = place
  const end = command.args.lastIndexOf('>')
  const [name = '', ...parameters] = macroArguments(command.args.slice(0, Math.max(end, 0)))
  const range = lineRange(command.line)
  if (end < 0) problem(place, "Expected > at the end of this section's opening line", range)
  else if (name === '') problem(place, 'Expected a name in <Macro>', range)
  else if (parameters.includes('')) problem(place, 'Expected no empty parameter in <Macro>', range)
  else if (new Set(parameters).size < parameters.length)
    problem(place, 'Expected parameters of different names in <Macro>', range)
  const lines = macroBody(next)
  if (!lines) return problem(place, 'Expected </Macro> to close this section', range)
  building.macros.set(name.toLowerCase(), { name, parameters, lines })
}

/** Lua between tags, which nobody reads as directives. */
function readOpaque(place: Place, directive: ApacheDirective): void {
  const lines: string[] = []
  for (let line = place.next(); line; line = place.next()) {
    if (line.text.toLowerCase() === `</${directive.key}>`) {
      directive.opaque = lines.join('\n')
      directive.blockEnd = lineRange(line)
      return
    }
    lines.push(line.text)
  }
  note(place, unclosed(directive))
}

function close(place: Place, command: Command): void {
  const { frames } = place
  const key = bareName(command).toLowerCase()
  const innermost = frames.at(-1)
  // ap_build_cont_config wants the whole line to be the tag; any other section only its first word.
  if (innermost?.directive.key === key && (innermost.conditional ? command.args === '' : true) && closesWell(command)) {
    innermost.directive.blockEnd = lineRange(command.line)
    frames.pop()
    return
  }
  note(place, unmatched(command, innermost?.directive))
  const at = lastNear(frames, ({ directive }) => directive.key === key)
  if (at >= 0) frames.length = at
}

/** A section open at the end is refused, unless it is a conditional one that was taken, or stands in one: then httpd notices nothing. */
function end(place: Place): void {
  const left = place.frames.splice(0)
  const silent = left.findIndex(({ conditional }) => conditional)
  for (const [index, { directive }] of left.entries()) {
    note(place, silent >= 0 && index >= silent ? { ...unclosed(directive), severity: 'warn' } : unclosed(directive))
  }
}

type Runner = (place: Place, directive: ApacheDirective) => void

/** What httpd does at once while it reads (EXEC_ON_READ). Wrong contexts and arguments are found later, by the check of the whole. */
const RUNNERS: Record<string, Runner> = {
  define(place, { args: [name, value] }) {
    if (name) place.building.variables.define(name.value, value?.value ?? null, !inOpen(place))
  },
  undefine(place, { args: [name] }) {
    if (name) place.building.variables.undefine(name.value, !inOpen(place))
  },
  serverroot(place, { args: [path] }) {
    if (path && !inOpen(place)) place.building.setServerRoot(path.value)
  },
  loadmodule(place, { args: [name] }) {
    if (name) place.building.modules.load(name.value, !inOpen(place))
  },
  undefmacro(place, { args: [name], range }) {
    if (name && !place.building.macros.delete(name.value.toLowerCase()) && !place.building.incomplete)
      problem(place, `Unknown macro ${name.value}`, range)
  },
  include: (place, directive) => include(place, directive, false),
  includeoptional: (place, directive) => include(place, directive, true),
  use,
}

/** What `.htaccess` may do at once. */
const MACRO_RUNNERS: ReadonlySet<string> = new Set(['use', 'undefmacro'])

function include(place: Place, { args: [path], range }: ApacheDirective, optional: boolean): void {
  const { building, depth } = place
  if (!path || !building.include) return
  if (depth >= INCLUDE_DEPTH) {
    building.budget = 0
    return problem(
      place,
      `Expected at most ${INCLUDE_DEPTH} includes in each other; this one comes back to itself`,
      range,
    )
  }
  const before = building.problems.length
  const sources = building.include(path.value, optional, range, building.problems)
  if (sources === null) building.incomplete = true
  const added = building.problems[before]
  if (added && added.severity === undefined && !inOpen(place)) building.refusal ??= added
  for (const source of sources ?? []) build(building, source, target(place), depth + 1, inOpen(place))
}

/** Whether a Use stands in the very macro that it uses, or in one that this came by. */
const isInside = (building: Building, range: SourceRange, macro: Macro): boolean =>
  range.includedFrom?.some((from) => building.uses.get(from) === macro || isInside(building, from, macro)) ?? false

function use(place: Place, { rest, range }: ApacheDirective): void {
  const { building } = place
  const [name = '', ...values] = macroArguments(rest)
  const macro = building.macros.get(name.toLowerCase())
  if (!macro) {
    if (!building.incomplete) problem(place, `Unknown macro ${name}; expected a <Macro ${name}> before this`, range)
    return
  }
  if (isInside(building, range, macro)) {
    return problem(place, `Expected no use of the macro ${name} inside itself`, range)
  }
  if (values.length !== macro.parameters.length) {
    return problem(
      place,
      `Expected ${macro.parameters.length} arguments for the macro ${name}, not ${values.length}`,
      range,
    )
  }
  building.uses.set(range, macro)
  place.use(useMacro(macro, values, range))
}

function addDirective(place: Place, command: Command): void {
  const directive = directiveOf(command)
  const info = directiveInfo(command.name)
  if (info) prove(place, info)
  if (directive.key !== 'use') target(place).push(directive)
  if (info && place.building.modules.provides(info) === false) return
  if (place.building.include || MACRO_RUNNERS.has(directive.key)) lookUp(RUNNERS, directive.key)?.(place, directive)
}
