// What httpd refuses, asked of the real one: each directive in each context, and mutated lines. VERBLINT_CASES=20000 tries that many.
import { rmSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Configuration } from '../../src/apache/configuration.ts'
import { directiveInfo, directiveNames } from '../../src/apache/directives/index.ts'
import { load } from '../apache/lay-out.ts'
import { mutation, pick, random, type Random, SECTIONS } from './apache-mutations.ts'
import { allModules, type ApacheServer, configTest, freshRoot, installed, startServer } from './apache-server.ts'

const test = suite('truth/apache-syntax')
const CASES = Number(process.env.VERBLINT_CASES ?? 400)
const SEED = Number(process.env.VERBLINT_SEED ?? 1)

/** What these say depends on files, certificates, users or libraries that nobody sees, or on Lua; Error always stops httpd. */
const NOT_ASKED = /^(?:Lua|AuthForm|MD|SSL.*(?:File|Path|Cmd|Cache|Engine)|Error$|Include|Load|Use$|UndefMacro$|Macro$|User$|Group$|.*Dir$|.*Directory$|RemoteIP|RewriteMap$|Watchdog|SSLCompression$|SSLFIPS|SSLRequire$|xml2EncDefault$|LDAPTrusted|Filter(?:Protocol|Provider)$)/
const MODULES = allModulesWithout(/^(?:lua|md|ext_filter)$/)

function allModulesWithout(names: RegExp): string[] {
  return installed ? allModules().filter((name) => !names.test(name)) : []
}

const VALUES: Record<string, string[]> = {
  FLAG: ['on', 'x', ''], TAKE1: ['a', 'on', '1', '/a', 'a b', ''], TAKE2: ['a b', 'a', '1 2'], TAKE12: ['a', 'a b', 'a b c'], TAKE3: ['a b c', 'a b'],
  TAKE23: ['a b', 'a'], TAKE123: ['a', 'a b c d'], ITERATE: ['a', ''], ITERATE2: ['a b', 'a'], RAW_ARGS: ['a', ''], TAKE_ARGV: ['a', ''],
}

/** A line with some directive of the table; half of them with arguments that it may well take. */
function tableLine(chance: Random): string {
  const section = chance() < 0.1
  const name = pick(directiveNames(section).filter((each) => !NOT_ASKED.test(each) && directiveInfo(section ? `<${each}` : each)?.contexts), chance)
  const info = directiveInfo(section ? `<${name}` : name)
  const values = VALUES[info?.form ?? ''] ?? ['a']
  const value = pick(chance() < 0.5 ? values.slice(0, 1) : values, chance)
  return section ? `<${name} ${value}>\n</${name}>\n` : `${name} ${value}\n`
}

/** What verblint makes of the cases otherwise than httpd: false alarms, of which there may be none, and misses, of values that it does not read. */
interface Difference { alarms: string[]; misses: string[]; asked: number }

const near = ({ alarms, misses, asked }: Difference, share: number): void => {
  assert.equal(alarms, [])
  assert.ok(misses.length <= Math.max(3, asked * share), misses.join('\n'))
}

function compare(cases: string[], said: (string | null)[], refusals: (string | null)[]): Difference {
  const describe = (text: string, index: number): string => `${JSON.stringify(text)}: ${said[index] ?? refusals[index]}`
  return {
    alarms: cases.flatMap((text, index) => (said[index] === null && refusals[index] !== null ? [describe(text, index)] : [])),
    misses: cases.flatMap((text, index) => (said[index] !== null && refusals[index] === null ? [describe(text, index)] : [])),
    asked: cases.length,
  }
}

async function tryHtaccess(server: ApacheServer, cases: string[]): Promise<Difference> {
  const { folders, said } = await server.refusals(cases)
  const [configuration] = load(server.root, ['httpd.conf'])
  const found = new Map(configuration?.htaccess(null).map(({ folder, refusal }) => [folder.split('/').at(-1), refusal?.message ?? null]))
  return compare(cases, said, folders.map((folder) => found.get(folder) ?? null))
}

const CONTEXTS: ((line: string) => string)[] = [
  (line) => line, (line) => `<VirtualHost *:80>\n${line}</VirtualHost>\n`, (line) => `<Directory /x>\n${line}</Directory>\n`, (line) => `<Location /x>\n${line}</Location>\n`,
  (line) => `<Files x>\n${line}</Files>\n`, (line) => `<If "true">\n${line}</If>\n`, (line) => `<Directory /x>\n<Limit GET>\n${line}</Limit>\n</Directory>\n`,
  (line) => `<Proxy *>\n${line}</Proxy>\n`, (line) => `<Location /x>\n<If "true">\n${line}</If>\n</Location>\n`,
]

let server: ApacheServer | null = null
test.before(async () => { if (installed) server = await startServer({ modules: MODULES }) })
test.after(async () => { await server?.stop() })

const running = (): ApacheServer | null => {
  if (!server) console.log('httpd is not installed: skipped')
  return server
}

test('each directive in .htaccess and its sections', async () => {
  const httpd = running()
  if (!httpd) return
  const chance = random(SEED)
  near(await tryHtaccess(httpd, Array.from({ length: CASES / 2 }, () => pick(SECTIONS, chance)(tableLine(chance)))), 0.01)
})

test('mutated .htaccess lines', async () => {
  const httpd = running()
  if (!httpd) return
  const chance = random(SEED + 1)
  near(await tryHtaccess(httpd, Array.from({ length: CASES }, () => mutation(chance))), 0.004)
})

test('each directive in the contexts of a main configuration', () => {
  const httpd = running()
  if (!httpd) return
  const chance = random(SEED + 2)
  const cases = Array.from({ length: CASES / 10 }, () => pick(CONTEXTS, chance)(tableLine(chance)))
  const refusals: (string | null)[] = []
  const apart = freshRoot()
  const said = cases.map((text) => {
    const words = configTest(httpd.config + text, apart)
    const [configuration]: Configuration[] = load(apart, ['test.conf'])
    refusals.push(configuration?.refusal?.message ?? null)
    return words
  })
  rmSync(apart, { recursive: true, force: true })
  near(compare(cases, said, refusals), 0.05)
})

test.run()
