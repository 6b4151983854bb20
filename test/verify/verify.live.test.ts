import * as assert from 'uvu/assert'
import { loadSite, verify } from '../../src/index.ts'
import { liveSuite } from '../live.ts'
import { folderOf, start, type Deployment } from '../projects/deployment.ts'
import { DEPLOYMENTS } from '../projects/deployments.ts'

/** A fault that stands in the running copy alone: what is written there in place of what the files say, and who then differs. */
interface Fault {
  written: string
  instead: string
  differs: RegExp
  unsafe?: true
}

const FAULTS: Record<string, { door: string; faults: Fault[] }> = {
  shop: {
    door: 'http://shop.example:8080',
    faults: [
      {
        written: 'if ($request_method != POST) {\n            return 405;',
        instead: 'if ($request_method != POST) {\n            return 501;',
        differs: /^\w+ \/newsletter status$/,
      },
      {
        written: 'limit_except GET POST {',
        instead: 'limit_except GET {',
        differs: /^POST \/api\/\S* status$/,
        unsafe: true,
      },
    ],
  },
  library: {
    door: 'http://library.example:8082',
    faults: [
      {
        written: 'Redirect gone "/newsletter"',
        instead: 'Redirect temp "/newsletter" "/books/"',
        differs: /^\w+ \/newsletter\S* status$/,
      },
      {
        written: "app.get('/status', (req, res) => res.sendStatus(204))",
        instead: "app.get('/status', (req, res) => res.sendStatus(501))",
        differs: /^(?:GET|HEAD) \/api\/status status$/,
      },
      {
        written: 'Require method GET HEAD OPTIONS',
        instead: 'Require method GET HEAD',
        differs: /^OPTIONS \/reading-room\S* status$/,
      },
      { written: "router.put('/:isbn', books.save)", instead: '', differs: /^OPTIONS \/api\/books\/\S* allow$/ },
    ],
  },
  tickets: {
    door: 'http://localhost:8080',
    faults: [
      { written: 'return 405;', instead: 'return 501;', differs: /^\w+ \/api\/export status$/, unsafe: true },
      {
        written: 'else res.sendStatus(404)',
        instead: 'else res.sendStatus(405)',
        differs: /^(?:GET|HEAD) \/api\/\S+\/(?:verblint|a) status$/,
      },
    ],
  },
  campus: {
    door: 'http://campus.example:8089',
    faults: [
      {
        written: 'Require method GET HEAD',
        instead: 'Require method PUT',
        differs: /^\w+ \/staff\S* status$/,
        unsafe: true,
      },
    ],
  },
  guild: {
    door: 'http://guild.example:80',
    faults: [{ written: 'return 404;', instead: 'return 410;', differs: /^\w+ \/hidden\S* status$/ }],
  },
  // PUT of an empty body makes a file: the model is asked what is sent.
  orchard: { door: 'http://orchard.example:8095', faults: [] },
  dashboard: {
    door: 'http://dash.example:8084',
    faults: [
      {
        written: 'res.sendStatus(415)',
        instead: 'res.sendStatus(405)',
        differs: /^POST \/api\/reports\/ status$/,
        unsafe: true,
      },
    ],
  },
}

const deploymentOf = (name: string): Deployment => {
  const found = DEPLOYMENTS.find((one) => one.name === name)
  if (!found) throw new Error(name)
  return found
}

async function differences(deployment: Deployment, door: string, unsafe: boolean): Promise<string[]> {
  const site = await loadSite({ cwd: folderOf(deployment), config: false })
  const running = await start(deployment)
  try {
    const { checked } = await verify(site, `http://127.0.0.1:${running.port}`, { as: door, rate: 1000, unsafe })
    assert.ok(checked.filter(({ verdict }) => verdict === 'same').length > checked.length * 0.8)
    return checked
      .filter(({ verdict }) => verdict === 'status' || verdict === 'allow')
      .map(({ method, path, verdict }) => `${method} ${path} ${verdict}`)
  } finally {
    await running.stop()
  }
}

for (const [name, { door, faults }] of Object.entries(FAULTS)) {
  const deployment = deploymentOf(name)
  const test = liveSuite(`${name}, verified while it runs`, deployment.apache ? 'apache2' : 'nginx')

  test('as the files say, nothing differs', async () => {
    assert.equal(await differences(deployment, door, true), [])
  })

  for (const { written, instead, differs, unsafe = false } of faults) {
    test(`${written.replaceAll(/\s+/g, ' ')} is written otherwise: that, and nothing else`, async () => {
      const found = await differences(
        { ...deployment, replace: { ...deployment.replace, [written]: instead } },
        door,
        unsafe,
      )
      assert.ok(found.length > 0)
      for (const line of found) assert.match(line, differs)
    })
  }

  test.run()
}
