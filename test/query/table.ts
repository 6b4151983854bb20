// npm run query: the table of docs/query.md, from products.json.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Row {
  name: string
  product: string
  version: string
  asked: string
  seen: { query: string; get?: string; post?: string }
  say: string
}

export const PRODUCTS: { packages: Record<string, string>; rows: Row[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'products.json'), 'utf8'),
)

export const PAGE = join(import.meta.dirname, '../../docs/query.md')

const cell = (text: string): string => text.replaceAll('|', '\\|')

const beside = ({ seen: { get, post } }: Row): string =>
  get !== undefined ? `GET: ${get}` : post !== undefined ? `POST: ${post}` : ''

/** The page with its table as the data has it. */
export function withTable(page: string): string {
  const rows = PRODUCTS.rows.map(
    (row) => `| ${[row.product, row.version, row.asked, row.seen.query, beside(row), row.say].map(cell).join(' | ')} |`,
  )
  const table = ['| product | version | what is asked | QUERY | beside it | |', '|-|-|-|-|-|-|', ...rows].join('\n')
  return page.replace(/<!-- query -->\n[^]*<!-- \/query -->/, () => `<!-- query -->\n${table}\n<!-- /query -->`)
}

if (process.argv[1] === import.meta.filename) writeFileSync(PAGE, withTable(readFileSync(PAGE, 'utf8')))
