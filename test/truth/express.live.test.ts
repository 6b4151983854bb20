import { suite } from 'uvu'
import type { Test } from 'uvu'
import * as assert from 'uvu/assert'
import { CASES } from './express-cases/index.ts'
import { RealExpress, compare, installed } from './express-lab.ts'
import type { Compared, Major } from './express-lab.ts'

// Each application is run on the real Express 4 and 5, and asked the same as the model.

/** Cases whose outcome the files leave open: the model has to say so, and to have the real answer among the possible ones. */
const MAY_BE_OPEN = 0.02

const told = ({ id, major, asked, seen, outcomes, why }: Compared): string =>
  `${id} (Express ${major}), ${asked}: ${seen.status} came, ${why}; the model: ${outcomes.map(({ status, by, when }) => `${status} by ${by}${when ? ` ${when}` : ''}`).join(' or ')}`

function liveSuite(major: Major): Test {
  const live = suite(`Express ${major}, live`)
  if (!installed(major)) {
    console.log(`\nSKIPPED Express ${major}: express${major} is not installed`)
    live.skip('the real server', () => {})
    return live
  }
  const all: Compared[] = []
  let real: RealExpress
  live.before(() => { real = new RealExpress(major) })
  live.after(() => { real.close() })

  for (const one of CASES) {
    if (one.majors && !one.majors.includes(major)) continue
    live(one.id, async () => {
      const { compared, refusal } = await compare(one, major, real)
      if (refusal) assert.ok(refusal.found, `${refusal.real === null ? 'Express accepts this' : `Express refuses this: ${refusal.real}`}`)
      all.push(...compared)
      assert.equal(compared.filter(({ verdict }) => verdict === 'contradicted').map(told), [])
      assert.equal(compared.filter((one) => one.asRule !== '').map((one) => `${told(one)}; to a rule: ${one.asRule}`), [])
    })
  }

  live('what is open is rare', () => {
    const open = all.filter(({ verdict }) => verdict === 'open')
    assert.ok(open.length <= all.length * MAY_BE_OPEN, open.map(told).join('\n'))
    assert.ok(all.length > 1000, `${all.length} answers compared`)
  })
  return live
}

const four = liveSuite(4)
const five = liveSuite(5)
four.run()
five.run()
