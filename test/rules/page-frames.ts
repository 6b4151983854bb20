// Examples on pages are the lines that matter. Here is what a reader thinks around them.

interface Example {
  language: string
  text: string
}

const indent = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')

const TOP_LEVEL = /^\s*(?:server|map|http|upstream)\b[^;]*\{/m
const HANDLER = /\b(?:\w+_pass|root|return|include)\b/

/** nginx: a whole file, the inside of a server, or that of a location. */
function nginx(text: string): string {
  if (TOP_LEVEL.test(text)) return text
  const isServers = /^location\b/m.test(text) || /^error_page\b/m.test(text)
  const inside = isServers
    ? indent(text)
    : `    location /items/ {\n${indent(indent(text))}\n${HANDLER.test(text) ? '' : '        proxy_pass http://10.0.0.5:3000;\n'}    }`
  const rest =
    isServers && !/^location \/ /m.test(text)
      ? '\n    location / {\n        proxy_pass http://10.0.0.5:3000;\n    }'
      : ''
  return `server {\n    listen 80;\n    server_name shop.example;\n${inside}${rest}\n}\n`
}

/** Handlers that a page only names. */
const HANDLERS = ['show', 'save', 'list', 'listWithPages', 'create', 'remove', 'form', 'search', 'lend', 'notFound']

const HEAD = `const express = require('express')
const cors = require('cors')
const createError = require('http-errors')
const { orders } = require('./orders')

const app = express()
const router = express.Router()
`

const ITEMS = `const items = express.Router()
items.get('/', (req, res) => res.json([]))
`

/** Express: the inside of a file, or that of a handler; client code as it is. */
function script(text: string): string {
  if (/\bfetch\(/.test(text)) return text
  const handlers = HANDLERS.filter((name) => new RegExp(`\\b${name}\\b`).test(text))
    .map((name) => `const ${name} = (req, res) => res.json({ handler: '${name}' })\n`)
    .join('')
  const inside = /^(?:app|router)\b/m.test(text)
    ? text
    : `app.all('/orders/:id', async (req, res, next) => {\n${text}})\n`
  return `${HEAD}${/\bitems\)/.test(text) ? ITEMS : ''}${handlers}\n${inside}\napp.use(router)\n${/\.listen\(/.test(text) ? '' : 'app.listen(3000)\n'}`
}

/** Apache: a main configuration, a vhost's inside, or an .htaccess; its rules are on. */
function apache(text: string): [string, string] {
  if (/^ServerRoot\b/m.test(text)) return ['httpd.conf', text]
  const rules =
    /^Rewrite(?:Rule|Cond)\b/m.test(text) && !/^RewriteEngine\b/m.test(text) ? `RewriteEngine On\n${text}` : text
  if (/^(?:<Location|ProxyPass|RewriteRule \^\/|<VirtualHost|<Directory \/srv\/www>)/m.test(text))
    return [
      'shop.vhost',
      `<VirtualHost *:80>\n    ServerName shop.example\n${indent(rules)}\n${/ProxyPass/.test(text) ? '' : '    ProxyPass /api/ http://10.0.0.5:3000/api/\n'}</VirtualHost>\n`,
    ]
  return ['.htaccess', rules]
}

/** The files in which the examples would stand; those of one kind behind one another are files of their own. */
export function frame(examples: Example[]): Record<string, string> {
  const files: Record<string, string> = {
    '0/snippet/headers.conf': 'add_header X-Content-Type-Options nosniff always;\n',
  }
  examples.forEach(({ language, text }, index) => {
    if (language === 'nginx') files[/^http\b/m.test(text) ? `${index}/nginx.conf` : `site${index}.conf`] = nginx(text)
    else if (language === 'js') files[/\bfetch\(/.test(text) ? `client${index}.js` : `app${index}.js`] = script(text)
    else if (language === 'json') files['package.json'] = text
    else if (language === 'yaml') files['openapi.yaml'] = `openapi: 3.2.0\n${text}`
    else if (language === 'apache') {
      const [name, whole] = apache(text)
      files[`${index}/${name}`] = whole
      if (name === '.htaccess')
        for (const page of ['index.html', '405.html', 'old.html']) files[`${index}/${page}`] = 'PAGE\n'
    }
  })
  return files
}
