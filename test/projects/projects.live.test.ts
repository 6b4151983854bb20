import * as assert from 'uvu/assert'
import { liveSuite } from '../live.ts'
import { compare, start } from './deployment.ts'
import { DEPLOYMENTS } from './deployments.ts'

for (const deployment of DEPLOYMENTS) {
  const test = liveSuite(`${deployment.name}, started for real`, deployment.apache ? 'apache2' : 'nginx')

  test('every route under every method is answered as the model says', async () => {
    const running = await start(deployment)
    try {
      const { exact, open, contradicted, asked } = await compare(deployment, running)
      if (process.env.VERBLINT_SHOW)
        console.log(
          [
            `${deployment.name}: ${exact} of ${asked} exact`,
            ...open.map((line) => `open ${line}`),
            ...contradicted.map((line) => `CONTRADICTED ${line}`),
          ].join('\n'),
        )
      assert.equal(contradicted, [])
      // What a store of the application holds when a request comes is open, and rightly so.
      assert.ok(exact >= 0.9 * asked, `${exact} of ${asked} exact\n${open.join('\n')}`)
    } finally {
      await running.stop()
    }
  })

  test.run()
}
