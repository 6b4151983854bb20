import type { ApacheDirective } from '../read/directive.ts'
import type { ArgumentForm } from '../directives/index.ts'

const COUNTS: Partial<Record<ArgumentForm, { least: number; most: number; text: string }>> = {
  TAKE1: { least: 1, most: 1, text: 'one argument' },
  TAKE2: { least: 2, most: 2, text: 'two arguments' },
  TAKE12: { least: 1, most: 2, text: 'one or two arguments' },
  TAKE3: { least: 3, most: 3, text: 'three arguments' },
  TAKE23: { least: 2, most: 3, text: 'two or three arguments' },
  TAKE123: { least: 1, most: 3, text: 'one to three arguments' },
}

/** invoke_cmd's look at the arguments, before the directive's own; null: they will do. Words past a flag and empty optional ones do. */
export function checkArguments({ name, args }: ApacheDirective, form: ArgumentForm): string | null {
  const first = args[0]?.value ?? ''
  if (form === 'FLAG')
    return /^(on|off)$/i.test(first) ? null : `Expected On or Off behind ${name}${first === '' ? '' : `, not ${first}`}`
  if (form === 'ITERATE') return first === '' ? `Expected at least one argument behind ${name}` : null
  if (form === 'ITERATE2')
    return first === '' || args.length < 2 ? `Expected at least two arguments behind ${name}` : null
  const count = COUNTS[form]
  if (!count) return null
  const empty = args.slice(0, count.least).some(({ value }) => value === '')
  if (!empty && args.length >= count.least && args.length <= count.most) return null
  return `Expected ${count.text} behind ${name}, not ${empty ? 'an empty one' : args.length}`
}
