// Starts one program with the real packages, lists the routes of its Express application, asks each of them, and prints `METHOD path status`.
// What mounts a router is remembered as it is called: Express 4 keeps no more of it than an expression.
require('reflect-metadata')
const Module = require('node:module')

const mounts = new WeakMap()
const known = new WeakSet()

/** Each framework may have an Express of its own, of either major. */
function remember({ Router }) {
  const holder = Router.use ? Router : Router.prototype
  if (known.has(holder)) return
  known.add(holder)
  const { use } = holder
  holder.use = function (path, ...handlers) {
    const before = this.stack.length
    const result = use.call(this, path, ...handlers)
    for (const layer of this.stack.slice(before)) mounts.set(layer, typeof path === 'string' ? path : '/')
    return result
  }
}

const load = Module._load
Module._load = function (request, parent, ...more) {
  if (request !== 'express') return load.call(this, request, parent, ...more)
  // Of the two majors beside each other, those without one of their own get the older, which all of them know.
  const own = /express\/node_modules\/express\//.test(Module._resolveFilename(request, parent))
  const loaded = load.call(this, own ? request : 'express4', parent, ...more)
  remember(loaded)
  return loaded
}

const join = (...parts) => parts.join('/').replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1') || '/'

/** `app.all` registers every method one by one. */
function methodsOf({ methods }) {
  const names = Object.keys(methods)
  return methods._all || names.length > 20 ? ['ALL'] : names.map((method) => method.toUpperCase())
}

function list(router, prefix) {
  return router.stack.flatMap((layer) => {
    if (layer.route) {
      const paths = Array.isArray(layer.route.path) ? layer.route.path : [layer.route.path]
      const methods = methodsOf(layer.route)
      return paths.flatMap((path) => methods.map((method) => ({ method, path: join(prefix, path) })))
    }
    return layer.handle.stack ? list(layer.handle, join(prefix, mounts.get(layer) ?? '/')) : []
  })
}

/** Given as `METHOD path`, and asked beside what is listed. */
const asRoute = (line) => ({ method: line.split(' ')[0], path: line.split(' ')[1] })

async function main([entry, ...asked]) {
  const loaded = require(entry)
  const app = await (loaded.default ?? loaded)
  const routes = [...list(app._router ?? app.router, '/').filter((one) => !asked.includes(`${one.method} ${one.path}`)), ...asked.map(asRoute)]
  const server = await app.listen(0, '127.0.0.1')
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
  const lines = []
  for (const { method, path } of routes) {
    const url = `http://127.0.0.1:${server.address().port}${path.replaceAll(/:\w+/g, '1')}`
    const response = await fetch(url, { method: method === 'ALL' ? 'GET' : method, headers: { accept: 'application/json', 'content-type': 'application/json' }, ...(/^P/.test(method) && { body: '{}' }) })
    lines.push(`${method} ${path} ${response.status}`)
  }
  console.log(JSON.stringify(lines))
  process.exit(0)
}

main(process.argv.slice(2))
