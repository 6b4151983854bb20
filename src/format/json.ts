import type { Report } from '../index.ts'
import type { FormatContext } from './context.ts'

/** JSON leaves DEL, C1 controls and text direction marks as they are; a terminal would obey them. */
const escapeRest = (json: string): string =>
  json.replace(
    /[\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

export const toJson = (value: unknown): string => `${escapeRest(JSON.stringify(value, null, 2))}\n`

/** Everything that the API's report holds, but for the files' texts. */
export default function json({ problems, coverage, refused, faults }: Report, { version }: FormatContext): string {
  return toJson({ version, problems, coverage, refused, faults })
}
