import { Refused } from './pcre-tree.ts'

/** A place in a pattern, with what pcre2_compile.c reads in several places: numbers, names, counts. */
export class Scanner {
  readonly text: string
  at = 0
  /** After `(*UTF)`: characters, not bytes. */
  utf = false

  constructor(text: string) {
    this.text = text
  }

  get ended(): boolean {
    return this.at >= this.text.length
  }

  peek(ahead = 0): string {
    return this.text.charAt(this.at + ahead)
  }

  /** What stands here, if the expression (which has to be sticky) takes it. */
  take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.at
    const found = expression.exec(this.text)
    if (found) this.at += found[0].length
    return found
  }

  takes(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false
    this.at += text.length
    return true
  }

  refuse(message: string, at = this.at): never {
    throw new Refused(message, at)
  }

  /** read_number: `captures`, those so far, make a number with a sign an absolute one; null: no number stands here. */
  number(captures: number | null): number | null {
    const found = this.take(captures === null ? /()(\d+)/y : /([+-]?)(\d+)/y)
    if (!found) return null
    const [, sign, digits = ''] = found
    const number = Number(digits)
    if (number > MOST_GROUPS) this.refuse(`refers to group ${digits}, which no pattern has`)
    if (captures === null || sign === '') return number
    if (number === 0) this.refuse(`refers to group ${sign}0`)
    if (sign === '+') return captures + number
    return number > captures
      ? this.refuse(`refers to a group ${number} before it, where there are ${captures}`)
      : captures - number + 1
  }

  /** read_name: a group's name and what ends it. */
  name(end: string): string {
    const start = this.at
    if (/\d/.test(this.peek())) this.refuse('has a group name that begins with a digit')
    const name = this.take(/\w*/y)?.[0] ?? ''
    if (name.length > LONGEST_NAME) this.refuse(`has a group name of more than ${LONGEST_NAME} characters`, start)
    if (name === '') this.refuse('lacks the name of a group')
    if (!this.takes(end)) this.refuse(`lacks a ${end} behind the group name ${name}`)
    return name
  }

  /** read_repeat_counts: null where a `{` means itself. */
  counts(): { min: number; max: number } | null {
    const start = this.at
    const found = this.take(/\{(\d+)(?:(,)(\d*))?\}/y)
    if (!found) return null
    const [, least = '', comma, most = ''] = found
    const [min, max] = [Number(least), comma === undefined ? Number(least) : most === '' ? Infinity : Number(most)]
    if (min > MOST_TIMES || (max !== Infinity && max > MOST_TIMES))
      this.refuse(`repeats more than ${MOST_TIMES} times`, start)
    if (max < min) this.refuse(`has ${found[0]} out of order`, start)
    return { min, max }
  }
}

const MOST_GROUPS = 65535
const MOST_TIMES = 65535
const LONGEST_NAME = 32
