/** Programs that start httpd with the words behind them. */
const STARTERS = /(?:^|\/)(?:httpd|apache2|apachectl|apache2ctl|httpd-foreground|apache2-foreground)$/

/** What stands before a program and starts it unchanged. */
const WRAPPERS = /(?:^|\/)(?:docker-php-entrypoint|tini|dumb-init|exec|--)$/

/** Options of httpd that a word of their own follows, which may be a name that begins with a dash. */
const WITH_VALUE = /^-[dfekEB]$/

function namesIn(words: readonly string[]): string[] | null {
  const names: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (/[$`;&|<>]/.test(word) || /^-[cC]/.test(word)) return null
    if (word === '-D') names.push(words[++at] ?? '')
    else if (word.startsWith('-D')) names.push(word.slice(2))
    else if (WITH_VALUE.test(word)) at++
  }
  return names
}

/**
 * The names that httpd is started with (`-D NAME`), going by the words of its command; null: they do not say. Debian's scripts add what
 * APACHE_ARGUMENTS holds; the images' `…-foreground` defines FOREGROUND.
 */
export function definesOf(
  command: readonly string[] | null,
  environment: ReadonlyMap<string, string | null>,
): ReadonlySet<string> | null {
  const at = command?.findIndex((word) => !WRAPPERS.test(word)) ?? -1
  const program = command?.[at] ?? ''
  if (!command || !STARTERS.test(program)) return null
  const isScript = /ctl$/.test(program)
  const more = isScript && environment.has('APACHE_ARGUMENTS') ? environment.get('APACHE_ARGUMENTS') : ''
  const names = namesIn([...command.slice(at + 1), ...(more ?? '$').split(/\s+/)])
  return names && new Set(program.endsWith('-foreground') ? [...names, 'FOREGROUND'] : names)
}
