import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ruleIds } from '../../src/index.ts'
import { folderWith } from '../folder.ts'
import { programAt } from '../live.ts'
import { run } from './run.ts'

const test = suite('completion')

const scriptFor = async (shell: string): Promise<string> => (await run('.', ['completion', shell])).out

/** What a shell offers for a line that is being typed. */
type Offers = (line: string) => Promise<string[]>

const words = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.split('\t')[0]?.trim() ?? '')
    .filter(Boolean)

async function bashOffers(line: string): Promise<string[]> {
  const folder = folderWith({ script: await scriptFor('bash'), 'cwd/nginx.conf': '' })
  const typed = line.split(' ')
  const { stdout } = spawnSync(
    'bash',
    [
      '--norc',
      '-c',
      `. ../script; COMP_WORDS=(${typed.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${typed.length - 1}; _verblint; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ],
    { cwd: join(folder, 'cwd'), encoding: 'utf8' },
  )
  return words(stdout)
}

async function fishOffers(line: string): Promise<string[]> {
  const folder = folderWith({ 'script.fish': await scriptFor('fish'), 'cwd/nginx.conf': '', 'bin/verblint': '' })
  const { stdout } = spawnSync('fish', ['--no-config', '-c', `source ../script.fish; complete -C '${line}'`], {
    cwd: join(folder, 'cwd'),
    encoding: 'utf8',
    env: { ...process.env, HOME: folder },
  })
  return words(stdout)
}

/** zsh completes on a terminal only: one zsh types into another. */
async function zshOffers(line: string): Promise<string[]> {
  const folder = folderWith({
    _verblint: await scriptFor('zsh'),
    'setup.zsh': readFileSync('test/cli/shells/setup.zsh'),
    'cwd/nginx.conf': '',
  })
  const { stdout } = spawnSync('zsh', ['-f', join(process.cwd(), 'test/cli/shells/drive.zsh'), line], {
    cwd: join(folder, 'cwd'),
    encoding: 'utf8',
    env: { ...process.env, HOME: folder },
    timeout: 60_000,
  })
  return [...stdout.matchAll(/HIT ([^\r\n]+)/g)].map(([, word = '']) => word.trim())
}

const SHELLS: [name: 'bash' | 'zsh' | 'fish', offers: Offers][] = [
  ['bash', bashOffers],
  ['zsh', zshOffers],
  ['fish', fishOffers],
]

for (const [shell, offers] of SHELLS) {
  if (programAt(shell) === null) {
    console.log(`\nSKIPPED completion in ${shell}: it is not installed`)
    continue
  }
  test(`${shell} offers commands, options, values and files`, async () => {
    const has = async (line: string, wanted: string[], unwanted: string[] = []): Promise<void> => {
      const found = await offers(line)
      for (const one of wanted) assert.ok(found.includes(one), `${line}: ${one} is not among ${found.join(' ')}`)
      for (const one of unwanted) assert.not(found.includes(one), `${line}: ${one}`)
    }
    await has('verblint ', ['routes', 'trace', 'explain', 'nginx.conf'])
    await has('verblint --', ['--format', '--max-warnings', '--only'], ['--fail-on'])
    await has('verblint --format ', ['sarif', 'gitlab'], ['markdown'])
    await has('verblint routes --format ', ['markdown', 'html'], ['sarif'])
    await has('verblint diff --', ['--fail-on'], ['--only'])
    await has(
      'verblint explain 405',
      ruleIds().filter((id) => id.startsWith('405')),
    )
    await has('verblint routes ', ['nginx.conf'], ['trace'])
  })
}

test('a shell that is not known is refused', async () => {
  const { code, err } = await run('.', ['completion', 'tcsh'])
  assert.is(code, 2)
  assert.match(err, /completion takes the name of a shell: bash, zsh, fish/)
})

test.run()
