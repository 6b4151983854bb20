import type { SourceRange } from '../../text/range.ts'
import { lookUp } from '../../text/lookup.ts'
import { directiveInfo, type DirectiveInfo } from '../directives/index.ts'
import { type Building, inOpen, type Place, problem, target } from './building.ts'
import { type Command, directiveOf } from './command.ts'
import type { ApacheDirective } from './directive.ts'
import { MACRO_LINE, type Macro, macroArguments, useMacro } from './macros.ts'

/** Include recursion that httpd still allows (AP_MAX_INCLUDE_DEPTH). */
const INCLUDE_DEPTH = 128

const prove = (place: Place, { module }: DirectiveInfo): void => {
  if (!inOpen(place)) place.building.proven.add(module.replace(/^mod_/, ''))
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
  for (const source of sources ?? []) place.include(source)
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
  const tooLong = `Expected the lines of the macro ${name} to stay within ${MACRO_LINE} bytes with these arguments`
  place.use(useMacro(macro, values, range, () => problem(place, tooLong, range)))
}

export function addDirective(place: Place, command: Command): void {
  const directive = directiveOf(command)
  const info = directiveInfo(command.name)
  if (info) prove(place, info)
  if (directive.key !== 'use') target(place).push(directive)
  if (info && place.building.modules.provides(info) === false) return
  if (place.building.include || MACRO_RUNNERS.has(directive.key)) lookUp(RUNNERS, directive.key)?.(place, directive)
}
