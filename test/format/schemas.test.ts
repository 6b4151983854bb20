import { readFileSync } from 'node:fs'
import { Ajv, type AnySchema } from 'ajv'
import AjvDraft4 from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import json from '../../src/format/json.ts'
import sarif from '../../src/format/sarif.ts'
import { lint, type Report } from '../../src/index.ts'
import { context, place, problem, reportOf } from './report.ts'

const test = suite('formats against their schemas')

const schemaAt = (path: string): AnySchema => JSON.parse(readFileSync(path, 'utf8'))

const report = addFormats.default(new Ajv({ allErrors: true })).compile(schemaAt('verblint.report.schema.json'))
/** As OASIS publishes it, by way of @microsoft/jest-sarif. */
const log = addFormats
  .default(new AjvDraft4.default({ allErrors: true, strict: false, unicodeRegExp: false }))
  .compile(schemaAt('fixtures/schemas/sarif-2.1.0.json'))

const edits = [{ file: 'nginx.conf', start: 0, end: 6, text: 'x' }]
const FULL = problem({
  related: [{ message: 'DELETE is served here', ...place('api/app.js', "app.delete('/items/:id', remove)") }],
  fix: { message: 'Say 405', edits },
  suggestions: [{ message: 'Say nothing', edits }],
  file: 'a b/ü:c.conf',
})
const refused = [{ path: 'x\u202e.conf', reason: 'is a binary file', expected: true }]

const reports = async (): Promise<Report[]> => [
  reportOf([]),
  reportOf([problem(), problem({ severity: 'info' }), FULL], { refused, faults: ['rule x: broken'] }),
  ...(await Promise.all(
    ['shop', 'wiki', 'tickets'].map((name) => lint({ cwd: `fixtures/projects/${name}`, level: 'info' })),
  )),
  ...(await Promise.all(
    ['unreachable-directive', 'syntax', 'include-missing'].map((name) =>
      lint({ cwd: `fixtures/${name}`, level: 'info', config: false }),
    ),
  )),
]

test('json is as verblint.report.schema.json says', async () => {
  for (const one of await reports())
    assert.ok(report(JSON.parse(json(one, context))), JSON.stringify(report.errors?.slice(0, 3)))
  const wrong = { ...JSON.parse(json(reportOf([problem()]), context)), more: 1 }
  assert.not(report(wrong))
})

test('sarif is as the standard says, each rule with a name, each place with its text', async () => {
  for (const one of await reports()) {
    const value = JSON.parse(await sarif(one, context))
    assert.ok(log(value), JSON.stringify(log.errors?.slice(0, 3)))
    const [
      {
        tool: { driver },
        results,
      },
    ] = value.runs
    assert.match(driver.informationUri, /^https:/)
    assert.ok(driver.rules.every((rule: { name: string }) => /^[\dA-Z][\dA-Za-z]+$/.test(rule.name)))
    assert.is(results.length, one.problems.length)
  }
  const [result] = JSON.parse(await sarif(reportOf([problem()]), context)).runs[0].results
  assert.is(result.locations[0].physicalLocation.region.snippet.text, 'return 501')
  assert.not(log({ version: '2.1.0', runs: [{ tool: {} }] }))
})

test.run()
