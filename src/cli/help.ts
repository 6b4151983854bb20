import { UsageError } from '../text/faults.ts'
import { nearest } from '../text/nearest.ts'

const LINT = `verblint: how a deployment answers HTTP methods

Lints nginx configuration, Apache .htaccess and vhost files and Express route
files: a 501 where 405 is right, a 405 without Allow, methods that the proxy
takes away before the application sees them.

Usage
  verblint [options] [files, folders or globs]     default: everything below .
  verblint routes [paths]                          the routes of the site
  verblint trace METHOD URL [paths]                what a request gets, and why
  verblint diff [BASE]                             which answers a change alters
  verblint verify URL [paths]                      whether a running one agrees
  verblint rules                                   every rule in a line
  verblint explain RULE                            what a rule wants, and why
  verblint init                                    writes a configuration file
  verblint lsp                                     findings in an editor
  verblint completion SHELL                        for bash, zsh or fish
  verblint help COMMAND

Options
  -f, --format NAME       text (default), unix, json, github, sarif, gitlab,
                          checkstyle, junit, rdjson
      --level LEVEL       the lowest severity shown: error, warn (default), info
      --rule ID           only this rule; may be given several times
      --max-warnings N    fail only above N warnings (default 0)
      --fix               make the safe corrections, in place
      --fix-dry-run       show them as a unified diff, change nothing
      --only              read everything, report on the files named
      --stdin-filename F  report on F, with standard input as its text
      --cache             keep the report, and show it while nothing has changed
      --cache-location F  where (default .verblint-cache)
      --baseline FILE     be silent on the problems that stand in it
      --update-baseline   write today's problems into it
  -c, --config FILE       instead of the nearest verblint.config.json upward
      --no-config         no configuration at all
      --print-config      the configuration in force, or that for one file
      --no-fold           all of many problems alike, not a few and a count
      --watch             run again whenever a file changes
      --stats             where the time goes, on standard error
  -q, --quiet             errors only, and no summary
  -v, --version
  -h, --help

Examples
  verblint
  verblint nginx.conf 'sites-available/*' api/
  verblint --format sarif > verblint.sarif
  verblint --rule 405-missing-allow --level info
  nginx -T | verblint -
  verblint --fix-dry-run | git apply
  verblint --only nginx/sites/shop.conf

Exit codes: 0 clean, 1 problems, 2 wrong usage or a file that cannot be read.
Skipped in folders: what git ignores, node_modules, the outDir of a tsconfig,
minified files. NO_COLOR and FORCE_COLOR are obeyed.
`

const ROUTES = `verblint routes: the route x method table, with what each method gets

Usage
  verblint routes [options] [files, folders or globs]

Options
  -f, --format NAME    text (default), markdown, html, json, openapi
  -c, --config FILE    instead of the nearest verblint.config.json upward
      --no-config      no configuration at all
  -h, --help

Examples
  verblint routes
  verblint routes --format html > routes.html
  verblint routes --format json api/ | jq '.hosts[].rows[].path'
`

const TRACE = `verblint trace: what comes back for a request, and why

Usage
  verblint trace [options] METHOD URL [files, folders or globs]

Options
  -H, --header 'Name: value'    a header of the request; may be given several times
  -f, --format NAME             text (default), json; --json is the same
      --json
  -c, --config FILE             instead of the nearest verblint.config.json upward
      --no-config               no configuration at all
  -h, --help

Examples
  verblint trace DELETE http://shop.example/api/items/1
  verblint trace OPTIONS http://localhost/api/ -H 'Origin: https://shop.example'
`

const DIFF = `verblint diff: which method and path answers a change alters

Usage
  verblint diff [options] [BASE]      a git revision against the working tree;
                                      default: where the branch left main
  verblint diff [options] OLD NEW     two folders or revisions

Options
  -f, --format NAME     text (default), json, markdown (for a pull request),
                        html (a page for a reviewer)
      --fail-on KINDS   exit 1 where there is one: lost, new, status, allow,
                        caching, unknown; several, separated by commas
  -c, --config FILE     instead of the nearest verblint.config.json upward
      --no-config       no configuration at all
  -h, --help

Examples
  verblint diff
  verblint diff HEAD~1 --fail-on lost
  verblint diff --format markdown origin/main > comment.md
  verblint diff --format html origin/main > changes.html
`

const VERIFY = `verblint verify: whether a running server answers as the files say

Asks the paths of the routes table: GET, HEAD, OPTIONS and a method that nobody
knows. Requests go to the URL's host alone; no redirect is followed.

Usage
  verblint verify [options] URL [files, folders or globs]

Options
      --as URL                  the site's address in the files, if it is another
  -H, --header 'Name: value'    sent with every request; may be given several times
      --unsafe                  POST, PUT, PATCH, DELETE and other methods, too
      --trace                   TRACE, too
      --rate N                  requests a second (default 20)
      --most N                  requests in all (default 1000)
  -f, --format NAME             text (default), json; expect: what was seen, for
                                the configuration
  -c, --config FILE         instead of the nearest verblint.config.json upward
      --no-config           no configuration at all
  -h, --help

Examples
  verblint verify http://localhost:8080
  verblint verify http://127.0.0.1:8080 --as https://shop.example nginx/ api/
  verblint verify https://staging.example -H 'Authorization: Bearer …' --rate 5

Ctrl-C ends it early, and shows what was seen until then.

Exit codes: 0 all that the files decide agrees, 1 something differs, 2 wrong usage
or nobody there, 130 ended by Ctrl-C.
`

const RULES = `verblint rules: every rule, with its severity and layers

Usage
  verblint rules [options]

Options
  -f, --format NAME    text (default), json
  -h, --help
`

const EXPLAIN = `verblint explain: the page of a rule: what it flags, why, what to write

Usage
  verblint explain RULE

Examples
  verblint explain 405-missing-allow
`

const INIT = `verblint init: writes verblint.config.json into the working directory

Usage
  verblint init

What may stand in it stands in it, as comments. One that is there is never
overwritten.
`

const LSP = `verblint lsp: a language server, for editors

Usage
  verblint lsp --stdio

Findings as you type, in every file that a change touches; corrections,
suggestions and "disable for this line"; what a route, location or guard does,
method by method, on hover. docs/editors.md has the settings for editors.
`

const COMPLETION = `verblint completion: what may be typed after verblint, for a shell

Usage
  verblint completion bash|zsh|fish

Examples
  verblint completion bash >> ~/.bashrc
  verblint completion zsh > "\${fpath[1]}/_verblint"
  verblint completion fish > ~/.config/fish/completions/verblint.fish
`

const TOPICS: Record<string, string> = {
  lint: LINT,
  routes: ROUTES,
  trace: TRACE,
  diff: DIFF,
  verify: VERIFY,
  rules: RULES,
  explain: EXPLAIN,
  lsp: LSP,
  completion: COMPLETION,
  init: INIT,
}

export const topics = (): string[] => Object.keys(TOPICS)

/** The help of a command; of all, where none is named. */
export function helpFor(topic: string | undefined): string {
  if (topic === undefined || topic.startsWith('-')) return LINT
  const text = Object.hasOwn(TOPICS, topic) ? TOPICS[topic] : undefined
  if (text !== undefined) return text
  const guess = nearest(topic, Object.keys(TOPICS))
  throw new UsageError(`Unknown command ${topic}${guess ? `, did you mean ${guess}?` : ''}`)
}
