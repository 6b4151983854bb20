import { basename, dirname } from 'node:path'
import * as assert from 'uvu/assert'
import { loadSite } from '../../../src/index.ts'
import { folderWith } from '../../folder.ts'
import { liveSuite } from '../../live.ts'
import { start } from '../../projects/deployment.ts'

const test = liveSuite('hostnames in a map', 'nginx')

const MAPS = [
  'hostnames; .a.test 201; *.B.test 202; c.* 203;',
  'hostnames; *.a.test 201; *.x.a.test 202; a.* 203; www.a.* 204; a.test 205;',
  '.a.test 201; hostnames; *.b.test 202; c.test 203;',
  '*.a.test 201; a.* 202; a.test 203;',
  'hostnames; *.a.test 201; *.test 202; ~^x 203; x.a.* 204;',
]
const HOSTS = [
  'a.test',
  'x.a.test',
  'y.x.a.test',
  'A.test',
  'B.test',
  'q.b.test',
  'c.test',
  'c.x.y',
  'www.a.net',
  'a.test.',
  'xa.test',
  '.a.test',
  '*.a.test',
]

const conf = (map: string): string =>
  `map $http_x_host $status_of { default 209; ${map} }
server {
    listen 8097;
    server_name _;
    ${[201, 202, 203, 204, 205].map((code) => `if ($status_of = ${code}) { return ${code}; }`).join('\n    ')}
    return 209;
}
`

for (const map of MAPS)
  test(map, async () => {
    const root = folderWith({ 'site.conf': conf(map) })
    const running = await start({
      name: basename(root),
      below: dirname(root),
      ports: [8097],
      nginx: { part: 'site.conf' },
      door: { port: 8097 },
    })
    try {
      const site = await loadSite({ cwd: folderWith({ 'site.conf': conf(map) }), config: false })
      for (const host of HOSTS) {
        const headers = { 'x-host': host }
        const { status } = await running.ask('GET', '/', 'a', headers)
        const { outcomes } = await site.trace({ method: 'GET', url: 'http://a:8097/', headers })
        assert.equal(
          outcomes.map((outcome) => outcome.status),
          [status],
          host,
        )
      }
      const { outcomes } = await site.trace({ method: 'GET', url: 'http://a:8097/' })
      const { status } = await running.ask('GET', '/', 'a', {})
      assert.equal(
        outcomes.map((outcome) => outcome.status),
        [status],
        'no such header',
      )
    } finally {
      await running.stop()
    }
  })

test.run()
