import type { Outcome, Verified } from '../index.ts'
import { isDifference } from '../verify/compare.ts'
import { statusLine } from '../http/status.ts'
import type { SourceFile } from '../text/source-file.ts'
import { visible } from './terminal.ts'
import type { Paint } from './terminal.ts'

type Checked = Verified['checked'][number]

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`

const answer = (status: number | null, allow: string | null | undefined): string =>
  `${status === null ? 'no answer' : statusLine(status)}${typeof allow === 'string' ? ` with Allow: ${allow === '' ? '(empty)' : allow}` : ''}`

const saidBy = ({ status, headers, by }: Outcome): string =>
  status === null && by !== 'closed' ? 'something else' : answer(status, headers.allow)

/** What the files say, each possible answer once. */
const expected = ({ outcomes, verdict, seen }: Checked): string => {
  const meant = verdict !== 'status' ? outcomes.filter(({ status }) => status === seen?.status) : outcomes
  return [
    ...new Set(
      meant.map((outcome) =>
        verdict === 'allow' && outcome.headers.allow === null
          ? `${answer(outcome.status, null)} without Allow`
          : saidBy(outcome),
      ),
    ),
  ].join(', or ')
}

interface Difference {
  methods: string[]
  path: string
  got: string
  said: string
  server: string | undefined
  first: Checked
}

/** Methods of one path that differ in the same way are one. */
function differencesOf(checked: Checked[]): Difference[] {
  const found = new Map<string, Difference>()
  for (const one of checked) {
    if (!isDifference(one.verdict)) continue
    const { method, path, seen, at } = one
    const got = answer(seen?.status ?? null, seen?.headers.allow)
    const said = `${expected(one)}${one.verdict === 'who' ? ', without asking any program' : ''}`
    const key = [path, got, said, at?.file, at?.start.offset].join('\n')
    const known = found.get(key)
    if (known) known.methods.push(method)
    else
      found.set(key, {
        methods: [method],
        path,
        got,
        said,
        server: seen?.headers.server ?? seen?.headers['x-powered-by'],
        first: one,
      })
  }
  return [...found.values()]
}

function lines(
  { methods, path, got, said, server, first: { at } }: Difference,
  files: ReadonlyMap<string, SourceFile>,
  paint: Paint,
): string[] {
  const place = at
    ? `  ${paint('cyan', `${visible(at.file)}:${at.start.line}`)}  ${paint('dim', visible(files.get(at.file)?.line(at.start.line).trim() ?? ''))}`
    : ''
  return [
    `${paint('red', '✖')} ${paint('bold', visible(`${methods.join(', ')} ${path}`))}`,
    `  the server  ${visible(got)}${server === undefined ? '' : paint('dim', `  (${visible(server)})`)}`,
    `  the files   ${visible(said)}${place}`,
    '',
  ]
}

/** Where a running server and the files differ, and how much was asked. */
export function verifyText(
  { url, checked, left, stopped }: Verified,
  files: ReadonlyMap<string, SourceFile>,
  paint: Paint,
): string {
  const differences = differencesOf(checked)
  const number = (wanted: (one: Checked) => boolean): number => checked.filter(wanted).length
  const same = number(({ verdict }) => verdict === 'same')
  const open = number(({ verdict }) => verdict === 'open')
  const other = checked.length - same - open
  const verdict =
    other > 0
      ? paint(
          ['bold', 'red'],
          `✖ ${count(other, 'answer')} of ${visible(url)} ${other === 1 ? 'is' : 'are'} not what the files say`,
        )
      : same > 0
        ? paint(['bold', 'green'], `✔ ${visible(url)} answers as the files say`)
        : paint('yellow', `Nothing that ${visible(url)} answers is decided by the files`)
  const asked = `${count(checked.length, 'request')}: ${same.toLocaleString('en')} as the files say, ${other.toLocaleString('en')} otherwise, ${open.toLocaleString('en')} not decided by the files`
  const more =
    left > 0
      ? [
          `${count(left, 'request was', 'requests were')} not sent: ${stopped ? 'the run was ended early' : 'raise --most'}`,
        ]
      : []
  return [...differences.flatMap((one) => lines(one, files, paint)), verdict, paint('dim', asked), ...more, ''].join(
    '\n',
  )
}

/** What was seen, as `expect` in the configuration has it. */
export function verifyExpect({ checked }: Verified): string {
  const entries = checked.flatMap(({ method, path, seen }) => {
    if (!seen) return []
    const {
      status,
      headers: { allow },
    } = seen
    return [
      [
        `${method} ${path}`,
        allow === undefined
          ? status
          : {
              status,
              allow: allow
                .split(',')
                .map((item) => item.trim())
                .filter(Boolean),
            },
      ] as const,
    ]
  })
  return `${JSON.stringify({ expect: Object.fromEntries(entries) }, null, 2)}\n`
}
