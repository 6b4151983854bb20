import type { Random } from '../drift/random.ts'

/** The languages that texts are written in. */
export type Language = 'nginx' | 'apache' | 'script' | 'json' | 'yaml'

const TOKEN = /[A-Za-z_][\w.-]*|\d+|"[^"\n]*"|'[^'\n]*'|`[^`]*`|\$\{?\w+\}?|%\{[^}\n]*\}|\s+|[^]/g

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  '-1',
  '0',
  '99999999999999999999',
  '\0',
  '\ufeff',
  '\r',
  '\n',
  '\t',
  '\u202e',
  '\u2028',
  '\u00ff',
  '\\',
  '"',
  "'",
]
const PATTERNS = ['(a+)+$', '(?:', '(?<n>', '[', '[z-a]', '\\1', '\\x{110000}', '{99999}', '(?R)', '(*UTF)', '|', '(?=']

/** What is put where it does not belong. */
const ODD: Record<Language, string[]> = {
  nginx: [
    ...NAMES,
    ...PATTERNS,
    '{',
    '}',
    ';',
    '#',
    '$',
    '${',
    '~',
    '~*',
    '=',
    '^~',
    '@x',
    'if ($request_method = POST) {',
    'location / {',
    'location ~ (a|b)+$ {',
    'limit_except GET {',
    'return 501;',
    'return 405',
    'include *;',
    'include ../../x;',
    'include nginx.conf;',
    'map $a $b {',
    'rewrite ^(.*)$ $1 last;',
    'try_files $uri =404;',
    'error_page 405 =200 /x;',
    'add_header Allow GET always;',
    'set $a $a$a$a;',
    'listen 80;',
    'server_name ~^(?<a>.+)$;',
    'proxy_pass http://$host$uri;',
    'proxy_method PUT;',
    'upstream u {',
    'server {',
    'http {',
    '1z',
    '${a:-${b}}',
  ],
  apache: [
    ...NAMES,
    ...PATTERNS,
    '<',
    '>',
    '</',
    '<Limit GET>',
    '</Limit>',
    '<LimitExcept',
    '<If "',
    '</If>',
    '<IfModule x>',
    '</IfModule>',
    '<Files ~ "',
    '<Location />',
    '</Location>',
    '\\\n',
    '%{',
    '}',
    '%{REQUEST_METHOD}',
    '[R=405]',
    '[N]',
    '[C]',
    '[S=9999999999]',
    '[E=a:b]',
    'RewriteRule ^(.*)$ $1 [N]',
    'RewriteCond %{REQUEST_METHOD} !^GET$',
    'Header always set Allow "GET"',
    'ErrorDocument 405',
    'Require method GET',
    'Redirect 405 /x',
    '<Macro m $a>',
    '</Macro>',
    'Use m x',
    'Define a ${a}',
    '${a}',
    'Include *',
    'AllowMethods',
    'AllowOverride',
    'expr=',
    '=~ m#',
    '&&',
    '!',
  ],
  script: [
    ...NAMES,
    ...PATTERNS,
    '{',
    '}',
    '(',
    ')',
    ']',
    ';',
    ',',
    '.',
    '...',
    '=>',
    '`',
    '${',
    '/',
    '//',
    '/*',
    '?.',
    '??',
    '=',
    'async ',
    'await ',
    'function*',
    'yield',
    'class A extends A {}',
    'new Proxy({}, {})',
    'this',
    'arguments',
    'null',
    'undefined',
    '1e309',
    '0n',
    'while (true) {',
    'for (const k in o)',
    'try {',
    'finally {',
    'throw',
    'return',
    'res.status(501).end()',
    'res.set("Allow", "GET")',
    'next()',
    'next("route")',
    'router.all("*", ',
    'app.use(',
    'app.route("/x").all(',
    'app[m]',
    'require("./app")',
    'import("./app")',
    'module.exports',
    'export default',
    'a.repeat(1e9)',
    'Array(1e9)',
    'x += x',
    'JSON.parse',
    'Object.assign',
    'fetch("/api", { method: ',
    'axios.put(',
    '@Get()',
    '<T>',
    'as any',
    'enum E {',
  ],
  json: [
    ...NAMES,
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    'null',
    'true',
    '1e999',
    '"__proto__"',
    '"**/{a,b}*"',
    '"!x"',
    '"../.."',
    '"/etc"',
    '"(["',
    '"\\u0000"',
    '//',
    '/*',
    '"extends"',
    '"rules"',
    '"off"',
    '"expect"',
    '"GET /x": 405',
    '"overrides"',
    '"files"',
    '"nginx"',
    '"version"',
    '"1.22"',
  ],
  yaml: [
    ...NAMES,
    ':',
    '-',
    '  ',
    '&a',
    '*a',
    '<<: *a',
    '{',
    '}',
    '[',
    ']',
    '|',
    '>',
    '!!js/function',
    '? ',
    '---',
    'services:',
    'image: nginx',
    'volumes:',
    '- ./a:/b',
    '- ../../:/etc/nginx',
    '- "80:80"',
    '- 65536:99999',
    'extends:',
    'include:',
    '${A:-${B:-x}}',
    '${',
    '$$',
    '!x',
    '/dist/',
    '**/**/x',
    'FROM',
    'COPY . .',
    'CMD ["',
  ],
}

/** What can stand in itself. */
const NESTS: Record<Language, [open: string, close: string][]> = {
  nginx: [
    ['location /a {\n', '}\n'],
    ['if ($a) {', '}'],
    ['server {', '}'],
    ['(', ')'],
    ['${a:-', '}'],
  ],
  apache: [
    ['<IfModule !x>\n', '</IfModule>\n'],
    ['<If "true">\n', '</If>\n'],
    ['<Limit GET>\n', '</Limit>\n'],
    ['RewriteRule (', ')\n'],
    ['<RequireAny>\n', '</RequireAny>\n'],
  ],
  script: [
    ['(', ')'],
    ['[', ']'],
    ['{', '}'],
    ['f(', ')'],
    ['`${', '}`'],
    ['a?', ':b'],
    ['(()=>', ')()'],
    ['app.use(', ')'],
    ['a.', 'b'],
    ['!', ''],
  ],
  json: [
    ['[', ']'],
    ['{"a":', '}'],
    ['{"rules":', '}'],
    ['{"overrides":[', ']}'],
  ],
  yaml: [
    ['[', ']'],
    ['{a: ', '}'],
    ['- ', ''],
    ['"${A:-', '}"'],
  ],
}

type Mutation = (tokens: string[], random: Random, language: Language) => string[]

const at = ({ below }: Random, tokens: string[]): number => below(tokens.length + 1)

/** A stretch of at most so many. */
function stretch(random: Random, tokens: string[], most: number): [from: number, to: number] {
  const from = at(random, tokens)
  return [from, Math.min(tokens.length, from + 1 + random.below(most))]
}

const bytes = ({ below }: Random): string =>
  String.fromCharCode(...Array.from({ length: 1 + below(12) }, () => below(below(5) === 0 ? 0x3000 : 256)))

const MUTATIONS: Mutation[] = [
  (tokens, random) => {
    const [from, to] = stretch(random, tokens, 4)
    return tokens.toSpliced(from, to - from)
  },
  (tokens, random) => {
    const [from, to] = stretch(random, tokens, 40)
    return tokens.toSpliced(to, 0, ...tokens.slice(from, to))
  },
  (tokens, random) => {
    const one = random.below(tokens.length)
    const other = random.below(tokens.length)
    return tokens.with(one, tokens[other] ?? '').with(other, tokens[one] ?? '')
  },
  (tokens, random, language) =>
    tokens.toSpliced(
      at(random, tokens),
      0,
      language === 'yaml' ? '' : ' ',
      random.pick(ODD[language]),
      language === 'yaml' ? '' : ' ',
    ),
  (tokens, random, language) => tokens.with(random.below(tokens.length), random.pick(ODD[language])),
  (tokens, random) => tokens.with(random.below(tokens.length), random.pick(tokens)),
  (tokens, random) => tokens.toSpliced(at(random, tokens), 0, bytes(random)),
  (tokens, random) => {
    const lines = tokens.join('').split('\n')
    return [
      lines
        .toSpliced(random.below(lines.length), 0, ...lines.splice(random.below(lines.length), 1 + random.below(3)))
        .join('\n'),
    ]
  },
]
/** Rare: they leave little of a text. */
const CUTS: Mutation[] = [
  (tokens, random) => tokens.slice(0, at(random, tokens)),
  (tokens, random) => tokens.slice(at(random, tokens)),
  (tokens, random) => tokens.map((token) => (random.below(100) === 0 ? token.slice(1) : token)),
]

const MOST_REPEATED = 20_000

function nested(text: string, random: Random, language: Language): string {
  const [open, close] = random.pick(NESTS[language])
  const depth = random.pick([50, 200, 1000, 5000])
  const place = random.below(text.length + 1)
  return (
    text.slice(0, place) +
    open.repeat(depth) +
    random.pick(['', 'x', text.slice(0, 200)]) +
    (random.below(5) === 0 ? '' : close.repeat(depth)) +
    text.slice(place)
  )
}

/** A text as a slip, a bad merge, a broken download or ill will would leave it. */
export function mutate(text: string, language: Language, random: Random): string {
  const luck = random.below(100)
  if (luck < 4) return nested(text, random, language)
  if (luck < 6) return text.repeat(1 + random.below(Math.floor(MOST_REPEATED / (text.length + 1)) + 1))
  let tokens: string[] = text.match(TOKEN) ?? []
  for (let rounds = 1 + random.below(random.below(10) === 0 ? 30 : 5); rounds > 0 && tokens.length > 0; rounds--)
    tokens = random.pick(random.below(10) === 0 ? CUTS : MUTATIONS)(tokens, random, language)
  return tokens.join('')
}
