// npm run new-rule -- my-rule: its module, page and fixtures, its line in the index and in the schema. CONTRIBUTING.md says what comes next.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [id = ''] = process.argv.slice(2)
const root = join(import.meta.dirname, '..')
const INDEX = join(root, 'rules/index.ts')

// The rule that is made works: it reports a 418 of nginx. Its cases show the kinds that a rule needs, hits and near misses; edit all of it.
const MODULE = `import { defineRule } from '../src/rule.ts'
import { decisions } from '../src/questions/index.ts'
import { methodList, pathName } from '../src/site/words.ts'

export default defineRule({
  id: '${id}',
  severity: 'warn',
  layers: ['nginx'],
  summary: 'A status that no client expects',
  spec: 'RFC 9110 §15.5.19',
  messages: { found: '{{methods}} {{path}} is answered with 418. Return 404 instead' },
  check({ site, report }) {
    // decisions: for every place that decides this status, the requests that it decides.
    for (const all of decisions(site, 418).values()) {
      const [first] = all
      if (!first?.range) continue
      const methods = methodList(all.filter(({ asked }) => asked === first.asked).map(({ cell }) => cell.method))
      report({ message: 'found', data: { methods, path: pathName(first.cell) }, range: first.range })
    }
  },
})
`

const PAGE = `# ${id}

A status that no client expects.

## What it flags

A \`return 418\` of nginx that a request can reach. One that no request reaches is not reported.

## Why

418 is reserved and means nothing to a client: it cannot tell whether to try again.

## Bad

\`\`\`nginx
location /tea/ {
    return 418;
}
\`\`\`

## Good

\`\`\`nginx
location /tea/ {
    return 404;
}
\`\`\`

## When not to use it

Where clients are your own and know what 418 means.

## References

- RFC 9110 §15.5.19 (418)
`

const server = (lines) =>
  `server {\n    listen 80;\n    server_name shop.example;\n${lines.map((line) => `    ${line}\n`).join('')}}\n`
const expect = `# expect: ${id}`

const CASES = {
  'bad/server.conf': [expect, 'return 418;'],
  'bad/location.conf': ['location /tea/ {', `    ${expect}`, '    return 418;', '}'],
  'bad/if.conf': [
    'location /tea/ {',
    '    if ($request_method = POST) {',
    `        ${expect}`,
    '        return 418;',
    '    }',
    '    return 204;',
    '}',
  ],
  'good/another-status.conf': ['location /tea/ {', '    return 404;', '}'],
  'good/never-reached.conf': ['location /tea/ {', '    return 404;', '    return 418;', '}'],
  'good/page-shown.conf': [
    'error_page 418 =404 /404.html;',
    'location /tea/ {',
    '    return 404;',
    '}',
    'location = /404.html {',
    '    internal;',
    '    root /srv/shop;',
    '}',
  ],
  'good/proxied.conf': ['location /tea/ {', '    proxy_pass http://127.0.0.1:3000;', '}'],
}

function create(path, text) {
  const target = join(root, path)
  mkdirSync(join(target, '..'), { recursive: true })
  writeFileSync(target, text, { flag: 'wx' })
  console.log(path)
}

function list() {
  const line = `  { id: '${id}', layers: ['nginx'], load: () => import('./${id}.ts') },\n`
  const text = readFileSync(INDEX, 'utf8')
  const next = [...text.matchAll(/^ {2}\{\s+id: '([^']+)'/gm)].find(([, known]) => known > id)
  const at = next?.index ?? text.lastIndexOf('\n]') + 1
  writeFileSync(INDEX, text.slice(0, at) + line + text.slice(at))
  console.log('rules/index.ts')
}

if (!/^[a-z\d]+(?:-[a-z\d]+)*$/.test(id) || existsSync(join(root, `rules/${id}.ts`))) {
  console.error(
    id && existsSync(join(root, `rules/${id}.ts`))
      ? `rules/${id}.ts is there already`
      : 'usage: npm run new-rule -- my-rule (small letters, digits and hyphens)',
  )
  process.exitCode = 2
} else {
  create(`rules/${id}.ts`, MODULE)
  create(`rules/${id}.md`, PAGE)
  for (const [name, lines] of Object.entries(CASES)) create(`fixtures/${id}/${name}`, server(lines))
  list()
  spawnSync(process.execPath, ['--import', 'tsx', 'test/schema.ts'], { cwd: root, stdio: 'inherit' })
  console.log(`verblint.schema.json

Now:
  npm test -- ${id}    its own tests: green from the start, and while you edit its module, page and cases
  npm run schema       when its summary changes
  npm run test:fast    what else it may have broken
  npm run lint
CONTRIBUTING.md says what a rule must have.`)
}
