import type { SourceRange } from '../../text/range.ts'
import { directiveInfo } from '../directives/index.ts'
import { inOpen, note, type Place, problem, target } from './building.ts'
import { bareName, type Command, directiveOf, lineRange, readCommand } from './command.ts'
import { CONDITIONALS, decide } from './conditions.ts'
import type { ApacheDirective } from './directive.ts'
import { macroArguments, macroBody } from './macros.ts'
import { closesWell, DEEPEST, lastNear, unclosed, unmatched } from './reader.ts'

export function openSection(place: Place, command: Command): void {
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

export function close(place: Place, command: Command): void {
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
export function end(place: Place): void {
  const left = place.frames.splice(0)
  const silent = left.findIndex(({ conditional }) => conditional)
  for (const [index, { directive }] of left.entries()) {
    note(place, silent >= 0 && index >= silent ? { ...unclosed(directive), severity: 'warn' } : unclosed(directive))
  }
}
