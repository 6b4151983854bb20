import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../folder.ts'
import { run } from './run.ts'

const DUMP = `# configuration file /etc/nginx/nginx.conf:
events {}
http {
  include conf.d/*.conf;
}

# configuration file /etc/nginx/conf.d/a.conf:
server {
  listen 80;
  retrun 405;
}
`

test('a dump on standard input is read as the files that it holds', async () => {
  const { code, out } = await run(folderWith({}), ['-', '--format', 'unix'], { stdin: DUMP })
  assert.is(code, 1)
  assert.match(out, /^<stdin>:10:3: .*unknown-directive/m)
})

test('routes and trace read it, too', async () => {
  const dump = DUMP.replace('retrun 405;', 'location /x { return 405; }')
  const cwd = folderWith({})
  assert.match((await run(cwd, ['routes', '-'], { stdin: dump })).out, /\/x/)
  assert.match((await run(cwd, ['trace', 'PUT', 'http://localhost/x', '-'], { stdin: dump })).out, /405/)
})

test('nothing, or something else, on standard input is told in a line', async () => {
  const cwd = folderWith({})
  assert.match((await run(cwd, ['-'])).err, /^verblint: <stdin> is empty$/m)
  const fixing = await run(cwd, ['--fix', '-'], { stdin: DUMP })
  assert.equal([fixing.code, fixing.err.split(',')[0]], [2, 'verblint: --fix cannot write to standard input'])
})

test.run()
