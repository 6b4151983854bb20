import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import type { Site } from '../../src/model/site.ts'
import { hostLabel } from '../../src/format/routes/label.ts'
import { folderWith } from '../folder.ts'

// What a template leaves open is a name that somebody puts there: no Host field with braces in it, which nginx answers with 400.

const load = (files: Record<string, string>): Promise<Site> => loadSite({ config: false, cwd: folderWith(files) })

/** `*:80 /x 204`: what GET gets, by the host as people read it. */
const answers = ({ cells }: Site): string[] => [
  ...new Set(
    cells
      .filter(({ method }) => method === 'GET')
      .map((cell) => `${hostLabel(cell)} ${cell.outcomes.map(({ status }) => status).join()}`),
  ),
]

const server = (listen: string, name: string, status: number): string =>
  `server { listen ${listen}; server_name ${name}; location / { return ${status}; } }\n`

test('the only server of a template answers for any name', async () => {
  for (const name of ['${EDGE_HOST}', '$EDGE_HOST', 'www.${EDGE_HOST}'])
    assert.equal(answers(await load({ 'site.conf.template': server('${EDGE_PORT}', name, 204) })), ['*:80 204'], name)
  assert.equal(answers(await load({ 'site.conf.j2': server('{{ port }}', '{{ domain }}', 204) })), ['*:80 204'])
})

test('beside others it is asked by its name, and they by theirs', async () => {
  assert.equal(
    answers(
      await load({ 'site.conf.template': server('80', 'shop.example', 200) + server('80', '${EDGE_HOST}', 204) }),
    ),
    ['shop.example:80 200', '*:80 204'],
  )
  assert.equal(
    answers(
      await load({ 'site.conf.j2': server('{{ port }}', '{{ domain }}', 204) + server('80', 'shop.example', 200) }),
    ),
    ['shop.example:80 200', '*:80 204'],
  )
  assert.equal(answers(await load({ 'site.conf.template': server('80', '${EDGE_HOST} shop.example', 204) })), [
    'shop.example:80 204',
  ])
})

test('of a lone template, too, the compose file says what fills it in and what its container sees', async () => {
  const compose =
    'services:\n  www:\n    environment: { STORE_HOST: store.example }\n    volumes: ["./conf/site.conf.template:/etc/nginx/templates/site.conf.template:ro", "./public:/srv/www:ro"]\n'
  const site = await load({
    'compose.yaml': compose,
    'public/index.html': 'hello\n',
    'conf/site.conf.template': 'server { listen 80; server_name ${STORE_HOST}; root /srv/www; location / { } }\n',
  })
  assert.equal(answers(site), ['store.example:80 200', 'store.example:80 404'])
})

test.run()
