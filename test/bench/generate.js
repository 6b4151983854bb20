// Inputs of any size, one function a kind: the same size gives the same files. A kind gives its files as [path, text] pairs.

/** Mulberry32: a small generator of numbers, so that inputs are varied and yet the same in every run. */
export function seeded(seed) {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const list = (count, make) => Array.from({ length: count }, (_, index) => make(index))
const lines = (count, make) => list(count, make).join('\n')
const WORDS = ['shop', 'api', 'blog', 'mail', 'cart', 'user', 'item', 'news', 'docs', 'team']
const http = (inside) => [['nginx.conf', `events {}\nhttp {\n${inside}\n}\n`]]
const oneServer = (inside) => http(`server {\nlisten 80;\nserver_name shop.example;\n${inside}\n}`)
const apache = (inside) => [['httpd.conf', `ServerName shop.example\nListen 80\nDocumentRoot /srv/www\n${inside}\n`]]

export const server = (name) => `server {
  listen 80;
  server_name ${name}.example;
  root /srv/${name};
  location / { try_files $uri $uri/ /index.html; }
  location /api/ {
    limit_except GET POST { deny all; }
    proxy_pass http://127.0.0.1:3000;
  }
  location ~* \\.(?:css|js|png)$ { expires 30d; }
}
`
const router = (name) => `import { Router } from 'express'
const router = Router()
router.get('/${name}', (req, res) => { res.json([]) })
router.post('/${name}', (req, res) => { res.status(201).json({}) })
router.delete('/${name}/:id', async (req, res, next) => {
  try { res.sendStatus(204) } catch (error) { next(error) }
})
export default router
`
export const helpers = (seed) => `import { join } from 'node:path'
${lines(40, (index) => `export const helper${index} = (value) => (value > ${index + seed} ? value * ${index} : join(String(value), 'x'))`)}
`
const EXPRESS = '{ "type": "module", "dependencies": { "express": "^5.0.0" } }'

/** An application of some routers, each a file, all mounted at one path; `extra` is added to every router. */
export const application = (count, extra = '') => [
  ['package.json', EXPRESS],
  [
    'app.js',
    `import express from 'express'\n${lines(count, (i) => `import r${i} from './routes/r${i}.js'`)}\nconst app = express()\n${lines(count, (i) => `app.use('/api', r${i})`)}\napp.listen(3000)\n`,
  ],
  ...list(count, (i) => [`routes/r${i}.js`, router(`r${i}`) + extra]),
]

const below = (folder, files) => files.map(([path, text]) => [`${folder}/${path}`, text])

export const KINDS = {
  servers: (n) => http(lines(n, (i) => server(`site${i}`))),
  'server files': (n) => list(n, (i) => [`sites-available/site${i}.conf`, server(`site${i}`)]),
  prefixes: (n) => {
    const pick = seeded(n)
    return oneServer(
      lines(
        n,
        (i) =>
          `location /${WORDS[pick(10)]}/${WORDS[pick(10)]}${i}/ { limit_except GET POST { deny all; } proxy_pass http://127.0.0.1:3000; }`,
      ),
    )
  },
  regexes: (n) => {
    const pick = seeded(n)
    return oneServer(lines(n, (i) => `location ~ ^/${WORDS[pick(10)]}${i}/[a-z]+$ { return 204; }`))
  },
  endings: (n) => oneServer(lines(n, (i) => `location ~ \\.x${i}$ { return 204; }`)),
  maps: (n) => {
    const pick = seeded(n)
    return http(
      `map $request_method $refused { default 0; TRACE 1; }\n${lines(n, (i) => `map $uri $v${i} { default 0; /${WORDS[pick(10)]}${i} 1; }`)}\n${server('shop')}`,
    )
  },
  'map entries': (n) =>
    http(
      `map $uri $moved {\ndefault '';\n${lines(n, (i) => `/old${i} /new${i};`)}\n}\nserver { listen 80; server_name shop.example; if ($moved) { return 301 $moved; } location / { return 204; } }`,
    ),
  includes: (n) => [
    ['nginx.conf', `events {}\nhttp {\ninclude conf.d/*.conf;\n}\n`],
    ['snippets/guard.conf', 'limit_except GET POST { deny all; }\n'],
    ...list(n, (i) => [
      `conf.d/site${i}.conf`,
      `server { listen 80; server_name site${i}.example; location / { include snippets/guard.conf; proxy_pass http://127.0.0.1:3000; } }\n`,
    ]),
  ],
  rewrites: (n) => [
    ['.htaccess', `RewriteEngine On\n${lines(n, (i) => `RewriteRule ^old${i}/?$ /new${i} [R=301,L]`)}\n`],
  ],
  ifs: (n) => {
    const pick = seeded(n)
    return apache(lines(n, (i) => `<If "%{REQUEST_URI} == '/${WORDS[pick(10)]}${i}'">\nRequire all denied\n</If>`))
  },
  limits: (n) =>
    apache(
      lines(
        n,
        (i) => `<Location /${WORDS[i % 10]}${i}>\n<Limit PUT DELETE>\nRequire all denied\n</Limit>\n</Location>`,
      ),
    ),
  'limits in one folder': (n) => [
    [
      '.htaccess',
      `RewriteEngine On\n${lines(n, (i) => `RewriteRule ^old${i}$ /new${i} [R=301,L]\n<Limit M${i}>\nRequire all denied\n</Limit>`)}\n`,
    ],
  ],
  directories: (n) =>
    apache(lines(n, (i) => `<Directory /srv/www/${WORDS[i % 10]}/d${i}>\nAllowMethods GET POST\n</Directory>`)),
  vhosts: (n) =>
    apache(
      lines(
        n,
        (i) =>
          `<VirtualHost *:80>\nServerName site${i}.example\nDocumentRoot /srv/site${i}\nRedirect 301 /old /new\n<Location /api>\nRequire method GET POST\n</Location>\n</VirtualHost>`,
      ),
    ),
  routers: (n) => application(n),
  routes: (n) => [
    ['package.json', EXPRESS],
    [
      'app.js',
      `import express from 'express'\nconst app = express()\n${lines(n, (i) => `app.get('/r${i}/:id', (req, res) => { res.json([]) })`)}\napp.listen(3000)\n`,
    ],
  ],
  suppressions: (n) =>
    http(
      `server { listen 80; server_name shop.example;\n${lines(n, (i) => `# verblint-disable-next-line stub-501\nlocation = /p${i} { return 501; }`)}\n}`,
    ),
  findings: (n) =>
    http(`server { listen 80; server_name shop.example;\n${lines(n, (i) => `location = /p${i} { return 405; }`)}\n}`),
  monorepo: (n) =>
    list(Math.ceil(n / 1000), (at) => at).flatMap((at) =>
      below(`packages/p${at}`, [
        ...application(9).map(([path, text]) => [`src/${path}`.replace('src/package.json', 'package.json'), text]),
        ...list(Math.min(n - at * 1000, 1000) - 10, (i) => [`lib/d${Math.floor(i / 50)}/m${i}.js`, helpers(i)]),
      ]),
    ),
}
