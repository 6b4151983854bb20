import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a program of fixtures/routes registers. */
export interface Expected {
  /** The module that exports its application. */
  entry: string
  /** `METHOD path`: listed, and answered 200. */
  routes: string[]
  /** Of these, the ones that hang on a default. */
  assumed?: string[]
  /** Listed, but answered only at another time. */
  maybe?: string[]
  /** Listed with a path that the files leave open. */
  unresolved?: string[]
  /** Paths that the application answers 404. */
  absent: string[]
}

const root = fileURLToPath(new URL('../../fixtures/routes/', import.meta.url))

/** The programs of fixtures/routes, each a way in which routes come about. */
export const KINDS = readdirSync(root).map((name): { name: string; folder: string; expected: Expected } => ({
  name,
  folder: join(root, name),
  expected: JSON.parse(readFileSync(join(root, name, 'routes.json'), 'utf8')),
}))
