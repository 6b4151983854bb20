import { join } from 'node:path'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { readDockerfile, type Stage } from '../../src/deployment/dockerfile.ts'
import { openDisk } from '../../src/files/disk.ts'
import { folderWith } from '../folder.ts'

const FILES = [
  'nginx/a.conf',
  'nginx/b.conf',
  'nginx/.hidden.conf',
  'nginx/notes.md',
  'nginx.conf',
  'public/index.html',
]
const CONTEXT = folderWith(Object.fromEntries(FILES.map((name) => [name, 'x'])))

const read = (text: string, target?: string): Stage =>
  readDockerfile(text, { context: CONTEXT, disk: openDisk(CONTEXT) }, target)
/** Where each file of the project ends up. */
const places = ({ mounts }: Stage): string[] =>
  mounts.map(({ source, target }) => `${source.slice(join(CONTEXT, '/').length)} ${target}`)

test('a pattern names the files that are there', () => {
  assert.equal(places(read('FROM nginx\nCOPY nginx/*.conf /etc/nginx/conf.d/')), [
    'nginx/.hidden.conf /etc/nginx/conf.d/.hidden.conf',
    'nginx/a.conf /etc/nginx/conf.d/a.conf',
    'nginx/b.conf /etc/nginx/conf.d/b.conf',
  ])
  const nothing = read('FROM nginx\nCOPY nginx/*.txt /etc/nginx/conf.d/')
  assert.equal([nothing.mounts, nothing.made], [[], ['/etc/nginx/conf.d']])
})

test('what is copied to a folder of the image by its bare name lies in it', () => {
  assert.equal(places(read('FROM nginx\nCOPY nginx/a.conf /etc/nginx/conf.d')), [
    'nginx/a.conf /etc/nginx/conf.d/a.conf',
  ])
  assert.equal(places(read('FROM nginx\nADD nginx.conf /etc/nginx/nginx.conf')), ['nginx.conf /etc/nginx/nginx.conf'])
})

test('a stage that starts from another has what that one has', () => {
  const text = `ARG TAG=1.25
FROM nginx:\${TAG} AS base
ENV MODE=a
COPY nginx.conf /etc/nginx/nginx.conf
RUN rm /etc/nginx/conf.d/default.conf

FROM base AS dev
COPY nginx/a.conf /etc/nginx/conf.d/a.conf

FROM base
COPY nginx/b.conf /etc/nginx/conf.d/b.conf
`
  const last = read(text)
  assert.equal(places(last), ['nginx.conf /etc/nginx/nginx.conf', 'nginx/b.conf /etc/nginx/conf.d/b.conf'])
  assert.equal(
    [last.image, last.removed, [...last.environment]],
    ['nginx:1.25', ['/etc/nginx/conf.d/default.conf'], [['MODE', 'a']]],
  )
  assert.equal(places(read(text, 'dev')).at(-1), 'nginx/a.conf /etc/nginx/conf.d/a.conf')
})

test('a file of an earlier stage is the project’s; a folder of it is what a build made', () => {
  const stage = read(`FROM node:20 AS build
WORKDIR /app
COPY . .
RUN npm run build
FROM nginx
COPY --from=build /app/dist /usr/share/nginx/html
COPY --from=0 /app/nginx.conf /etc/nginx/
COPY --from=other /x.conf /etc/nginx/x.conf
`)
  assert.equal(places(stage), ['nginx.conf /etc/nginx/nginx.conf'])
  assert.equal(stage.made, ['/usr/share/nginx/html', '/etc/nginx/x.conf'])
})

test('texts of their own and comments are no instructions', () => {
  const stage = read(`FROM nginx
COPY <<EOF /etc/nginx/conf.d/default.conf
COPY nginx.conf /etc/nginx/nginx.conf
EOF
RUN <<'SH'
rm -rf /etc/nginx/conf.d/*
SH
RUN rm \\
# COPY nginx/a.conf /etc/nginx/conf.d/a.conf
    /usr/share/nginx/html/index.html
COPY public /usr/share/nginx/html
`)
  assert.equal(places(stage), ['public /usr/share/nginx/html'])
  assert.equal(stage.made, ['/etc/nginx/conf.d/default.conf'])
  assert.equal(stage.removed, ['/etc/nginx/conf.d/*', '/usr/share/nginx/html/index.html'])
})

test.run()
