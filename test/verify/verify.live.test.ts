import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite, verify } from '../../src/index.ts'
import { isDifference } from '../../src/verify/compare.ts'
import { liveSuite } from '../live.ts'
import { folderOf, start, type Deployment } from '../projects/deployment.ts'
import { DEPLOYMENTS } from '../projects/deployments.ts'
import { type Faulty, FAULTS } from './faults.ts'

const deploymentOf = (name: string): Deployment => {
  const found = DEPLOYMENTS.find((one) => one.name === name)
  if (!found) throw new Error(name)
  return found
}

async function differences(
  deployment: Deployment,
  { door, headers = {}, open }: Faulty,
  unsafe: boolean,
): Promise<string[]> {
  const site = await loadSite({ cwd: folderOf(deployment), config: false })
  const running = await start(deployment)
  try {
    const { checked } = await verify(site, `http://127.0.0.1:${running.port}`, {
      as: door,
      headers,
      rate: 1000,
      unsafe,
    })
    const same = checked.filter(({ verdict }) => verdict === 'same').length
    assert.ok(same > checked.length * (open ? 0.5 : 0.8), `${same} of ${checked.length} are the same`)
    return checked
      .filter(({ verdict }) => isDifference(verdict))
      .map(({ method, path, verdict }) => `${method} ${path} ${verdict}`)
  } finally {
    await running.stop()
  }
}

for (const [name, faulty] of Object.entries(FAULTS)) {
  const deployment = deploymentOf(name)
  const test = liveSuite(`${name}, verified while it runs`, deployment.apache ? 'apache2' : 'nginx')

  test('as the files say, nothing differs', async () => {
    assert.equal(await differences(deployment, faulty, true), [])
  })

  for (const { written, instead, differs, unsafe = false } of faulty.faults) {
    test(`${written.replaceAll(/\s+/g, ' ')} is written otherwise: that, and nothing else`, async () => {
      const found = await differences(
        { ...deployment, replace: { ...deployment.replace, [written]: instead } },
        faulty,
        unsafe,
      )
      assert.ok(found.length > 0)
      for (const line of found) assert.match(line, differs)
    })
  }

  test.run()
}

const complete = suite('verify: every deployment')
complete('has its faults', () => {
  assert.equal(DEPLOYMENTS.map(({ name }) => name).sort(), Object.keys(FAULTS).sort())
})
for (const deployment of DEPLOYMENTS)
  complete(`${deployment.name} has one in each of its layers`, async () => {
    const folder = folderOf(deployment)
    const { layers } = await loadSite({ cwd: folder, config: false })
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    const texts = paths
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => ({ layer: layers.get(path) ?? 'express', text: readFileSync(join(folder, path), 'utf8') }))
    const faulty = FAULTS[deployment.name]?.faults.map(
      ({ written }) => texts.find(({ text }) => text.includes(written))?.layer,
    )
    const { nginx, apache, apps = [] } = deployment
    const running = [nginx && 'nginx', apache !== undefined && 'apache', apps.length > 0 && 'express']
    assert.equal(new Set(faulty), new Set(running.filter(Boolean)))
  })
complete.run()
