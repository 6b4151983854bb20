/**
 * A PCRE pattern in words that RE2 and JavaScript share; without look-arounds and back references it is `regular`, otherwise JavaScript's only.
 * `simple`: matching it natively costs at most quadratic time. `groupNames`: a name or null for each group, from the first.
 */
export interface Translation { source: string; caseless: boolean; groupNames: (string | null)[]; regular: boolean; simple: boolean }

const POSIX: Record<string, string> = {
  alpha: 'A-Za-z', digit: '0-9', alnum: 'A-Za-z0-9', upper: 'A-Z', lower: 'a-z', space: '\\t-\\r ', blank: '\\t ', punct: '!-/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f', word: '\\w', cntrl: '\\x00-\\x1f\\x7f', print: ' -~', graph: '!-~',
}
const CONTROL: Record<string, string> = { a: '\\x07', e: '\\x1b', t: '\\t', n: '\\n', r: '\\r', f: '\\f' }

const hex = (code: number): string => (code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`)
const literal = (char: string): string => (/[\w\s]/.test(char) || char > '~' ? char : `\\${char}`)
const otherCase = (letter: string): string => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())

/** A group that is open, or the whole. `ambiguous`: it holds something that may match in several ways. `fold` and `all`: the flags i and s in it. */
interface Open { ambiguous: boolean; look: boolean; fold: boolean; all: boolean }

class Untranslatable extends Error {}

class Translator {
  private at = 0
  private out = ''
  private unbounded = 0
  private branches = 0
  private regular = true
  private readonly groupNames: (string | null)[] = []
  private readonly outer: Open[] = []
  private group: Open = { ambiguous: false, look: false, fold: false, all: false }
  /** What a quantifier would repeat: the kind of the atom that was read last. */
  private atom: 'none' | 'single' | 'group' | 'ambiguous' = 'none'
  private readonly text: string
  private caseless: boolean

  constructor(text: string, caseless: boolean) {
    this.text = text
    this.caseless = caseless
  }

  translate(): Translation {
    while (this.at < this.text.length) this.step(this.text.charAt(this.at))
    if (this.outer.length > 0) throw new Untranslatable()
    const { out: source, caseless, groupNames, regular } = this
    return { source, caseless, groupNames, regular, simple: this.unbounded <= 1 && this.branches <= 4 }
  }

  /** `(?i)` at the start holds for the whole; further on, for the rest of its group. */
  private flags(set: string, cleared: string): void {
    if (cleared.includes('i') && this.caseless) throw new Untranslatable()
    if (set.includes('i') && this.out === '' && this.outer.length === 0) this.caseless = true
    else if (set.includes('i')) this.group.fold = true
    if (cleared.includes('i')) this.group.fold = false
    if (set.includes('s')) this.group.all = true
    if (cleared.includes('s')) this.group.all = false
  }

  /** A letter where only a part of the pattern minds no case. */
  private folds(char: string): boolean { return this.group.fold && !this.caseless && /[A-Za-z]/.test(char) }

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
    if (char === '.') return this.emit(this.group.all ? '[\\d\\D]' : '[^\\n]', 'single', 1)
    if (char === '$') return this.emit('\\n?$', 'none', 1)
    if (char === '^') return this.emit('^', 'none', 1)
    if (char === '|') return this.alternative()
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(this.text.slice(this.at, this.at + 16))
    if (quantifier) return this.quantifier(quantifier[0])
    this.emit(this.letter('{}]/-'.includes(char) ? `\\${char}` : char), 'single', 1)
  }

  private letter(char: string): string { return this.folds(char) ? `[${char}${otherCase(char)}]` : char }

  private alternative(): void {
    this.branches++
    this.group.ambiguous = true
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
    this.group.ambiguous = true
    const lazy = next === '?' ? '?' : ''
    this.emit(mark + lazy, 'none', mark.length + lazy.length)
  }

  private openGroup(): void {
    const rest = this.text.slice(this.at, this.at + 80)
    const comment = /^\(\?#[^)]*\)/.exec(rest)
    if (comment) { this.at += comment[0].length; return }
    const flags = /^\(\?([is]*)(?:-([is]+))?([:)])/.exec(rest)
    if (flags?.[3] === ')') {
      this.flags(flags[1] ?? '', flags[2] ?? '')
      this.at += flags[0].length
      return
    }
    const named = /^\(\?(?:P?<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')/.exec(rest)
    const look = /^\(\?<?[=!]/.exec(rest)
    const back = /^\(\?P=(\w+)\)/.exec(rest)
    if (back) return this.reference(this.groupNames.indexOf(back[1] ?? '') + 1, back[0].length)
    if (!flags && !named && !look && /^\([?*]/.test(rest)) throw new Untranslatable()
    this.enter(look !== null)
    if (flags) {
      this.flags(flags[1] ?? '', flags[2] ?? '')
      return this.emit('(?:', 'none', flags[0].length)
    }
    if (look) return this.emit(look[0], 'none', look[0].length)
    const name = named?.[1] ?? named?.[2] ?? null
    this.groupNames.push(name)
    this.emit(name === null ? '(' : `(?<${name}>`, 'none', named?.[0].length ?? 1)
  }

  private enter(look: boolean): void {
    this.outer.push(this.group)
    this.group = { ...this.group, look, ambiguous: false }
    if (look) this.regular = false
  }

  private closeGroup(): void {
    const { ambiguous, look } = this.group
    const outer = this.outer.pop()
    if (!outer) throw new Untranslatable()
    this.group = outer
    if (ambiguous) outer.ambiguous = true
    this.emit(')', look ? 'none' : ambiguous ? 'ambiguous' : 'group', 1)
  }

  /** Only to a group that stands before it: what others say differs. */
  private reference(group: number, length: number): void {
    if (group < 1 || group > this.groupNames.length) throw new Untranslatable()
    this.regular = false
    this.emit(`(?:\\${group})`, 'ambiguous', length)
  }

  private escape(): void {
    const rest = this.text.slice(this.at + 1, this.at + 12)
    const char = rest.charAt(0)
    const quoted = char === 'Q' ? this.quotedRun() : null
    if (quoted !== null) return
    const code = codePoint(rest)
    if (code) return this.emit(this.folds(String.fromCharCode(code.value)) ? this.letter(String.fromCharCode(code.value)) : hex(code.value), 'single', 1 + code.length)
    const back = /^(?:g?([1-9])(?!\d)|g\{(-?\d)\}|k(?:\{(\w+)\}|<(\w+)>|'(\w+)'))/.exec(rest)
    if (back) return this.reference(this.groupMeant(back), 1 + back[0].length)
    const anchors: Record<string, string> = { A: '^', z: '$', Z: '\\n?$', b: '\\b', B: '\\B' }
    const anchor = anchors[char]
    if (anchor !== undefined) return this.emit(anchor, 'none', 2)
    const sets: Record<string, string> = { s: '[\\t-\\r ]', S: '[^\\t-\\r ]', h: '[\\t ]', H: '[^\\t ]', N: '[^\\n]', v: '[\\n-\\r]', V: '[^\\n-\\r]', R: '(?:\\r\\n|[\\n-\\r])' }
    const set = sets[char] ?? ('dDwW'.includes(char) && char !== '' ? `\\${char}` : CONTROL[char])
    if (set !== undefined) return this.emit(set, 'single', 2)
    if (char === '' || /[A-Za-z0-9]/.test(char)) throw new Untranslatable()
    this.emit(literal(char), 'single', 2)
  }

  private groupMeant([, digit, relative, ...names]: RegExpExecArray): number {
    const number = Number(digit ?? relative ?? 0)
    const name = names.find((each) => each !== undefined)
    return name === undefined ? (number < 0 ? this.groupNames.length + 1 + number : number) : this.groupNames.indexOf(name) + 1
  }

  private quotedRun(): true {
    const end = this.text.indexOf('\\E', this.at + 2)
    const stop = end < 0 ? this.text.length : end
    this.out += [...this.text.slice(this.at + 2, stop)].map((char) => this.letter(literal(char))).join('')
    this.atom = 'single'
    this.at = end < 0 ? stop : stop + 2
    return true
  }

  private charClass(): void {
    let out = '['
    const parts: string[] = []
    let at = this.at + 1
    if (this.text.charAt(at) === '^') { out += '^'; at++ }
    for (let first = true; ; first = false) {
      const char = this.text.charAt(at)
      if (char === '') throw new Untranslatable()
      if (char === ']' && !first) break
      const part = this.classPart(at, char)
      parts.push(part.text)
      at += part.length
    }
    const folded = this.group.fold && !this.caseless ? bothCases(parts) : ''
    this.emit(`${out}${parts.join('')}${folded}]`, 'single', at + 1 - this.at)
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

/** The letters of a class in their other case. */
function bothCases(parts: readonly string[]): string {
  let out = ''
  for (let at = 0; at < parts.length; at++) {
    const [from = '', dash, to = ''] = parts.slice(at, at + 3)
    if (dash === '-' && to !== '') {
      const letters = /^(?:[a-z][a-z]|[A-Z][A-Z])$/.test(from + to)
      if (!letters && (from > '~' || to > '~' || from.length > 1 || to.length > 1 || /[A-Za-z]/.test(from + to) || (from < 'A' && to > 'A'))) throw new Untranslatable()
      if (letters) out += `${otherCase(from)}-${otherCase(to)}`
      at += 2
    } else if (/^[A-Za-z]$/.test(from)) out += otherCase(from)
    else if (/^\\[xu]|[a-z]-[a-z]|[A-Z]-[A-Z]/.test(from) && from !== '0-9A-Fa-f' && !/A-Za-z/.test(from)) throw new Untranslatable()
  }
  return out
}

/** null: atomic groups, possessive repeats, recursion, conditions, Unicode properties, free spacing: what is not read. */
export function translatePcre(text: string, caseless: boolean): Translation | null {
  try {
    return new Translator(text, caseless).translate()
  } catch (error) {
    if (error instanceof Untranslatable) return null
    throw error
  }
}
