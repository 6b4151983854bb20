const FIRST = 'http://127.0.0.1:{{UPSTREAM_PORT}}'
const SECOND = 'http://127.0.0.1:{{UPSTREAM2_PORT}}'

export interface Random { pick<T>(list: readonly T[]): T; chance(share: number): boolean; below(limit: number): number }

/** mulberry32: the same seed makes the same configurations everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const pick = <T>(list: readonly T[]): T => {
    const one = list[Math.floor(next() * list.length)]
    if (one === undefined) throw new RangeError('nothing to pick from')
    return one
  }
  return { pick, chance: (share) => next() < share, below: (limit) => Math.floor(next() * limit) }
}

const NAMES = ['/', '/a', '/a/', '/a/b', '/b/', '/file.txt', '/dir', '/dir/', '/withindex/', '/sub/', '/c']
const REGEXES = ['\\.txt$', '^/a', 'b$', '^/(.)/(.*)$', 'dir', '^/c|x', '^/(?<first>[^/]+)(?:/(?<rest>.*))?$', '(?<rest>[^/]*)\\.txt$']
const CONDITIONS = ['$request_method = PUT', '$request_method != GET', '$request_method ~ ^(GET|HEAD)$', '$request_method !~ ^(GET|HEAD|POST)$', '$arg_q', '$arg_q = 1', '$uri ~ b', '-f $request_filename',
  '!-e $request_filename', '-d $document_root$uri', '$m', '$m = 1', '$v', '$http_x', '$http_x ~ ^(.)$', '$mu', '$mh = a', '$request_uri ~ ^/a', '$args', '$is_args', '$cookie_c', '$host = 127.0.0.1', '$ms = 1', '$request_filename ~ txt', '$first = a', '$rest', '$mm', '$mm = read', '$mc ~ ^(?<first>.)', '$uri ~ ^/(?<rest>[ab])', '$mn', '$request_method ~ ^(?<first>P)']
const VALUES = ['"GET, HEAD"', 'v', '$m', '$uri', '""', '$request_method', '$status', '$upstream_http_allow', '$v', '$mu', '$mh$ms', '$1', '$arg_q', '$first', '$rest', '$mm', '$mc', '$mn']
const REPLACEMENTS = ['/file.txt', '/b/$1', '/none', '/c?x=$1', '/c?', '/a', '/dir/a.txt', '/x$1', '/$1?y=$arg_q', '$uri/x', '/a$is_args$args?', '/d?u=$1&v=$uri', 'http://e.test/$1', '/$rest', '/$first/$mm', '/b/$mn']
const STATUSES = [200, 201, 204, 301, 302, 307, 400, 401, 403, 404, 405, 410, 418, 500, 501, 503]

/** What goes into `http {}` beside the server. */
export const RANDOM_HTTP = `map $request_method $m { default 1; GET 0; HEAD ""; POST 2; } map $uri $mu { default ""; ~^/a(.*)$ "x$1"; /c 0; ~b 1; }
  map $m $mm { default write; 0 read; "" read; } map $mm:$mu $mc { ~^(?<first>r)ead: $first; ~:x w; default $mm; }
  map $uri $mn { ~^/(?<rest>[a-c])/? $rest; default ""; } map $http_x $mh { volatile; default d; 1 a; "" ""; } map $status $ms { 405 1; ~^4 $status; default ""; }
  upstream grp { server 127.0.0.1:{{UPSTREAM_PORT}} max_fails=0; server 127.0.0.1:{{UPSTREAM2_PORT}} backup; }`

/** The inside of a server; nginx refuses some of them, for regexes hold no prefixes. */
export function randomServer({ pick, chance, below }: Random): string {
  const some = (share: number, make: () => string): string[] => (chance(share) ? [make()] : [])
  const header = (): string => `add_header ${pick(['Allow', 'Cache-Control', 'X-A', 'X-B', 'Retry-After'])} ${pick(VALUES)}${pick(['', ' always'])};`
  const returns = (): string => {
    const status = pick(STATUSES)
    if (status > 300 && status < 309) return `return ${status} ${pick(['/z', 'http://e.test/', '$uri/x'])};`
    return `return ${status}${pick(['', '', '', ' text', ' ""', ' $uri', ' $m'])};`
  }
  const rewrites = (): string => `rewrite ${pick(['^', '^/a(.*)$', '(.*)b(.*)', '^/(.*)$'])} ${pick(REPLACEMENTS)} ${pick(['', 'last', 'break', 'redirect', 'permanent'])};`
  const ifs = (inLocation: boolean): string => {
    const inner = [...(inLocation ? some(0.3, header) : []), ...some(0.2, () => 'set $v 1;'), ...some(0.2, rewrites), ...some(0.6, returns),
      ...(inLocation ? some(0.15, () => `proxy_pass ${pick([FIRST, SECOND])};`) : []), ...(inLocation ? some(0.1, () => 'expires 1h;') : []), ...some(0.05, () => 'break;')]
    return `if (${pick(CONDITIONS)}) { ${inner.join(' ')} }`
  }
  const errorPage = (): string => `error_page ${pick(['403', '404', '405', '501', '404 405', '403 404 405 501 503', '301', '500 502', '401'])} ${pick(['', '', '=', '=200', '=405', '=302', '=404', '=501'])} `
    + `${pick(['/405.html', '/file.txt', '/none', '@n1', '@n2', '/a', '/b/', 'http://e.test/x'])};`
  const tries = (): string => `try_files ${pick(['$uri', '$uri $uri/', '/file.txt', '$uri/index.html', '/none $uri', '$uri.txt', '/dir/$arg_f'])} ${pick(['=404', '=405', '@n1', '@n2', '/index.html', '/none', '=501', '/a?$args'])};`
  const limit = (): string => `limit_except ${pick(['GET', 'GET POST', 'POST', 'GET PUT OPTIONS'])} { `
    + `${pick(['deny all;', 'deny all;', 'allow all;', '', 'auth_basic x; auth_basic_user_file pw;', `proxy_pass ${SECOND};`, 'allow 127.0.0.1; deny all;'])} }`
  const handler = (plain: boolean): string => pick(['', '', '', `proxy_pass ${FIRST};`, 'stub_status;', 'empty_gif;', `proxy_pass ${FIRST}$request_uri;`, `proxy_pass ${FIRST}/v$uri?z=1;`, 'proxy_pass http://$up;', 'proxy_pass http://$up/$rest;', 'proxy_pass http://grp;',
    'fastcgi_pass 127.0.0.1:{{FCGI_PORT}}; fastcgi_param REQUEST_METHOD $request_method; fastcgi_param REQUEST_URI $request_uri;', ...(plain ? [`proxy_pass ${FIRST}/up/;`, `proxy_pass ${SECOND}/;`, 'proxy_pass http://grp/g/;'] : [])])
  const settings = (named: boolean): string[] => [...some(0.1, () => 'deny all;'), ...some(0.1, () => 'auth_basic x; auth_basic_user_file pw;'), ...some(0.1, () => 'satisfy any;'), ...some(0.06, () => 'internal;'),
    ...some(0.1, () => 'proxy_intercept_errors on; fastcgi_intercept_errors on;'), ...some(0.05, () => 'proxy_hide_header Allow;'), ...some(0.1, () => `expires ${pick(['1h', '-1', 'epoch', 'max', 'off', '0'])};`),
    ...some(0.07, () => 'recursive_error_pages on;'), ...some(0.05, () => `auth_request ${pick(['/a', '/b/', '/c', '/none'])};`), ...some(0.06, () => `mirror ${pick(['/a', '/b/', '/none', 'off', '/sub/'])};`), ...some(0.05, () => 'autoindex on;'), ...some(0.06, () => `index ${pick(['a.txt index.html', '/file.txt', 'none'])};`),
    ...(named ? [] : some(0.07, () => pick(['alias www/sub/;', 'alias www/;', 'root www/sub;', 'alias www/$1;']))), ...some(0.05, () => 'proxy_method PUT;'), ...some(0.05, () => `client_max_body_size ${pick(['1', '10', '0'])};`),
    ...some(0.05, () => `proxy_next_upstream http_404 http_500${pick(['', ' non_idempotent'])};`), ...some(0.04, () => 'proxy_ignore_headers X-Accel-Redirect;')]
  const body = (kind: 'plain' | 'regex' | 'named'): string[] => [...some(0.4, header), ...some(0.2, header), ...some(0.25, () => ifs(true)), ...some(0.15, () => ifs(true)), ...some(0.2, rewrites), ...some(0.15, returns),
    ...some(0.15, () => 'set $v $request_method;'), handler(kind === 'plain'), ...some(0.25, errorPage), ...some(0.15, errorPage), ...some(0.25, tries), ...some(0.2, limit), ...settings(kind === 'named')]
  const nested = (name: string): string[] => (chance(0.4)
    ? [`location ~ ${pick(REGEXES)} { ${body('regex').join(' ')} }`]
    : [`location ${pick(['', '', '= ', '^~ '])}${name}${pick(['x', 'b', '/b'])} { ${body('plain').join(' ')} }`])
  const locations = new Map<string, string>()
  for (let index = 2 + below(5); index > 0; index--) {
    if (chance(0.3)) {
      locations.set(`~ ${index}`, `location ${pick(['~', '~*'])} ${pick(REGEXES)} { ${body('regex').join('\n      ')} }`)
      continue
    }
    const [modifier, name] = [pick(['', '', '', '= ', '^~ ']), pick(NAMES)]
    const inner = modifier !== '= ' && chance(0.25) ? nested(name) : []
    locations.set((modifier === '= ' ? '= ' : '') + name, `location ${modifier}${name} { ${[...body('plain'), ...inner].join('\n      ')} }`)
  }
  for (const name of ['@n1', '@n2']) if (chance(0.85)) locations.set(name, `location ${name} { ${body('named').join('\n      ')} }`)
  return [...some(0.4, header), ...some(0.3, errorPage), ...some(0.2, () => ifs(false)), ...some(0.15, rewrites), ...some(0.05, tries), ...some(0.1, () => 'proxy_intercept_errors on;'), 'set $v ""; set $up 127.0.0.1:{{UPSTREAM_PORT}};', ...(chance(0.7) ? ['set $first ""; set $rest "";'] : ['if ($uri ~ ^/(?<first>.)(?<rest>.?)) { set $v $first; }']),
    ...locations.values()].join('\n    ')
}

const PATHS = ['/', '/a', '/a/', '/a/b', '/a/bx', '/ab', '/b', '/b/', '/b/x.txt', '/file.txt', '/dir', '/dir/', '/dir/a.txt', '/withindex/', '/none', '/c', '/sub/x.txt', '/a?q=1', '/c?s=405&h=Allow:ZZ', '/b/?s=404',
  '/a/b?s=501&h=Cache-Control:no-store', '/file.txt?q=0', '/a?s=403', '/a%20b', '/a/%2e%2e/b/x+y', '/b/%3fq?x=%20', '/a//b', '/c?s=404&q=1', '/c?h=X-Accel-Redirect:/file.txt', '/a?h=X-Accel-Redirect:@n1', '/b/?s1=500&s2=405', '/a%2Fb',
  '/x?f=a.txt', '/b/?s=302&h=Location:/q']

/** Each path with a few methods, some with a body or a header. */
export function randomRequests({ pick, chance }: Random): { method: string; path: string; headers: Record<string, string>; body?: string }[] {
  const headers = (): Record<string, string> => (chance(0.2) ? { X: '1' } : chance(0.05) ? { Authorization: 'Basic dTpw' } : {})
  return PATHS.flatMap((path) => ['GET', pick(['HEAD', 'POST']), pick(['PUT', 'DELETE', 'OPTIONS', 'FROBNICATE', 'PATCH'])].map((method) => ({
    method, path, headers: headers(), ...(chance(0.15) && { body: 'abcdef' }),
  })))
}
