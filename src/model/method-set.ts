/** A set of methods, or all methods but some: `everything but GET and HEAD` includes methods nobody has named. */
export interface MethodSet {
  complement: boolean
  names: ReadonlySet<string>
}

export const methods = (...names: string[]): MethodSet => ({ complement: false, names: new Set(names) })
export const allBut = (...names: string[]): MethodSet => ({ complement: true, names: new Set(names) })
export const EVERY: MethodSet = allBut()
export const NONE: MethodSet = methods()

export const hasMethod = (set: MethodSet, method: string): boolean => set.names.has(method) !== set.complement
export const isEmpty = (set: MethodSet): boolean => !set.complement && set.names.size === 0
export const invert = (set: MethodSet): MethodSet => ({ complement: !set.complement, names: set.names })

const pick = (names: Iterable<string>, keep: (name: string) => boolean): Set<string> => new Set([...names].filter(keep))

export function intersect(a: MethodSet, b: MethodSet): MethodSet {
  if (a.complement && b.complement) return { complement: true, names: new Set([...a.names, ...b.names]) }
  if (a.complement) return { complement: false, names: pick(b.names, (name) => !a.names.has(name)) }
  return { complement: false, names: pick(a.names, (name) => hasMethod(b, name)) }
}

export const union = (a: MethodSet, b: MethodSet): MethodSet => invert(intersect(invert(a), invert(b)))
export const subtract = (a: MethodSet, b: MethodSet): MethodSet => intersect(a, invert(b))

/** For a message: `GET, HEAD`, `every method but GET`. */
export function describeMethods(set: MethodSet): string {
  const list = [...set.names].join(', ')
  if (!set.complement) return list || 'no method'
  return list ? `every method but ${list}` : 'every method'
}
