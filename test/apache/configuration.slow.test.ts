import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { ApacheDirective } from '../../src/apache/read/directive.ts'
import { load, write } from './lay-out.ts'

const test = suite('apache/configuration')
const plain = ({ name, args, block, open }: ApacheDirective): unknown[] => [
  name,
  ...args.map(({ value }) => value),
  ...(open ? ['?'] : []),
  ...(block ? [block.map(plain)] : []),
]
const main = (text: string, files: Record<string, string> = {}) => {
  const [configuration] = load(write({ ...files, 'httpd.conf': `ServerRoot "{{ROOT}}"\n${text}` }), ['httpd.conf'])
  if (!configuration) throw new Error('no configuration')
  return { ...configuration, directives: configuration.directives.slice(1).map(plain) }
}
const MODULES = 'LoadModule rewrite_module m.so\nLoadModule mpm_event_module m.so\n'
const loaded = [
  ['LoadModule', 'rewrite_module', 'm.so'],
  ['LoadModule', 'mpm_event_module', 'm.so'],
]

test('includes come in place, in the order of their names, hidden ones left out', () => {
  const { directives, trees } = main('Include conf/*.conf\nTimeout 3\n', {
    'conf/b.conf': 'Timeout 2\n',
    'conf/a.conf': 'Timeout 1\n',
    'conf/.x.conf': 'Timeout 9\n',
  })
  assert.equal(directives, [
    ['Include', 'conf/*.conf'],
    ['Timeout', '1'],
    ['Timeout', '2'],
    ['Timeout', '3'],
  ])
  assert.equal(
    trees.map(({ file }) => file.path),
    ['httpd.conf', 'conf/a.conf', 'conf/b.conf'],
  )
})

test('an include in a section brings its lines into it, and they know where they came from', () => {
  const [configuration] = load(
    write({
      'httpd.conf': 'Listen 80\n<Directory /x>\nInclude inner.conf\n</Directory>\n',
      'inner.conf': 'Options None\n',
    }),
    ['httpd.conf'],
  )
  const options = configuration?.directives[1]?.block?.[1]
  assert.equal(options?.name, 'Options')
  assert.equal(options?.range.file, 'inner.conf')
  assert.equal(
    options?.range.includedFrom?.map(({ file, start }) => [file, start.line]),
    [['httpd.conf', 3]],
  )
})

test('a file that includes itself ends', () => {
  const { refusal } = main('Include httpd.conf\nInclude httpd.conf\n')
  assert.equal(refusal?.ruleId, 'syntax')
})

test("a missing include is refused, a missing optional one warned of, one outside is nobody's business", () => {
  assert.equal(main('Include conf/a.conf\n').refusal?.ruleId, 'include-missing')
  const optional = main('IncludeOptional conf/a.conf\n')
  assert.equal(
    [optional.refusal, optional.problems.map(({ ruleId, severity }) => [ruleId, severity])],
    [null, [['include-missing', 'warn']]],
  )
  assert.equal(main('Include /nonexist/a.conf\n').refusal?.ruleId, 'syntax', 'the server stands on this disk')
  assert.equal(main('Include /etc/passwd\nIncludeOptional conf/*.conf\n').problems, [])
})

test('modules: those that are loaded and those built in; open where none is', () => {
  const sections =
    '<IfModule mod_rewrite.c>\nA b\n</IfModule>\n<IfModule !headers_module>\nA c\n</IfModule>\n<IfModule mod_so.c>\nA d\n</IfModule>\n<IfModule event.c>\nA e\n</IfModule>\n'
  assert.equal(main(MODULES + sections).directives, [...loaded, ['A', 'b'], ['A', 'c'], ['A', 'd'], ['A', 'e']])
  assert.equal(main(sections).directives, [
    ['IfModule', 'mod_rewrite.c', '?', [['A', 'b']]],
    ['IfModule', '!headers_module', '?', [['A', 'c']]],
    ['A', 'd'],
    ['IfModule', 'event.c', '?', [['A', 'e']]],
  ])
  assert.equal(main('<IfModule mod_rewrite>\nA b\n</IfModule>\n').directives, [], 'a name that IfModule never finds')
  assert.equal(
    main(`${sections}${MODULES}`).directives.slice(0, 2),
    [
      ['A', 'c'],
      ['A', 'd'],
    ],
    'a module is there only after its LoadModule',
  )
})

test('definitions, variables, versions', () => {
  assert.equal(main('Define X "a b"\nA ${X} "${X}" ${NOPE}\n').directives[1], ['A', 'a', 'b', 'a b', '${NOPE}'])
  assert.equal(
    main(
      'Define X\n<IfDefine X>\nA\n</IfDefine>\n<IfDefine !X>\nB\n</IfDefine>\n<IfDefine Y>\nC\n</IfDefine>\n',
    ).directives.slice(1),
    [['A'], ['IfDefine', 'Y', '?', [['C']]]],
  )
  const version = (condition: string) => main(`<IfVersion ${condition}>\nA\n</IfVersion>\n`).directives.length
  assert.equal(['>= 2.4', '< 2.4', '2.4.66', '= 2', '!<2', '> 2.4.9'].map(version), [1, 0, 1, 0, 1, 1])
})

test('macros: parameters are replaced, lines keep their places', () => {
  const [configuration] = load(
    write({
      'httpd.conf':
        'Listen 80\n<Macro Site $name @dir>\n<Directory @dir>\nA $name$name ${X}\n</Directory>\n</Macro>\nDefine X y\nUse site one "a b"\n',
    }),
    ['httpd.conf'],
  )
  const section = configuration?.directives[2]
  assert.equal(section && plain(section), ['Directory', 'a b', [['A', 'oneone', 'y']]])
  assert.equal([section?.range.start.line, section?.range.includedFrom?.[0]?.start.line], [3, 8])
  assert.equal(main('Use nothing\n').refusal?.message, 'Unknown macro nothing; expected a <Macro nothing> before this')
  assert.equal(
    main('<Macro A>\nUse A\n</Macro>\nUse A\n').refusal?.message,
    'Expected no use of the macro A inside itself',
  )
  assert.equal(
    main('<Macro A $x>\nB $x\n</Macro>\nUse A\n').refusal?.message,
    'Expected 1 arguments for the macro A, not 0',
  )
  // "macro 'A' … error while substituting": apache2 -t of 4,090 letters, not of 4,000.
  const twice = (count: number): string => `<Macro A $x>\nServerAdmin "$x$x"\n</Macro>\nUse A ${'b'.repeat(count)}\n`
  assert.is(main(twice(4000)).refusal, null)
  assert.equal(
    main(twice(4090)).refusal?.message,
    'Expected the lines of the macro A to stay within 8191 bytes with these arguments',
  )
  const doubling = Array.from({ length: 60 }, (_, at) => `<Macro M${at + 1} $x>\nUse M${at} "$x$x"\n</Macro>\n`)
  assert.ok(main(`<Macro M0 $x>\nA $x\n</Macro>\n${doubling.join('')}Use M60 aa\n`).refusal, 'it ends')
})

test('macros and includes multiply to a bound', () => {
  const doubling = Array.from(
    { length: 40 },
    (_, index) => `<Macro M${index}>\nUse M${index - 1}\nUse M${index - 1}\n</Macro>\n`,
  ).join('')
  assert.ok(main(`<Macro M-1>\nA\n</Macro>\n${doubling}Use M39\n`).directives.length <= 100_000)
})

test('.htaccess below the document root is read, and mapped to where its server has it', () => {
  const root = write({
    'httpd.conf':
      'Listen 80\nDocumentRoot "{{ROOT}}/www"\n<Directory "{{ROOT}}/www">\nAllowOverride FileInfo\n</Directory>\n',
    'www/.htaccess': 'A\n',
    'www/a/b/.htaccess': 'B\n',
    'other/.htaccess': 'C\n',
  })
  const [configuration, alone] = load(root, ['httpd.conf', 'other/.htaccess'])
  assert.equal(
    configuration?.htaccess(null).map(({ file, read }) => [file.path, read]),
    [
      ['www/.htaccess', true],
      ['www/a/b/.htaccess', true],
    ],
  )
  assert.equal(
    [alone?.main, alone?.htaccess(null).map(({ file, read }) => [file.path, read])],
    [null, [['other/.htaccess', null]]],
  )
  const away = write({
    'site.conf':
      '<VirtualHost *:80>\nDocumentRoot /var/www/app/public\n<Directory /var/www/app/public>\nAllowOverride None\n</Directory>\n</VirtualHost>\n',
    'public/x/.htaccess': 'Bogus\n',
  })
  const [site] = load(away, ['site.conf', 'public/x/.htaccess'])
  const host = site?.directives[0] ?? null
  assert.equal(
    site?.htaccess(host).map(({ servedFrom, folder, read, refusal }) => [servedFrom, folder, read, refusal]),
    [['/var/www/app/public/x', join(away, 'public/x'), false, null]],
  )
})

test('.htaccess changes nothing of its server', () => {
  const root = write({
    'httpd.conf': `Listen 80\n${MODULES}DocumentRoot "{{ROOT}}/www"\n<Directory "{{ROOT}}/www">\nAllowOverride All\n</Directory>\n`,
    'www/.htaccess': 'LoadModule foo_module x\nDefine A b\n',
    'www/z/.htaccess': 'Options ${A}\n',
  })
  const [configuration] = load(root, ['httpd.conf'])
  const [first, second] = configuration?.htaccess(null) ?? []
  assert.equal(
    [first?.refusal?.ruleId, configuration?.hasModule('foo_module'), second?.directives[0]?.rest],
    ['directive-context', false, '${A}'],
  )
})

test('AllowOverride: what is not granted is refused, per virtual host', () => {
  const granted = (line: string, htaccess: string) => {
    const root = write({
      'httpd.conf': `Listen 80\nDocumentRoot "{{ROOT}}/www"\n<Directory "{{ROOT}}">\n${line}\n</Directory>\n`,
      'www/.htaccess': htaccess,
    })
    const [found] = load(root, ['httpd.conf'])[0]?.htaccess(null) ?? []
    return found?.read === false ? 'ignored' : (found?.refusal?.ruleId ?? 'accepted')
  }
  assert.equal(granted('AllowOverride None', 'Options None\n'), 'ignored')
  assert.equal(granted('AllowOverride FileInfo', 'Options None\n'), 'directive-context')
  assert.equal(granted('AllowOverride FileInfo Options', 'Options None\n'), 'accepted')
  assert.equal(granted('AllowOverride FileInfo Nonfatal=Override', 'Options None\n'), 'accepted')
  assert.equal(granted('AllowOverride All Nonfatal=Unknown', 'Optionz None\n'), 'accepted')
  assert.equal(granted('AllowOverride None\nAllowOverrideList Redirect', 'Redirect 404 /x\n'), 'accepted')
  for (const name of ['claim sub:1', 'shib-attr role editor', 'external-group editors', 'sql-group editors'])
    assert.equal(granted('AllowOverride All', `Require ${name}\n`), 'accepted', name)
  for (const name of ['granted all', 'valid-users', 'valid_user'])
    assert.equal(granted('AllowOverride All', `Require ${name}\n`), 'syntax', name)
  assert.equal(granted('AllowOverride None\nAllowOverrideList Redirect', 'Options None\n'), 'directive-context')
})

test('a directive that is read whatever is loaded proves its module, in its file and in those below', () => {
  const open = (files: Record<string, string>, path: string): boolean[] => {
    const found = load(write(files), Object.keys(files))
      .flatMap((one) => one.htaccess(null))
      .find(({ servedFrom }) => servedFrom.endsWith(path))
    return (found?.directives ?? [])
      .filter(({ key }) => key === 'ifmodule' || key === 'rewriterule')
      .map((one) => one.open === true)
  }
  const guarded = '<IfModule mod_rewrite.c>\nRewriteRule ^ - [F]\n</IfModule>\n'
  assert.equal(open({ 'a/.htaccess': `${guarded}RewriteEngine On\n` }, 'a'), [false])
  assert.equal(open({ 'a/.htaccess': `${guarded}<IfModule mod_headers.c>\nRewriteEngine On\n</IfModule>\n` }, 'a'), [
    true,
    true,
  ])
  assert.equal(open({ 'a/.htaccess': 'RewriteEngine On\n', 'a/b/.htaccess': guarded }, 'b'), [false])
  assert.equal(open({ 'a/.htaccess': guarded, 'a/b/.htaccess': 'RewriteEngine On\n' }, 'a'), [true])
})

test.run()
