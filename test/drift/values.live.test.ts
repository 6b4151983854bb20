// The one reader of nginx's times and sizes, held against nginx.
import { parseOffset, parseSize, parseTime } from '../../src/nginx/words/values.ts'
import { liveSuite } from '../live.ts'
import { type Random, texts } from './random.ts'
import { assertNoDrift, quoted } from './drift.ts'
import { nginxJudge } from './judges.ts'

const test = liveSuite('values: nginx', 'nginx')

const UNITS = ['', 's', 'm', 'h', 'd', 'w', 'M', 'y', 'ms', 'k', 'g', 'K', 'S', ' ', 'b']
const value = (random: Random): string =>
  Array.from(
    { length: 1 + random.below(3) },
    () => random.pick(['0', '1', '30', '90', '007', '', '-1', '1.5', '99999']) + random.pick(UNITS),
  ).join(random.pick(['', '', ' ']))

const FRAME = { before: 'events {}\nhttp {\n', after: '}\n' }
const directives: [string, string, (text: string) => number | null][] = [
  ['milliseconds', 'lingering_time', (text) => parseTime(text, false)],
  ['seconds', 'proxy_cache_valid', (text) => parseTime(text, true)],
  ['sizes', 'client_body_buffer_size', parseSize],
  ['offsets', 'client_max_body_size', parseOffset],
]

for (const [name, directive, read] of directives) {
  test(name, async () => {
    const own = (text: string): string | null => (read(text) === null ? 'is none' : null)
    const line = (text: string): string => `server { listen 127.0.0.1:20000; ${directive} ${quoted(text)}; }`
    await assertNoDrift(texts(value), own, nginxJudge(FRAME), line)
  })
}

test.run()
