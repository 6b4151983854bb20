import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { loadSite } from '../../src/index.ts'
import { folderWith } from '../folder.ts'

async function statuses(files: Record<string, string>, paths: string[]): Promise<(number | null)[][]> {
  const site = await loadSite({ cwd: folderWith(files), config: false })
  return Promise.all(
    paths.map(async (path) => {
      const { outcomes } = await site.trace({ method: 'GET', url: `http://localhost${path}` })
      return outcomes.map(({ status }) => status).sort()
    }),
  )
}

const SITE = `server {
    listen 80;
    root /usr/share/nginx/html;
    location / { try_files $uri $uri/ /index.html; }
    location /assets/ { }
}
`
const PAGES = { 'conf/site.conf': SITE, 'public/index.html': 'i', 'public/assets/a.css': 'a' }
const PATHS = ['/deep', '/assets/a.css', '/assets/none']

test('a Dockerfile without a compose file says which pages an image of nginx has', async () => {
  const copy = 'COPY conf/site.conf /etc/nginx/conf.d/default.conf\n'
  assert.equal(
    await statuses({ ...PAGES, Dockerfile: `FROM nginx:1.25\n${copy}COPY public /usr/share/nginx/html\n` }, PATHS),
    [[200], [200], [404]],
  )
  // What another stage made, nobody sees.
  const built = await statuses(
    { ...PAGES, Dockerfile: `FROM nginx:1.25\n${copy}COPY --from=build /app/dist /usr/share/nginx/html\n` },
    PATHS,
  )
  assert.ok(built.every((all) => all.length > 1))
})

test('httpd is read in its image, built from the folder above, with the .htaccess that is copied', async () => {
  const httpd = `ServerRoot "/usr/local/apache2"
Listen 80
DocumentRoot "/usr/local/apache2/htdocs"
<Directory "/usr/local/apache2/htdocs">
    AllowOverride All
    Require all granted
</Directory>
`
  const dockerfile = `FROM httpd:2.4
COPY docker/web/httpd.conf /usr/local/apache2/conf/httpd.conf
COPY site/ /usr/local/apache2/htdocs/
`
  const files = {
    'docker/web/Dockerfile': dockerfile,
    'docker/web/httpd.conf': httpd,
    'site/.htaccess': 'Redirect gone /old\n',
    'site/index.html': 'i',
  }
  assert.equal(await statuses(files, ['/', '/old', '/none']), [[200], [410], [404]])
})

test('a Dockerfile that copies no configuration is about something else', async () => {
  const before = await statuses(PAGES, PATHS)
  assert.equal(await statuses({ ...PAGES, Dockerfile: 'FROM node:20\nCOPY . /app\n' }, PATHS), before)
  assert.equal(
    await statuses({ ...PAGES, 'web/Dockerfile': 'FROM nginx\nCOPY other.conf /etc/nginx/\n' }, PATHS),
    before,
  )
})

test.run()
