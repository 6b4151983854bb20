import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { run } from './run.ts'

const APP = `const app = require('express')()
app.get('/y', (req, res) => res.send('y'))
app.all('/y', (req, res) => res.sendStatus(405))
app.listen(3000)
`
const APP_LINE = 'app.js:3:29: error: Expected an Allow header'

interface Told {
  code: number
  /** Findings, but for the one in app.js, which every run has to tell. */
  found: string[]
  err: string[]
}

/** What is told of a folder, beside the fault in its application. */
async function told(files: Record<string, string | Uint8Array>, lay?: (cwd: string) => void): Promise<Told> {
  const cwd = folderWith({ 'app.js': APP, ...files })
  lay?.(cwd)
  const { code, out, err } = await run(cwd, ['--format', 'unix'])
  const lines = out.split('\n').filter(Boolean)
  assert.ok(
    lines.some((line) => line.startsWith(APP_LINE)),
    out + err,
  )
  return { code, found: lines.filter((line) => !line.startsWith('app.js:')), err: err.split('\n').filter(Boolean) }
}

const CIRCLES: Record<string, [Record<string, string>, RegExp]> = {
  nginx: [{ 'nginx.conf': 'events {}\nhttp { include nginx.conf; }\n' }, /^nginx\.conf:2:8: error: .*within itself/],
  Apache: [
    { 'httpd.conf': 'Include httpd.conf\nTraceEnable off\n' },
    /^httpd\.conf:1:1: error: .*comes back to itself/,
  ],
  'a macro': [
    { 'httpd.conf': '<Macro m>\nUse m\n</Macro>\nUse m\nTraceEnable off\n' },
    /^httpd\.conf:2:1: error: .*inside itself/,
  ],
  'compose, include': [
    { 'compose.yaml': `include:\n${'  - ./compose.yaml\n'.repeat(10)}services: { api: { build: . } }\n` },
    /^compose\.yaml:1:1: error: Expected no include of compose\.yaml from within itself/,
  ],
  'compose, include over another': [
    { 'compose.yaml': 'include: [b/compose.yaml]\n', 'b/compose.yaml': 'include: [../compose.yaml]\n' },
    /^b\/compose\.yaml:1:1: error: Expected no include of compose\.yaml from within itself/,
  ],
  'compose, extends': [
    { 'compose.yaml': 'services:\n  a: { extends: b }\n  b: { extends: { service: a } }\n' },
    /^compose\.yaml:2:3: error: Expected no service a that extends itself/,
  ],
  tsconfig: [
    { 'tsconfig.json': `{ "extends": [${Array(10).fill('"./tsconfig.json"').join()}] }` },
    /^tsconfig\.json:1:15: error: Expected no `extends` that leads back to tsconfig\.json/,
  ],
  'tsconfig over another': [
    { 'tsconfig.json': '{ "extends": "./base" }', 'base.json': '{ "extends": "./tsconfig.json" }' },
    /^base\.json:1:14: error: Expected no `extends` that leads back to tsconfig\.json/,
  ],
  OpenAPI: [
    {
      'verblint.config.json': '{ "expect": "openapi.yaml" }',
      'openapi.yaml': 'openapi: 3.1.0\npaths:\n  /y:\n    get: {}\n  /x:\n    $ref: "openapi.yaml#/paths/~1x"\n',
    },
    /^openapi\.yaml:6:5: warning: Expected a \$ref that ends somewhere/,
  ],
}

for (const [name, [files, expected]] of Object.entries(CIRCLES))
  test(`a circle of ${name} is one finding`, async () => {
    const { code, found, err } = await told(files)
    assert.is(code, 1)
    assert.equal(err, [])
    assert.is(found.length, 1, found.join('\n'))
    assert.match(found[0] ?? '', expected)
  })

test('what comes twice, but not from within itself, is no circle', async () => {
  const { found } = await told({
    'compose.yaml': 'include: [b/compose.yaml, c/compose.yaml]\nservices:\n  a: { extends: z }\n  z: {}\n',
    'b/compose.yaml': 'include: [../d.yaml]\n',
    'c/compose.yaml': 'include: [../d.yaml]\n',
    'd.yaml': 'services: { d: { extends: { service: z, file: compose.yaml } } }\n',
    'tsconfig.json': '{ "extends": ["./a.json", "./b.json"] }',
    'a.json': '{ "extends": "./base.json" }',
    'b.json': '{ "extends": "./base.json" }',
    'base.json': '{}',
  })
  assert.equal(found, [])
})

test('packages that name themselves, and variables that stand for each other', async () => {
  const { code, found, err } = await told({
    'package.json':
      '{ "name": "a", "workspaces": [".", "**", "../*"], "main": "./package.json", "imports": { "#b": "#c", "#c": "#b" } }',
    'x.js': "require('#b'); require('a')",
    '.env': 'A=${B}${B}\nB=${A}${A}\nCOMPOSE_FILE=.env:compose.yaml:compose.yaml\n',
    'compose.yaml': 'services: { api: { build: ., env_file: [.env, compose.yaml], environment: { X: "${A}" } } }\n',
  })
  assert.equal({ code, found, err }, { code: 1, found: [], err: [] })
})

test('a chain of references that is too long is no circle', async () => {
  const chain = Array.from({ length: 60 }, (_, at) => `p${at}: { $ref: "b.yaml#/p${at + 1}" }\n`).join('')
  const { found } = await told({
    'verblint.config.json': '{ "expect": "openapi.yaml" }',
    'openapi.yaml': 'openapi: 3.1.0\npaths:\n  /y: { get: {} }\n  /x: { $ref: "b.yaml#/p0" }\n',
    'b.yaml': `${chain}p60: {}\n`,
  })
  assert.is(found.length, 1, found.join('\n'))
  assert.match(found[0] ?? '', 'Expected at most 50 $ref that lead to each other')
})

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__']
const each = (write: (name: string) => string): string => NAMES.map(write).join('')

test('names that every object has are names like any other', async () => {
  const { code, err, found } = await told({
    'httpd.conf': each(
      (name) => `${name} x
<IfModule ${name}>
</IfModule>
Define ${name} ${name}
<Macro ${name} $x>
</Macro>
Use ${name} 1
Options ${name}
Require ${name} ${name}
SetEnvIf ${name} ${name} ${name}
AddOutputFilterByType ${name} ${name}
AuthBasicProvider ${name}
Header set ${name} "%{${name}}e"
RewriteCond %{${name}} %{HTTP:${name}}
RewriteRule ${name} ${name} [${name}]
RewriteMap ${name} ${name}:${name}
`,
    ),
    'nginx.conf': `events {}\nhttp {\n${each((name) => `upstream ${name} { server ${name}; }\n`)}server {\n${each(
      (name) => `location /${name} {
  add_header ${name} $http_${name}$upstream_http_${name};
  proxy_set_header ${name} $arg_${name};
  proxy_method ${name};
  proxy_next_upstream error;
  if ($http_${name} = x) { return 405; }
  proxy_pass http://${name};
}
`,
    )}}\n}\n`,
    'names.js': `const app = require('express')()\nconst o = {}\n${each(
      (name) =>
        `app.all('/${name}', async (req, res) => { await Promise.resolve(1).${name}; res.type('${name}'); res.set('${name}', req.get('${name}')); if (o['${name}']) return res.sendStatus(405); res.send(req.headers.${name}) })\napp.use(require('${name}')({ ${name}: 1 }))\n`,
    )}`,
    'compose.yaml': `services:\n${each((name) => `  ${name}: { build: ., environment: { ${name}: ${name} }, extends: ${name}x }\n`)}`,
    '.env': each((name) => `${name}=${name}\n`),
    'tsconfig.json': `{ "compilerOptions": { "paths": { "__proto__": ["./x"], "constructor/*": ["./*"] } } }`,
    'package.json': '{ "name": "__proto__", "imports": { "#constructor": "./app.js" }, "workspaces": ["__proto__"] }',
    'verblint.config.json': '{ "expect": "openapi.yaml" }',
    'openapi.yaml': `openapi: 3.1.0\npaths:\n  /y: { get: {} }\n${each((name) => `  /${name}: { ${name}: {}, $ref: "#/components/${name}" }\n`)}components: { constructor: { $ref: "#/components/toString" }, toString: {} }\n`,
  })
  assert.is(code, 1)
  assert.equal(err, [])
  assert.ok(
    found.some((line) => /^httpd\.conf:1:1: .*Unknown directive __proto__/.test(line)),
    found.join('\n'),
  )
  assert.not.match(found.join('\n'), /function|native code|\[object/)
})

const HELD = ['nginx.conf', '.htaccess', 'b.js', 'compose.yaml', 'tsconfig.json', 'package.json', '.env']

test('pipes, devices and links out of the folder are named, and the rest is linted', async () => {
  const pipes = await told({}, (cwd) =>
    execFileSync(
      'mkfifo',
      HELD.map((name) => join(cwd, name)),
    ),
  )
  assert.is(pipes.code, 2)
  assert.equal(pipes.err.sort(), HELD.map((name) => `verblint: ${name} is no regular file`).sort())
  const devices = await told({}, (cwd) => HELD.forEach((name) => symlinkSync('/dev/zero', join(cwd, name))))
  assert.is(devices.code, 2)
  assert.is(devices.err.filter((line) => line.includes('lies outside the working directory')).length, HELD.length)
  const elsewhere = folderWith({ secret: 'SECRET x;\n' })
  const links = await told({}, (cwd) => HELD.forEach((name) => symlinkSync(join(elsewhere, 'secret'), join(cwd, name))))
  assert.is(links.code, 2)
  assert.not.match(links.found.concat(links.err).join('\n'), /SECRET/)
})

test('a link to what a package of the system holds is nothing to tell, nor one that leads nowhere', async () => {
  const elsewhere = folderWith({ 'a.conf': 'server {}\n', 'd/x': '' })
  const { code, err } = await told({ 'conf.d/x.txt': '' }, (cwd) => {
    symlinkSync(join(elsewhere, 'a.conf'), join(cwd, 'conf.d/a.conf'))
    symlinkSync(join(elsewhere, 'd'), join(cwd, 'd'))
    symlinkSync('gone.js', join(cwd, 'nowhere.js'))
  })
  assert.equal({ code, err }, { code: 1, err: [] })
})

test('a NUL, a size, a depth and a line that nobody reads are said of the files beside, too', async () => {
  const { code, err } = await told({
    'compose.yaml': '# \0\nservices: {}\n',
    'tsconfig.json': `{ "extends": ${'['.repeat(5000)}${']'.repeat(5000)} }`,
    'package.json': `"${'x'.repeat(9_000_000)}"`,
    'server.js': `const app=require("express")();${'app.get("/q",(a,s)=>s.send());'.repeat(300)}`,
    'browser.js': `!function(){var express={};${'express.get("/q",1);'.repeat(500)}}()`,
  })
  assert.is(code, 2)
  assert.equal(err.sort(), [
    'verblint: compose.yaml is a binary file',
    'verblint: package.json is larger than 8 MB',
    'verblint: server.js counts as minified and was not read',
    'verblint: tsconfig.json nests too deep',
  ])
})

test('code that nests too deep is a finding, since nothing in it is checked', async () => {
  const { found } = await told({
    'deep.js': `const app = require('express')()\nconst x = \n${'[\n'.repeat(20_000)}${']\n'.repeat(20_000)}`,
  })
  assert.is(found.length, 1, found.join('\n'))
  assert.match(found[0] ?? '', /^deep\.js:1:1: warning: Expected code that nests less deeply/)
})

const many = (count: number, write: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => write(index)).join('\n')
const http = (inside: string): string => `events {}\nhttp {\n${inside}\n}\n`

/** Each would take hours, or all memory, if it were carried out as it stands. */
const DOUBLING: Record<string, Record<string, string>> = {
  'maps of maps': {
    'nginx.conf': http(
      `map $request_method $v0 { default a; GET b; }\n${many(40, (at) => `map $v${at} $v${at + 1} { default $v${at}$v${at}; }`)}\nserver { listen 80; location / { return 301 $v40; } }`,
    ),
  },
  'paths in nginx': {
    'nginx.conf': http(`server {\nlisten 80;\n${many(60, () => 'rewrite ^(.*)$ $1$1;')}\n}`),
  },
  'variables of rewriting in httpd': {
    '.htaccess': `RewriteEngine On\nRewriteRule ^ - [E=A:aaaaaaa]\n${many(60, () => 'RewriteRule ^ - [E=A:%{ENV:A}%{ENV:A}]')}\n`,
  },
  'texts of expressions': {
    '.htaccess': `SetEnv A ${'a'.repeat(50_000)}\nHeader set X "${'%{A}e'.repeat(50_000)}"\n<If "${"reqenv('A').".repeat(20_000)}'b' == 'c'">\nHeader set Y z\n</If>\n`,
  },
  'maps of rewriting in maps': {
    'httpd.conf': `Listen 80\nRewriteEngine On\nRewriteMap m int:tolower\nRewriteRule ^ ${'${m:'.repeat(10_000)}a${'}'.repeat(10_000)} [L]\n`,
  },
  'conditions, one after the other': {
    '.htaccess': `<If "${'true && '.repeat(50_000)}true">\nHeader set Y z\n</If>\n`,
  },
  'paths that a backtracking engine would try for ever': {
    'x.js': `const express = require('express')\nconst app = express()\napp.get('/${'a?'.repeat(40)}${'a'.repeat(30)}!', f)\napp.get('/${':b'.repeat(500)}x', f)\napp.get('/${'a'.repeat(40)}', f)\n`,
    'package.json': '{ "dependencies": { "express": "^4.18.2" } }',
  },
  'an application in itself': {
    'x.js': `const express = require('express')\nconst app = express()\n${'app.use('.repeat(200)}f${')'.repeat(200)}\napp.get('/x', f)\n`,
  },
  'whole numbers in JavaScript': {
    'x.js': `const express = require('express')\nconst app = express()\nlet n = 7n\nfor (let i = 0; i < 60; i++) n = n * n\napp.get('/' + n, f)\napp.get('/' + 7n ** 99999999n, f)\napp.get('/' + (1n << 999999999n), f)\n`,
  },
}

for (const [name, files] of Object.entries(DOUBLING))
  test(`what doubles has an end: ${name}`, async () => {
    const { code, err } = await told(files)
    assert.equal({ code, err }, { code: 1, err: [] })
  })

test('files that include the next one many times are read in place once', async () => {
  const fan = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [`i${at}.inc`, `include i${at + 1}.inc;\n`.repeat(10)]),
  )
  const { err } = await told({
    'nginx.conf': http(`server { listen 80; location / {\n${'include i0.inc;\n'.repeat(10)}} }`),
    ...fan,
    'i12.inc': 'add_header A b;\n',
    'verblint.config.json': '{ "limits": { "includes": 300 } }',
  })
  assert.is(err.length, 1, err.join('\n'))
  assert.match(
    err[0] ?? '',
    /^verblint: 110 of 410 included files of nginx\.conf:1 were not looked at: raise limits\.includes/,
  )
})

test('what few lines describe of very much is told once it takes too long', async () => {
  const work = '{ "limits": { "work": 40000 } }'
  const { err } = await told({
    'nginx.conf': http(
      `${many(60, (at) => `server { listen ${10_000 + at}; location / { proxy_pass http://127.0.0.1:9999; } }`)}\nserver { listen 9999;\n${many(60, (at) => `location /p${at} { return 405; }`)}\n}`,
    ),
    'verblint.config.json': work,
  })
  assert.is(err.length, 1, err.join('\n'))
  assert.match(
    err[0] ?? '',
    /^verblint: What is beyond [\d,]+ answers that take long to work out of nginx\.conf:2 was not looked at: raise limits\.work /,
  )
  const deep = await told({
    'httpd.conf': `Listen 80\nDocumentRoot /srv/www\n${many(60, (at) => `<Directory /srv/www${'/d'.repeat(at)}>\nAllowMethods GET\n</Directory>`)}\n`,
    'verblint.config.json': work,
  })
  assert.match(
    deep.err.join('\n'),
    /answers that take long to work out of httpd\.conf:\d+ was not looked at: raise limits\.work/,
  )
})

test('thousands of routes at one path', async () => {
  const { found } = await told({
    'loop.js':
      "const app = require('express')()\nfunction f(n) { f(n + 1); f(n + 1); app.get('/' + n, () => 1) }\nf(0)\n",
  })
  assert.ok(found.length <= 1, found.join('\n'))
})

test.run()
