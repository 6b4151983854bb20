// The rules' pages: what they have to say, and their examples, linted: a bad one yields its rule, and a good one does not.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { rulesUnderTest } from './expectations.ts'
import { frame } from './page-frames.ts'

const pageOf = (id: string): string => readFileSync(join(import.meta.dirname, `../../rules/${id}.md`), 'utf8')

function section(text: string, name: string): string {
  const start = text.indexOf(`\n## ${name}\n`)
  const end = text.indexOf('\n## ', start + 1)
  return start < 0 ? '' : text.slice(start, end < 0 ? undefined : end)
}

interface Example {
  language: string
  text: string
}

const examplesIn = (text: string): Example[] =>
  [...text.matchAll(/```(\w+)\n([^]*?)```/g)].map(([, language = '', example = '']) => ({ language, text: example }))

/** What a reader looks for, to see whether a page is about his files. */
const NAMES: Record<string, RegExp> = {
  nginx: /\bnginx\b/,
  apache: /\b(?:Apache|httpd)\b/,
  express: /\bExpress\b/,
  client: /\bfetch\b/,
}

/** How a page says what it has nothing to say of. */
const LEFT_ALONE =
  /\bnever\b|\bnothing\b[^.]*\b(?:said|says)\b|\bsays? nothing\b|\bleft alone\b|\bno such case\b|\bsilent\b|\bspeaks only\b|\bis fine\b|\bnot (?:reported|looked at)\b/i

/** Its examples are configuration of verblint's own, and need a site beside them. */
const OF_ANOTHER_KIND = new Set(['contract-document', 'expectation'])

/** The problems of one section's examples: each alone, and all together where one is about another. */
async function found(id: string, examples: Example[]): Promise<{ alone: number[]; together: number }> {
  const number = async (some: Example[]): Promise<number> => {
    const { problems } = await lint({
      cwd: folderWith(frame(some)),
      config: some.some(({ language }) => language === 'yaml') ? { expect: 'openapi.yaml' } : false,
      level: 'info',
      express: { version: 5 },
    })
    return problems.filter(({ ruleId }) => ruleId === id).length
  }
  const alone: number[] = []
  for (const example of examples) alone.push(await number([example]))
  return { alone, together: await number(examples) }
}

/** Beliefs that circulate, each with the page whose reader may hold it and what that page says. */
const BELIEFS: [string, string, RegExp][] = [
  ['nginx answers TRACE with 501', 'ineffective-method-guard', /nginx answers TRACE with 405 .*never with 501/],
  [
    'httpd answers TRACE with 405 and a full Allow',
    'trace-enabled',
    /405 comes with `TraceEnable off` only, and its `Allow` is empty/,
  ],
  ['frameworks answer a wrong method with 405', 'no-405-fallback', /Express never answers 405 by itself/],
  [
    'a location without proxy_pass gives 501',
    'location-without-handler',
    /GET gets a 404 and every other method a 405/,
  ],
  ['a typo in an .htaccess gives 501', 'unknown-directive', /a 500 for every request below the folder, and not a 501/],
  [
    'WebDAV verbs without WebDAV give 501',
    '501-for-known-method',
    /WebDAV's verbs .* 405 from nginx and httpd at files, 404 from Express/,
  ],
  [
    'an unknown verb gives 501',
    'client-unknown-method',
    /httpd says 501 at a file, nginx 405, a proxy what its backend says, and Node's parser 400/,
  ],
  [
    'CONNECT gives 501',
    'client-unknown-method',
    /CONNECT .* nginx answers it with 405, httpd with 400 or 405, and Node closes/,
  ],
  [
    'a 501 is kept and replayed for POST',
    'cacheable-501',
    /responses to POST and PATCH are not stored without explicit freshness/,
  ],
  ['a 501 must, or must not, carry Allow', '501-for-known-method', /a 501 may carry one/],
]

for (const [belief, id, truth] of BELIEFS)
  if (rulesUnderTest.some((rule) => rule.id === id))
    test(`the belief that ${belief} is corrected`, () => assert.match(pageOf(id), truth))

for (const { id, layers, load } of rulesUnderTest) {
  const text = pageOf(id)

  test(`${id}: the page names its layers, what is never flagged, and what it stands on`, async () => {
    const {
      default: { summary, spec },
    } = await load()
    assert.ok(
      text.startsWith(`# ${id}\n\n`) && text.replaceAll('`', '').includes(summary.slice(1)),
      'it begins with its name and says the summary',
    )
    for (const layer of layers) assert.match(text, NAMES[layer] ?? /^$/, `${layer} is not named`)
    assert.match(
      section(text, 'What it flags') + section(text, 'When not to use it'),
      LEFT_ALONE,
      'it does not say what is never flagged',
    )
    assert.match(
      section(text, 'References'),
      /\n- .*(?:RFC \d+|nginx|Apache|Express|Fetch|MDN|Node|PCRE|README|ECMA|verblint)/,
    )
    for (const [rfc] of spec?.matchAll(/RFC \d+/g) ?? []) assert.ok(text.includes(rfc), `${rfc} is not named`)
  })

  if (OF_ANOTHER_KIND.has(id)) continue

  test(`${id}: the page's examples`, async () => {
    const [bad, good] = [examplesIn(section(text, 'Bad')), examplesIn(section(text, 'Good'))]
    assert.ok(bad.length > 0 && good.length > 0, 'an example is missing')
    const flagged = await found(id, bad)
    const [all, none] = [flagged.alone.every((number) => number > 0), flagged.alone.every((number) => number === 0)]
    assert.ok(
      flagged.together > 0 && (all || none),
      `the bad examples yield ${flagged.alone.join()} alone, ${flagged.together} together`,
    )
    const silent = await found(id, good)
    assert.equal(
      silent.alone,
      good.map(() => 0),
      'a good example is flagged',
    )
  })
}

test.run()
