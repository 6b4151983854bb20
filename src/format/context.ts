import type { Report } from '../index.ts'
import type { Paint } from './terminal.ts'

export interface FormatContext {
  paint: Paint
  /** The terminal's width; undefined where the output is no terminal. */
  columns: number | undefined
  version: string
  /** What leads from the root of the repository to the working directory, as '' or 'api/': code hosts want paths from the root. */
  prefix: string
  quiet: boolean
  /** Of many problems alike only a few are told, with the count of the others. */
  fold: boolean
}

export type Format = (report: Report, context: FormatContext) => string | Promise<string>
