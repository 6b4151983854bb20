import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { topics } from '../../src/cli/help.ts'
import { describeRules, type RuleDescription, starterConfig } from '../../src/index.ts'
import { tryIt } from './examples.ts'
import { helpPage } from './help.ts'
import { runShown } from './runs.ts'
import { configurationPage } from './schema.ts'

const ROOT = join(import.meta.dirname, '../..')

/** One page of the site, before it is rendered. `source` is what links of other pages name it by. */
export interface Page {
  source: string
  url: string
  title: string
  /** Under which heading the page stands beside the others; '': it is found by other ways. */
  section: string
  text: string
}

const titleOf = (text: string): string => (/^# (.+)$/m.exec(text)?.[1] ?? '').replaceAll('`', '')

/** A file of the repository that is a page as it stands. */
function written(section: string, source: string, url: string, title?: string): Page {
  const text = readFileSync(join(ROOT, source), 'utf8')
  return { source, url, title: title ?? titleOf(text), section, text }
}

const SIGNS: Record<string, string> = { client: 'clients' }

const label = ({ severity, layers, fixable, suggests }: RuleDescription): string =>
  [
    `<span class="tag ${severity}">${severity}</span>`,
    ...layers.map((layer) => `<span class="tag">${SIGNS[layer] ?? layer}</span>`),
    ...(fixable ? ['<span class="tag">--fix</span>'] : []),
    ...(suggests ? ['<span class="tag">suggests</span>'] : []),
  ].join(' ')

function rulePage(rule: RuleDescription): Page {
  const page = written('', `rules/${rule.id}.md`, `rules/${rule.id}.html`)
  const link = tryIt(rule.id)
  const button = link === null ? '' : ` <a class="try" href="${link}">Try it</a>`
  return {
    ...page,
    text: page.text.replace(/^# .+$/m, (heading) => `${heading}\n\n<p class="tags">${label(rule)}${button}</p>`),
  }
}

const rulesPage = (rules: RuleDescription[]): Page => ({
  source: 'rules/index.md',
  url: 'rules/index.html',
  title: 'Rules',
  section: 'What it finds',
  text: [
    '# Rules',
    `${rules.length} rules. Those of severity \`info\` are shown with \`--level info\`, or where the configuration extends \`strict\`.`,
    rules.map((rule) => `- **[${rule.id}](${rule.id}.md)** ${label(rule)}<br>${rule.summary}`).join('\n'),
  ].join('\n\n'),
})

const commandPage = async (topic: string): Promise<Page> => ({
  source: `docs/commands/${topic}.md`,
  url: `docs/commands/${topic}.html`,
  title: topic,
  section: 'Commands',
  text: [helpPage(topic), await runShown(topic)].join('\n\n'),
})

/** Every page, in the order of the site's contents. */
export async function sitePages(): Promise<Page[]> {
  const rules = await describeRules()
  return [
    written('Use', 'README.md', 'docs/index.html', 'Start'),
    written('Use', 'docs/editors.md', 'docs/editors.html', 'In editors'),
    written('Use', 'docs/ci.md', 'docs/ci.html', 'In CI'),
    {
      source: 'docs/configuration.md',
      url: 'docs/configuration.html',
      title: 'Configuration',
      section: 'Use',
      text: configurationPage(await starterConfig()),
    },
    rulesPage(rules),
    written('What it finds', 'docs/why.md', 'docs/why.html'),
    written('What servers do', 'docs/facts-nginx.md', 'docs/facts-nginx.html', 'nginx'),
    written('What servers do', 'docs/facts-apache.md', 'docs/facts-apache.html', 'Apache'),
    written('What servers do', 'docs/facts-express.md', 'docs/facts-express.html', 'Express'),
    written('What servers do', 'docs/query.md', 'docs/query.html'),
    ...(await Promise.all(topics().map(commandPage))),
    written('Inside', 'docs/architecture.md', 'docs/architecture.html'),
    written('Inside', 'CONTRIBUTING.md', 'docs/contributing.html'),
    ...rules.map(rulePage),
  ]
}
