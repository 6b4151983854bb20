const VARIABLE = /\$(?:(\$)|(\w+)|\{(\w+)(?:(:?[-+?])([^}]*))?\})/g

/**
 * Fills in `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}` and `${NAME:+other}` as compose files do (`$$` is a dollar sign).
 * null: a variable without a value or a default.
 */
export function interpolate(text: string, environment: ReadonlyMap<string, string>): string | null {
  let known = true
  const filled = text.replace(VARIABLE, (_, dollar: string | undefined, plain: string | undefined, braced: string | undefined, how = '', other = '') => {
    if (dollar) return '$'
    const value = environment.get(plain ?? braced ?? '')
    const missing = value === undefined || (how.startsWith(':') && value === '')
    if (how.endsWith('+')) return missing ? '' : other
    if (!missing) return value
    if (!how.endsWith('-')) known = false
    return other
  })
  return known ? filled : null
}

/** The variables of an `.env` file: `NAME=value` lines, `export` and quotes allowed. */
export function readEnvironment(text: string): Map<string, string> {
  const environment = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const [, name, value = ''] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (name === undefined) continue
    const [, , quoted] = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(value) ?? []
    environment.set(name, quoted ?? value.replace(/\s+#.*$/, ''))
  }
  return environment
}
