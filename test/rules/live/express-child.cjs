// Runs applications as they stand, `listen` and all, on ports of its own, and asks them: paths of files come in, answers go out.
const { createServer, request, Server } = require('node:http')
const { pathToFileURL } = require('node:url')

process.on('unhandledRejection', () => {})
process.on('uncaughtException', () => {})
console.log = console.error = console.warn = () => {}

/** Milliseconds; who says nothing is asked once more, since the machine may be busy. */
const PATIENCE = [500, 3000]
const { listen } = Server.prototype
/** The server that the application being loaded made, which is to wait. */
let made = null
Server.prototype.listen = new Proxy(listen, { apply: (_, server) => (made = server) })

/** What a handler that reads unseen state throws: no answer of the route's. */
const THROWN = /\b(?:Type|Reference)Error\b/

function askOnce(port, { method, path, headers }, timeout) {
  return new Promise((done) => {
    const sent = request({ port, host: '127.0.0.1', method, path, headers, agent: false, timeout }, (response) => {
      const all = {}
      for (let at = 0; at < response.rawHeaders.length; at += 2) {
        const name = response.rawHeaders[at].toLowerCase()
        all[name] = name in all ? `${all[name]}, ${response.rawHeaders[at + 1]}` : response.rawHeaders[at + 1]
      }
      let text = ''
      response.setEncoding('utf8').on('data', (part) => {
        text += part
      })
      response.on('close', () =>
        done({
          status: response.statusCode,
          headers: all,
          ...(response.statusCode === 500 && THROWN.test(text) && { thrown: true }),
        }),
      )
    })
    sent.on('timeout', () => {
      done({ status: null, headers: {} })
      sent.destroy()
    })
    sent.on('error', () => done({ status: null, headers: {} }))
    sent.end(headers['Content-Type'] ? '{}' : undefined)
  })
}

async function ask(port, asked) {
  const [little, much] = PATIENCE
  const answer = await askOnce(port, asked, little)
  return answer.status === null ? askOnce(port, asked, much) : answer
}

const isApp = (value) => typeof value === 'function' && typeof value.handle === 'function'

async function answer({ file, asked }) {
  made = null
  let loaded
  try {
    loaded = await import(pathToFileURL(file))
  } catch (error) {
    return { refused: String(error.message).split('\n')[0] }
  }
  const app = [loaded.default, loaded.default?.default, loaded.app, loaded.default?.app].find(isApp)
  const server = made ?? (app && createServer(app))
  if (!server) return { nothing: true }
  await new Promise((up) => listen.call(server, 0, '127.0.0.1', up))
  const { port } = server.address()
  const seen = await Promise.all(
    asked.map(async (one) => {
      const answer = await ask(port, one)
      // A HEAD does not say what was thrown.
      return one.method === 'HEAD' && answer.status === 500 && (await ask(port, { ...one, method: 'GET' })).thrown
        ? { ...answer, thrown: true }
        : answer
    }),
  )
  server.closeAllConnections()
  server.close()
  return { seen }
}

process.on('message', async ({ id, ...given }) => process.send({ id, ...(await answer(given)) }))
