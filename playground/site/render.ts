import { relative } from 'node:path'
import Eleventy from '@11ty/eleventy'
import { siteMarkdown } from './markdown.ts'
import { type Page, sitePages } from './pages.ts'

const HERE = import.meta.dirname

/** The pages as they stand beside each other, by section. */
const sectionsOf = (pages: Page[]): { title: string; pages: Page[] }[] =>
  [...new Set(pages.map(({ section }) => section))]
    .filter((title) => title !== '')
    .map((title) => ({ title, pages: pages.filter(({ section }) => section === title) }))

const HEADING = /<h2 id="([^"]+)"[^>]*>(.*?)<\/h2>/g
const MOST_HEADINGS = 40

/** What stands on a page, for who reads on; '': too little, or too much to be a help. */
function headings(html: string): string {
  const found = [...html.matchAll(HEADING)].map(
    ([, id = '', text = '']) => `<li><a href="#${id}">${text.replace(/<\/?a[^>]*>/g, '')}</a></li>`,
  )
  return found.length < 2 || found.length > MOST_HEADINGS
    ? ''
    : `<nav aria-label="On this page"><h2>On this page</h2><ul>${found.join('')}</ul></nav>`
}

/** Writes every page of the documentation below a folder. Eleventy renders them; what they say is in `pages.ts`. */
export async function renderPages(target: string): Promise<void> {
  const pages = await sitePages()
  const eleventy = new Eleventy(relative('.', HERE), relative('.', target), {
    quietMode: true,
    configPath: undefined,
    config(config) {
      config.setQuietMode(true)
      config.setTemplateFormats(['md'])
      config.setLibrary('md', siteMarkdown(new Map(pages.map(({ source, url }) => [source, url]))))
      config.addGlobalData('sections', sectionsOf(pages))
      config.addGlobalData('markdownTemplateEngine', false)
      config.addFilter('headings', headings)
      for (const { source, url, title, text } of pages)
        config.addTemplate(url.replace(/html$/, 'md'), text, {
          layout: 'page.njk',
          permalink: url,
          root: '../'.repeat(url.split('/').length - 1),
          source,
          url,
          title,
          templateEngineOverride: 'md',
        })
    },
  })
  eleventy.disableLogger()
  await eleventy.write()
}
