import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { editsIn } from '../../src/deployment/edits.ts'
import { readDockerfile } from '../../src/deployment/dockerfile.ts'
import { openDisk } from '../../src/files/disk.ts'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

const test = suite('what commands change in an image')

const CONF = 'server {\n  listen 80;\n  location / { return 405; }\n}\n'
const FILE = '/etc/nginx/conf.d/default.conf'

/** Scripts of RUN, and whether the file is another one after them. A shell says so, too. */
const SCRIPTS: [script: string, changes: boolean][] = [
  [`sed -i 's/405/200/' ${FILE}`, true],
  [`sed -i -e 's/405/200/' -e 's|80|81|' ${FILE}`, true],
  [`sed -i.bak "s/405/200/g" ${FILE}`, true],
  [`sed -Ei 's#405#200#' /etc/nginx/conf.d/*.conf`, true],
  [`true && cd /etc/nginx && sed -i s/405/200/ conf.d/default.conf`, true],
  [`find /etc/nginx -name '*.conf' -exec sed -i 's/405/200/' {} +`, true],
  [`grep -rl 405 /etc/nginx/conf.d | xargs sed -i s/405/200/`, true],
  [`perl -pi -e 's/405/200/' ${FILE}`, true],
  [`echo "# more" >> ${FILE}`, true],
  [`printf 'x' > ${FILE}`, true],
  [`echo more | tee -a ${FILE} >/dev/null`, true],
  [`F=${FILE}; sed -i s/405/200/ "$F"`, true],
  [`for f in /etc/nginx/conf.d/*.conf; do sed -i s/405/200/ $f; done`, true],
  [`sh -c "sed -i s/405/200/ ${FILE}"`, true],
  [`sed 's/405/200/' ${FILE} > /tmp/out`, false],
  [`sed -n '/i/p' ${FILE} 2>/dev/null`, false],
  [`cat ${FILE} | grep -c 405 2>&1`, false],
  [`sed -i 's/x/y/' /etc/nginx/other.txt`, false],
  [`cd /etc && echo x > note.txt`, false],
  [`chmod 644 ${FILE} && mkdir -p /etc/nginx/ssl && touch /etc/nginx/ssl/key`, false],
]

for (const [script, changes] of SCRIPTS)
  test(script, () => {
    const root = folderWith({ 'etc/nginx/conf.d/default.conf': CONF, 'etc/nginx/other.txt': 'x\n', 'tmp/x': '' })
    execFileSync('sh', ['-c', script.replaceAll(/(?<![\w.])\/(?=etc|tmp)/g, `${root}/`)], { cwd: root })
    assert.is(readFileSync(join(root, FILE), 'utf8') !== CONF, changes)

    const context = folderWith({ 'site.conf': CONF })
    const image = readDockerfile(`FROM nginx\nCOPY site.conf ${FILE}\nRUN ${script}\n`, {
      context,
      disk: openDisk(context),
    })
    assert.is(editsIn(image)(join(context, 'site.conf')), changes)
  })

/** What comes back from a container that is built so. */
async function answer(dockerfile: string, compose = '', more: Record<string, string> = {}): Promise<(number | null)[]> {
  const site = await loadSite({
    cwd: folderWith({
      'compose.yaml': `services:\n  web:\n    build: ./web\n    ports: ["8080:80"]\n${compose}`,
      'web/site.conf': CONF,
      'web/Dockerfile': `FROM nginx:1.22\n${dockerfile}\n`,
      ...more,
    }),
    config: false,
  })
  const { outcomes } = await site.trace({ method: 'GET', url: 'http://localhost:8080/' })
  return outcomes.map(({ status }) => status)
}
const COPY = `COPY site.conf ${FILE}`
const SED = `sed -i s/405/200/ ${FILE}`

test('what is changed on its way is open; a copy or a mount over it is what it is', async () => {
  assert.equal(await answer(COPY), [405])
  assert.equal(await answer(`${COPY}\nRUN ${SED}`), [null])
  assert.equal(await answer(`RUN ${SED}\n${COPY}`), [405])
  assert.equal(await answer(`${COPY}\nRUN ${SED}`, `    volumes: ["./web/site.conf:${FILE}:ro"]\n`), [405])
  assert.equal(await answer(`COPY <<EOF ${FILE}\nserver { listen 80; }\nEOF`), [null])
  assert.equal(await answer(`${COPY}\nRUN <<EOF\n${SED}\nEOF`), [null])
  assert.equal(
    await answer(`${COPY}\nRUN cat > /etc/nginx/conf.d/a.conf <<EOF\nserver { listen 80; return 200; }\nEOF`),
    [null],
  )
})

test('what starts a container may change it, too', async () => {
  const script = (text: string): Record<string, string> => ({ 'web/start.sh': `#!/bin/sh\n${text}\nexec "$@"\n` })
  assert.equal(await answer(`${COPY}\nCMD ["sh", "-c", "${SED} && nginx"]`), [null])
  assert.equal(await answer(COPY, `    command: sh -c "${SED} && nginx -g 'daemon off;'"\n`), [null])
  assert.equal(await answer(`${COPY}\nCOPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]`, '', script(SED)), [null])
  assert.equal(await answer(`${COPY}\nCOPY start.sh /docker-entrypoint.d/9.sh`, '', script(SED)), [null])
  assert.equal(
    await answer(`${COPY}\nCOPY start.sh /start.sh\nENTRYPOINT ["/start.sh"]`, '', script('echo on > /tmp/on')),
    [405],
  )
})

test('nothing is found in what is changed', async () => {
  const found = async (run: string): Promise<string[]> => {
    const { lint } = await import('../../src/index.ts')
    const cwd = folderWith({ Dockerfile: `FROM nginx\n${COPY}\n${run}\n`, 'site.conf': CONF.replace('80;', 'PORT;') })
    return (await lint({ cwd, config: false })).problems.map(({ ruleId }) => ruleId)
  }
  assert.ok((await found('')).length > 0)
  assert.equal(await found(`RUN sed -i s/PORT/80/ ${FILE}`), [])
})

test.run()
