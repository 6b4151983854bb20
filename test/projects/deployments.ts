import type { Deployment } from './deployment.ts'

export const DEPLOYMENTS: Deployment[] = [
  {
    name: 'shop', ports: [8080, 3000], nginx: { main: 'nginx/nginx.conf' }, door: { port: 8080 },
    apps: [{ entry: 'api/server.ts', express: 5, port: 3000 }],
    // nginx would refuse the second location; without it the rest can be asked.
    replace: { 'location ~* \\.(?:css|js|svg|webp)$ {\n    add_header': 'location ~* \\.(?:css|js|svg|webp)$x {\n    add_header' },
  },
  {
    name: 'tickets', ports: [4000], nginx: { part: 'nginx/templates/default.conf.template' }, door: { port: 4999, published: 8080 },
    apps: [{ entry: 'api/src/server.ts', express: 5, env: { PORT: '4000' }, port: 4000 }],
    replace: { '${API_HOST}:${API_PORT}': '127.0.0.1:4000', 'listen 80;': 'listen 4999;', '/srv/public': '{{ROOT}}/public' },
  },
  {
    name: 'newsroom', ports: [8081, 4100, 4101], nginx: { main: 'nginx/nginx.conf' }, door: { port: 8081 },
    apps: [{ entry: 'apps/news/index.js', express: 5, port: 4100 }, { entry: 'apps/cms/server.js', express: 4, port: 4101 }],
    replace: { 'sites-enabled/*.conf': '{{ROOT}}/nginx/sites-enabled/*.conf' },
  },
  {
    name: 'library', ports: [8082, 4200], apache: 'apache/library.conf', door: { port: 8082 },
    apps: [{ entry: 'api/index.js', express: 4, port: 4200, env: { LIBRARY_PORT: '4200' } }],
    replace: { 'http://api:': 'http://127.0.0.1:', '/srv/library': '{{ROOT}}' },
  },
  {
    name: 'wiki', ports: [8083], apache: 'apache/wiki.conf', door: { port: 8083 }, scripts: true,
    replace: {
      '/srv/wiki': '{{ROOT}}', 'SetHandler "proxy:unix:/run/php/php-fpm.sock|fcgi://localhost"': 'SetHandler cgi-script\n    Options +ExecCGI',
      "<?php\nrequire": '#!/bin/sh\nprintf "Status: 200\\r\\nContent-Type: text/plain\\r\\n\\r\\nok\\n"\nexit 0\nrequire',
    },
  },
  {
    name: 'dashboard', ports: [8084, 4300], nginx: { main: 'nginx/nginx.conf' }, door: { port: 8084 },
    apps: [{ entry: 'server/main.ts', express: 5, port: 4300 }],
  },
  {
    name: 'relay', ports: [8085, 8086, 4400], nginx: { part: 'nginx/relay.conf' }, apache: 'apache/legacy.conf', door: { port: 8085, published: 80 },
    apps: [{ entry: 'app/index.js', express: 5, port: 4400 }],
    replace: { 'legacy.internal:': '127.0.0.1:', 'http://app:': 'http://127.0.0.1:', '/srv/relay': '{{ROOT}}' },
  },
  {
    name: 'depot', ports: [8087, 4500], apache: 'apache/sites/depot.conf', door: { port: 8087 },
    apps: [{ entry: 'api/src/main.ts', express: 5, env: { PORT: '4500' }, port: 4500 }, { entry: 'jobs/index.js', express: 4, env: { JOBS_SOCKET: '{{ROOT}}/run/jobs.sock' }, socket: '{{ROOT}}/run/jobs.sock' }],
    replace: { 'http://api:': 'http://127.0.0.1:', '/run/depot/': '{{ROOT}}/run/', '/srv/depot': '{{ROOT}}' },
  },
  {
    name: 'market', ports: [8088, 4600, 4601], nginx: { part: 'nginx/templates/market.conf.template' }, door: { port: 8088 },
    apps: [
      { entry: 'apps/storefront/src/server.ts', express: 5, env: { PORT: '4600' }, port: 4600 },
      { entry: 'apps/backoffice/src/server.ts', express: 5, env: { PORT: '4601' }, port: 4601 },
    ],
    replace: { 'listen 80': 'listen 8088', '${STOREFRONT}': '127.0.0.1:4600', '${BACKOFFICE}': '127.0.0.1:4601' },
  },
  {
    name: 'campus', ports: [8089, 8090], nginx: { part: 'nginx/conf.d/campus.conf' }, apache: 'apache/campus.conf', door: { port: 8089 },
    replace: { 'http://httpd:': 'http://127.0.0.1:', '/srv/campus': '{{ROOT}}' },
  },
  {
    name: 'harbor', ports: [8093, 8094, 3400], nginx: { part: 'edge.conf' }, door: { port: 8093 },
    apps: [{ entry: 'app/index.js', express: 4, port: 3400 }],
  },
  {
    name: 'guild', ports: [80, 8081], nginx: { part: 'nginx/guild.conf' }, apache: 'apache/guild.conf', door: { port: 80 },
    replace: { 'httpd:': '127.0.0.1:', '/srv/guild': '{{ROOT}}' },
  },
  { name: 'orchard', ports: [8095], nginx: { part: 'orchard.conf' }, door: { port: 8095 } },
  {
    name: 'parcel', ports: [8098, 3700], nginx: { main: 'etc/nginx.conf' }, door: { port: 8098 },
    apps: [{ entry: 'src/server.ts', express: 5, port: 3700 }],
  },
  {
    name: 'clinic', ports: [8101, 4701], nginx: { main: 'edge/nginx.conf' }, door: { port: 8101 },
    apps: [{ entry: 'api/src/server.ts', express: 5, port: 4701 }],
  },
  {
    name: 'bazaar', ports: [8103, 4801, 4802], nginx: { main: 'conf/nginx.conf' }, door: { port: 8103 }, replace: { '/srv/': '{{ROOT}}/' },
    apps: [{ entry: 'app/main.js', express: 4, port: 4802 }],
  },
]
