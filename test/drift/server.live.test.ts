// The readers of nginx's listen, location and server_name, held against nginx.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readLocation } from '../../src/nginx/words/location.ts'
import { readListen } from '../../src/nginx/words/listen.ts'
import { isHashable, readServerName } from '../../src/nginx/words/server-name.ts'
import { readPcre } from '../../src/regex/pcre.ts'
import { folderWith } from '../folder.ts'
import { liveSuite, serverProgram } from '../live.ts'
import { verdictOf } from '../truth/nginx/refused.ts'
import { directiveOf, wordOf } from './directive.ts'
import { type Random, texts } from './random.ts'
import { assertNoDrift, nginxRefuses } from './servers.ts'

const test = liveSuite('server: nginx', 'nginx')

const FRAME = { before: 'events {}\nhttp {\nserver_names_hash_bucket_size 512;\n', after: '}\n' }
const some = (random: Random, parts: readonly string[], most: number): string =>
  Array.from({ length: 1 + random.below(most) }, () => random.pick(parts)).join('')

const MODIFIERS = ['=', '^~', '~', '~*', '=~', '!~', '^', '@', '/', '~ *', '']
const PATHS = ['/', '/a', '/a/', '@a', 'a', '=/a', '^~/a', '~/a', '~*a', '^/(a|b)$', '(', '~', '\\.php$', '%20', '.*']

test('location', () => {
  const all = texts((random) =>
    random.below(3) > 0 ? `${random.pick(MODIFIERS)} ${random.pick(PATHS)}` : some(random, [...MODIFIERS, ...PATHS], 3),
  ).filter((text) => text.trim() !== '' && text.trim().split(/\s+/).length < 3)
  const lines = all.map((text, index) => `server { listen 127.0.0.1:${20000 + index}; location ${text} { } }`)
  assertNoDrift(all, nginxRefuses(lines, FRAME), (text) => {
    const { value, refused } = readLocation(directiveOf('location', text.trim().split(/\s+/)))
    if (refused !== null) return refused
    const pattern = value.pattern && readPcre(value.pattern.source)
    return pattern && 'refused' in pattern ? pattern.refused : null
  })
})

const HOSTS = ['127.0.0.1', '*', '[::1]', '[::]', '[0:0::1]', '[1::2::3]', '[x]', '', 'unix:', '300.1.1.1', '0.0.0.0']
const PORTS = [
  '',
  ':',
  ':21000',
  ':0',
  ':65536',
  ':a',
  ':21000-21002',
  ':21002-21000',
  ':-1',
  '21010',
  '21000-21001',
  '/a',
  '?a',
  ':21 0',
]

/** What a name resolves to is the machine's business; a socket's file would be made. */
const isName = (text: string): boolean => readListen(directiveOf('listen', [text])).value?.url.kind === 'name'

test('listen', () => {
  const all = texts(
    (random) => random.pick(HOSTS) + random.pick(PORTS) + random.pick(['', '', '', '/', '-', ':', '1']),
    (text) => text !== '' && !isName(text) && !/^unix:./.test(text),
  )
  const lines = all.map((text) => `server { listen "${text}"; }`)
  assertNoDrift(all, nginxRefuses(lines, FRAME), (text) => readListen(directiveOf('listen', [text])).refused)
})

const NAMES = ['a', 'b.test', '.', '*', '*.', '.*', 'x', '~', '~^a', '(', '_', 'A', '-', 'www.']
const name = (random: Random): string => some(random, NAMES, 4)

test('server_name', () => {
  const all = texts(name)
  const lines = all.map((text, index) => `server { listen 127.0.0.1:${20000 + index}; server_name "${text}"; }`)
  assertNoDrift(all, nginxRefuses(lines, FRAME), (text) => {
    const { value, refused } = readServerName(wordOf(text))
    if (refused !== null) return refused
    const pattern = value.kind === 'regex' ? readPcre(text.slice(1)) : null
    return pattern && 'refused' in pattern ? pattern.refused : null
  })
})

test('names of servers that share an address', () => {
  const all = texts(name, (text) => !text.startsWith('~') && readServerName(wordOf(text)).value !== null)
  const folder = folderWith({ 'logs/.keep': '' })
  const refused = new Map<number, string>()
  for (const [index, text] of all.entries()) {
    const server = `server { listen 127.0.0.1:20000; server_name "${text}"; }\n`
    writeFileSync(join(folder, 'nginx.conf'), `${FRAME.before}${server}server { listen 127.0.0.1:20000; }\n}\n`)
    const { ok, message } = verdictOf(serverProgram('nginx') ?? '', folder)
    if (!ok) refused.set(index, message)
  }
  assertNoDrift(all, refused, (text) => (isHashable(text.toLowerCase()) ? null : 'is no name to look up by'))
})

test.run()
