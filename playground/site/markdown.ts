import { existsSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import createMarkdown, { type MarkdownIt } from 'markdown-it'
import { coloured } from './colours.ts'
import { graphSvg } from './graph.ts'

const ROOT = join(import.meta.dirname, '../..')
const REPOSITORY = 'https://github.com/verblint/verblint'

/** Where a text lies: `source` in the repository, `url` in the site. */
export interface Lies {
  source: string
  url: string
}

/** What a link of the repository leads to in the site: a page, or the file in the repository where it is none. A file that is not there is an error. */
function addressOf(href: string, from: Lies, pages: ReadonlyMap<string, string>): string {
  const [path = '', anchor] = href.split('#')
  if (/^[a-z]+:/i.test(href) || path === '') return href
  const target = normalize(join(dirname(from.source), path)).replace(/\/$/, '')
  const url = pages.get(target)
  const hash = anchor === undefined ? '' : `#${anchor}`
  if (url !== undefined) return `${relative(dirname(from.url), url)}${hash}`
  if (!existsSync(join(ROOT, target))) throw new Error(`${from.source}: ${href} leads nowhere`)
  return `${REPOSITORY}/${statSync(join(ROOT, target)).isDirectory() ? 'tree' : 'blob'}/main/${target}${hash}`
}

/** As GitHub names the headings of a page, so that links work there and here. */
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')

const isLies = (env: unknown): env is Lies =>
  typeof env === 'object' && env !== null && 'source' in env && 'url' in env && typeof env.source === 'string'

/** Markdown as the site has it: headings have names, code has colours, links lead to pages. `pages`: url by source. */
export function siteMarkdown(pages: ReadonlyMap<string, string>): MarkdownIt {
  const markdown: MarkdownIt = createMarkdown({
    html: true,
    linkify: true,
    highlight: (code, language) => coloured(code, language, (text) => markdown.utils.escapeHtml(text)),
  })
  markdown.core.ruler.push('site', ({ tokens, env }) => {
    const names = new Map<string, number>()
    tokens.forEach((token, index) => {
      if (token.type !== 'heading_open') return
      const name = slug((tokens[index + 1]?.children ?? []).map(({ content }) => content).join(''))
      const before = names.get(name) ?? 0
      names.set(name, before + 1)
      token.attrSet('id', before === 0 ? name : `${name}-${before}`)
    })
    // A column without a heading has no heading to be read out.
    tokens.forEach((token, index) => {
      if (token.type === 'th_open' && tokens[index + 1]?.content === '')
        for (const part of [token, tokens[index + 2]]) if (part) part.tag = 'td'
    })
    // Pictures lie in the site where they lie in the repository.
    for (const child of tokens.flatMap(({ children }) => children ?? [])) {
      const src = child.attrGet('src')
      if (child.type === 'image' && typeof src === 'string' && isLies(env))
        child.attrSet('src', relative(dirname(env.url), normalize(join(dirname(env.source), src))))
    }
    for (const child of tokens.flatMap(({ children }) => children ?? [])) {
      const href = child.attrGet('href')
      if (child.type === 'link_open' && typeof href === 'string' && isLies(env))
        child.attrSet('href', addressOf(href, env, pages))
    }
  })
  // Who has no mouse scrolls wide code and wide tables with the arrow keys.
  const { fence } = markdown.renderer.rules
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const { info = '', content = '' } = tokens[index] ?? {}
    const picture = info.trim() === 'mermaid' ? graphSvg(content, (text) => markdown.utils.escapeHtml(text)) : ''
    if (picture !== '') return `<div class="wide" tabindex="0">${picture}</div>`
    return (fence?.(tokens, index, ...rest) ?? '').replace('<pre>', '<pre tabindex="0">')
  }
  // A rule's name leads to its page. Names of one word are words, too.
  markdown.renderer.rules.code_inline = (tokens, index, _options, env) => {
    const { content = '' } = tokens[index] ?? {}
    const code = `<code>${markdown.utils.escapeHtml(content)}</code>`
    const url = content.includes('-') ? pages.get(`rules/${content}.md`) : undefined
    const opened = tokens.slice(0, index).findLast(({ type }) => type.startsWith('link_'))
    if (url === undefined || opened?.type === 'link_open' || !isLies(env) || env.url === url) return code
    return `<a href="${relative(dirname(env.url), url)}">${code}</a>`
  }
  markdown.renderer.rules.table_open = () => '<div class="wide" tabindex="0"><table>'
  markdown.renderer.rules.table_close = () => '</table></div>'
  return markdown
}
