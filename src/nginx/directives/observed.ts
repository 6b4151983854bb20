import type { ObservedHandler } from '../../model/observed.ts'

// Written by `npm run modules`, which asks the servers.

export const OBSERVED: ObservedHandler[] = [
  {
    name: 'a file',
    package: 'nginx',
    version: '1.22.1',
    beside: true,
    says: [
      {
        text: '',
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'default_type text/plain;',
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'autoindex',
    package: 'nginx',
    version: '1.22.1',
    beside: true,
    says: [
      {
        text: 'autoindex on;',
        seen: {
          '200': 'GET HEAD',
          '403': 'POST',
          '405': 'PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'autoindex on; autoindex_format json;',
        seen: {
          '200': 'GET HEAD',
          '403': 'POST',
          '405': 'PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'random_index',
    package: 'nginx',
    version: '1.22.1',
    beside: true,
    says: [
      {
        text: 'random_index on;',
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'dav_methods',
    package: 'nginx',
    version: '1.22.1',
    beside: true,
    says: [
      {
        text: 'dav_methods PUT DELETE MKCOL COPY MOVE;',
        seen: {
          '400': 'COPY MOVE',
          '404': 'GET HEAD POST DELETE',
          '405': 'PATCH OPTIONS PROPFIND PROPPATCH LOCK UNLOCK TRACE QUERY PURGE *',
          '409': 'MKCOL',
          '500': 'PUT',
        },
      },
    ],
    pages: 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'empty_gif',
    package: 'nginx',
    version: '1.22.1',
    says: [
      {
        text: 'empty_gif;',
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'empty_gif;',
        body: true,
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'stub_status',
    package: 'nginx',
    version: '1.22.1',
    says: [
      {
        text: 'stub_status;',
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'stub_status;',
        body: true,
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'flv',
    package: 'nginx',
    version: '1.22.1',
    says: [
      {
        text: 'flv;',
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'flv;',
        body: true,
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'mp4',
    package: 'nginx',
    version: '1.22.1',
    says: [
      {
        text: 'mp4;',
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'mp4;',
        body: true,
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'tunnel_pass',
    package: 'nginx',
    version: '1.31.5',
    beside: true,
    says: [
      {
        text: 'tunnel_pass 127.0.0.1:1;',
        seen: {
          '405':
            'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'tunnel_pass;',
        seen: {
          '405':
            'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'auth_pam',
    package: 'libnginx-mod-http-auth-pam',
    version: '1.5.3',
    beside: true,
    says: [
      {
        text: 'auth_pam "a"; auth_pam_service_name "nginx";',
        seen: {
          '401': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
    ],
    pages: 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'brotli',
    package: 'libnginx-mod-http-brotli-filter',
    version: '1.0.0~rc',
    beside: true,
    says: [
      {
        text: 'brotli on;',
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'brotli_static',
    package: 'libnginx-mod-http-brotli-static',
    version: '1.0.0~rc',
    beside: true,
    says: [
      {
        text: 'brotli_static on;',
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'proxy_cache_purge',
    package: 'libnginx-mod-http-cache-purge',
    version: '2.3',
    says: [
      {
        text: 'proxy_cache_purge z $uri;',
        seen: {
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'proxy_cache_purge z $uri;',
        body: true,
        seen: {
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'proxy_cache_purge z $uri$is_args$args;',
        seen: {
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'proxy_cache_purge z $uri$is_args$args;',
        body: true,
        seen: {
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
    ],
    pages: 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'dav_ext_methods',
    package: 'libnginx-mod-http-dav-ext',
    version: '3.0.0',
    beside: true,
    says: [
      {
        text: 'dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS;',
        seen: {
          '400': 'COPY MOVE',
          '404': 'GET HEAD POST DELETE PROPFIND',
          '405': 'PATCH PROPPATCH LOCK UNLOCK TRACE QUERY PURGE *',
          '409': 'MKCOL',
          '500': 'PUT',
          '200 COPY, DELETE, GET, HEAD, LOCK, MKCOL, MOVE, OPTIONS, PROPFIND, PUT, UNLOCK': 'OPTIONS',
        },
      },
    ],
    pages: 'GET HEAD POST PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'echo',
    package: 'libnginx-mod-http-echo',
    version: '0.63',
    says: [
      {
        text: 'echo x;',
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'echo x;',
        body: true,
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'echo_status 404; echo x;',
        seen: {
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'echo_status 404; echo x;',
        body: true,
        seen: {
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
    ],
    pages: '',
  },
  {
    name: 'echo_duplicate',
    package: 'libnginx-mod-http-echo',
    version: '0.63',
    says: [
      {
        text: 'echo_duplicate 1 x;',
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'echo_duplicate 1 x;',
        body: true,
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'echo_status 404; echo_duplicate 1 x;',
        seen: {
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'echo_status 404; echo_duplicate 1 x;',
        body: true,
        seen: {
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
    ],
    pages: '',
  },
  {
    name: 'echo_sleep',
    package: 'libnginx-mod-http-echo',
    version: '0.63',
    says: [
      {
        text: 'echo_sleep 0;',
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'echo_sleep 0;',
        body: true,
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'echo_status 404; echo_sleep 0;',
        seen: {
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'echo_status 404; echo_sleep 0;',
        body: true,
        seen: {
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
    ],
    pages: '',
  },
  {
    name: 'echo_location',
    package: 'libnginx-mod-http-echo',
    version: '0.63',
    says: [
      {
        text: 'echo_location /other;',
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'echo_location /other;',
        body: true,
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'echo_status 404; echo_location /other;',
        seen: {
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'echo_status 404; echo_location /other;',
        body: true,
        seen: {
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
    ],
    pages: '',
  },
  {
    name: 'echo_subrequest',
    package: 'libnginx-mod-http-echo',
    version: '0.63',
    says: [
      {
        text: 'echo_subrequest GET /other;',
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'echo_subrequest GET /other;',
        body: true,
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'echo_status 404; echo_subrequest GET /other;',
        seen: {
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'echo_status 404; echo_subrequest GET /other;',
        body: true,
        seen: {
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
    ],
    pages: '',
  },
  {
    name: 'fancyindex',
    package: 'libnginx-mod-http-fancyindex',
    version: '0.5.2',
    beside: true,
    says: [
      {
        text: 'fancyindex on;',
        seen: {
          '200': 'GET HEAD',
          '403': 'POST',
          '405': 'PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'fancyindex on; fancyindex_exact_size off;',
        seen: {
          '200': 'GET HEAD',
          '403': 'POST',
          '405': 'PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'more_set_headers',
    package: 'libnginx-mod-http-headers-more-filter',
    version: '0.34',
    beside: true,
    says: [
      {
        text: "more_set_headers 'X-A: b';",
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'image_filter',
    package: 'libnginx-mod-http-image-filter',
    version: '1.22.1',
    beside: true,
    says: [
      {
        text: 'image_filter test;',
        seen: {
          '405': 'TRACE',
          '415': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'image_filter size;',
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'js_content',
    package: 'libnginx-mod-http-js',
    version: '0.7.9',
    says: [
      {
        text: 'js_content h.a;',
        seen: {
          '200': 'GET HEAD POST PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'PUT TRACE',
        },
      },
      {
        text: 'js_content h.a;',
        body: true,
        seen: {
          '200': 'GET HEAD POST PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'PUT TRACE',
        },
      },
      {
        text: 'js_content h.b;',
        seen: {
          '405': 'TRACE',
          '501': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'js_content h.b;',
        body: true,
        seen: {
          '405': 'TRACE',
          '501': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
    pages: '',
  },
  {
    name: 'content_by_lua_block',
    package: 'libnginx-mod-http-lua',
    version: '0.10.23',
    says: [
      {
        text: 'content_by_lua_block { ngx.say(1) }',
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'content_by_lua_block { ngx.say(1) }',
        body: true,
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'content_by_lua_block { ngx.exit(405) }',
        seen: {
          '405':
            'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'content_by_lua_block { ngx.exit(405) }',
        body: true,
        seen: {
          '405':
            'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: '',
  },
  {
    name: 'memc_pass',
    package: 'libnginx-mod-http-memc',
    version: '0.19',
    says: [
      {
        text: 'set $memc_key k; memc_pass 127.0.0.1:1;',
        seen: {
          '400': 'PATCH OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
          '500': 'POST PUT',
          '502': 'GET HEAD DELETE',
        },
      },
      {
        text: 'set $memc_key k; memc_pass 127.0.0.1:1;',
        body: true,
        seen: {
          '400': 'PATCH OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
          '502': 'GET HEAD POST PUT DELETE',
        },
      },
      {
        text: 'set $memc_key k; memc_pass 127.0.0.1:11211;',
        seen: {
          '400': 'PATCH OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '404': 'GET HEAD DELETE',
          '405': 'TRACE',
          '500': 'POST PUT',
        },
      },
      {
        text: 'set $memc_key k; memc_pass 127.0.0.1:11211;',
        body: true,
        seen: {
          '201': 'POST PUT',
          '400': 'PATCH OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '404': 'GET HEAD DELETE',
          '405': 'TRACE',
        },
      },
      {
        text: 'set $memc_cmd get; set $memc_key k; memc_pass 127.0.0.1:11211;',
        seen: {
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'set $memc_cmd get; set $memc_key k; memc_pass 127.0.0.1:11211;',
        body: true,
        seen: {
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
    ],
    pages: 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'modsecurity',
    package: 'libnginx-mod-http-modsecurity',
    version: '1.0.3',
    beside: true,
    says: [
      {
        text: 'modsecurity on;',
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'perl',
    package: 'libnginx-mod-http-perl',
    version: '1.22.1',
    says: [
      {
        text: "perl 'sub { my $r = shift; $r->send_http_header; return OK; }';",
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: "perl 'sub { my $r = shift; $r->send_http_header; return OK; }';",
        body: true,
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: "perl 'sub { return 405; }';",
        seen: {
          '405':
            'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: "perl 'sub { return 405; }';",
        body: true,
        seen: {
          '405':
            'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: '',
  },
  {
    name: 'subs_filter',
    package: 'libnginx-mod-http-subs-filter',
    version: '0.6.4',
    beside: true,
    says: [
      {
        text: 'subs_filter a b;',
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'srcache_fetch',
    package: 'libnginx-mod-http-srcache-filter',
    version: '0.33',
    beside: true,
    says: [
      {
        text: 'srcache_fetch GET /other;',
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'report_uploads',
    package: 'libnginx-mod-http-uploadprogress',
    version: '0.9.2',
    says: [
      {
        text: 'report_uploads up;',
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'report_uploads up;',
        body: true,
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'report_uploads up; upload_progress_java_output;',
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'report_uploads up; upload_progress_java_output;',
        body: true,
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
  {
    name: 'nchan_publisher',
    package: 'libnginx-mod-nchan',
    version: '1.3.6+dfsg',
    says: [
      {
        text: 'nchan_publisher; nchan_channel_id a;',
        seen: {
          '0': 'HEAD PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '200': 'DELETE',
          '202': 'POST PUT',
          '404': 'GET',
          '405': 'TRACE',
          '200 DELETE, GET, POST, PUT': 'OPTIONS',
        },
      },
      {
        text: 'nchan_publisher; nchan_channel_id a;',
        body: true,
        seen: {
          '0': 'HEAD PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '200': 'GET DELETE',
          '202': 'POST PUT',
          '405': 'TRACE',
          '200 DELETE, GET, POST, PUT': 'OPTIONS',
        },
      },
      {
        text: 'nchan_subscriber; nchan_publisher; nchan_channel_id b; nchan_message_timeout 1s;',
        seen: {
          '0': 'GET HEAD PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '200': 'DELETE',
          '202': 'POST PUT',
          '405': 'TRACE',
          '200 DELETE, GET, POST, PUT': 'OPTIONS',
        },
      },
      {
        text: 'nchan_subscriber; nchan_publisher; nchan_channel_id b; nchan_message_timeout 1s;',
        body: true,
        seen: {
          '0': 'GET HEAD PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '200': 'DELETE',
          '202': 'POST PUT',
          '405': 'TRACE',
          '200 DELETE, GET, POST, PUT': 'OPTIONS',
        },
      },
    ],
    pages: '',
  },
  {
    name: 'nchan_subscriber',
    package: 'libnginx-mod-nchan',
    version: '1.3.6+dfsg',
    says: [
      {
        text: 'nchan_subscriber; nchan_channel_id a;',
        seen: {
          '0': 'GET HEAD PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '403': 'POST PUT DELETE',
          '405': 'TRACE',
          '200 GET': 'OPTIONS',
        },
      },
      {
        text: 'nchan_subscriber; nchan_channel_id a;',
        body: true,
        seen: {
          '0': 'GET HEAD PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '403': 'POST PUT DELETE',
          '405': 'TRACE',
          '200 GET': 'OPTIONS',
        },
      },
      {
        text: 'nchan_publisher; nchan_subscriber; nchan_channel_id b; nchan_message_timeout 1s;',
        seen: {
          '0': 'GET HEAD PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '200': 'DELETE',
          '202': 'POST PUT',
          '405': 'TRACE',
          '200 DELETE, GET, POST, PUT': 'OPTIONS',
        },
      },
      {
        text: 'nchan_publisher; nchan_subscriber; nchan_channel_id b; nchan_message_timeout 1s;',
        body: true,
        seen: {
          '0': 'GET HEAD PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '200': 'DELETE',
          '202': 'POST PUT',
          '405': 'TRACE',
          '200 DELETE, GET, POST, PUT': 'OPTIONS',
        },
      },
    ],
    pages: '',
  },
  {
    name: 'nchan_pubsub',
    package: 'libnginx-mod-nchan',
    version: '1.3.6+dfsg',
    says: [
      {
        text: 'nchan_pubsub; nchan_channel_id a;',
        seen: {
          '0': 'GET HEAD PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '200': 'DELETE',
          '202': 'POST PUT',
          '405': 'TRACE',
          '200 DELETE, GET, POST, PUT': 'OPTIONS',
        },
      },
      {
        text: 'nchan_pubsub; nchan_channel_id a;',
        body: true,
        seen: {
          '0': 'GET HEAD PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '200': 'DELETE',
          '202': 'POST PUT',
          '405': 'TRACE',
          '200 DELETE, GET, POST, PUT': 'OPTIONS',
        },
      },
      {
        text: 'default_type text/html; nchan_pubsub; nchan_channel_id b; nchan_message_timeout 1s;',
        seen: {
          '0': 'GET HEAD PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '200': 'DELETE',
          '202': 'POST PUT',
          '405': 'TRACE',
          '200 DELETE, GET, POST, PUT': 'OPTIONS',
        },
      },
      {
        text: 'default_type text/html; nchan_pubsub; nchan_channel_id b; nchan_message_timeout 1s;',
        body: true,
        seen: {
          '0': 'GET HEAD PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '200': 'DELETE',
          '202': 'POST PUT',
          '405': 'TRACE',
          '200 DELETE, GET, POST, PUT': 'OPTIONS',
        },
      },
    ],
    pages: '',
  },
  {
    name: 'nchan_stub_status',
    package: 'libnginx-mod-nchan',
    version: '1.3.6+dfsg',
    says: [
      {
        text: 'nchan_stub_status;',
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'nchan_stub_status;',
        body: true,
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'default_type text/html; nchan_stub_status;',
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'default_type text/html; nchan_stub_status;',
        body: true,
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
    ],
    pages: '',
  },
  {
    name: 'rtmp_stat',
    package: 'libnginx-mod-rtmp',
    version: '1.2.2+dfsg',
    says: [
      {
        text: 'rtmp_stat all;',
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'rtmp_stat all;',
        body: true,
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'rtmp_stat all; rtmp_stat_stylesheet a.xsl;',
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
      {
        text: 'rtmp_stat all; rtmp_stat_stylesheet a.xsl;',
        body: true,
        seen: {
          '200': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '405': 'TRACE',
        },
      },
    ],
    pages: '',
  },
  {
    name: 'rtmp_control',
    package: 'libnginx-mod-rtmp',
    version: '1.2.2+dfsg',
    says: [
      {
        text: 'rtmp_control all;',
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'rtmp_control all;',
        body: true,
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'rtmp_control drop;',
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'rtmp_control drop;',
        body: true,
        seen: {
          '200': 'GET HEAD',
          '405': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
    pages: 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
  },
]
