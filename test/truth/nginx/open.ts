import type { LiveCase } from './live-case.ts'
import type { Random } from './random.ts'

/** What a client may send besides, and no file says: queries, and headers. */
export const QUERIES = ['', '?', '?legacy', '?legacy=1', '?op=restore', '?op=', '?debug=1&op=restore', '?a=b', '?x=/old.php', '?PUT:', '?0']
export const HEADERS: Record<string, string>[] = [{}, { 'X-Command': 'restart' }, { 'X-Command': 'x' }, { 'X-Command': '0' }]

/** Configurations whose answer hangs on them; each path is asked with every query and every header. */
export const OPEN: LiveCase[] = [
  { name: 'arguments by name', server: 'location / { if ($arg_legacy = 1) { return 405; } if ($arg_op) { return 204; } empty_gif; }', paths: ['/v3/x'] },
  { name: 'the query as a whole', server: 'location / { if ($args ~ debug) { return 405; } if ($query_string = "a=b") { return 204; } if ($is_args) { return 410; } empty_gif; }', paths: ['/v3/x'] },
  { name: 'the target as it was sent', server: 'if ($request_uri = /v3/x) { return 204; } if ($request_uri ~ ^/v3/.*\\.php$) { return 410; } if ($request_uri ~ ^/v4) { return 501; } location / { if ($request_uri ~ "^/v3/[^?]*$") { return 405; } empty_gif; }', paths: ['/v3/x', '/v3/y', '/v4/', '/v3/a.php'] },
  { name: 'the request line', server: 'if ($request ~ "^PUT /old[? ]") { return 204; } if ($request ~* "legacy.* HTTP/1.1$") { return 410; } location / { empty_gif; }', paths: ['/old', '/older'] },
  { name: 'a method joined with an argument', server: 'location / { set $m "$request_method:$arg_op"; if ($m = "POST:restore") { return 501; } empty_gif; }', paths: ['/x'] },
  { name: 'a method joined with a header', server: 'location / { set $m "$request_method:$http_x_command"; if ($m = "POST:restart") { return 501; } if ($m ~ "^(PUT|DELETE):") { return 405; } if ($m ~ ":x$") { return 410; } empty_gif; }', paths: ['/x'] },
  { name: 'joined at both ends', server: 'location / { set $m "$request_method-$http_x_command-$scheme"; if ($m = "POST-restart-http") { return 501; } if ($m ~ "^GET-.*-https$") { return 410; } if ($m !~ "^(GET|HEAD|POST)-.*-http$") { return 405; } empty_gif; }', paths: ['/x'] },
  { name: 'what is never empty', server: 'location / { set $m "$arg_op$request_method"; if ($m) { return 204; } empty_gif; } location /zero { set $z "0$http_x_command"; if ($z) { return 204; } empty_gif; }', paths: ['/x', '/zero'] },
  {
    name: 'maps of joined values', paths: ['/x'],
    http: 'map "$request_method:$http_x_command" $refused { default 0; "POST:restart" 1; "post:x" 1; } map "$request_method:$arg_op" $closed { default 0; "~^(PUT|DELETE):$" 1; ~^GET:r 1; ~^OPTIONS 1; "~*^patch:.*$" 1; }',
    server: 'location / { if ($refused) { return 405; } if ($closed) { return 410; } empty_gif; }',
  },
  { name: 'a map of the target', http: 'map $request_uri $page { default 0; ~^/old 1; ~*\\.php$ 2; /exact 3; }', server: 'location / { if ($page = 1) { return 410; } if ($page = 2) { return 405; } if ($page = 3) { return 204; } empty_gif; }', paths: ['/older', '/x', '/exact', '/a.php'] },
  { name: 'headers of the query', server: 'location / { add_header Allow $arg_op always; add_header X-Uri $request_uri always; return 405; }', paths: ['/x'] },
  { name: 'a query that is rewritten', server: 'location /a { rewrite ^ /b?op=1 last; } location /c { rewrite ^ /b? last; } location /d { set $args op=2; rewrite ^ /b last; } location /e { try_files /none /b?$args; } location /f { try_files /none /b; } location /b { if ($arg_op) { return 204; } if ($args) { return 410; } empty_gif; }', paths: ['/a', '/c', '/d', '/e', '/f', '/b'] },
  { name: 'targets that carry the query on', server: 'location /r { return 301 /to$is_args$args; } location /p { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}/v$uri$is_args$args; } location /q { proxy_pass http://127.0.0.1:{{UPSTREAM_PORT}}$request_uri; }', paths: ['/r', '/p', '/q'], methods: ['GET', 'POST'] },
  { name: 'the path of the target, taken out of it', http: 'map $request_uri $path { "~^(?<p>[^?]*)(?:[?].*)?$" $p; } map $request_uri $first { ~^/([^/?]+) $1; }', server: 'location / { if ($path = /api/x) { return 405; } if ($first = old) { return 410; } if ($request_uri ~ "^/([^/?]+)/y") { set $s $1; } if ($s = new) { return 501; } if ($request_uri ~ "(.)$") { set $l $1; } if ($l = z) { return 204; } empty_gif; }', paths: ['/api/x', '/old', '/new/y', '/xyz', '/n'] },
  { name: 'a stage of several ifs', server: 'set $s ""; if ($request_method = PUT) { set $s A; } if ($arg_op) { set $s "${s}B"; } if ($s = AB) { return 405; } if ($s = B) { return 410; } location / { empty_gif; }', paths: ['/x'] },
]

const SUBJECTS = ['$args', '$arg_op', '$request_uri', '$is_args', '$http_x_command', '$m', '$n', '"$request_method:$arg_op"', '$query_string', '$k', '$r', '$arg_legacy']
const TESTS = ['= restore', '= "POST:restart"', '= "POST:restore"', '~ ^PUT', '~ "^(GET|POST):"', '!~ "^(GET|HEAD|POST):"', '~ ":$"', '~* RESTORE', '!= ""', '~ "legacy"', '~ "^/x"', '~ "[?]op"', '= /x', '~ "^$"', '', '', '~ "-http$"', '!~ "^(?!PUT)"', '~ "^[^?]+$"', '= 0']

/** What goes into `http {}` beside a random server. */
export const OPEN_HTTP = `map "$request_method:$http_x_command" $k { default 0; "POST:restart" 1; "~^PUT:." 2; ~^DELETE 3; "PATCH:" ""; }
  map $request_uri $r { default ""; /x 1; ~^/x$ 2; "~[?].*=1" 3; ~^/none 4; }`

export function randomOpenServer({ pick, chance, below }: Random): string {
  const statuses = ['201', '204', '403', '405', '410', '501']
  const condition = (): string => {
    const subject = pick(SUBJECTS.filter((one) => one.startsWith('$')))
    return `${subject} ${pick(TESTS)}`.trim()
  }
  const branch = (): string => `if (${condition()}) { ${chance(0.25) ? `set $n "$n${pick(['a', '0', ''])}";` : `return ${pick(statuses)};`} }`
  const stage = (): string => [`set $m ${pick(['"$request_method:$http_x_command"', '"$request_method:$arg_op"', '"$request_method-$arg_op-$scheme"', '$args', '"$arg_op$http_x_command"'])};`, 'set $n "";',
    ...Array.from({ length: 1 + below(4) }, branch)].join(' ')
  return `${chance(0.4) ? stage() : ''} location / { ${stage()} empty_gif; } location /y { ${pick(['rewrite ^ /x?op=1 last;', 'rewrite ^ /x? last;', 'try_files /none /x?$args;', 'try_files /none /x;', 'rewrite ^ /x last;'])} }`
}
