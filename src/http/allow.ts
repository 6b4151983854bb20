/** The members of an Allow or Access-Control-Allow-Methods list (RFC 9110 §5.6.1), empty ones dropped. */
export const parseList = (value: string): string[] =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
