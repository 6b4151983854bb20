import type { Case } from '../express-lab.ts'

const path4 = (path: string, ...ask: string[]): Case => ({ id: `path4 ${path}`, majors: [4], app: `app.get(${JSON.stringify(path)}, (req, res) => res.end());`, ask: ask.map((one) => `GET ${one}`) })
const path5 = (path: string, ...ask: string[]): Case => ({ ...path4(path, ...ask), id: `path5 ${path}`, majors: [5] })
const TRIES = ['/', '/a', '/a/', '/ab', '/abc', '/abcd', '/a/b', '/a/b/c', '/a.b', '/a-b', '/x', '/a*', '/a%20b', '//a', '/acd', '/abbcd', '/1', '/a/1', '/a/x.json']
/** Paths as each major reads them. */
export const PATHS: Case[] = [
  ...['/a', '/a/', '/ab?cd', '/ab+cd', '/ab*cd', '/a(bc)?d', '/a(b|c)', '/(a|b)', '/:x', '/:x?', '/:x*', '/:x+', '/:x(\\d+)', '/:x(\\d+)?', '/:x-:y', '/:x.:y', '/:x.:y?', '/a/:x?', '/a/:x?/c', '/a/*', '/a*', '*', '/*', '/a.b', '/a\\.b', '/[ab]', '/[a-c]+', '/(.*)', '/:x(*)', '/:x(.*)', '/a$', '/^a', '/a/(\\d+)', '/a/:y([a-z]+).:z', '/:x(a|b)', '/(?:a|b)', '/a{/:x}', '/{*s}', '/*s', '/a?', '/:a/:b', '/:a/:b?', 'a', '', '/:x([a-c]{1,3})', '/a**', '/+', '/:', '/a:', '/:x:y'].map((path) => path4(path, ...TRIES)),
  ...['/a', '/a/', '/:x', '/{:x}', '/a{/:x}', '/a{/:x}/c', '/{*s}', '/*s', '/a/*s', '/a/{*s}', '/*s/c', '/a.b', '/:x.:y', '/:x-:y', '/:x{.:y}', '/a\\*', '/a{b}', '/a{b}{c}d', '/"a"', '/:"x y"', '/a/*s/c', '/*a/*b', '/a-b', '', 'a', '/{a/}b', '/a$', '/^a', '/:x{-:y}', '/{:a/}:b', '/a*s', '/:a:b', '/*a:b', '/{', '/}', '/a\\', '/a|b', '/*', '/:1', '/a//', '/a/{b/}{c}'].map((path) => path5(path, ...TRIES)),
  ...['/a', '/:x', '/a/:x', '/(a|b)', '*', '/*', '/a*', '/a.b', '', 'a', '/:x?', '/a/'].map((path): Case => ({ id: `use4 ${path}`, majors: [4], app: `app.use(${JSON.stringify(path)}, (req, res) => res.status(req.path === '/' ? 200 : 201).end());`, ask: TRIES.map((one) => `GET ${one}`) })),
  ...['/a', '/:x', '/a/:x', '/{*s}', '/*s', '/a{/:x}', '/a.b', '', 'a', '/a/', '/:x{/:y}'].map((path): Case => ({ id: `use5 ${path}`, majors: [5], app: `app.use(${JSON.stringify(path)}, (req, res) => res.status(req.path === '/' ? 200 : 201).end());`, ask: TRIES.map((one) => `GET ${one}`) })),
  { id: 'wildcards-are-lists', majors: [5], app: "app.get('/f/*path', (req, res) => res.status(Array.isArray(req.params.path) && req.params.path.length > 2 ? 200 : req.params.path[0] === 'b' ? 403 : 206).end()); app.get('/o{/*rest}', (req, res) => res.status(req.params.rest === undefined ? 204 : 200).end());", ask: ['GET /f/a', 'GET /f/b/c', 'GET /f/a/b/c', 'GET /f/a%2Fb', 'GET /o', 'GET /o/x'] },
]
