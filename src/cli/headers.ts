import { UsageError } from '../index.ts'

/** The headers of `-H 'Name: value'`. */
export function headersFrom(lines: string[]): Record<string, string> {
  return Object.fromEntries(
    lines.map((line) => {
      const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? []
      if (name === undefined || value === undefined) throw new UsageError(`--header takes "Name: value", not "${line}"`)
      return [name, value]
    }),
  )
}
