// docs/why.md as data: its questions, the situation that shows each, and what it says comes back.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Claim {
  method: string
  url: string
  /** null: the server closes the connection. */ status: number | null
  /** undefined: the page says nothing of Allow; null: that there is none. */ allow?: string | null
  /** The files leave it open: only the servers are asked. */ open: boolean
}
export interface Question {
  title: string
  situation: string
  rules: string[]
  claims: Claim[]
  /** The server does not start with these files. */ refused: boolean
}

export const PAGE = join(import.meta.dirname, '../../docs/why.md')
export const SITUATIONS = join(import.meta.dirname, '../../fixtures/situations')

const SITUATION = /^Situation `([\w-]+)`(?:, found by (.+?))?[.:]$/m
const CLAIM =
  /^- `(verblint trace|curl -X) (\S+) (\S+)`: (?:\*\*(\d{3})\*\*|no answer)(?:, (?:`Allow: ([^`]*)`|(no Allow)))?$/gm
const REFUSED = /^- (?:nginx|httpd|Express) does not start with it$/m

const claimsIn = (text: string): Claim[] =>
  [...text.matchAll(CLAIM)].map(([, by, method = '', url = '', status, allow, none]) => ({
    open: by === 'curl -X',
    method,
    url,
    status: status === undefined ? null : Number(status),
    ...(allow !== undefined ? { allow } : none ? { allow: null } : {}),
  }))

function questionIn(section: string): Question {
  const [title = ''] = section.split('\n')
  const [, situation = '', rules = ''] = SITUATION.exec(section) ?? []
  return {
    title,
    situation,
    rules: [...rules.matchAll(/`([\w-]+)`/g)].map(([, id = '']) => id),
    claims: claimsIn(section),
    refused: REFUSED.test(section),
  }
}

/** Every `###` of the page. */
export function questionsOf(text = readFileSync(PAGE, 'utf8')): Question[] {
  const [, ...sections] = text.split(/^### /m)
  return sections.map((section) => questionIn(section.split(/^## /m)[0] ?? section))
}

/** The lines that begin like a claim: none may be written in a way that is not read. */
export const claimLines = (text = readFileSync(PAGE, 'utf8')): number => text.match(/^- /gm)?.length ?? 0
