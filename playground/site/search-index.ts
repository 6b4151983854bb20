import MiniSearch from 'minisearch'
import { SEARCH, type Section } from '../page/search-options.ts'
import { pagesBelow } from './files.ts'

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }
const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/\s+/g, ' ')
    .trim()

const HEADING = /<h[1-3] id="([^"]*)"[^>]*>(.*?)<\/h[1-3]>/g

/** A page cut at its headings, so that a hit leads to the place. */
function sectionsOf(url: string, html: string): Section[] {
  const [, article = ''] = /<article>(.*?)<\/article>/s.exec(html) ?? []
  const heads = [...article.matchAll(HEADING)]
  const page = textOf(heads[0]?.[2] ?? '')
  return heads.map((head, index) => ({
    id: index === 0 ? url : `${url}#${head[1] ?? ''}`,
    page,
    heading: textOf(head[2] ?? ''),
    text: textOf(article.slice(head.index + head[0].length, heads[index + 1]?.index)),
  }))
}

/** What the search of the documentation knows, as JSON. */
export function searchIndex(folder: string): string {
  const index = new MiniSearch<Section>(SEARCH)
  for (const [url, html] of pagesBelow(folder)) index.addAll(sectionsOf(url, html))
  return JSON.stringify(index)
}
