/** A PCRE pattern in words that RE2 and JavaScript share. `simple`: matching it natively costs at most quadratic time. */
export interface Translation { source: string; caseless: boolean; names: string[]; groups: number; simple: boolean }

const POSIX: Record<string, string> = {
  alpha: 'A-Za-z', digit: '0-9', alnum: 'A-Za-z0-9', upper: 'A-Z', lower: 'a-z', space: '\\t-\\r ', blank: '\\t ', punct: '!-/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f', word: '\\w', cntrl: '\\x00-\\x1f\\x7f', print: ' -~', graph: '!-~',
}
const CONTROL: Record<string, string> = { a: '\\x07', e: '\\x1b', t: '\\t', n: '\\n', r: '\\r', f: '\\f' }

const hex = (code: number): string => (code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`)
const literal = (char: string): string => (/[\w\s]/.test(char) || char > '~' ? char : `\\${char}`)

class Untranslatable extends Error {}

class Translator {
  private at = 0
  private out = ''
  private unbounded = 0
  private branches = 0
  private groups = 0
  private readonly names: string[] = []
  /** For each open group, and the whole, whether it holds something that may match in several ways. */
  private readonly open = [false]
  /** What a quantifier would repeat: the kind of the atom that was read last. */
  private atom: 'none' | 'single' | 'group' | 'ambiguous' = 'none'
  private readonly text: string
  private caseless: boolean

  constructor(text: string, caseless: boolean) {
    this.text = text
    this.caseless = caseless
  }

  translate(): Translation {
    this.leadingFlags()
    while (this.at < this.text.length) this.step(this.text.charAt(this.at))
    if (this.open.length !== 1) throw new Untranslatable()
    const { out: source, caseless, names, groups } = this
    return { source, caseless, names, groups, simple: this.unbounded <= 1 && this.branches <= 4 }
  }

  private leadingFlags(): void {
    const flags = /^\(\?([is]+)\)/.exec(this.text)
    if (!flags) return
    if (flags[1]?.includes('s')) throw new Untranslatable()
    this.caseless = true
    this.at = flags[0].length
  }

  private emit(text: string, atom: Translator['atom'], length: number): void {
    this.out += text
    this.atom = atom
    this.at += length
  }

  private step(char: string): void {
    if (char === '\\') return this.escape()
    if (char === '[') return this.charClass()
    if (char === '(') return this.openGroup()
    if (char === ')') return this.closeGroup()
    if (char === '.') return this.emit('[^\\n]', 'single', 1)
    if (char === '$') return this.emit('\\n?$', 'none', 1)
    if (char === '^') return this.emit('^', 'none', 1)
    if (char === '|') return this.alternative()
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(this.text.slice(this.at, this.at + 16))
    if (quantifier) return this.quantifier(quantifier[0])
    this.emit('{}]/-'.includes(char) ? `\\${char}` : char, 'single', 1)
  }

  private alternative(): void {
    this.branches++
    this.open[this.open.length - 1] = true
    this.emit('|', 'none', 1)
  }

  private quantifier(mark: string): void {
    if (this.atom === 'none') throw new Untranslatable()
    const counts = /^\{(\d+)(,?)(\d*)\}$/.exec(mark)
    if (counts && Math.max(Number(counts[1]), Number(counts[3] ?? 0)) > 1000) throw new Untranslatable()
    const next = this.text.charAt(this.at + mark.length)
    if (next === '+') throw new Untranslatable()
    const endless = mark === '*' || mark === '+' || (counts !== null && counts[2] === ',' && counts[3] === '')
    if (endless) this.unbounded += this.atom === 'ambiguous' ? 2 : 1
    else if (!counts || counts[2] === ',') this.branches++
    else if (this.atom === 'ambiguous') this.branches += 5
    this.open[this.open.length - 1] = true
    const lazy = next === '?' ? '?' : ''
    this.emit(mark + lazy, 'none', mark.length + lazy.length)
  }

  private openGroup(): void {
    const rest = this.text.slice(this.at, this.at + 80)
    const comment = /^\(\?#[^)]*\)/.exec(rest)
    if (comment) { this.at += comment[0].length; return }
    this.open.push(false)
    const named = /^\(\?(?:P?<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')/.exec(rest)
    if (named) {
      const name = named[1] ?? named[2] ?? ''
      this.groups++
      this.names.push(name)
      return this.emit(`(?<${name}>`, 'none', named[0].length)
    }
    if (rest.startsWith('(?:')) return this.emit('(?:', 'none', 3)
    if (rest.startsWith('(?') || rest.startsWith('(*')) throw new Untranslatable()
    this.groups++
    this.emit('(', 'none', 1)
  }

  private closeGroup(): void {
    const ambiguous = this.open.pop()
    if (this.open.length === 0) throw new Untranslatable()
    if (ambiguous) this.open[this.open.length - 1] = true
    this.emit(')', ambiguous ? 'ambiguous' : 'group', 1)
  }

  private escape(): void {
    const rest = this.text.slice(this.at + 1, this.at + 12)
    const char = rest.charAt(0)
    const quoted = char === 'Q' ? this.quotedRun() : null
    if (quoted !== null) return
    const code = codePoint(rest)
    if (code) return this.emit(hex(code.value), 'single', 1 + code.length)
    const anchors: Record<string, string> = { A: '^', z: '$', Z: '\\n?$', b: '\\b', B: '\\B' }
    const anchor = anchors[char]
    if (anchor !== undefined) return this.emit(anchor, 'none', 2)
    const sets: Record<string, string> = { s: '[\\t-\\r ]', S: '[^\\t-\\r ]', h: '[\\t ]', H: '[^\\t ]', N: '[^\\n]', v: '[\\n-\\r]', V: '[^\\n-\\r]', R: '(?:\\r\\n|[\\n-\\r])' }
    const set = sets[char] ?? ('dDwW'.includes(char) && char !== '' ? `\\${char}` : CONTROL[char])
    if (set !== undefined) return this.emit(set, 'single', 2)
    if (char === '' || /[A-Za-z0-9]/.test(char)) throw new Untranslatable()
    this.emit(literal(char), 'single', 2)
  }

  private quotedRun(): true {
    const end = this.text.indexOf('\\E', this.at + 2)
    const stop = end < 0 ? this.text.length : end
    this.out += [...this.text.slice(this.at + 2, stop)].map(literal).join('')
    this.atom = 'single'
    this.at = end < 0 ? stop : stop + 2
    return true
  }

  private charClass(): void {
    let out = '['
    let at = this.at + 1
    if (this.text.charAt(at) === '^') { out += '^'; at++ }
    for (let first = true; ; first = false) {
      const char = this.text.charAt(at)
      if (char === '') throw new Untranslatable()
      if (char === ']' && !first) break
      const part = this.classPart(at, char)
      out += part.text
      at += part.length
    }
    this.emit(`${out}]`, 'single', at + 1 - this.at)
  }

  private classPart(at: number, char: string): { text: string; length: number } {
    const posix = char === '[' ? /^\[:(\w+):\]/.exec(this.text.slice(at, at + 16)) : null
    if (posix) {
      const set = POSIX[posix[1] ?? '']
      if (set === undefined) throw new Untranslatable()
      return { text: set, length: posix[0].length }
    }
    if (char !== '\\') return { text: '[]'.includes(char) ? `\\${char}` : char, length: 1 }
    const rest = this.text.slice(at + 1, at + 12)
    const code = codePoint(rest)
    if (code) return { text: hex(code.value), length: 1 + code.length }
    const next = rest.charAt(0)
    const sets: Record<string, string> = { s: '\\t-\\r ', h: '\\t ', b: '\\x08', v: '\\n-\\r' }
    const set = sets[next] ?? ('dDwWS'.includes(next) && next !== '' ? `\\${next}` : CONTROL[next])
    if (set !== undefined) return { text: set, length: 2 }
    if (next === '' || /[A-Za-z0-9]/.test(next)) throw new Untranslatable()
    return { text: literal(next), length: 2 }
  }
}

/** `\x41`, `\x{41}`, `\012`, `\cA`, after the backslash. */
function codePoint(rest: string): { value: number; length: number } | null {
  const hexadecimal = /^x(?:\{([0-9A-Fa-f]{1,4})\}|([0-9A-Fa-f]{1,2}))/.exec(rest)
  if (hexadecimal) return { value: parseInt(hexadecimal[1] ?? hexadecimal[2] ?? '0', 16), length: hexadecimal[0].length }
  const octal = /^0[0-7]{0,2}/.exec(rest)
  if (octal) return { value: parseInt(octal[0], 8), length: octal[0].length }
  const control = /^c([A-Za-z@[\]^_])/.exec(rest)
  return control?.[1] === undefined ? null : { value: control[1].toUpperCase().charCodeAt(0) ^ 64, length: 2 }
}

/** null: lookarounds, backreferences, atomic groups, Unicode properties, flags in mid-pattern: what has no linear-time equal. */
export function translatePcre(text: string, caseless: boolean): Translation | null {
  try {
    return new Translator(text, caseless).translate()
  } catch (error) {
    if (error instanceof Untranslatable) return null
    throw error
  }
}
