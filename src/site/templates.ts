export interface Template {
  template: string
  parameters: string[]
}

/** More optional parts than a person writes: each doubles the templates. */
const MAX_OPTIONAL = 4

/** Each part that may be left out, left out and not: `{/:x}` of Express 5, `/:x?` of Express 4. */
function variants(path: string, left = MAX_OPTIONAL): string[] {
  const [whole, braces, slash, name] = /\{(\/?[^{}]*)\}|(\/)(:\w+)\?/.exec(path) ?? []
  if (whole === undefined || left === 0) return [path]
  const inside = braces ?? `${slash ?? ''}${name ?? ''}`
  return [path.replace(whole, () => ''), path.replace(whole, () => inside)].flatMap((one) => variants(one, left - 1))
}

/** A path of Express as OpenAPI writes it; none where it is more than literal text and whole parameters. */
export function templatesOf(path: string): Template[] {
  return variants(path).flatMap((written): Template[] => {
    const one = written === '' && path.startsWith('{/') ? '/' : written
    const parameters: string[] = []
    const template = one.replace(/:(\w+)(?:\((?:[^()\\]|\\.)*\))?/g, (_, name: string) => {
      const own = parameters.includes(name) ? `${name}${parameters.length + 1}` : name
      parameters.push(own)
      return `{${own}}`
    })
    const rest = template.replace(/\{\w+\}/g, '')
    return template.startsWith('/') && !/[*?+()[\]{}|\\^$…:]/.test(rest) ? [{ template, parameters }] : []
  })
}
