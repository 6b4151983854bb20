/** A set of request paths, as a location, a route or a section names it. Paths are decoded and without their query. */
export interface PathPattern {
  kind: 'exact' | 'prefix' | 'regex' | 'express' | 'any'
  /** As a person wrote it, with its mounts: `^~ /api/`, `/users/:id`, `~ \.php$`. */
  source: string
  /** null: cannot be told. */
  matches(path: string): boolean | null
  /** A path that it matches, or null where none can be made for certain. */
  sample(): string | null
  /** The literal text that every match begins with: the key of an index. */
  literal: string
  /** The pattern as a JavaScript regular expression over the whole path, where it is a regular language; null: can't tell. */
  regex: { source: string; flags: string } | null
}
