import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { RealExpress, compare } from '../truth/express-lab.ts'
import type { Compared, Major } from '../truth/express-lab.ts'
import { PACKAGE_CASES } from './packages/cases.ts'
import { HOME, installPackages } from './packages/installed.ts'

// Each entry of the catalogue in a small application, on the real package and the real Express 4 and 5.

const told = ({ asked, seen, outcomes, why }: Compared): string =>
  `${asked}: ${seen.status} came, ${why}; the model: ${outcomes.map(({ status, by, when }) => `${status} by ${by}${when ? ` ${when}` : ''}`).join(' or ')}`

for (const major of [4, 5] as const satisfies readonly Major[]) {
  const live = suite(`packages on Express ${major}`)
  if (installPackages()) {
    let real: RealExpress
    live.before(() => {
      real = new RealExpress(major, HOME)
    })
    live.after(() => {
      real.close()
    })
    for (const one of PACKAGE_CASES.filter(({ majors }) => majors?.includes(major) ?? true)) {
      live(one.id, async () => {
        const { compared, refusal } = await compare(one, major, real)
        assert.is(refusal?.real ?? null, null)
        assert.equal(compared.filter(({ verdict }) => verdict === 'contradicted').map(told), [])
        assert.equal(
          compared.filter(({ asRule }) => asRule !== '').map((other) => `${told(other)}; to a rule: ${other.asRule}`),
          [],
        )
        const mayBeOpen = one.open === true ? one.ask : (one.open ?? [])
        assert.equal(
          compared.filter(({ verdict, asked }) => verdict !== 'exact' && !mayBeOpen.includes(asked)).map(told),
          [],
        )
      })
    }
  } else {
    console.log(`\nSKIPPED packages on Express ${major}: npm ci of test/packages failed`)
    live.skip('the real packages', () => {})
  }
  live.run()
}
