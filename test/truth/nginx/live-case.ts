import type { Asked } from './lab.ts'

/** A configuration, and what is asked of it: every path with every method, or requests of their own (`second`: at the second port). */
export interface LiveCase {
  name: string
  server: string
  http?: string
  files?: Record<string, string>
  paths?: string[]
  methods?: string[]
  requests?: (Asked & { second?: true })[]
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'TRACE', 'FROBNICATE']

export function requestsOf({ paths = [], methods = METHODS, requests }: LiveCase, secondPort: number | undefined): Asked[] {
  const listed = requests ?? paths.flatMap((path) => methods.map((method) => ({ method, path })))
  return listed.map((asked) => ('second' in asked && asked.second && secondPort !== undefined ? { ...asked, port: secondPort } : asked))
}
