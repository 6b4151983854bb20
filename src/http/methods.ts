/** The methods that RFC 9110 §9.1 says a general-purpose server must support. */
export const MANDATORY = ['GET', 'HEAD'] as const

/** The methods that people configure for: RFC 9110 §9.3, PATCH (RFC 5789) and the DAV ones (RFC 4918). */
export const COMMON = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY', 'PROPFIND', 'REPORT', 'SEARCH'])

/** RFC 9110 §9.2.1: essentially read-only. Method names are case-sensitive (§9.1). */
export const isSafe = (method: string): boolean => SAFE.has(method)

/** An HTTP token (RFC 9110 §5.6.2), which is what a method name must be. */
export const isToken = (text: string): boolean => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text)
