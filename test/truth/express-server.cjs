// Runs one case's application on a real Express and asks it: what a message says comes in, what it answered goes out.
const { Server, createServer, request } = require('node:http')
const Module = require('node:module')
const path = require('node:path')

// The alias of Express that is meant, and the folder whose node_modules the applications see.
const [, , alias, root = path.join(__dirname, '..', '..')] = process.argv
const resolve = Module._resolveFilename
Module._resolveFilename = function (name, parent, ...rest) {
  if (name === 'express' || name.startsWith('express/')) name = name.replace('express', alias)
  const bare = !name.startsWith('.') && !path.isAbsolute(name) && parent && !parent.filename?.includes(`${path.sep}node_modules${path.sep}`)
  return resolve.call(this, name, bare ? { ...parent, paths: [path.join(root, 'node_modules')] } : parent, ...rest)
}
process.on('unhandledRejection', () => {})
process.on('uncaughtException', () => {})
console.log = console.error = console.warn = () => {}

const PATIENCE = 300

/** On a busy machine time passes without anything happening: a request that surely gets its answer shows that it had its chance. */
const control = createServer((_, response) => response.end()).listen(0, '127.0.0.1')
const roundTrip = () => new Promise((done) => { request({ port: control.address().port, host: '127.0.0.1', agent: false }, (response) => { response.resume(); response.on('end', done) }).on('error', done).end() })

function ask(port, { method, path, headers, body }) {
  return new Promise((done) => {
    const sent = request({ port, host: '127.0.0.1', method, path, headers, agent: false, timeout: PATIENCE }, (response) => {
      const all = {}
      for (let at = 0; at < response.rawHeaders.length; at += 2) {
        const name = response.rawHeaders[at].toLowerCase()
        all[name] = name in all ? `${all[name]}, ${response.rawHeaders[at + 1]}` : response.rawHeaders[at + 1]
      }
      response.resume()
      done({ status: response.statusCode, headers: all })
      sent.destroy()
    })
    sent.on('timeout', async () => {
      for (let times = 0; times < 3; times++) await roundTrip()
      done({ status: null, headers: {} })
      sent.destroy()
    })
    sent.on('error', () => done({ status: null, headers: {} }))
    sent.end(body)
  })
}

process.on('message', async ({ id, file, asked }) => {
  let app
  try {
    app = require(file)
    app = app.default ?? app
  } catch (error) {
    process.send({ id, refused: String(error.message).split('\n')[0] })
    return
  }
  const server = app instanceof Server ? app : createServer(app)
  await new Promise((up) => server.listen(0, '127.0.0.1', up))
  const { port } = server.address()
  const seen = await Promise.all(asked.map((one) => ask(port, one)))
  server.closeAllConnections()
  server.close()
  process.send({ id, seen })
})
