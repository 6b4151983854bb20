import type { ValueCheck } from './value.ts'

const never =
  (instead: string): ValueCheck =>
  ({ name }) =>
    `Expected ${instead} instead of ${name}`

/** Directives of old that httpd knows only to refuse them. */
export const RETIRED_CHECKS: Record<string, ValueCheck> = {
  fancyindexing: never('IndexOptions FancyIndexing'),
  ssllog: never('ErrorLog'),
  sslloglevel: never('LogLevel'),
  port: never('Listen'),
}
