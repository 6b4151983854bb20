// npm run bench -- keystroke [FOLDER...]: what linting again costs after an edit of one file, as the language server does it, as a share of
// the first time (a quarter at most), and how many objects are kept after that many edits (EDITS, 200). Without a folder: generated sites.
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { queryObjects } from 'node:v8'
import { lintSite } from '../../dist/src/index.js'
import { newMemory, sweep } from '../../dist/src/lint/memory.js'
import { application, KINDS } from './generate.js'
import { median, writeFiles } from './meter.js'

const EDITS = Number(process.env.EDITS ?? 200)
const cell = (text) => String(text).padStart(12)

async function cost(run) {
  const began = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1000
}

async function row(name, cwd) {
  const memory = newMemory()
  let report
  const lint = async (unsaved) => {
    report = (await lintSite({ cwd, memory, ...(unsaved && { unsaved }) })).report
    sweep(memory)
  }
  const first = await cost(() => lint())
  const files = [...report.files.values()].filter(({ absolute }) => absolute.startsWith(realpathSync(cwd)))
  const costs = []
  let early = 0
  for (let count = 0; count < EDITS; count += 1) {
    const { absolute } = files[count % files.length]
    costs.push(
      await cost(() =>
        lint(new Map([[absolute, Buffer.concat([readFileSync(absolute), Buffer.from(' '.repeat((count % 7) + 1))])]])),
      ),
    )
    if (count === Math.min(files.length + 5, EDITS - 1)) early = queryObjects(Object, { format: 'count' })
  }
  const late = queryObjects(Object, { format: 'count' })
  console.log(
    name.padEnd(26) +
      [
        `${first.toFixed(0)} ms`,
        `${median(costs).toFixed(0)} ms`,
        `${(median(costs) / first).toFixed(2)} ×`,
        '0.25 ×',
        early,
        late,
        `${(late / early).toFixed(2)} ×`,
      ]
        .map(cell)
        .join(''),
  )
}

export async function benchKeystroke(folders) {
  const scratch = mkdtempSync(join(tmpdir(), 'verblint-keystroke-'))
  try {
    console.log(
      ''.padEnd(26) + ['first', 'an edit', 'ratio', 'at most', 'objects', 'at the end', 'growth'].map(cell).join(''),
    )
    if (folders.length === 0) {
      writeFiles(join(scratch, 'nginx'), KINDS['server files'](100))
      writeFiles(join(scratch, 'express'), application(50))
      await row('100 nginx files', join(scratch, 'nginx'))
      await row('50 Express routers', join(scratch, 'express'))
      await row('the shop', resolve('fixtures/projects/shop'))
    }
    for (const folder of folders) await row(basename(folder), resolve(folder))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
