import { groupBy } from '../text/group.ts'
import { visible } from './terminal.ts'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Text for an element or an attribute; what XML 1.0 has no place for is written out. */
export const escaped = (text: string): string => visible(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)

/** ` name="value"` for each. */
export const attributes = (values: Record<string, string | number>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('')

/** Problems by file, in their order. */
export const byFile = <Placed extends { file: string }>(problems: Placed[]): Map<string, Placed[]> =>
  groupBy(problems, ({ file }) => file)
