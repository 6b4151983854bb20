import type { Options } from 'minisearch'

/** A part of a page, from one heading to the next. `id` is its address, from the site's folder. */
export interface Section {
  id: string
  page: string
  heading: string
  text: string
}

/** What the index is built and read with. Words are cut as in directives, headers and rules: `limit_except` is one, and so are its parts. */
export const SEARCH: Options<Section> = {
  fields: ['page', 'heading', 'text'],
  storeFields: ['page', 'heading'],
  tokenize: (text) => {
    const words = text.split(/[^\p{L}\p{N}_-]+/u).filter(Boolean)
    return words.flatMap((word) => (/[_-]/.test(word) ? [word, ...word.split(/[_-]+/).filter(Boolean)] : [word]))
  },
  searchOptions: {
    prefix: (term) => term.length > 1,
    fuzzy: (term) => (term.length > 5 ? 1 : false),
    boost: { page: 4, heading: 3 },
    combineWith: 'AND',
  },
}
