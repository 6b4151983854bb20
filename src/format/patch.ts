import { formatPatch, structuredPatch } from 'diff'
import type { FixedFile } from '../index.ts'
import { visible } from './terminal.ts'
import type { Paint, Style } from './terminal.ts'

const STYLES: Record<string, Style> = { '+': 'green', '-': 'red', '@': 'cyan' }

/** A unified diff that `git apply` and `patch -p1` take. For a terminal every line is made harmless and coloured. */
export function patchText(changes: FixedFile[], terminal: boolean, paint: Paint): string {
  const patch = changes
    .map(({ file, text }) =>
      formatPatch(
        structuredPatch(`a/${file.path}`, `b/${file.path}`, file.text, text, undefined, undefined, { context: 3 }),
      ).replace(/^=+\n/, ''),
    )
    .join('')
  return terminal
    ? patch
        .split('\n')
        .map((line) => painted(line.replace(/\r$/, ''), paint))
        .join('\n')
    : patch
}

function painted(line: string, paint: Paint): string {
  const style = line.startsWith('+++') || line.startsWith('---') ? 'bold' : STYLES[line[0] ?? '']
  return style ? paint(style, visible(line)) : visible(line)
}
