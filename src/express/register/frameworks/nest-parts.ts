import type { Value } from '../../../javascript/value.ts'
import { classesIn } from './controllers.ts'

/** Interceptors of packages that leave status and headers alone; a file that is not allowed is a request that brings one. */
const QUIET =
  /^(?:(?:Any)?Files?|FileFields|NoFiles|LocalFiles?)Interceptor$|^ClassSerializerInterceptor$|^SentryInterceptor$|^LoggerErrorInterceptor$|^ZodSerializerInterceptor$/

/** What an interceptor that may change an answer speaks of. */
const LOUD =
  /status|exception|throw|error|header|redirect|cookie|\bof\(|\bEMPTY\b|getResponse|\.send\b|\.json\b|\.end\b/i

/** Whether an interceptor leaves the status as it is: that of a package, or one of the program's own that never speaks of it. */
export function isQuietInterceptor(value: Value): boolean {
  if (value.kind === 'external') return QUIET.test(value.path.find((part) => /^[A-Z]/.test(part)) ?? '')
  const [own] = classesIn(value)
  if (!own || own.parent) return false
  const [start, end] = own.node.body.range
  return !LOUD.test(own.module.file.text.slice(start, end))
}
