// npm run new-rule -- my-rule: its module, page and fixtures, and its line in the index. What they hold is to be written.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [id = ''] = process.argv.slice(2)
const root = join(import.meta.dirname, '..')
const INDEX = join(root, 'rules/index.ts')

const MODULE = `import { defineRule } from '../src/rule.ts'
import { decisions } from '../src/site/questions.ts'

export default defineRule({
  id: '${id}',
  severity: 'warn',
  layers: ['nginx'],
  summary: 'What has to hold, in one sentence',
  messages: { found: 'Expected … for {{methods}} {{path}}: write …' },
  check({ site, report }) {
    for (const [first] of decisions(site, 501).values()) {
      if (first) report({ message: 'found', data: { methods: first.cell.method, path: first.cell.path }, range: first.range })
    }
  },
})
`

const PAGE = `# ${id}

What has to hold, in one sentence.

## What it flags

## Why

## Bad

\`\`\`nginx
\`\`\`

## Good

\`\`\`nginx
\`\`\`

## When not to use it

## References
`

const server = (lines) => `server {\n    listen 80;\n${lines.map((line) => `    ${line}\n`).join('')}}\n`

function create(path, text) {
  const target = join(root, path)
  mkdirSync(join(target, '..'), { recursive: true })
  writeFileSync(target, text, { flag: 'wx' })
  console.log(path)
}

function list() {
  const line = `  { id: '${id}', layers: ['nginx'], load: () => import('./${id}.ts') },`
  const lines = readFileSync(INDEX, 'utf8').split('\n')
  const isRule = (text) => /^ {2}\{ id: '/.test(text)
  const idOf = (text) => /id: '([^']+)'/.exec(text)?.[1] ?? ''
  const next = lines.findIndex((text) => isRule(text) && idOf(text) > id)
  lines.splice(next < 0 ? lines.findLastIndex(isRule) + 1 : next, 0, line)
  writeFileSync(INDEX, lines.join('\n'))
  console.log('rules/index.ts')
}

if (!/^[a-z\d]+(?:-[a-z\d]+)*$/.test(id) || existsSync(join(root, `rules/${id}.ts`))) {
  console.error(id && existsSync(join(root, `rules/${id}.ts`)) ? `rules/${id}.ts is there already` : 'usage: npm run new-rule -- my-rule (small letters, digits and hyphens)')
  process.exitCode = 2
} else {
  create(`rules/${id}.ts`, MODULE)
  create(`rules/${id}.md`, PAGE)
  create(`fixtures/${id}/bad/return.conf`, server([`# expect: ${id}`, 'return 501;']))
  create(`fixtures/${id}/good/return.conf`, server(['return 405;']))
  list()
  console.log('When its summary is written: npm run schema')
}
