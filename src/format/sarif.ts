import { describeRules, type Problem, type Report, type Severity } from '../index.ts'
import type { Edit, Fix } from '../text/finding.ts'
import type { Position } from '../text/range.ts'
import { fingerprints } from './fingerprint.ts'
import type { FormatContext } from './context.ts'
import { toJson } from './json.ts'

const LEVELS: Record<Severity, string> = { error: 'error', warn: 'warning', info: 'note' }

const HOME = 'https://github.com/verblint/verblint'

/** How much of a text is quoted. */
const MOST_SHOWN = 1000

/** `405-missing-allow` as SARIF wants a name: `405MissingAllow`. */
const pascal = (id: string): string =>
  id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

type Files = Report['files']
interface Place {
  file: string
  range: { start: Position; end: Position }
}

/** SARIF 2.1.0, for code scanning. */
export default async function sarif(report: Report, { version, prefix }: FormatContext): Promise<string> {
  const rules = await describeRules()
  const index = new Map(rules.map(({ id }, place) => [id, place]))
  const hash = fingerprints(report.files)
  return toJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'verblint',
            semanticVersion: version,
            informationUri: HOME,
            rules: rules.map((rule) => ({
              id: rule.id,
              name: pascal(rule.id),
              shortDescription: { text: rule.summary },
              fullDescription: { text: rule.spec ? `${rule.summary} (${rule.spec})` : rule.summary },
              helpUri: rule.url,
              help: {
                text: `${rule.summary}. ${rule.url}`,
                markdown: `${rule.summary}. [The rule's page](${rule.url})`,
              },
              defaultConfiguration: { level: LEVELS[rule.severity] },
              properties: { tags: [...rule.layers, 'http'] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: report.problems.map((problem) => ({
          ruleId: problem.ruleId,
          ruleIndex: index.get(problem.ruleId),
          level: LEVELS[problem.severity],
          message: { text: problem.message },
          locations: [location(problem, prefix, report.files)],
          relatedLocations: problem.related?.map((place, id) => ({
            id: id + 1,
            ...location(place, prefix, report.files),
            message: { text: place.message },
          })),
          partialFingerprints: { primaryLocationLineHash: hash(problem) },
          fixes: fixesOf(problem)?.map(({ message, edits }) => ({
            description: { text: message },
            artifactChanges: changes(edits, report.files, prefix),
          })),
        })),
        invocations: [
          {
            executionSuccessful: !report.refused.some(({ expected }) => expected),
            toolExecutionNotifications: report.refused.map(({ path, reason }) => ({
              level: 'warning',
              message: { text: `${path} ${reason}` },
            })),
          },
        ],
      },
    ],
  })
}

/** What may be chosen from: the certain fix first (SARIF 2.1.0 §3.27.30). */
function fixesOf({ fix, suggestions = [] }: Problem): Fix[] | undefined {
  const all = fix ? [fix, ...suggestions] : suggestions
  return all.length > 0 ? all : undefined
}

/** Every segment encoded, colons too, which would make a scheme of the first; what lies outside the repository is a URI of its own. */
function artifact(path: string): object {
  const uri = path.split('/').map(encodeURIComponent).join('/')
  return path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: '%SRCROOT%' }
}

const region = ({ start, end }: Place['range']): object => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
})

/** With the text itself, as far as a reader of the log needs it. */
function location({ file, range }: Place, prefix: string, files: Files): object {
  const text = files.get(file)?.text.slice(range.start.offset, range.end.offset) ?? ''
  const snippet =
    text === '' ? {} : { snippet: { text: text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text } }
  return { physicalLocation: { artifactLocation: artifact(prefix + file), region: { ...region(range), ...snippet } } }
}

function changes(edits: Edit[], files: Files, prefix: string): object[] {
  return [...new Set(edits.map(({ file }) => file))].flatMap((path) => {
    const file = files.get(path)
    if (!file) return []
    const replacements = edits
      .filter((edit) => edit.file === path)
      .map(({ start, end, text }) => ({ deletedRegion: region(file.range(start, end)), insertedContent: { text } }))
    return [{ artifactLocation: artifact(prefix + path), replacements }]
  })
}
