import type { Severity } from '../src/text/finding.ts'
import type { Layer } from '../src/model/origin.ts'

/** What the page and its worker say to each other: plain data. */
export interface Spot {
  file: string
  line: number
  column: number
  start: number
  end: number
}
export interface Change {
  message: string
  edits: { file: string; start: number; end: number; text: string }[]
}
/** An answer of the map, by the words that stand there. */
export interface Asked {
  method: string
  host: string
  path: string
}
export interface Found {
  /** One of the answers that it finds fault with; null: it is about lines. */
  about: Asked | null
  ruleId: string
  severity: Severity
  message: string
  at: Spot
  related: { message: string; at: Spot }[]
  changes: Change[]
}

export interface Cell {
  method: string
  label: string
  tone: string
  layer: Layer | null
  at: Spot | null
  found: Severity | null
}
export interface Row {
  path: string
  like: string | null
  cells: (Cell | null)[]
}
export interface Host {
  name: string
  /** Who answers there: `nginx, nginx.conf`. */
  by: string
  methods: string[]
  rows: Row[]
}

export interface Hop {
  kind: string
  text: string
  at: Spot | null
  sentOn: string | null
}
export interface Branch {
  status: number | null
  said: string
  by: string
  when: string | null
  /** It hardly ever comes back. */
  rare: boolean
  decided: Spot | null
  hops: Hop[]
  headers: [name: string, value: string][]
}

export type Files = Record<string, string>
/** `url` '': whatever shows best what the files do. */
export interface Query {
  method: string
  url: string
  headers: Record<string, string>
}

export type Ask = { id: number; files: Files; query: Query }
export type Answer =
  | { id: number; fault: string }
  | {
      id: number
      query: Query
      found: Found[]
      hosts: Host[]
      branches: Branch[]
      open: string[]
      faults: string[]
      /** How many files are read as a server's or a client's. */
      read: number
    }
