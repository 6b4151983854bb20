// npm run site: the playground and the rules' pages, as static files in playground/dist.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import MarkdownIt from 'markdown-it'
import { bundle } from './bundle.ts'

const HERE = import.meta.dirname
const RULES = join(HERE, '../rules')
const markdown = new MarkdownIt({ linkify: true })
const { escapeHtml } = markdown.utils

/** A link that opens the playground with a file: what `page/share.ts` reads. */
function tryIt(name: string, text: string): string {
  const shared = { files: { [name]: text }, query: { method: 'POST', url: 'http://localhost/', headers: {} } }
  return `../index.html#v1,${deflateRawSync(JSON.stringify(shared)).toString('base64url')}`
}

/** The rule's smallest bad example that is one file, which a test holds to be one. */
function badExample(id: string): { name: string; text: string } | null {
  const folder = join(HERE, '../fixtures', id, 'bad')
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
  const [first] = files.sort(
    (a, b) => Number(/[jt]s$/.test(a.name)) - Number(/[jt]s$/.test(b.name)) || a.text.length - b.text.length,
  )
  return first ?? null
}

const CSP = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${CSP}"><title>${escapeHtml(title)} · verblint</title><link rel="icon" href="data:,"><link rel="stylesheet" href="../style.css"></head>
<body><header><h1><a href="../index.html">verblint</a> <span>${escapeHtml(title)}</span></h1><nav aria-label="Site"><a href="index.html">Rules</a></nav></header><main class="page"><article>
${body}</article></main></body></html>
`

/** `other-rule.md` is a page of the site too. */
const linked = (html: string): string => html.replace(/href="(?:\.\/)?([\w-]+)\.md(#[^"]*)?"/g, 'href="$1.html$2"')

function rulePage(id: string): string {
  const text = readFileSync(join(RULES, `${id}.md`), 'utf8')
  const example = badExample(id)
  const button = example ? `<p><a href="${tryIt(example.name, example.text)}">Try it in the playground</a></p>\n` : ''
  return page(id, linked(markdown.render(text)).replace('</h1>\n', `</h1>\n${button}`))
}

function writeRules(target: string): void {
  mkdirSync(join(target, 'rules'), { recursive: true })
  const ids = readdirSync(RULES)
    .filter((name) => name.endsWith('.md'))
    .map((name) => basename(name, '.md'))
    .sort()
  for (const id of ids) writeFileSync(join(target, 'rules', `${id}.html`), rulePage(id))
  const line = (id: string): string =>
    `<li><a href="${id}.html">${id}</a> ${markdown.renderInline(readFileSync(join(RULES, `${id}.md`), 'utf8').split('\n')[2] ?? '')}</li>`
  writeFileSync(
    join(target, 'rules/index.html'),
    page('Rules', `<h1>Rules</h1>\n<ul>${ids.map(line).join('\n')}</ul>\n`),
  )
}

/** Builds the whole site into a folder, which is emptied. */
export async function buildSite(target: string): Promise<void> {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  for (const file of ['index.html', 'style.css']) cpSync(join(HERE, file), join(target, file))
  await bundle({ main: join(HERE, 'page/main.ts'), worker: join(HERE, 'worker.ts') }, target)
  writeRules(target)
}

if (process.argv[1] === import.meta.filename) await buildSite(join(HERE, 'dist'))
