/** Values by number, each kept once however often it is told. */
export function numbered<Value>(): { all: Value[]; number(value: Value): number } {
  const all: Value[] = []
  const known = new Map<string, number>()
  return {
    all,
    number(value) {
      const key = JSON.stringify(value)
      const before = known.get(key) ?? all.push(value) - 1
      known.set(key, before)
      return before
    },
  }
}
