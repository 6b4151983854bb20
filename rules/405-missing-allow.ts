import type { Layer } from '../src/model/origin.ts'
import type { Outcome } from '../src/model/outcome.ts'
import type { Cell, Site } from '../src/model/site.ts'
import { errorPageOf } from '../src/nginx/words/error-page.ts'
import { defineRule } from '../src/rule.ts'
import { blockedMethods } from '../src/questions/blocked.ts'
import { blocksAround, directiveAt, layerAt } from '../src/questions/blocks.ts'
import {
  allowAt,
  askedPaths,
  everyOutcome,
  helpersOf,
  isClosed,
  misspelledAllow,
  placeKey,
  statusPlace,
  writtenAs,
} from '../src/questions/index.ts'
import type { Asked } from '../src/questions/index.ts'
import { headerEdit } from '../src/questions/header-fixes.ts'
import { allowField, methodList, pathName, plainest, unlessSeen } from '../src/site/words.ts'
import type { Directive } from '../src/text/directive.ts'
import type { Fix } from '../src/text/finding.ts'
import type { SourceRange } from '../src/text/range.ts'
import { addTo, groupBy } from '../src/text/group.ts'
import { isInController } from '../src/questions/nest.ts'

interface Missing {
  cell: Cell
  asked: Asked
  outcome: Outcome
  range: SourceRange
  builtIn: boolean
  page?: Directive
}

const UNSEEN = new Set<Outcome['by']>(['proxy', 'script', 'unknown'])

/** A 405 of the files' own whose header fields are known, and none of them is Allow. One that was written and got lost is allow-lost's;
 * one that was written empty is as good as none. */
const lacksAllow = (outcome: Outcome): boolean =>
  outcome.status === 405 &&
  outcome.headers.allow === null &&
  !UNSEEN.has(outcome.by) &&
  !misspelledAllow(outcome) &&
  writtenAs(outcome, 'allow').every(({ arrives, lost }) => arrives || lost === 'empty')

/** httpd's own list is gone only where the page of an ErrorDocument is there, which nothing says. */
const hangsOnPage = ({ origin, outcomes }: Cell): boolean =>
  origin.layer === 'apache' &&
  outcomes.some(({ status, by, headers }) => status === 405 && by === 'built-in' && typeof headers.allow === 'string')

const isBuiltIn = ({ by }: Outcome): boolean => by === 'static' || by === 'built-in'

/** Somebody said where its files are: what falls to nginx's compiled-in root is another matter. */
function servesFiles(site: Site, range: SourceRange): boolean {
  const holds = (directives: Directive[] | null | undefined): boolean =>
    (directives ?? []).some(({ name }) => name === 'root' || name === 'alias' || name === 'include')
  return holds(directiveAt(site, range)?.block) || blocksAround(site, range).some(({ block }) => holds(block))
}

/** The error page that makes a 405 of another error: a named location keeps the method, and the file there refuses it. */
function refusingPage(site: Site, { by, steps }: Outcome): Directive | undefined {
  const range = by === 'static' ? steps.findLast(({ kind }) => kind === 'error-page')?.range : undefined
  const directive = range ? directiveAt(site, range) : null
  const page = errorPageOf(directive)
  return directive && page && page.overwrite === null && !page.statuses.includes(405) ? directive : undefined
}

/** A line that says the status, and not one that a request merely came to. */
const isWritten = (site: Site, range: SourceRange): boolean =>
  layerAt(site, range) === 'express' ||
  ['return', 'redirect', 'redirectmatch', 'rewriterule', 'allowmethods'].includes(
    directiveAt(site, range)?.name.toLowerCase() ?? '',
  )

function missingByPlace(site: Site): Map<string, Missing[]> {
  const found = new Map<string, Missing[]>()
  for (const asked of askedPaths(site)) {
    for (const cell of asked.cells) {
      if (hangsOnPage(cell)) continue
      for (const outcome of everyOutcome(cell).filter(lacksAllow)) {
        const page = refusingPage(site, outcome)
        const place = page ? { range: page.range, builtIn: false } : statusPlace(site, outcome)
        // MKCOL of a folder that is there already: the folder refuses nothing else (RFC 4918 §9.3.1).
        if (!place || directiveAt(site, place.range)?.name === 'dav_methods') continue
        const builtIn = place.builtIn || (isBuiltIn(outcome) && place.range === outcome.decidedBy)
        // nginx refuses these two itself, whatever is configured; httpd does where TraceEnable says so, and a proxy passes neither on.
        if ((cell.method === 'TRACE' || cell.method === 'CONNECT') && (builtIn || !isWritten(site, place.range)))
          continue
        const key = placeKey(place.range)
        addTo(found, key, { cell, asked, outcome, range: place.range, builtIn, ...(page && { page }) })
      }
    }
  }
  return found
}

/** The way of saying it differs: nginx refuses add_header in a server's `if`. */
function wording(site: Site, layer: Layer, range: SourceRange): 'nginx' | 'server-if' | 'apache' | 'express' {
  if (layer !== 'nginx') return layer
  const [inner, outer] = blocksAround(site, range)
  if (directiveAt(site, range)?.name === 'server') return 'server-if'
  return inner?.name === 'server' || (inner?.name === 'if' && outer?.name === 'server') ? 'server-if' : 'nginx'
}

/** Where add_header has to stand: a location that has one of its own drops what the server says. */
const levelFor = (site: Site, range: SourceRange): string => {
  const at = directiveAt(site, range)
  return at?.name === 'location' && at.block?.some(({ name }) => name === 'add_header') ? 'this location' : 'the server'
}

/** The lists that are right where these 405s are met. */
function listsFor(all: Missing[]): string[][] {
  return [...groupBy(all, ({ asked }) => asked)].map(([asked, here]) =>
    allowAt(asked).filter((method) => !here.some(({ cell }) => cell.method === method)),
  )
}

/** What the message says, where one list is right for every path that meets the place and nobody's method is left open. A line of httpd's is
 * sent with the 405s of other places (`elsewhere`), too, and has to be right there. */
function suggestAllow(
  site: Site,
  { range, outcome }: Missing,
  all: Missing[],
  elsewhere: () => Missing[],
): Fix | undefined {
  const [allow, ...others] = new Set(
    listsFor(all)
      .filter((methods) => methods.some((method) => method !== 'OPTIONS'))
      .map(allowField),
  )
  const isRight =
    others.length === 0 &&
    all.every(({ asked, cell }) => isClosed(asked) && !allowAt(asked).includes(cell.method)) &&
    listsFor(elsewhere()).every((methods) => allowField(methods) === allow)
  const edit =
    allow === undefined || !isRight
      ? null
      : headerEdit(site, range, outcome, { name: 'Allow', value: allow, status: 405 })
  return edit ? { message: `Send Allow: ${allow} with it`, edits: [edit] } : undefined
}

/** The methods to name in Allow; an ellipsis where something other than the method decides whom the refusal is for. */
function allowedBeside(asked: Asked, refused: string[]): string {
  const served = allowAt(asked)
  if (refused.some((method) => served.includes(method))) return '…'
  const allow = allowField(served)
  const isOpen = asked.cells.some(
    ({ method, outcomes }) => refused.includes(method) && outcomes.some(({ status }) => status !== 405),
  )
  return allow === '' && isOpen ? '…' : allow
}

/** What a location of files takes at one path or another: PUT of a name, MKCOL of a folder. */
function allowedOfFiles(all: Missing[]): string {
  const refused = new Set(all.map(({ cell }) => cell.method))
  return allowField(all.flatMap(({ asked }) => allowAt(asked)).filter((method) => !refused.has(method))) || 'GET, HEAD'
}

/** Whether it stands in a guard before a backend that serves the methods: proxy-blocks-method wants them let through. */
function takesFromBackend(site: Site, range: SourceRange): boolean {
  const around = new Set([range, ...blocksAround(site, range).map((block) => block.range)].map(placeKey))
  return blockedMethods(site).some(({ guard }) => around.has(placeKey(guard)))
}

export default defineRule({
  id: '405-missing-allow',
  severity: 'error',
  layers: ['nginx', 'apache', 'express'],
  suggests: true,
  summary: 'A 405 response must list the allowed methods in Allow',
  spec: 'RFC 9110 §15.5.6',
  messages: {
    nginx:
      'Expected an Allow header on the 405 for {{methods}} {{path}}, which nginx never adds itself: write `add_header Allow "{{allow}}" always;` beside it',
    'server-if':
      'Expected an Allow header on the 405 for {{methods}} {{path}}, which nginx never adds itself: map $status to it (`405 "{{allow}}";`) and write `add_header Allow $allow always;` in {{level}}',
    apache:
      'Expected an Allow header on the 405 for {{methods}} {{path}}: write `Header always set Allow "{{allow}}" "expr=%{REQUEST_STATUS} == 405"`',
    express:
      "Expected an Allow header on the 405 for {{methods}} {{path}}: write `res.set('Allow', '{{allow}}')` before it is sent",
    nest: "Expected an Allow header on the 405 for {{methods}} {{path}}: write `@Header('Allow', '{{allow}}')` on the method",
    page: 'Expected {{status}} for {{methods}} {{path}}, which gets 405 from the file of {{page}}: name the page by its path, which nginx asks for with GET',
    nothing:
      'Expected 404 or 410 instead of a 405 without Allow for {{methods}} {{path}}, where no method is served: there is nothing to name in Allow',
  },
  check({ site, report }) {
    const places = [...missingByPlace(site).values()]
    for (const all of places) {
      const byPath = groupBy(all, ({ asked }) => asked)
      const here = (asked: Asked): string[] => (byPath.get(asked) ?? []).map(({ cell }) => cell.method)
      const shown = plainest(all.filter(({ asked }) => allowedBeside(asked, here(asked)) !== '')) ?? plainest(all)
      if (!shown) continue
      const methods = methodList(here(shown.asked))
      if (shown.page) {
        const codes = shown.page.args.map(({ value }) => value)
        report({
          message: 'page',
          range: shown.range,
          about: all,
          data: {
            status: codes.slice(0, -1).join(' or '),
            methods,
            path: pathName(shown.cell),
            page: codes.at(-1) ?? '',
          },
        })
        continue
      }
      const layer = layerAt(site, shown.range)
      const builtIn = layer === 'nginx' && all.every((one) => one.builtIn)
      if (builtIn && !servesFiles(site, shown.range)) continue
      const elsewhere = (): Missing[] =>
        layer === 'apache'
          ? places
              .filter((other) => other !== all)
              .flat()
              .filter(({ asked }) => asked.origin === shown.asked.origin)
          : []
      const suggestion = builtIn ? undefined : suggestAllow(site, shown, all, elsewhere)
      const allow = builtIn ? allowedOfFiles(all) : allowedBeside(shown.asked, here(shown.asked))
      if (allow === '' && takesFromBackend(site, shown.range)) continue
      report({
        message:
          allow === '' ? 'nothing' : isInController(site, shown.range) ? 'nest' : wording(site, layer, shown.range),
        range: shown.range,
        about: all,
        related: helpersOf(shown.outcome),
        data: {
          methods,
          path: pathName(shown.cell) + unlessSeen(shown.outcome),
          allow,
          level: levelFor(site, shown.range),
        },
        ...(builtIn ? { severity: 'info' } : {}),
        ...(suggestion && { suggestions: [suggestion] }),
      })
    }
  },
})
