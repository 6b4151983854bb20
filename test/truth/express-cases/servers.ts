import type { Case } from '../express-lab.ts'
import { everyMethod } from './ask.ts'

const onServer = (use: string): Record<string, string> => ({
  'app.js': `const http = require('http'); const express = require('express'); const app = express(); app.all('/x', (req, res) => res.status(202).end()); const server = http.createServer(app); ${use}; module.exports = server`,
})

/** What stands before an application, and what of a request is looked at whatever the method is. */
export const SERVERS: Case[] = [
  { id: 'expect-without-listener', app: onServer(''), ask: ['POST /x | Expect: other', 'GET /x | Expect: 200-ok', 'POST /x | Expect: 100-continue', 'GET /x'] },
  { id: 'listeners-for-others', app: onServer("server.on('close', () => {}); server.once('listening', () => {}); server.on('error', () => {}); server.on('connection', () => {}); server.setTimeout(5000)"), ask: ['GET /x', 'POST /none'] },
  { id: 'param-callback-head', app: "app.param('id', (req, res, next, id) => id === '0' ? res.status(410).end() : next()); app.post('/x/:id', (req, res) => res.send('posted')); app.get('/y/:id', (req, res) => res.send('y')); const r = express.Router(); r.param('n', (req, res, next, n) => n === 'no' ? next(createError(403)) : next()); r.delete('/:n', (req, res) => res.end()); app.use('/r', r);", ask: [...everyMethod('/x/0'), ...everyMethod('/x/1'), ...everyMethod('/y/0'), ...everyMethod('/r/no'), ...everyMethod('/r/yes')] },
  { id: 'broken-escapes', app: "app.post('/x/:id', (req, res) => res.send('posted')); app.get('/y/:id', (req, res) => res.send('y'));", ask: [...everyMethod('/x/%zz'), ...everyMethod('/y/%zz'), ...everyMethod('/x/%41'), ...everyMethod('/z/%zz')] },
  { id: 'conditional-requests', app: { 'app.js': "const express = require('express'); const app = express(); app.all('/x', (req, res) => res.send('x')); app.all('/s', (req, res) => res.status(201).send('x')); app.all('/n', (req, res) => res.status(404).send('x')); app.all('/f', (req, res) => res.sendFile('f.txt', { root: __dirname })); app.all('/p', (req, res) => res.status(404).sendFile('f.txt', { root: __dirname })); module.exports = app", 'f.txt': 'file' },
    ask: ['GET', 'HEAD', 'QUERY', 'POST', 'DELETE'].flatMap((method) => ['/x', '/s', '/n', '/f', '/p'].flatMap((path) => [`${method} ${path} | If-None-Match: *`, `${method} ${path} | If-Match: "zz"`, `${method} ${path} | Range: bytes=0-1`, `${method} ${path} | If-Match: *`])) },
]
