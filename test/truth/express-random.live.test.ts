import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { RealExpress, compare, installed } from './express-lab.ts'
import type { Major } from './express-lab.ts'

/** Applications put together at random from what handlers are made of: whatever is passed over or remembered, the answer is Express's. */

const APPLICATIONS = 20
const ASK = ['GET /x', 'GET /x?a=1', 'POST /y?b=1', 'PUT /x?a=1&b=1', 'DELETE /z', 'GET /y | X-A: 1', 'OPTIONS /x']
const HELPERS = 'const told = []; function log(text) { told.push(text) } function check(bad) { if (bad) { const e = new Error("x"); e.status = 422; throw e } }'
const LOCALS = 'let status = 200; let flag = false; const seen = {}; const list = [];'
const CONDITIONS = [
  'req.query.a', 'req.method === "GET"', 'req.path.startsWith("/x")', '/^\\/y/.test(req.url)', 'req.method !== "POST"', 'seen.n > 1', 'req.query.b === "1"', 'req.get("x-a")', 'flag',
  '["PUT", "DELETE"].includes(req.method)', 'req.query.a && req.query.b', 'list.length',
]

/** Numbers below `n`, the same ones on every run. */
function numbersFrom(start: number): (n: number) => number {
  let state = start
  return (n) => (state = (state * 1103515245 + 12345) % 2147483648) % n
}

function writer(below: (n: number) => number): () => string {
  const pick = <T>(list: readonly T[]): T | undefined => list[below(list.length)]
  const condition = (): string => pick(CONDITIONS) ?? ''
  const statement = (deep: number): string => {
    const inner = (): string => (deep > 2 ? 'seen.n = 2;' : statement(deep + 1))
    switch (below(13)) {
      case 0: return `if (${condition()}) { ${inner()} }`
      case 1: return `if (${condition()}) { ${inner()} } else { ${inner()} }`
      case 2: return 'seen.n = (seen.n || 0) + 1;'
      case 3: return `status = ${pick([405, 501, 404, 202])};`
      case 4: return 'log(`${req.method} ${req.url}`);'
      case 5: return `if (${condition()}) return res.sendStatus(${pick([405, 501, 403])});`
      case 6: return `check(${condition()});`
      case 7: return 'flag = !flag;'
      case 8: return `list.push(${pick(['1', 'req.query.a'])});`
      case 9: return `try { check(${condition()}); ${inner()} } catch (e) { ${inner()} }`
      case 10: return `for (const one of [1, 2]) { ${inner()} }`
      case 11: return `switch (req.method) { case 'PUT': ${inner()} break; case 'GET': flag = true; break; default: ${inner()} }`
      default: return `res.set('Allow', '${pick(['GET', 'GET, PUT', 'POST'])}');`
    }
  }
  return () => Array.from({ length: 2 + below(5) }, () => statement(0)).join(' ')
}

for (const major of [4, 5] satisfies Major[]) {
  const test = suite(`Express ${major}, at random`)
  if (!installed(major)) {
    console.log(`\nSKIPPED Express ${major}: express${major} is not installed`)
    test.skip('the real server', () => {})
  } else {
    test('answers alike', async () => {
      const body = writer(numbersFrom(major))
      const real = new RealExpress(major)
      try {
        for (let at = 0; at < APPLICATIONS; at++) {
          const app = `${HELPERS}\napp.use((req, res, next) => { ${LOCALS} ${body()} next() });\napp.use((req, res) => { ${LOCALS} ${body()} res.status(status).json({ seen }) });`
          const { compared } = await compare({ id: `random ${at}`, app, ask: ASK }, major, real)
          for (const { verdict, asked, why, asRule } of compared) assert.equal([verdict, asRule], ['exact', ''], `${asked}: ${why}\n${app}`)
        }
      } finally {
        real.close()
      }
    })
  }
  test.run()
}
