import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readExpress } from '../../../src/express/index.ts'
import { layOut } from '../project.ts'

const test = suite('applications of one factory')

const FACTORY = `
const express = require('express')
module.exports = (options) => {
  const app = express()
  app.get('/users', (req, res) => res.json([]))
  if (options.extra) app.get('/extra', (req, res) => res.json([]))
  return app
}
`
const SERVER = "require('./app')({}).listen(3000)"

function originsOf(texts: Record<string, string>): number {
  const { disk, files } = layOut({ 'app.js': `// express${FACTORY}`, 'server.js': `// express\n${SERVER}`, ...texts })
  return readExpress(files, disk, { version: '5' }).origins.length
}

test('an application of the same factory that serves nowhere is none of the site’s', () => {
  assert.is(originsOf({}), 1)
  assert.is(
    originsOf({ 'scripts/print-routes.js': "// express\nconst app = require('../app')({})\nconsole.log(app)" }),
    1,
  )
})

test('one that has registered more is another application', () => {
  assert.is(originsOf({ 'lambda.js': "// express\nmodule.exports = require('./app')({ extra: true })" }), 2)
})

test('what tests share starts no application of its own', () => {
  const helper = (line: string): string =>
    `// express\n${line}\nconst app = require('./app')({ extra: true })\nexports.app = app`
  assert.is(originsOf({ 'helper.js': helper("const request = require('supertest')") }), 1)
  assert.is(originsOf({ 'helper.js': helper("import { expect } from 'vitest'") }), 1)
  assert.is(originsOf({ 'helper.js': helper("const request = require('superagent')") }), 2)
})

test('where none serves, each counts', () => {
  const { disk, files } = layOut({
    'app.js': `// express${FACTORY}`,
    'a.js': "// express\nmodule.exports = require('./app')({})",
    'b.js': "// express\nmodule.exports = require('./app')({})",
  })
  assert.is(readExpress(files, disk, { version: '5' }).origins.length, 2)
})

test.run()
