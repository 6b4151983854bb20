// What the fixtures claim, held against the real servers: a file is refused at the line that is marked, or taken, and then every cell
// that a finding could speak of answers as the model says.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { liveSuite, serverProgram } from '../live.ts'
import * as httpdLab from '../truth/apache/lab.ts'
import { installed } from '../truth/express-lab.ts'
import * as nginxLab from '../truth/nginx/lab.ts'
import * as apacheFiles from './live/apache.ts'
import { rulesUnderTest } from './expectations.ts'
import { FIXTURE_CASES, refusalsOf, shown } from './live/claims.ts'
import * as expressFiles from './live/express.ts'
import * as nginxFiles from './live/nginx.ts'

/** What was asked of a server, and which cases could not be, with the reason. */
interface Tally {
  refused: number
  exact: number
  open: number
  unasked: string[]
}
const tally = (): Tally => ({ refused: 0, exact: 0, open: 0, unasked: [] })

function count(to: Tally, compared: { verdict: string }[]): void {
  to.exact += compared.filter(({ verdict }) => verdict === 'exact').length
  to.open += compared.filter(({ verdict }) => verdict === 'open').length
}

/** Fewer than these, and the claims stand on nothing; of one rule alone, nothing is expected. */
function enough(of: Tally, exact: number, share: number, unasked: number): void {
  if (rulesUnderTest.length === 1) return
  assert.ok(
    of.exact >= exact && of.exact / (of.exact + of.open) >= share,
    `${of.exact} answers are as the model says, ${of.open} are left open`,
  )
  assert.ok(of.unasked.length <= unasked, of.unasked.join('\n'))
}

const wrongOf = <One extends { verdict: string }>(compared: One[], tell: (one: One) => string): string[] =>
  compared.filter(({ verdict }) => verdict === 'contradicted').map(tell)

const statuses = (outcomes: { status: number | null }[]): string => outcomes.map(({ status }) => status).join(' or ')

const nginx = liveSuite('fixtures: nginx', 'nginx')
const nginxTally = tally()
let backends: nginxLab.Backends
nginx.before(async () => {
  backends = await nginxLab.openBackends()
})
nginx.after(async () => {
  await nginxLab.closeBackends(backends)
})

for (const { name, one } of FIXTURE_CASES) {
  const laid = nginxFiles.layOut(one)
  if (laid === null) continue
  nginx(name, async () => {
    const loaded =
      typeof laid === 'string'
        ? { unasked: laid }
        : await nginxFiles.load(serverProgram('nginx') ?? '', one, laid, backends)
    if ('unasked' in loaded) return void nginxTally.unasked.push(`${name}: ${loaded.unasked}`)
    const { refused, compared } = loaded
    const { surely, perhaps } = await refusalsOf(one)
    if (!refused) {
      assert.is(shown(surely), 'nothing', 'nginx takes it')
      count(nginxTally, compared)
      return assert.equal(
        wrongOf(
          compared,
          ({ asked: { method, path, port }, seen, outcomes, why }) =>
            `${method} :${port}${path}: nginx ${seen.status}; the model ${statuses(outcomes)}: ${why.join('; ')}`,
        ),
        [],
      )
    }
    nginxTally.refused++
    // Of a block that nobody closes nginx names the end of the file, where the linter names its beginning.
    const unclosed = refused.text.startsWith('unexpected end of file')
    assert.ok(
      perhaps.some(({ file, line }) => file === refused.file && (unclosed || line === refused.line)),
      `nginx refuses ${refused.file}:${refused.line} ${refused.text}; the linter ${shown(perhaps)}`,
    )
  })
}

nginx('most could be asked, and little is open', () => enough(nginxTally, 8000, 0.95, 30))
nginx.run()

const httpd = liveSuite('fixtures: httpd', 'apache2')
const httpdTally = tally()
const program = serverProgram('apache2') ?? ''
let backend: httpdLab.Backend
httpd.before(async () => {
  backend = await httpdLab.openBackend()
})
httpd.after(async () => {
  await backend.close()
})

const told = ({ asked: { method, path, host }, seen, outcomes, why }: httpdLab.Compared): string =>
  `${method} ${host}${path}: httpd ${seen.status} allow ${seen.headers['allow'] ?? '-'}; the model ${statuses(outcomes)}: ${why.join(', ')}`

for (const { name, one } of FIXTURE_CASES) {
  const probe = apacheFiles.layOut(one)
  if (probe === null) continue
  httpd(name, async () => {
    if (typeof probe === 'string') return void httpdTally.unasked.push(`${name}: ${probe}`)
    const { refused, compared } = await apacheFiles.load(program, one, probe, backend)
    const { surely, perhaps } = await refusalsOf(one)
    if (refused) {
      httpdTally.refused++
      return assert.ok(
        perhaps.some(({ file, line }) => file === refused.file && line === refused.line),
        `httpd refuses ${refused.file}:${refused.line} ${refused.text}; the linter ${shown(perhaps)}`,
      )
    }
    // An .htaccess is read when somebody asks, and what httpd refuses there is a 500. Names of methods it takes anywhere else.
    const [inFolders, others] = [
      surely.filter(({ file }) => file.endsWith('.htaccess')),
      surely.filter(({ file }) => !file.endsWith('.htaccess')),
    ]
    if (!name.startsWith('invalid-method-name/')) assert.is(shown(others), 'nothing', 'httpd takes it')
    // What lacks a module is answered with 500, too.
    if (!name.startsWith('module-not-loaded/'))
      assert.is(
        compared.some(({ seen }) => seen.status === 500),
        inFolders.length > 0,
      )
    count(httpdTally, compared)
    assert.equal(wrongOf(compared, told), [])
  })
}

httpd('every .htaccess that stands alone, in the root of a host of its own', async () => {
  const cases = FIXTURE_CASES.flatMap(({ name, one }, index) => {
    const files = apacheFiles.htaccessFiles(one, `c${index}`)
    return files ? [{ name, one, host: `c${index}.lab.test`, folder: `c${index}`, files }] : []
  })
  const running = await httpdLab.startHttpd(
    program,
    apacheFiles.htaccessProbe(
      Object.assign({}, ...cases.map(({ files }) => files)),
      cases.map(({ folder }) => folder),
    ),
    backend,
  )
  if (typeof running === 'string') return assert.unreachable(running)
  const wrong: string[] = []
  try {
    for (const { name, one, host } of cases) {
      const { status } = await httpdLab.ask(running, { method: 'GET', path: '/seen.html', host }, backend)
      const { surely, perhaps } = await refusalsOf(one)
      const places = status === 500 ? perhaps : surely
      if ((status === 500) !== places.some(({ file }) => file === '.htaccess'))
        wrong.push(`${name}: httpd answers ${status}, and the linter says that it refuses ${shown(perhaps)}`)
      if (status === 500) httpdTally.refused++
    }
    const asked = (await Promise.all(cases.map(({ one, host }) => apacheFiles.askedOf(one, host)))).flat()
    const seen: httpdLab.Seen[] = []
    for (const request of asked) seen.push(await httpdLab.ask(running, request, backend))
    const compared = await httpdLab.model(running, asked, seen)
    count(httpdTally, compared)
    wrong.push(
      ...wrongOf(compared, (one) => `${cases.find(({ host }) => host === one.asked.host)?.name}: ${told(one)}`),
    )
  } finally {
    await running.stop()
  }
  assert.equal(wrong, [])
})

httpd('most could be asked, and little is open', () => enough(httpdTally, 3500, 0.95, 8))
httpd.run()

const express = suite('fixtures: Express')
const expressTally = tally()
let runner: expressFiles.Runner
if (installed(4) && installed(5)) {
  express.before(() => {
    runner = new expressFiles.Runner()
  })
  express.after(() => {
    runner.close()
  })
  // Those name an older Node than the one that runs here; test/query asks such a Node.
  for (const { name, one } of FIXTURE_CASES.filter((each) => !each.name.startsWith('node-lacks-query/'))) {
    express(name, async () => {
      const loaded = await expressFiles.load(one, runner)
      if (loaded === null) return
      if ('unasked' in loaded) return void expressTally.unasked.push(`${name}: ${loaded.unasked}`)
      const { refused, said, compared } = loaded
      if (refused !== null) expressTally.refused++
      assert.is(
        refused !== null,
        said.length > 0,
        `Express ${refused ?? 'takes it'}; the linter says ${said.join() || 'nothing'}`,
      )
      count(expressTally, compared)
      assert.equal(
        wrongOf(
          compared,
          ({ asked, seen, outcomes, why }) =>
            `${asked}: Express ${seen.status}; the model ${statuses(outcomes)}: ${why}`,
        ),
        [],
      )
    })
  }
  express('most could be asked, and little is open', () => enough(expressTally, 4500, 0.95, 40))
} else {
  console.log('\nSKIPPED fixtures: Express: express4 and express5 are not installed')
  express.skip('the real Express', () => {})
}
express.run()
