import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadConfigurations } from '../../src/nginx/configuration.ts'
import type { Configuration, ReadingOptions } from '../../src/nginx/configuration.ts'
import { matchesGlob } from '../../src/files/shell-glob.ts'
import type { Directive } from '../../src/text/directive.ts'
import { openDisk } from '../../src/files/disk.ts'

const folders: string[] = []
function layOut(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'verblint-nginx-'))
  folders.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text.replaceAll('{{ROOT}}', root))
  }
  return root
}
function load(files: Record<string, string>, options: ReadingOptions = {}, only?: string[]): Configuration[] {
  const root = layOut(files)
  const disk = openDisk(root)
  return loadConfigurations(
    (only ?? Object.keys(files)).flatMap((path) => disk.read(join(root, path)) ?? []),
    disk,
    options,
  )
}
const flat = (directives: Directive[]): string =>
  directives
    .map(
      ({ name, args, block }) =>
        [name, ...args.map(({ value }) => value)].join(' ') + (block ? ` { ${flat(block)} }` : ';'),
    )
    .join(' ')
const includes = ({ problems }: Configuration) =>
  problems.filter(({ ruleId }) => ruleId === 'include-missing').map(({ range }) => `${range.file}:${range.start.line}`)
const one = (list: Configuration[]): Configuration => {
  assert.is(list.length, 1)
  const [first] = list
  if (!first) throw new Error('no configuration')
  return first
}
test.after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

test("includes are taken from the main file's folder, globs in order, each file understood where it is included", () => {
  const main = one(
    load(
      {
        'nginx/nginx.conf': 'events {}\nhttp {\n  include conf.d/*.conf;\n}\n',
        'nginx/conf.d/b.conf': 'server { listen 2; include snippets/x.inc; }\n',
        'nginx/conf.d/a.conf': 'server {\n listen 1;\n location / { include snippets/x.inc; }\n}\n',
        'nginx/conf.d/.hidden.conf': 'oops',
        'nginx/snippets/x.inc': 'return 405;\n',
      },
      {},
      ['nginx/nginx.conf', 'nginx/conf.d/b.conf', 'nginx/snippets/x.inc'],
    ),
  )
  assert.is(main.kind, 'main')
  assert.is(
    flat(main.directives),
    'events {  } http { server { listen 1; location / { return 405; } } server { listen 2; return 405; } }',
  )
  const answer = main.directives[1]?.block?.[0]?.block?.[1]?.block?.[0]
  assert.is(answer?.range.file, 'nginx/snippets/x.inc')
  assert.equal(
    answer?.range.includedFrom?.map(({ file, start }) => `${file}:${start.line}`),
    ['nginx/conf.d/a.conf:3', 'nginx/nginx.conf:3'],
  )
  assert.equal(answer?.args[0]?.range.includedFrom?.length, 2)
  assert.equal(
    main.trees.map(({ file }) => file.path),
    ['nginx/nginx.conf', 'nginx/conf.d/a.conf', 'nginx/snippets/x.inc', 'nginx/conf.d/b.conf'],
  )
})

test('glob(3) sorts whole paths by bytes', () => {
  const main = one(
    load({
      'nginx.conf': 'events {}\nhttp { include */x.conf; }',
      'a/x.conf': 'a 1;',
      'a-b/x.conf': 'b 2;',
      'B/x.conf': 'c 3;',
    }),
  )
  assert.is(flat(main.directives), 'events {  } http { c 3; b 2; a 1; }')
})

test('the prefix, absolute paths, and the folder a package installs to', () => {
  const files = {
    'conf/nginx.conf':
      'events {}\nhttp { include inc/a.conf; include {{ROOT}}/inc/b.conf; include /etc/nginx/site/*.conf; }',
    'inc/a.conf': 'a 1;',
    'inc/b.conf': 'b 2;',
    'conf/site/c.conf': 'c 3;',
  }
  assert.is(flat(one(load(files, { prefix: '.' })).directives), 'events {  } http { a 1; b 2; c 3; }')
})

test('a missing file is reported, an empty glob and a file outside of the project are not', () => {
  const main = one(
    load({
      'nginx.conf':
        'events {}\nhttp {\n include a.conf;\n include b/*.conf;\n include /somewhere/else.conf;\n include {{ROOT}}/c.conf;\n include mime.types;\n}',
    }),
  )
  assert.equal(includes(main), ['nginx.conf:3', 'nginx.conf:6'])
  assert.ok(main.refused)
  assert.equal(
    main.open.map(({ start }) => start.line),
    [5],
  )
})

const SITES = {
  'nginx.conf': 'events {}\nhttp {\n  include /etc/nginx/sites-enabled/*;\n}\n',
  'sites-available/a': 'server {\n listen 80 default_server;\n return 1;\n}\n',
  'sites-available/b': 'server {\n listen 80 default_server;\n return 2;\n}\n',
}

test('where sites-enabled is not there, any of sites-available may be enabled: each is checked by itself', () => {
  const main = one(load(SITES))
  assert.is(
    flat(main.directives),
    'events {  } http { server { listen 80 default_server; return 1; } server { listen 80 default_server; return 2; } }',
  )
  assert.equal(
    main.guesses.map(({ name, files, choice }) => [name, files.map(({ path }) => path), choice]),
    [['/etc/nginx/sites-enabled/*', ['sites-available/a', 'sites-available/b'], true]],
  )
  assert.equal(main.problems, [])
  const broken = one(load({ ...SITES, 'sites-available/b': 'server {\n listen 80\n}\n' }))
  assert.equal(
    broken.problems.map(({ range }) => range.file),
    ['sites-available/b'],
  )
})

test('links that lead out of the repository stand for the sites of their names, and those two are one configuration', () => {
  const root = layOut(SITES)
  mkdirSync(join(root, 'sites-enabled'))
  symlinkSync('/etc/nginx/sites-available/a', join(root, 'sites-enabled/a'))
  symlinkSync('/etc/nginx/sites-available/gone', join(root, 'sites-enabled/gone'))
  const disk = openDisk(root)
  const read = (): Configuration[] =>
    loadConfigurations(
      Object.keys(SITES).flatMap((path) => disk.read(join(root, path)) ?? []),
      disk,
      {},
    )
  const main = read().find(({ kind }) => kind === 'main')
  assert.is(flat(main?.directives ?? []), 'events {  } http { server { listen 80 default_server; return 1; } }')
  assert.equal(
    main?.guesses.map(({ choice }) => choice),
    [false],
  )
})

test('links that are there are no guess, nor is a folder of the machine itself', () => {
  assert.equal(
    one(
      load(
        {
          'nginx.conf': SITES['nginx.conf'],
          'sites-enabled/a': SITES['sites-available/a'],
          'sites-available/b': SITES['sites-available/b'],
        },
        {},
        ['nginx.conf'],
      ),
    ).guesses,
    [],
  )
  const absolute = one(
    load({ ...SITES, 'nginx.conf': 'events {}\nhttp {\n  include {{ROOT}}/sites-enabled/*;\n}\n' }, {}, ['nginx.conf']),
  )
  assert.equal([absolute.guesses, flat(absolute.directives)], [[], 'events {  } http {  }'])
})

test('a fragment that nobody includes does not say where its includes are', () => {
  assert.equal(includes(one(load({ 'conf.d/a.conf': 'server { listen 80; include snippets/nowhere.conf; }' }))), [])
  assert.is(
    flat(
      one(load({ 'conf.d/a.conf': 'server { include snippets/x.conf; }', 'snippets/x.conf': 'return 1;' })).directives,
    ),
    'http { server { return 1; } }',
  )
})

test('a loop is reported where it closes, and is not followed', () => {
  const main = one(
    load({
      'nginx.conf': 'events {}\nhttp { include a.conf; }',
      'a.conf': 'sendfile on;\ninclude b.conf;\n',
      'b.conf': '\n\ninclude a.conf;',
    }),
  )
  assert.equal(
    main.problems.map(({ ruleId, range }) => `${ruleId} ${range.file}:${range.start.line}`),
    ['syntax b.conf:3'],
  )
  assert.is(flat(main.directives), 'events {  } http { sendfile on; }')
})

test('includes that multiply are cut off', () => {
  const files: Record<string, string> = { 'nginx.conf': 'http { include 0.inc; }' }
  for (let index = 0; index < 40; index++)
    files[`${index}.inc`] = `include ${index + 1}.inc;\ninclude ${index + 1}.inc;\n`
  files['40.inc'] = 'add_header X-A b;'
  assert.is(one(load(files)).problems.filter(({ severity }) => severity === 'warn').length, 1)
})

test('sites of one folder are one nginx; other fragments stand for themselves, in the block that they need', () => {
  const list = load({
    'conf.d/a.conf': 'server { listen 80; }',
    'conf.d/b.conf': 'upstream x { server u; } server { listen 81; }',
    'other/c.conf': 'server { listen 82; }',
    'snippets/d.conf': 'location /d { return 1; }',
    'snippets/e.conf': 'proxy_pass http://e;\n',
    'tcp/f.conf': 'server { listen 1; proxy_pass x; }',
    'snippets/g.map': 'GET 1;\nPOST 1;',
  })
  assert.equal(
    list.map(({ kind, directives }) => `${kind}: ${flat(directives)}`),
    [
      'fragment: http { server { listen 80; } upstream x { server u; } server { listen 81; } }',
      'fragment: http { server { listen 82; } }',
      'fragment: http { server { location /d { return 1; } } }',
      'fragment: http { server { location { proxy_pass http://e; } } }',
      'fragment: stream { server { listen 1; proxy_pass x; } }',
      'fragment: GET 1; POST 1;',
    ],
  )
})

test('files that only include each other are not lost', () => {
  assert.is(
    load({ 'a.conf': 'include b.conf; x 1;', 'b.conf': 'include a.conf; y 2;', 'c.conf': 'server {}' }).length,
    2,
  )
})

test('an nginx -T dump', () => {
  const dump =
    'nginx: configuration file /etc/nginx/nginx.conf test is successful\n# configuration file /etc/nginx/nginx.conf:\nevents {}\nhttp {\n  include mime.types;\n  include conf.d/*.conf;\n}\n\n# configuration file /etc/nginx/mime.types:\ntypes { a b; }\n\n# configuration file /etc/nginx/conf.d/x.conf:\n\nserver {\n  return 405;\n}\n\n'
  const main = one(load({ 'dump.conf': dump }))
  assert.is(flat(main.directives), 'events {  } http { types { a b; } server { return 405; } }')
  assert.equal(main.problems, [])
  const answer = main.directives[1]?.block?.[1]?.block?.[0]
  assert.equal(
    [answer?.range.file, answer?.range.start.line, answer?.args[0]?.raw, answer?.range.includedFrom?.[0]?.start.line],
    ['dump.conf', 15, '405', 6],
  )
})

test('a link to a site is the site', () => {
  const root = layOut({ 'sites-available/a.conf': 'server { listen 80; }', 'sites-enabled/README': '' })
  symlinkSync('../sites-available/a.conf', join(root, 'sites-enabled/a.conf'))
  const disk = openDisk(root)
  assert.is(
    loadConfigurations(
      ['sites-available/a.conf', 'sites-enabled/a.conf'].flatMap((path) => disk.read(join(root, path)) ?? []),
      disk,
      {},
    ).length,
    1,
  )
})

// What fnmatch(3) with FNM_PERIOD answers.
for (const [pattern, name, expected] of [
  ['*', '.a', false],
  ['.*', '.a', true],
  ['a?c', 'abc', true],
  ['[a-c]x', 'bx', true],
  ['[!a-c]x', 'bx', false],
  ['[]x]', ']', true],
  ['a[b', 'a[b', true],
  ['*.c*f', 'x.conf', true],
  ['\\*', '*', true],
  ['\\*', 'a', false],
  ['*a', 'ab', false],
] as const) {
  test(`glob ${pattern} ${name}`, () => assert.is(matchesGlob(pattern, name), expected))
}
test('a glob takes no exponential time', () => {
  assert.is(matchesGlob(`${'*a'.repeat(50)}b`, 'a'.repeat(255)), false)
})

test.run()
