/** What went before, which tells how a `/`, a `<` or a new line is to be read; `closed` and `block`: by a bracket. */
type After = 'operator' | 'operand' | 'closed' | 'block' | 'either'

/** Something that is open. Its tokens are counted from the last place where all that nests in it has ended. */
interface Level {
  /** `${`: code in a template or in JSX. */
  kind: '{' | '(' | '[' | '${' | '`' | 'tag' | 'text'
  tokens: number
  /** What a comma does not end: `if (…)`, `else`, `do`, labels. */
  kept: number
  /** What the end of a statement has ended, but for an `else`. */
  before: number
  /** `?` that wait for their `:`. */
  asked: number
  afterComma: boolean
  /** A `<` was met, which may hold the comma. */
  angle: boolean
  /** `if (`, `while (` and the like: a statement goes on after it. */
  head: boolean
}

interface Scan {
  text: string
  jsx: boolean
  at: number
  levels: Level[]
  level: Level
  below: number
  after: After
  newline: boolean
  word: string
}

const SPACE = /\s+|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\//y
const WORD = /[\w$#@\\\p{ID_Continue}]+/uy
const STRING = /"(?:[^"\\\n\r]|\\(?:\r\n|[^]))*"|'(?:[^'\\\n\r]|\\(?:\r\n|[^]))*'/y
const REGEX = /\/(?:[^\\/[\n\r\u2028\u2029]|\\.|\[(?:[^\]\\\n\r\u2028\u2029]|\\.)*\])+\/[\w$]*/y
const SECOND_SLASH = /\/[^\n\r\u2028\u2029]*\//y
const OPERATOR = /[=&|^%*]+>?|>+=?|\?\.(?!\d)|\?\?=?|\+\+|--|[^]/y
const TEMPLATE = /(?:[^`\\$]|\\[^]|\$(?!\{))*/y
const MAYBE_TAG = /<\s*[\p{ID_Start}$_>]/uy
const TAG = /(?:[\s\w$.:-]|=\s*(?:"[^"]*"|'[^']*'|(?=\{)))*/y
const TAG_END = />(?!\s*(?:\(|\/[/*]))/y
const CLOSING_TAG = /<\/[\s\w$.:-]*>/y
const JSX_TEXT = /[^<{]*/y

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))
/** Reserved words that something follows. */
const PREFIXES = words(
  'return throw typeof void delete new in instanceof case do else extends default export import if while for with switch catch try finally var const function class enum',
)
/** Words that may be names. */
const UNCLEAR = words(
  'of await yield let async as satisfies is keyof readonly unique infer asserts abstract break continue debugger',
)
const HEADS = words('if while for with switch catch await')
/** What goes on with something that a bracket has closed on the line before. */
const GOES_ON = words('else while catch finally from in instanceof as satisfies of extends implements is with assert')
/** What no expression and no type goes on with. */
const STARTS = words('const var return throw if for switch try break continue export import')

const openLevel = (kind: Level['kind'], head = false): Level => ({
  kind,
  tokens: 0,
  kept: 0,
  before: 0,
  asked: 0,
  afterComma: false,
  angle: false,
  head,
})

function read(scan: Scan, pattern: RegExp): string | null {
  pattern.lastIndex = scan.at
  const found = pattern.exec(scan.text)?.[0] ?? null
  if (found !== null) scan.at += found.length
  return found
}

function sees(scan: Scan, pattern: RegExp): boolean {
  pattern.lastIndex = scan.at
  return pattern.test(scan.text)
}

function open(scan: Scan, kind: Level['kind'], head = false): true {
  scan.levels.push(scan.level)
  scan.below += scan.level.tokens
  scan.level = openLevel(kind, head)
  scan.after = 'operator'
  return true
}

function close(scan: Scan, after: After): boolean {
  const outer = scan.levels.pop()
  if (!outer) return false
  scan.level = outer
  scan.below -= outer.tokens
  scan.after = after
  return true
}

function endStatement(scan: Scan): void {
  scan.level = { ...openLevel(scan.level.kind), before: scan.level.tokens }
}

/** Whether a word on a new line begins something. After a decorator a class goes on. */
function hasEnded(after: After, word: string): boolean {
  if (after === 'operand') return STARTS.has(word)
  if (after === 'closed') return !GOES_ON.has(word) && !/^(?:class|abstract|@.*)$/.test(word)
  return after === 'block' && !GOES_ON.has(word)
}

function meetWord(scan: Scan, word: string): true {
  const isName = scan.word === '.'
  const { after, level, newline } = scan
  if (newline && level.kind === '{' && hasEnded(after, word)) endStatement(scan)
  if (!isName && word === 'else') {
    level.tokens += level.before
    level.before = 0
  }
  if (word === 'else' || word === 'do') level.kept = level.tokens
  scan.after = isName ? 'operand' : PREFIXES.has(word) ? 'operator' : UNCLEAR.has(word) ? 'either' : 'operand'
  scan.word = isName ? '' : word
  return true
}

/** A regular expression, or a division; false: one cannot tell, and it matters. */
function meetSlash(scan: Scan): boolean {
  if (scan.after === 'operator') {
    scan.after = 'operand'
    return read(scan, REGEX) !== null
  }
  const divides = !scan.newline && (scan.after === 'operand' || scan.after === 'closed')
  if (!divides && sees(scan, SECOND_SLASH)) return false
  scan.at++
  scan.after = 'operator'
  return true
}

function meetLess(scan: Scan): boolean {
  const isTag = scan.jsx && scan.after === 'operator'
  const isClear = isTag || !scan.jsx || (!scan.newline && (scan.after === 'operand' || scan.after === 'closed'))
  if (!isClear && sees(scan, MAYBE_TAG)) return false
  scan.at++
  if (isTag) return open(scan, 'tag')
  scan.level.angle = true
  scan.after = 'operator'
  return true
}

const OPENS: Record<string, Level['kind']> = { '(': '(', '[': '[', '{': '{' }

function closeBracket(scan: Scan, bracket: string): boolean {
  const { kind, head } = scan.level
  const matches = bracket === '}' ? kind === '{' || kind === '${' : OPENS[bracket === ')' ? '(' : '['] === kind
  if (!matches || !close(scan, bracket === '}' ? 'block' : head ? 'either' : 'closed')) return false
  if (head) scan.level.kept = scan.level.tokens
  return true
}

function meetComma({ level }: Scan): void {
  if (level.angle || level.kind === '${') return
  if (level.kind !== '{') level.tokens = 0
  else level.tokens = level.kept
  level.asked = 0
  level.afterComma = true
}

function meetColon({ level }: Scan): void {
  if (level.asked > 0) level.asked--
  // A property; anything else may be a label.
  else if (!level.afterComma || level.tokens > level.kept + 2) level.kept = level.tokens
}

function meetOperator(scan: Scan, operator: string): boolean {
  const { level, after } = scan
  scan.after = /^(?:\+\+|--|>.*)$/.test(operator) || (operator === '!' && after !== 'operator') ? 'either' : 'operator'
  if (operator === '.' || operator === '?.') scan.word = '.'
  else if (operator === '?') level.asked++
  else if (operator === ':') meetColon(scan)
  else if (operator === ',') meetComma(scan)
  else if (operator === ';' && level.kind === '{') endStatement(scan)
  return true
}

function readToken(scan: Scan): boolean {
  scan.level.tokens++
  const char = scan.text.charAt(scan.at)
  if (char === '/') return meetSlash(scan)
  if (char === '<') return meetLess(scan)
  if (char === '"' || char === "'") {
    scan.after = 'closed'
    return read(scan, STRING) !== null
  }
  const word = read(scan, WORD)
  if (word !== null) return meetWord(scan, word)
  const before = scan.word
  scan.word = ''
  const kind = OPENS[char]
  if (kind !== undefined || char === '`') {
    scan.at++
    return open(
      scan,
      kind ?? '`',
      kind === '(' && scan.after !== 'closed' && (HEADS.has(before) || before.startsWith('@')),
    )
  }
  if (char === ')' || char === ']' || char === '}') {
    scan.at++
    return closeBracket(scan, char)
  }
  return meetOperator(scan, read(scan, OPERATOR) ?? '')
}

function readCode(scan: Scan): boolean {
  const space = read(scan, SPACE)
  if (space === null) {
    const done = readToken(scan)
    scan.newline = false
    return done
  }
  scan.newline ||= /[\n\r\u2028\u2029]/.test(space)
  return true
}

/** Goes into code at `${` or `{`. */
function openCode(scan: Scan, length: number): true {
  scan.at += length
  return open(scan, '${')
}

function readTemplate(scan: Scan): boolean {
  read(scan, TEMPLATE)
  if (scan.text.startsWith('${', scan.at)) return openCode(scan, 2)
  scan.at++
  return close(scan, 'closed')
}

function readTag(scan: Scan): boolean {
  if (/\sextends\s/.test(read(scan, TAG) ?? '')) return false
  if (scan.text.startsWith('{', scan.at)) return openCode(scan, 1)
  if (scan.text.startsWith('/>', scan.at)) {
    scan.at += 2
    return close(scan, 'closed')
  }
  scan.level.kind = 'text'
  return read(scan, TAG_END) !== null
}

function readText(scan: Scan): boolean {
  read(scan, JSX_TEXT)
  if (scan.text.startsWith('{', scan.at)) return openCode(scan, 1)
  if (scan.text.startsWith('</', scan.at)) return read(scan, CLOSING_TAG) !== null && close(scan, 'closed')
  scan.at++
  return open(scan, 'tag')
}

function readOn(scan: Scan): boolean {
  switch (scan.level.kind) {
    case '`':
      return readTemplate(scan)
    case 'tag':
      return readTag(scan)
    case 'text':
      return readText(scan)
    default:
      return readCode(scan)
  }
}

/** How many tokens are open at once, at most: brackets, and in each of them what follows the last comma, semicolon or line that has ended
 * all before it. No parser goes deeper. Infinity: it is more than `limit`, or hard to tell without parsing. */
export function nestingOf(text: string, jsx: boolean, limit: number): number {
  const scan: Scan = {
    text,
    jsx,
    at: /^(?:\uFEFF| )?#!.*/.exec(text)?.[0].length ?? 0,
    levels: [],
    level: openLevel('{'),
    below: 0,
    after: 'operator',
    newline: true,
    word: '',
  }
  let deepest = 0
  while (scan.at < text.length) {
    if (!readOn(scan)) return Number.POSITIVE_INFINITY
    deepest = Math.max(deepest, scan.below + scan.level.tokens + scan.levels.length)
    if (deepest > limit) return Number.POSITIVE_INFINITY
  }
  return deepest
}
