import type { Site } from '../src/model/site.ts'
import { defineRule } from '../src/rule.ts'
import { directiveAt } from '../src/questions/blocks.ts'
import { keepingMethod } from '../src/questions/fixes.ts'
import { lostMethods } from './redirect-loses-method/lost-methods.ts'
import type { LostMethod } from './redirect-loses-method/lost-methods.ts'
import { plain } from '../src/site/words.ts'

/** Who follows with GET: for POST nearly everybody, for the others net/http (redirectBehavior), OkHttp (redirectsToGet), and on 302 requests. */
const followers = ({ method, status }: LostMethod): string =>
  method === 'POST'
    ? 'browsers and fetch()'
    : status === 301
      ? "Go's net/http and OkHttp"
      : "Go's net/http, OkHttp and Python's requests"

const wording = (site: Site, { kind, place }: LostMethod): 'moved' | 'rewrite' | 'slash' | 'canonical' =>
  kind === 'moved' && directiveAt(site, place)?.name === 'rewrite' ? 'rewrite' : kind

export default defineRule({
  id: 'redirect-loses-method',
  severity: 'warn',
  layers: ['nginx', 'apache', 'express'],
  suggests: true,
  summary: 'A 301 or 302 where POST is served, which clients follow with GET',
  spec: 'RFC 9110 §15.4',
  messages: {
    moved:
      'Expected {{better}} instead of {{status}} for {{method}} {{path}}, which {{who}} follow with GET, though {{target}} takes {{method}}: {{better}} keeps the method',
    rewrite:
      'Expected {{better}} instead of {{status}} for {{method}} {{path}}, which {{who}} follow with GET, though {{target}} takes {{method}}: this flag cannot say so, so write `return {{better}}`',
    slash:
      'Expected {{method}} {{path}} to be passed on instead of the {{status}} to {{target}} that nginx makes by itself, which {{who}} follow with GET: write `location = {{path}}` with the same handler as well',
    canonical:
      'Expected {{better}} instead of {{status}} for {{method}} {{path}}, which {{who}} follow with GET {{target}}: {{better}} keeps the method',
  },
  check({ site, report }) {
    for (const lost of lostMethods(site)) {
      const { place, status, method, path, target, route, likely, all } = lost
      const better = status === 301 ? 308 : 307
      const suggestion = keepingMethod(site, place, better)
      report({
        message: wording(site, lost),
        range: place,
        about: all,
        data: { better, status, method, path: plain(path), target: plain(target), who: followers(lost) },
        related: route ? [{ message: `the route that serves ${method}`, range: route }] : [],
        ...(method === 'POST' && likely ? {} : { severity: 'info' }),
        ...(suggestion && { suggestions: [suggestion] }),
      })
    }
  },
})
