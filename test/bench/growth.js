// npm run bench -- growth: hostile texts, each read at one length and at eight times that: the time should grow eightfold, not sixty-fold.
import { readTree as readApache } from '../../dist/src/apache/read/reader.js'
import { matchesGlob } from '../../dist/src/files/shell-glob.js'
import { readTree as readNginx } from '../../dist/src/nginx/read/parser.js'
import { compilePattern } from '../../dist/src/regex/pattern.js'
import { sourceFile } from '../../dist/src/text/source-file.js'

const apache = (text) => readApache(sourceFile('.htaccess', '/site/.htaccess', text))
const nginx = (text) => readNginx(sourceFile('nginx.conf', '/site/nginx.conf', text))
const repeated = (piece) => (size) => piece.repeat(size)

const CASES = [
  ...['RewriteRule ^a$ b [L]\n', '\\\n', '<If x>\n', '"\n', '# \\\n'].map((piece) => [
    `httpd ${JSON.stringify(piece)}`,
    apache,
    repeated(piece),
    5000,
  ]),
  ...['a{', '"', 'a "', 'x_by_lua_block{--[[\n', '}'].map((piece) => [
    `nginx ${JSON.stringify(piece)}`,
    nginx,
    repeated(piece),
    10_000,
  ]),
  ['glob *a*a…b', (text) => matchesGlob(`${'*a'.repeat(50)}b`, text), repeated('a'), 30],
  ['^(?=a)(a+)+$', (text) => compilePattern('^(?=a)(a+)+$', false).find(`${text}b`), repeated('a'), 600],
]

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
const measured = (run, text) =>
  median(
    Array.from({ length: 5 }, () => {
      const began = process.cpuUsage()
      run(text)
      const { user, system } = process.cpuUsage(began)
      return (user + system) / 1000
    }),
  )

for (const [name, run, textOf, size] of CASES) {
  const [small, large] = [measured(run, textOf(size)), measured(run, textOf(size * 8))]
  console.log(
    `${name.padEnd(36)}${small.toFixed(1).padStart(8)} ms${large.toFixed(1).padStart(9)} ms  × ${(large / Math.max(small, 0.1)).toFixed(1)}`,
  )
}
