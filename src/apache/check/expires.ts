import { readExpires } from '../words/expires.ts'
import { type ValueCheck, valueOf } from './value.ts'

/** check_code of mod_expires; `types`: ExpiresByType. */
const expires =
  (types: boolean): ValueCheck =>
  (directive) => {
    if (types && !valueOf(directive, 0).includes('/'))
      return `Expected a media type behind ${directive.name}, not ${valueOf(directive, 0)}`
    return readExpires(valueOf(directive, types ? 1 : 0)).refused
  }

export const EXPIRES_CHECKS: Record<string, ValueCheck> = {
  expiresdefault: expires(false),
  expiresbytype: expires(true),
}
