import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { pagesBelow } from './files.ts'

const LINK = /\s(?:href|src)="([^"]*)"/g
const NAME = /\sid="([^"]*)"/g
const allOf = (pattern: RegExp, text: string): string[] => [...text.matchAll(pattern)].map(([, one = '']) => one)

/** The links of a folder's pages that lead nowhere, be it a file or a place in a page; those to other machines are not asked. */
export function deadLinks(folder: string): string[] {
  const pages = pagesBelow(folder)
  const names = new Map([...pages].map(([path, html]) => [path, new Set(allOf(NAME, html))]))
  const leads = (from: string, link: string): boolean => {
    const [path = '', anchor = ''] = link.split('#')
    const target = path === '' ? from : posix.join(posix.dirname(from), decodeURI(path))
    const known = names.get(target)
    if (!known) return existsSync(join(folder, target))
    // What a fragment begins with `v1,` holds files for the playground.
    return anchor === '' || anchor.startsWith('v1,') || known.has(decodeURIComponent(anchor))
  }
  return [...pages].flatMap(([path, html]) =>
    allOf(LINK, html)
      .filter((link) => !/^[a-z]+:/i.test(link) && !leads(path, link))
      .map((link) => `${path}: ${link}`),
  )
}
