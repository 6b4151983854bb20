import type { Environment } from '../deployment/service.ts'
import type { SourceFile } from '../source/source-file.ts'
import type { PlacedDirective } from './tree.ts'

/** The files that nginx's container image fills in before nginx reads them. */
export const isTemplate = ({ path }: SourceFile): boolean => path.endsWith('.template')

/** Puts the environment's values in the place of `${NAME}` and `$NAME`, as envsubst does for the names that are set: nginx's own variables stay. */
export function fillIn(directives: PlacedDirective[], environment: Environment): void {
  const waiting = [directives]
  for (let block = waiting.pop(); block; block = waiting.pop()) {
    for (const directive of block) {
      for (const word of directive.args) {
        if (word.value.includes('$')) word.span.filled = word.value.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, plain?: string) => environment.get(braced ?? plain ?? '') ?? whole)
      }
      if (directive.block) waiting.push(directive.block)
    }
  }
}
