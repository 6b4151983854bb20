import type { ObjectValue, Value } from '../../javascript/value.ts'
import { HTTP_ERROR, builtInName, constructorName, inherits, prototypeOf, statusOfErrorName } from './errors.ts'
import { isException } from './exceptions.ts'

/** `left instanceof right`; null: open. */
export function isInstance(left: Value, right: Value): boolean | null {
  // A class may say itself what is one of it.
  if ((right.kind === 'class' || right.kind === 'function') && right.open) return null
  if (left.kind === 'constant') return false
  if (right.kind === 'class') {
    if (left.kind === 'object') return inherits(left, right.prototype) ? true : left.open ? null : false
    return left.kind === 'unknown' || left.kind === 'external' ? null : false
  }
  if (right.kind === 'function' && left.kind === 'object') {
    // A function whose prototype nobody has touched has one all the same, which is not followed.
    const wanted = right.members.get('prototype')
    if (wanted?.kind !== 'object') return null
    return inherits(left, wanted) ? true : isInSight(left) ? false : null
  }
  const name = constructorName(right)
  if (name && left.kind === 'object') {
    const own = builtInName(left)
    if (inherits(left, prototypeOf(name)) || (own !== undefined && (own === name || name === 'Error'))) return true
    return left.open && name !== 'Error' ? null : false
  }
  if (right.kind === 'external' && right.package === 'http-errors' && left.kind === 'object') {
    const wanted = statusOfErrorName(right.path.at(-1) ?? '')
    if (!inherits(left, HTTP_ERROR)) return false
    const status = left.members.get('status')
    return wanted === null ? true : status?.kind === 'constant' && status.value === wanted
  }
  const excepted = right.kind === 'external' && left.kind === 'object' ? isException(left, right) : null
  if (excepted !== null) return excepted
  // An object that was made in sight, of classes that are all in sight, is none of another package's.
  return right.kind === 'external' && left.kind === 'object' && isInSight(left) ? false : null
}

function isInSight(value: ObjectValue): boolean {
  for (let at: ObjectValue | null = value; at; at = at.proto) if (at.open) return false
  return true
}
