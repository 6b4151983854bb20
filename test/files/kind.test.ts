import { test } from 'uvu'
import * as assert from 'uvu/assert'
import {
  isForTemplating,
  isMinified,
  isSectioned,
  kindByContent,
  kindByName,
  mentionsClient,
  mentionsExpress,
} from '../../src/files/kind.ts'

test('names that say it all', () => {
  for (const path of ['nginx.conf', 'etc/nginx.conf', 'nginx.conf.template', 'nginx.conf.sample'])
    assert.is(kindByName(path), 'nginx', path)
  for (const path of ['.htaccess', 'public/.htaccess', 'httpd.conf', 'apache2.conf'])
    assert.is(kindByName(path), 'apache', path)
})

test('names that leave it to the content', () => {
  const paths = [
    'a.conf',
    'site.conf.template',
    'site.conf.sample',
    'sites-available/default',
    'etc/nginx/conf.d/gzip',
    'shop.vhost',
    'sites-enabled/shop',
    'shop.nginx',
    'nginx.conf.bak',
    'readme.conf',
  ]
  for (const path of paths) assert.is(kindByName(path), 'config', path)
  for (const path of ['app.js', 'app.mjs', 'app.cjs', 'app.ts', 'app.mts', 'app.tsx', 'app.jsx'])
    assert.is(kindByName(path), 'script', path)
  for (const path of [
    'README.md',
    'types.d.ts',
    'conf.d.md',
    'nginx/logo.png',
    'htaccess',
    'dist/conf',
    'confd',
    'nginx.confused',
    'nginx.conf.md',
    'nginx.conf.patch',
  ])
    assert.is(kindByName(path), null, path)
})

test('files of other programs that are named after a server', () => {
  const paths = [
    'Dockerfile.nginx',
    'dockerfile-nginx',
    'Dockerfile.nginx.conf',
    'nginx.Dockerfile',
    'nginx.dockerfile',
    'Containerfile.nginx',
    'conf.d/Dockerfile',
    'Makefile.nginx',
    'README.nginx',
    'conf.d/README',
    'systemd/nginx.service',
    'conf.d/nginx.socket',
    'docker-compose.nginx.yml',
    'nginx.conf.Dockerfile',
  ]
  for (const path of paths) assert.is(kindByName(path), null, path)
  for (const path of ['logrotate.nginx', 'supervisord.nginx']) assert.is(kindByName(path), 'config', path)
  // What stands in another program's folder is read like any configuration.
  for (const path of ['etc/syslog-ng/conf.d/nginx.conf', 'monit/nginx.conf', 'rsyslog.d/nginx.conf'])
    assert.is(kindByName(path), 'config', path)
  for (const path of ['etc/nginx/nginx.conf', 'systemd-nginx/nginx.conf', 'nginx.conf'])
    assert.is(kindByName(path), 'nginx', path)
})

test('what reads like nginx', () => {
  const texts = [
    'server {\n}',
    'location /api/ {\n  proxy_pass http://app;\n}',
    '# a snippet\nadd_header X-A b always;',
    'map $request_method $bad { default 1; }',
    'if ($request_method !~ ^(GET|HEAD)$) {\n return 405;\n}',
    '\tlisten 80 default_server;',
    'upstream app { server 127.0.0.1:3000; }',
    'return 405;',
  ]
  for (const text of texts) assert.is(kindByContent(text), 'nginx', text)
})

test('what reads like Apache', () => {
  const texts = [
    '<VirtualHost *:80>\n</VirtualHost>',
    'RewriteEngine On',
    'Redirect 301 /a https://shop.example/a',
    '<LimitExcept GET>\nRequire all denied\n</LimitExcept>',
    'Header set X-A "a; b"',
    '  ErrorDocument 404 /404.html',
    'Require all granted',
    'Options -Indexes',
    'rewriterule ^a$ b [L]',
  ]
  for (const text of texts) assert.is(kindByContent(text), 'apache', text)
})

test('a template of another program', () => {
  for (const text of [
    'ServerName {{ name }}',
    '{% if tls %}',
    '<% if @tls %>',
    '<%= @name %>',
    '{{- range .Sites }}',
    '{{#if a}}',
    '{{{raw}}}',
    '{%- if x -%}',
  ])
    assert.ok(isForTemplating(text), text)
  for (const text of [
    'RewriteRule ^a{2}$ %{HTTP_HOST}',
    'LogFormat "%h <%{Referer}i>"',
    '<Directory /a>',
    'RewriteCond %{REQUEST_URI} ({{|}}|{%|%}) [OR]',
  ])
    assert.not(isForTemplating(text), text)
})

test("a file of sections is no server's, whatever its name", () => {
  for (const text of [
    '[program:nginx]\ncommand=nginx\n',
    '; supervisor\n\n[program:a]\n',
    '# x\n[unit]',
    '@version: 4.2\n',
    'source s_x {\n};',
  ])
    assert.ok(isSectioned(text), text)
  for (const text of ['server {\n}', '# [a]\nserver {}', 'if ($a ~ [b]) {\n}\n', 'set $source x;', ''])
    assert.not(isSectioned(text), text)
  isSectioned('\n \n'.repeat(500_000))
})

test('what is neither: the configuration of something else', () => {
  const texts = {
    empty: '',
    comments: '# server {\n# RewriteEngine On\n',
    phpFpm: '[www]\nuser = www-data\nlisten = 127.0.0.1:9000\ninclude=/etc/php/*.conf\n',
    phpFpmPools:
      '[web]\nuser = www-data\npm = dynamic\nphp_admin_value[memory_limit] = 256M\nphp_admin_flag[log_errors] = on\nenv[PATH] = /usr/bin\n',
    syslogNg:
      '@version: 4.5\noptions { use_dns(no); };\nsource s_local {\n  unix-dgram("/dev/log");\n  internal();\n};\nlog { source(s_local); destination(d_all); };\n',
    bind: 'include "/etc/bind/named.conf.options";\nzone "." {\n  type hint;\n};\noptions { listen-on { any; }; allow-query { any; }; };\n',
    sshd: 'Include /etc/ssh/sshd_config.d/*.conf\nPort 22\nMatch User git\n',
    radius: 'server default {\nlisten {\n  type = auth\n}\n}\n',
    logrotate: '/var/log/*.log {\n  weekly\n  rotate 4\n}\ninclude /etc/logrotate.d\n',
    haproxy: 'frontend web\n  bind *:80\n  default_backend app\n',
    supervisor: '[program:app]\ncommand=/bin/app\n',
    dhcp: 'allow booting;\ndeny unknown-clients;\nsubnet 10.0.0.0 netmask 255.0.0.0 { option routers 10.0.0.1; }\n',
    postgres: "listen_addresses = 'localhost'\ninclude_dir 'conf.d'\n",
    caddy: ':80 {\n  reverse_proxy localhost:3000\n}\n',
    yaml: 'server:\n  port: 80\n',
    redis: 'bind 127.0.0.1\nport 6379\ninclude /etc/redis/local.conf\n',
    squid: 'http_port 3128\nacl all src all\nhttp_access deny all\n',
  }
  for (const [name, text] of Object.entries(texts)) assert.is(kindByContent(text), null, name)
})

test('a vote that one stray line does not turn', () => {
  assert.is(
    kindByContent('server {\n  listen 80;\n  location / {\n    proxy_pass http://a;\n  }\n}\nRewriteEngine On\n'),
    'nginx',
  )
})

test('a hostile line is read to its end', () => {
  assert.is(kindByContent(`location ${' '.repeat(2_000_000)}x`), null)
  assert.is(kindByContent('Header '.repeat(1_000_000)), null)
  assert.is(kindByContent('if ('.repeat(1_000_000)), null)
})

test('scripts that can hold routes', () => {
  assert.ok(mentionsExpress(Buffer.from("const app = require('express')()")))
  assert.ok(mentionsExpress(Buffer.from('import { Router } from "@custom/express"')))
  assert.not(mentionsExpress(Buffer.from('export const sum = (a, b) => a + b')))
})

test('minified files', () => {
  assert.ok(isMinified('app.min.js', Buffer.from('x')))
  assert.ok(isMinified('bundle.js', Buffer.from(`/* licence */\n${'express();'.repeat(1000)}`)))
  assert.not(isMinified('app.js', Buffer.from('express()\n'.repeat(10_000))))
})

test('what a machine put together for browsers holds no client call, and routes only where it loads the package', () => {
  const page = "element.get('/a', (req, res) => 1); fetch('/a'); express.listen(1)\n"
  const bundle = Buffer.from(page.repeat(20_000))
  assert.ok(mentionsClient(Buffer.from(page)))
  assert.ok(mentionsExpress(Buffer.from(page)))
  assert.not(mentionsClient(bundle))
  assert.not(mentionsExpress(bundle))
  assert.ok(mentionsExpress(Buffer.concat([Buffer.from('const express = require("express")\n'), bundle])))
  // Many short lines may be a person's, fewer long ones are not.
  const lines = (line: string): Buffer => Buffer.from(`fetch('/a')\n${line.repeat(Math.ceil(200_000 / line.length))}`)
  assert.ok(mentionsClient(lines('const a = 1 // a person writes this\n')))
  assert.not(mentionsClient(lines(`${'var a=1;'.repeat(20)}\n`)))
})

test.run()
