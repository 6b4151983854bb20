/** A fault that stands in the running copy alone: what is written there in place of what the files say, and who then differs. */
export interface Fault {
  written: string
  instead: string
  differs: RegExp
  unsafe?: true
}

/** By deployment: the door that is asked, what every request has, and one fault in each of its layers. */
export interface Faulty {
  door: string
  headers?: Record<string, string>
  /** A part of its requests ends in what no file shows: PHP, a store. */
  open?: true
  faults: Fault[]
}

export const FAULTS: Record<string, Faulty> = {
  shop: {
    door: 'http://shop.example:8080',
    faults: [
      {
        written: 'if ($request_method != POST) {\n            return 405;',
        instead: 'if ($request_method != POST) {\n            return 501;',
        differs: /^\w+ \/newsletter status$/,
      },
      {
        written: 'res.json({ ok: true })',
        instead: 'res.status(202).json({ ok: true })',
        differs: /^(?:GET|HEAD) \/api\/health status$/,
      },
      {
        written: 'limit_except GET POST {',
        instead: 'limit_except GET {',
        differs: /^POST \/api\/\S* status$/,
        unsafe: true,
      },
    ],
  },
  library: {
    door: 'http://library.example:8082',
    faults: [
      {
        written: 'Redirect gone "/newsletter"',
        instead: 'Redirect temp "/newsletter" "/books/"',
        differs: /^\w+ \/newsletter\S* status$/,
      },
      {
        written: "app.get('/status', (req, res) => res.sendStatus(204))",
        instead: "app.get('/status', (req, res) => res.sendStatus(501))",
        differs: /^(?:GET|HEAD) \/api\/status status$/,
      },
      {
        written: 'Require method GET HEAD OPTIONS',
        instead: 'Require method GET HEAD',
        differs: /^OPTIONS \/reading-room\S* status$/,
      },
      { written: "router.put('/:isbn', books.save)", instead: '', differs: /^OPTIONS \/api\/books\/\S* allow$/ },
    ],
  },
  tickets: {
    door: 'http://localhost:8080',
    faults: [
      { written: 'return 405;', instead: 'return 501;', differs: /^\w+ \/api\/export status$/, unsafe: true },
      {
        written: 'else res.sendStatus(404)',
        instead: 'else res.sendStatus(405)',
        differs: /^(?:GET|HEAD) \/api\/\S+\/(?:verblint|a) status$/,
      },
    ],
  },
  campus: {
    door: 'http://campus.example:8089',
    faults: [
      {
        written: 'error_page 405 /method.html;',
        instead: 'error_page 405 =410 /method.html;',
        differs: /^(?:PUT|PATCH|DELETE) \/forms\/\S* status$/,
        unsafe: true,
      },
      {
        written: 'Require method GET HEAD',
        instead: 'Require method PUT',
        differs: /^\w+ \/staff\S* status$/,
        unsafe: true,
      },
    ],
  },
  guild: {
    door: 'http://guild.example:80',
    faults: [
      { written: 'return 404;', instead: 'return 410;', differs: /^\w+ \/hidden\S* status$/ },
      {
        written: 'Require valid-user',
        instead: 'Require all denied',
        differs: /^\w+ \/(?:shop\/admin|forum\/private)\S* status$/,
      },
    ],
  },
  // PUT of an empty body makes a file: the model is asked what is sent.
  orchard: {
    door: 'http://orchard.example:8095',
    faults: [
      {
        written: 'location /nested/a/ { return 201; }',
        instead: 'location /nested/a/ { return 204; }',
        differs: /^\w+ \/nested\/a\/\S* status$/,
      },
    ],
  },
  dashboard: {
    door: 'http://dash.example:8084',
    faults: [
      { written: 'return 200 "ok\\n";', instead: 'return 503;', differs: /^\w+ \/healthz status$/ },
      {
        written: 'res.sendStatus(415)',
        instead: 'res.sendStatus(405)',
        differs: /^POST \/api\/reports\/ status$/,
        unsafe: true,
      },
    ],
  },
  relay: {
    door: 'http://relay.example',
    faults: [
      { written: 'return 426;', instead: 'return 400;', differs: /^\w+ \/ws\/\S* status$/ },
      {
        written: 'Redirect 405 "/frozen"',
        instead: 'Redirect 410 "/frozen"',
        differs: /^\w+ \/frozen\S* status$/,
      },
      {
        written: "res.send('pong')",
        instead: 'res.sendStatus(204)',
        differs: /^(?:GET|HEAD) \/(?:app|v1|strict)\/ping status$/,
      },
    ],
  },
  depot: {
    door: 'http://depot.example:8087',
    faults: [
      {
        written: 'AllowMethods GET HEAD',
        instead: 'AllowMethods POST',
        differs: /^\w+ \/api\/reports\S* (?:status|allow)$/,
      },
      {
        written: "app.get('/health', (_req, res) => { res.sendStatus(204) })",
        instead: "app.get('/health', (_req, res) => { res.sendStatus(501) })",
        differs: /^(?:GET|HEAD) \/(?:api|v1)\/health status$/,
      },
      {
        written: 'res.json(queue.waiting())',
        instead: 'res.sendStatus(405)',
        differs: /^(?:GET|HEAD) \/jobs\/ status$/,
      },
    ],
  },
  market: {
    door: 'http://market.example:8088',
    faults: [
      { written: 'return 308 http', instead: 'return 307 http', differs: /^\w+ \/backoffice\S* status$/ },
      {
        written: "res.send('market')",
        instead: 'res.sendStatus(202)',
        differs: /^(?:GET|HEAD) \/(?:home)? status$/,
      },
    ],
  },
  harbor: {
    door: 'http://harbor.example:8093',
    faults: [
      {
        written: 'location = /favicon.ico { return 204;',
        instead: 'location = /favicon.ico { return 200;',
        differs: /^\w+ \/favicon\.ico status$/,
      },
      {
        written: 'add_header Allow "POST, PUT" always;',
        instead: 'add_header Allow "POST" always;',
        differs: /^\w+ \/upload\S* allow$/,
      },
      {
        written: "res.send('ops')",
        instead: 'res.sendStatus(501)',
        differs: /^(?:GET|HEAD) \/(?:ops\/|v2\/admin) status$/,
      },
    ],
  },
  outfitter: {
    door: 'http://outfit.example:8104',
    headers: { cookie: 'a=b' },
    faults: [
      {
        written: 'location /gone/ { return 410; }',
        instead: 'location /gone/ { return 451; }',
        differs: /^\w+ \/gone\/\S* status$/,
      },
      {
        written: "(_req, res) => { res.send('admin') }",
        instead: '(_req, res) => { res.sendStatus(501) }',
        differs: /^(?:GET|HEAD) \/\S*admin\S* status$/,
      },
      {
        written: "app.get('/files', (req, res) => res.json([...files.keys()]))",
        instead: '',
        differs: /^\w+ \/files\S* (?:status|allow)$/,
      },
      {
        written: 'return res.status(404).end()',
        instead: 'return res.status(410).end()',
        differs: /^(?:GET|HEAD) \/files\/\S+ status$/,
      },
    ],
  },
  kiln: {
    door: 'http://kiln.example:8080',
    open: true,
    faults: [
      {
        written: 'limit_except POST { deny all; }',
        instead: 'limit_except POST GET { deny all; }',
        differs: /^(?:GET|HEAD) \/blog\/xmlrpc\.php status$/,
      },
      {
        written: '.get((req, res) => res.json([]))',
        instead: '.get((req, res) => res.sendStatus(202))',
        differs: /^(?:GET|HEAD) \/v1\/pots status$/,
      },
    ],
  },
  wharf: {
    door: 'http://wharf.example:8600',
    faults: [
      {
        written: 'location /webmail { return 302 ',
        instead: 'location /webmail { return 307 ',
        differs: /^\w+ \/webmail\S* status$/,
      },
      { written: '<Limit POST>', instead: '<Limit POST GET>', differs: /^(?:GET|HEAD) \/live\S* status$/ },
      {
        written: "res.setHeader('Allow', 'GET, HEAD, POST'); res.status(405).end()",
        instead: 'res.status(501).end()',
        differs: /^\w+ \/rest\/items status$/,
      },
    ],
  },
  wiki: {
    door: 'http://wiki.example:8083',
    open: true,
    faults: [
      {
        written: 'RewriteRule ^old/(.*)$ /pages/$1 [R=308,L]',
        instead: 'RewriteRule ^old/(.*)$ /pages/$1 [R=301,L]',
        differs: /^\w+ \/old\/\S* status$/,
      },
      {
        written: '<LimitExcept GET HEAD>',
        instead: '<LimitExcept GET HEAD OPTIONS>',
        differs: /^OPTIONS \/uploads\S* status$/,
      },
    ],
  },
  newsroom: {
    door: 'http://news.example:8081',
    faults: [
      { written: 'return 301 /;', instead: 'return 302 /;', differs: /^\w+ \/old status$/ },
      {
        written: "return res.status(400).json({ error: 'search for what?' })",
        instead: "return res.status(422).json({ error: 'search for what?' })",
        differs: /^(?:GET|HEAD) \/search status$/,
      },
    ],
  },
  parcel: {
    door: 'http://parcel.example:8098',
    faults: [
      { written: 'location /v1 {', instead: 'location /v0 {', differs: /^\w+ \/v1\S* (?:status|allow)$/ },
      {
        written: "res.download('assets/a.txt')",
        instead: 'res.sendStatus(501)',
        differs: /^(?:GET|HEAD) \/(?:v1|raw\/)?down status$/,
      },
    ],
  },
  clinic: {
    door: 'http://clinic.example:8101',
    headers: { authorization: 'Basic x' },
    faults: [
      { written: 'return 410;', instead: 'return 404;', differs: /^\w+ \/old\S* status$/ },
      {
        written: 'res.json([]) }).post((req, res) => { res.status(201).json({}) })',
        instead: 'res.sendStatus(202) }).post((req, res) => { res.status(201).json({}) })',
        differs: /^(?:GET|HEAD) \/private\/notes status$/,
      },
    ],
  },
  bazaar: {
    door: 'http://shop.bazaar.example:8103',
    faults: [
      { written: 'location = /orders {', instead: 'location = /other {', differs: /^\w+ \/orders (?:status|allow)$/ },
      {
        written: "res.send('products')",
        instead: 'res.sendStatus(202)',
        differs: /^(?:GET|HEAD) \/products\S* status$/,
      },
    ],
  },
  observatory: {
    door: 'http://obs.test:8105',
    faults: [
      {
        written: 'location /beta/ { return 501; }',
        instead: 'location /beta/ { return 505; }',
        differs: /^\w+ \/beta\/\S* status$/,
      },
      {
        written: "res.status(410).json({ error: 'gone' })",
        instead: "res.status(409).json({ error: 'gone' })",
        differs: /^\w+ \/api\/\S* status$/,
      },
    ],
  },
  gallery: {
    door: 'http://gallery.test:8201',
    faults: [
      {
        written: 'Redirect 308 /me /account',
        instead: 'Redirect 302 /me /account',
        differs: /^\w+ \/me\S* status$/,
      },
      {
        written: "photos.get('/:id(\\\\d+)/next', (req, res) => res.json({}))",
        instead: "photos.get('/:id(\\\\d+)/next', (req, res) => res.sendStatus(202))",
        differs: /^(?:GET|HEAD) \/photos\/\S+\/next status$/,
      },
      {
        written: "v1.get('/likes/:id', (req, res) => res.json({}))",
        instead: "v1.get('/likes/:id', (req, res) => res.sendStatus(202))",
        differs: /^(?:GET|HEAD) \/(?:search\/)?likes\/\S+ status$/,
      },
    ],
  },
  registry: {
    door: 'http://registry.test:8241',
    faults: [
      {
        written: 'location = /health { return 200 ok; }',
        instead: 'location = /health { return 204; }',
        differs: /^\w+ \/health status$/,
      },
      {
        written: 'location = /health { return 200 ok; }',
        instead: 'location = /health { proxy_pass http://127.0.0.1:8242/token; }',
        // Of GET and HEAD the status is the same, and another program says it.
        differs: /^(?:(?:GET|HEAD|OPTIONS) \/health who|VERBLINT \/health status)$/,
      },
      {
        written: 'location = /v2/ping { return 200 pong; }',
        instead: 'location = /v2/ping { return 503; }',
        differs: /^\w+ \/(?:v2|mirror|forced)\/ping status$/,
      },
      {
        written: "app.get('/token', (q, s) => s.json({}))",
        instead: "app.get('/token', (q, s) => s.sendStatus(202))",
        differs: /^(?:GET|HEAD) \/token status$/,
      },
    ],
  },
  bakery: {
    door: 'http://bakery.example:8801',
    faults: [
      {
        written: 'if ($gate = 2) { return 405; }',
        instead: 'if ($gate = 2) { return 501; }',
        differs: /^DELETE \/stock\/\S* status$/,
        unsafe: true,
      },
      {
        written: "app.get('/ovens/:id', (req, res) => res.json({}))",
        instead: "app.get('/ovens/:id', (req, res) => res.sendStatus(202))",
        differs: /^(?:GET|HEAD) \/ovens\/\S+ status$/,
      },
    ],
  },
  grove: {
    door: 'http://grove.example:8861',
    faults: [
      {
        written: 'add_header WWW-Authenticate Basic always; return 401;',
        instead: 'return 403;',
        differs: /^\w+ \/(?:auth|cors\/\S*) status$/,
      },
    ],
  },
  quarry: {
    door: 'http://quarry.example:8110',
    faults: [
      {
        written: 'location ~* ^/(?:phpmyadmin|cgi-bin) { return 404; }',
        instead: 'location ~* ^/(?:phpmyadmin|cgi-bin) { return 410; }',
        differs: /^\w+ \/(?:phpmyadmin|cgi-bin)\S* status$/,
      },
      {
        written: 'location / { return 302 /stones; }',
        instead: 'location / { return 307 /stones; }',
        differs: /^\w+ \/\S* status$/,
      },
      {
        written: "route.all((req, res) => res.set('Allow', allow).status(405).end())",
        instead: "route.all((req, res) => res.set('Allow', allow).status(501).end())",
        differs: /^\w+ \/tools\/\S+ status$/,
      },
    ],
  },
  dock: {
    door: 'http://dock.example:8106',
    faults: [
      {
        written: 'RewriteRule ^/healthz$ - [R=200,L]',
        instead: 'RewriteRule ^/healthz$ - [R=503,L]',
        differs: /^\w+ \/healthz status$/,
      },
      {
        written: "app.get('/old{/:page}', (req, res) => res.send(req.params.page ?? 'old'))",
        instead: "app.get('/old{/:page}', (req, res) => res.sendStatus(202))",
        differs: /^(?:GET|HEAD) \/legacy\S* status$/,
      },
    ],
  },
}
