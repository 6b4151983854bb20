// Loads applications with the real Express beside them and prints what each registered, as JSON: a list of `METHOD path` for each.
const { createRequire } = require('node:module')
const { pathToFileURL } = require('node:url')

const entries = process.argv.slice(2)
const express = createRequire(entries[0])('express')
const found = []

const pathsOf = (first) => {
  const isPath = typeof first === 'string' || first instanceof RegExp || (Array.isArray(first) && typeof first[0] !== 'function')
  return isPath ? [first].flat(Infinity) : ['/']
}

/** A mount's path is kept nowhere: it is noted as it is given. */
function note(holder) {
  const { use } = holder
  holder.use = function (...args) {
    const before = this.stack.length
    const result = use.apply(this, args)
    for (const layer of this.stack.slice(before)) layer.mounts = pathsOf(args[0])
    return result
  }
}
note(typeof express.Router.use === 'function' ? express.Router : express.Router.prototype)

const appUse = express.application.use
express.application.use = function (...args) {
  const apps = args.flat(Infinity).filter((one) => one?.handle && one.set)
  this.mountedApps = [...this.mountedApps ?? [], ...apps.flatMap((app) => pathsOf(args[0]).map((path) => ({ app, path })))]
  return appUse.apply(this, args)
}

const join = (prefix, path) => (path instanceof RegExp ? `${prefix.replace(/\/+$/, '')}{regex:${path.source}}${path.flags}` : `${prefix}${path}`.replace(/\/+/g, '/'))

/** `app.all` registers every method that Node knows, one by one. */
function methodsOf(route) {
  const methods = [...new Set(route.stack.map((one) => (one.method ?? 'all').toUpperCase()))]
  return methods.length > 20 ? ['ALL'] : methods
}

function walk(router, prefix) {
  for (const layer of router.stack) {
    if (layer.route) {
      for (const path of [layer.route.path].flat(Infinity)) {
        const methods = methodsOf(layer.route)
        for (const method of methods) found.push(`${method} ${join(prefix, path)}`)
      }
    } else if (layer.handle.stack) for (const path of layer.mounts ?? ['/']) walk(layer.handle, join(prefix, path))
  }
}

function walkApp(app, prefix) {
  const router = app._router ?? app.router
  if (router) walk(router, prefix)
  for (const mounted of app.mountedApps ?? []) walkApp(mounted.app, join(prefix, mounted.path))
}

async function main() {
  const tables = []
  for (const entry of entries) {
    const module = await import(pathToFileURL(entry))
    await new Promise((resolve) => setTimeout(resolve, 50))
    walkApp(module.default.default ?? module.default, '')
    tables.push(found.splice(0))
  }
  console.log(JSON.stringify(tables))
}

main()
