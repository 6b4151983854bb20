import type { LiveCase } from './live-case.ts'

const DOWN = 'proxy_pass http://127.0.0.1:1;'
const each = (names: string[]): string[] => names.map((name) => `/${name}/x`)

/** Nobody listens behind: what nginx's own error pages make of it. */
export const OUTAGES: LiveCase[] = [{
  name: 'a backend that is down', paths: [...each(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l']), '/m'],
  server: `location @down { add_header Retry-After 60; return 503 "Back soon."; } location @kept { add_header Retry-After 60 always; return 503; }
    location /a/ { error_page 502 504 = @down; ${DOWN} } location /b/ { error_page 502 504 =405 /page.html; ${DOWN} } location /c/ { error_page 502 /page.html; ${DOWN} } location /d/ { error_page 502 http://e.test/down; ${DOWN} }
    location /e/ { error_page 500 502 503 504 @kept; add_header X-A 1; ${DOWN} } location /f/ { error_page 503 = @down; ${DOWN} } location /g/ { ${DOWN} } location /h/ { error_page 502 =200 /none; ${DOWN} }
    location /i/ { error_page 502 = @next; ${DOWN} } location @next { error_page 502 = @down; ${DOWN} } location /j/ { recursive_error_pages on; error_page 502 = @again; ${DOWN} } location @again { recursive_error_pages on; error_page 502 = @kept; ${DOWN} }
    location /k/ { limit_except GET { deny all; } error_page 502 403 = @kept; ${DOWN} } location /l/ { fastcgi_pass 127.0.0.1:1; error_page 502 = @kept; } location /m { uwsgi_pass 127.0.0.1:1; error_page 502 =410 /page.html; }`,
}]
