import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { lint } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

async function problemsOf(file: string, text: string): Promise<string[]> {
  const { problems } = await lint({
    cwd: folderWith({ [file]: text }),
    config: false,
    rules: ['syntax', 'unknown-directive'],
  })
  return problems.map(({ range, message }) => `${range.start.line}: ${message}`)
}

const macros = (count: number, body: (index: number) => string): string =>
  `Listen 8080\n${Array.from({ length: count }, (_, index) => `<Macro M${index}>\n${body(index)}</Macro>\n`).join('')}Use M${count - 1}\n`

test('macros that use each other in a circle are named once for each way round', async () => {
  assert.equal(
    await problemsOf(
      'httpd.conf',
      macros(2, (index) => `Use M${1 - index}\n`),
    ),
    ['3: Expected no use of the macro M1 inside itself'],
  )
})

test('macros that double without end are read up to a bound, and the line that began it is told', async () => {
  const found = await problemsOf(
    'httpd.conf',
    macros(40, (index) => (index === 0 ? 'Timeout 3\n' : `Use M${index - 1}\n`.repeat(2))),
  )
  assert.equal(found, [
    '161: Expected macros and includes to come to fewer lines than 100,000; what follows is not read',
  ])
})

test('definitions that double without end are left as they are written', async () => {
  const doubled = Array.from({ length: 59 }, (_, index) => `Define V${index + 1} "\${V${index}}\${V${index}}"\n`).join(
    '',
  )
  assert.equal(await problemsOf('httpd.conf', `Listen 8080\nDefine V0 x\n${doubled}ServerName \${V59}\n`), [])
})

test('what makes a name another without being seen is shown', async () => {
  assert.equal(await problemsOf('.htaccess', 'RewriteEngine\u00a0On\n'), [
    '1: Unknown directive RewriteEngine\\u00a0On; did you mean RewriteEngine?',
  ])
})

test.run()
