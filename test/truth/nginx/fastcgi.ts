import type { LiveCase } from './live-case.ts'

const PASS = 'fastcgi_param REQUEST_METHOD $request_method; fastcgi_param REQUEST_URI $fastcgi_script_name$fastcgi_path_info; fastcgi_pass 127.0.0.1:{{FCGI_PORT}};'
const FILES = { 'www/index.php': '<?php', 'www/remote.php': '<?php', 'www/deep/run.php': '<?php' }
const PATHS = ['/remote.php', '/remote.php/', '/remote.php/dav/u', '/gone.php', '/gone.php/x', '/apps/files', '/deep/run.php/a.php/b', '/deep/', '/x.php', '/a.php%2Fb', '/remote.php/a?q=1']
const METHODS = ['GET', 'POST', 'PUT', 'PROPFIND']

/** Front controllers that take the rest of the path as PATH_INFO. */
export const FASTCGI: LiveCase[] = [
  ['lazy', '^(.+?\\.php)(/.*)$'], ['greedy', '^(.+\\.php)(/.+)$'], ['always', '^(.+?\\.php)(/?.*)$'], ['possessive', '^((?U).+\\.php)(/?.+)$'],
].map(([name = '', split = '']): LiveCase => ({
  name: `fastcgi_split_path_info, ${name}`, files: FILES, paths: PATHS, methods: METHODS,
  server: `index index.php; location ~ \\.php(?:$|/) { fastcgi_split_path_info ${split}; set $info $fastcgi_path_info; try_files $fastcgi_script_name =404; ${PASS} } location / { try_files $uri $uri/ /index.php$request_uri; }`,
}))

FASTCGI.push(
  { name: 'without a split, the script is the whole path', files: FILES, paths: PATHS, methods: METHODS, server: `location ~ \\.php(?:$|/) { try_files $fastcgi_script_name =404; ${PASS} }` },
  { name: 'ifs on the parts of the path', files: FILES, paths: PATHS, methods: METHODS, server: `fastcgi_split_path_info ^(.+?\\.php)(/.*)$; fastcgi_index run.php; location / { if ($fastcgi_path_info = /dav/u) { return 405; } if (!-f $document_root$fastcgi_script_name) { return 404; } if ($fastcgi_path_info) { return 410; } ${PASS} }` },
  { name: 'an index after a folder', files: FILES, paths: ['/deep/', '/', '/deep/x'], methods: METHODS, server: `fastcgi_index run.php; location / { try_files $fastcgi_script_name =405; ${PASS} }` },
  { name: 'other words for the path', files: FILES, paths: ['/a', '/a?x=1', '/a%20b', '/remote.php?x'], methods: METHODS, server: 'location / { set $t $document_uri$is_args$args; if ($document_uri = "/a b") { return 405; } if ($t = "/a?x=1") { return 410; } try_files $document_uri =404; }' },
)
