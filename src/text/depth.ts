/** What nests deeper in JSON means nothing to anybody, and its readers go down by recursion. */
const DEEPEST = 200

/** A string, a comment or a bracket. */
const TOKEN = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\/|[[\]{}]/g

/** Whether JSON, with or without comments, nests deeper than any reader should follow. */
export function isTooDeep(json: string): boolean {
  let depth = 0
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '[' || token === '{') depth++
    else if (token === ']' || token === '}') depth--
    if (depth > DEEPEST) return true
  }
  return false
}
