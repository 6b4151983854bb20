import type { Shared } from './share.ts'

export interface Example extends Shared {
  name: string
}

const GET = { method: 'GET', url: 'http://localhost/', headers: {} }

const NGINX_405 = `events {}
http {
  server {
    listen 80;
    server_name shop.example;
    root /srv/www;

    location / {
      try_files $uri $uri/ /index.html;
    }

    location = /newsletter {
      try_files /newsletter.html =404;
    }

    location /api/ {
      if ($request_method !~ ^(GET|HEAD|POST)$) {
        return 405;
      }
      proxy_pass http://127.0.0.1:3000;
    }
  }
}
`

const PREFLIGHT = `events {}
http {
  upstream api { server 127.0.0.1:3000; }

  server {
    listen 80;
    server_name api.example;

    location /v1/ {
      limit_except GET POST {
        deny all;
      }
      add_header Access-Control-Allow-Origin "https://app.example";
      add_header Access-Control-Allow-Methods "GET, POST, DELETE";
      proxy_pass http://api;
    }
  }
}
`

const NOT_IMPLEMENTED = `events {}
http {
  server {
    listen 80;
    server_name old.example;

    location /reports {
      if ($request_method = DELETE) { return 501; }
      return 200 "ok\\n";
    }

    location /uploads {
      root /srv/files;
      dav_methods PUT DELETE;
    }
  }
}
`

const HTACCESS = `RewriteEngine On

RewriteCond %{REQUEST_METHOD} !^(GET|HEAD|POST)$
RewriteRule ^ - [R=501,L]

RewriteRule ^contact$ index.html [L]
`

export const EXAMPLES: Example[] = [
  {
    name: 'Why is my POST 405?',
    files: { 'nginx.conf': NGINX_405 },
    query: { method: 'POST', url: 'http://shop.example/newsletter', headers: {} },
  },
  {
    name: 'The preflight dies at the proxy',
    files: { 'nginx.conf': PREFLIGHT },
    query: {
      method: 'OPTIONS',
      url: 'http://api.example/v1/items',
      headers: { Origin: 'https://app.example', 'Access-Control-Request-Method': 'DELETE' },
    },
  },
  {
    name: '501 or 405?',
    files: { 'nginx.conf': NOT_IMPLEMENTED, 'site/.htaccess': HTACCESS },
    query: { method: 'DELETE', url: 'http://old.example/reports', headers: {} },
  },
]

/** A whole deployment, loaded when it is asked for: nginx in front of Apache and Express. */
export const theShop = async (): Promise<Example> => ({
  name: 'The shop',
  files: (await import('examples:shop')).default,
  query: { ...GET, method: 'DELETE', url: 'http://shop.example:8080/api/items/1' },
})
