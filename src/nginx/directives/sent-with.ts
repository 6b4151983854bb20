/** The statuses that `add_header` without `always`, and `expires`, are sent with (ngx_http_headers_filter). */
export const SENT_WITH: ReadonlySet<number> = new Set([200, 201, 204, 206, 301, 302, 303, 304, 307, 308])
