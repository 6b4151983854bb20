import type { OpenText } from './value.ts'

/** Of a text that begins and ends with what is known: whether it begins so. null: open. */
export function begins({ starts = '' }: OpenText, text: string): boolean | null {
  if (starts.startsWith(text)) return true
  return text.startsWith(starts) ? null : false
}

export function endsIn({ ends = '' }: OpenText, text: string): boolean | null {
  if (ends.endsWith(text)) return true
  return text.endsWith(ends) ? null : false
}

/** Whether it may be that very text. */
export const mayBe = (open: OpenText, text: string): boolean =>
  begins(open, text) !== false &&
  endsIn(open, text) !== false &&
  text.length >= Math.max(open.starts?.length ?? 0, open.ends?.length ?? 0)
