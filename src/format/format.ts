import type { Format } from './context.ts'

/** Each is loaded when it is asked for. */
export const formats: Record<string, () => Promise<{ default: Format }>> = {
  text: () => import('./text.ts'),
  unix: () => import('./unix.ts'),
  json: () => import('./json.ts'),
  github: () => import('./github.ts'),
  sarif: () => import('./sarif.ts'),
  gitlab: () => import('./gitlab.ts'),
  checkstyle: () => import('./checkstyle.ts'),
  junit: () => import('./junit.ts'),
  rdjson: () => import('./rdjson.ts'),
}
