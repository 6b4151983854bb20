const PREFIX = 'proxy:'

/** A handler as SetHandler names it: in lower case, but for a socket's path (core_override_type). */
export const handlerName = (word: string): string => (word.startsWith('proxy:unix') ? word : word.toLowerCase())

/** The URL that a handler or a file's name passes requests on to, as in `proxy:http://app/`; null: it does no such thing. */
export const proxiedUrl = (name: string): string | null => (name.startsWith(PREFIX) ? name.slice(PREFIX.length) : null)

/** The name of the balancer that a URL leads to, in lower case; null: it leads to none. */
export const balancerIn = (url: string): string | null =>
  /^balancer:\/\/([^/]*)/is.exec(url)?.[1]?.toLowerCase() ?? null
