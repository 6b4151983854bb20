/** The names in a text with variables, or what is wrong with it (ngx_http_script_compile). Captures, `$1`, are no names. */
export type Compiled = { names: string[]; error?: undefined } | { error: string; names?: undefined }

const NAME = /[A-Za-z0-9_]*/y

export function compile(text: string): Compiled {
  const names: string[] = []
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at)) {
    at++
    if (/[1-9]/.test(text[at] ?? '')) continue
    const braced = text[at] === '{'
    NAME.lastIndex = braced ? at + 1 : at
    const name = NAME.exec(text)?.[0] ?? ''
    at = (braced ? at + 1 : at) + name.length
    if (braced && text[at] !== '}')
      return {
        error:
          at >= text.length && name === ''
            ? 'Expected a variable\'s name after "${"'
            : `Expected "}" after "\${${name}"`,
      }
    if (name === '') return { error: 'Expected a variable\'s name after "$"' }
    names.push(name.toLowerCase())
  }
  return { names }
}
