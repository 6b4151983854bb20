import { randomFrom, type Random } from '../drift/random.ts'
import { mutate, type Language } from './mutate.ts'
import { type Files, projects, texts } from './seeds.ts'

/** What a case is about: each reader comes in turn. */
export const KINDS = [
  'nginx',
  'apache',
  'express',
  'client',
  'deployment',
  'settings',
  'command',
  'edits',
  'contract',
  'template',
  'baseline',
  'editor',
] as const
export type Kind = (typeof KINDS)[number]

export interface Case {
  kind: Kind
  files: Files
  random: Random
}

const CONFIG = JSON.stringify(
  {
    extends: 'all',
    rules: { 'stub-501': 'warn', 'cacheable-501': 'off' },
    ignore: ['legacy', '**/*.sample'],
    overrides: [{ files: ['sites-available/old-*'], rules: { 'trace-enabled': 'off' } }],
    nginx: { version: '1.30', prefix: 'nginx' },
    backends: { 'http://api:3000': 'services/api' },
    expect: { 'DELETE https://shop.example/admin': 405, 'GET /health': { status: 200 } },
    limits: { paths: 100 },
  },
  null,
  2,
)
const TSCONFIG = JSON.stringify(
  {
    extends: './base.json',
    compilerOptions: { outDir: 'dist', baseUrl: '.', paths: { '@/*': ['src/*'], '*': ['x/*'] }, rootDirs: ['a', 'b'] },
    include: ['src'],
  },
  null,
  2,
)
const PACKAGE = JSON.stringify(
  {
    name: 'shop',
    type: 'module',
    main: 'app.js',
    exports: { '.': { import: './app.js' }, './*': './src/*.js' },
    imports: { '#x/*': './src/*.js' },
    workspaces: ['packages/*'],
    dependencies: { express: '^4.18.2' },
    verblint: { rules: { 'stub-501': 'warn' } },
  },
  null,
  2,
)
const COMPOSE =
  'services:\n  web:\n    image: nginx\n    volumes:\n      - ./nginx:/etc/nginx\n    ports: ["80:80"]\n    environment:\n      API: http://api:3000\n  api:\n    build: ./api\n    env_file: .env\n'
const DOCKERFILE = 'FROM node:20\nWORKDIR /app\nCOPY . .\nEXPOSE 3000\nENV PORT=3000\nCMD ["node", "app.js"]\n'
const APP =
  'const express = require("express")\nconst app = express()\napp.use("/api", require("./api"))\napp.get("/health", (req, res) => res.send("ok"))\napp.all("/health", (req, res) => res.status(501).end())\napp.listen(3000)\n'
const CLIENT =
  'import axios from "axios"\nconst api = axios.create({ baseURL: "/api" })\nexport const save = (id, body) => api.patch(`/items/${id}`, body)\nexport const drop = (id) => fetch(`/api/items/${id}`, { method: "delete" })\n'

const OPENAPI = `openapi: 3.1.0
info: { title: shop, version: '1' }
servers:
  - url: https://{host}.example/{base}
    variables: { host: { default: shop, enum: [shop, www] }, base: { default: v1 } }
paths:
  /items/{id}:
    summary: one
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: ok } } }
    delete: { responses: { '204': { description: gone } } }
  /orders:
    $ref: 'parts.yaml#/orders'
  x-shop: { get: {} }
components:
  pathItems:
    one: &one { get: {}, query: {} }
webhooks: { sold: *one }
`
const PARTS = 'orders: &o\n  post: { servers: [{ url: "/w" }] }\n  $ref: "#/again"\nagain: *o\n'
/** What stands in configurations that another program fills in. */
const TAGS = [
  '{{ name }}',
  '{{ port | default(80) }}',
  '{% if tls %}',
  '{% else %}',
  '{% endif %}',
  '{% for host in hosts %}',
  '{% endfor %}',
  '{%- set a = 1 -%}',
  '{# note #}',
  '{{ "}}" }}',
  '{%',
  '{{',
  '<%= @name %>',
  '<% if a %>',
  '<% end %>',
  '<%',
  '${NAME}',
  '${NAME:-a}',
  '{{- range .Values }}',
  '{{- end }}',
  '[% a %]',
  '@NAME@',
]
const BASELINE = JSON.stringify(
  {
    version: 1,
    problems: {
      'a1b2c3d4:0': { rule: 'stub-501', file: 'api/app.js', said: '0a0b0c0d' },
      'a1b2c3d4:1': { rule: 'stub-501', file: 'api/app.js' },
      'e5f6a7b8:0': { rule: '405-missing-allow', file: '../x/nginx.conf', said: '' },
    },
  },
  null,
  2,
)

const FILES: Partial<Record<Kind, { language: 'nginx' | 'apache' | 'script'; names: string[]; beside: string }>> = {
  nginx: {
    language: 'nginx',
    names: ['nginx.conf', 'nginx.conf', 'conf.d/site.conf', 'templates/default.conf.template', 'sites-available/shop'],
    beside: 'conf.d/b.conf',
  },
  apache: {
    language: 'apache',
    names: ['.htaccess', '.htaccess', 'sites-enabled/a.conf', 'httpd.conf'],
    beside: 'sub/.htaccess',
  },
  express: { language: 'script', names: ['app.js', 'app.ts', 'app.mjs', 'server.cjs'], beside: 'api.js' },
}

/** Settings of every kind, and the language that each is written in. */
const SETTINGS: [name: string, text: string, language: Language][] = [
  ['verblint.config.json', CONFIG, 'json'],
  ['tsconfig.json', TSCONFIG, 'json'],
  ['package.json', PACKAGE, 'json'],
  ['.gitignore', 'node_modules\n*.log\n!x\n/dist/\n[a-z\n**/**/x\n\\\n', 'yaml'],
]
const DEPLOYMENT: [name: string, text: string, language: Language][] = [
  ['compose.yaml', COMPOSE, 'yaml'],
  ['docker-compose.override.yml', COMPOSE, 'yaml'],
  ['api/Dockerfile', DOCKERFILE, 'yaml'],
  ['.env', 'API=http://api:3000\nBASE="/v1"\nX=${API}\n', 'yaml'],
]

const one = (language: 'nginx' | 'apache' | 'script', random: Random): string =>
  mutate(random.pick(texts[language]), language, random)

const SMALL: Files = {
  'nginx/nginx.conf':
    'events {}\nhttp {\n  server {\n    listen 80;\n    location /api/ { proxy_pass http://api:3000; }\n  }\n}\n',
  'api/app.js': APP,
  'api/api.js':
    'const { Router } = require("express")\nmodule.exports = Router().get("/items/:id", (req, res) => res.json({}))\n',
  'web/.htaccess': 'RewriteEngine On\nRewriteRule ^ index.php [L]\n',
}
/** A whole project in one case of so many: they take long. */
const WHOLE = 8

/** A project, some of whose files are replaced by mutations of what they should hold. */
function spoilt(random: Random, others: [string, string, Language][]): Files {
  const files = { ...(random.below(WHOLE) === 0 ? random.pick(projects) : SMALL) }
  for (const [name, text, language] of others)
    if (random.below(2) === 0) files[name] = mutate(files[name] ?? text, language, random)
  return files
}

function filesFor(kind: Kind, random: Random): Files {
  const own = FILES[kind]
  if (own)
    return {
      [random.pick(own.names)]: one(own.language, random),
      ...(random.below(3) === 0 ? { [own.beside]: one(own.language, random) } : {}),
    }
  if (kind === 'client')
    return {
      'web/api.js': mutate(CLIENT, 'script', random),
      'app.js': random.below(2) === 0 ? APP : one('script', random),
      'nginx.conf': one('nginx', random),
    }
  if (kind === 'deployment') return spoilt(random, DEPLOYMENT)
  if (kind === 'settings') return spoilt(random, SETTINGS)
  if (kind === 'contract')
    return {
      ...SMALL,
      'verblint.config.json': '{ "expect": "openapi.yaml" }',
      'openapi.yaml': mutate(OPENAPI, random.below(4) === 0 ? 'json' : 'yaml', random),
      'parts.yaml': random.below(3) === 0 ? mutate(PARTS, 'yaml', random) : PARTS,
    }
  if (kind === 'template')
    return {
      [random.pick(['a.conf.j2', 'nginx.conf', '.htaccess', 'conf.d/a.conf', 'a.conf.template', 'sites-available/b'])]:
        withTags(random),
    }
  if (kind === 'baseline') return { 'baseline.json': mutate(BASELINE, 'json', random) }
  return {
    'nginx.conf': one('nginx', random),
    '.htaccess': one('apache', random),
    'app.js': APP,
    'api.js': one('script', random),
  }
}

/** A configuration, spoilt or whole, with tags of templates in it. */
function withTags(random: Random): string {
  const language = random.below(3) === 0 ? 'apache' : 'nginx'
  let text = random.below(2) === 0 ? one(language, random) : random.pick(texts[language])
  for (let rounds = 1 + random.below(6); rounds > 0; rounds--) {
    const at =
      random.below(2) === 0 ? random.below(text.length + 1) : text.indexOf('\n', random.below(text.length + 1)) + 1
    text = text.slice(0, at) + random.pick(TAGS) + random.pick(['', ' ', '\n']) + text.slice(at)
  }
  return text
}

/** The same seed and number are the same case for ever. */
export function caseOf(seed: number, number: number): Case {
  const random = randomFrom((Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) >>> 0)
  for (let warm = 0; warm < 4; warm++) random.below(2)
  const kind = KINDS[number % KINDS.length] ?? 'nginx'
  return { kind, files: filesFor(kind, random), random }
}
