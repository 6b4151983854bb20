import { complain, once } from '../subject.ts'
import type { Check, Subject } from '../subject.ts'
import { parseNumber, parseSize } from '../values.ts'

const LEVELS = ['debug', 'info', 'notice', 'warn', 'error', 'crit', 'alert', 'emerg']
const DEBUG = ['debug_core', 'debug_alloc', 'debug_mutex', 'debug_event', 'debug_http', 'debug_mail', 'debug_stream']

/** ngx_log_set_log: a file, then one level, or several kinds of debug messages. */
function errorLog({ args }: Subject) {
  const [target, ...levels] = args
  if (target?.value.startsWith('memory:') && (parseSize(target.value.slice(7)) ?? 0) < 2048) return complain('Expected a size such as memory:32m', target)
  if (target?.value.startsWith('syslog:')) return null
  const wrong = levels.find(({ value }) => !LEVELS.includes(value) && !DEBUG.includes(value))
  if (wrong) return complain(`Expected a log level such as "error" or "warn", not "${wrong.value}"`, wrong)
  const second = levels.filter(({ value }) => LEVELS.includes(value))[1] ?? (levels.length > 1 ? levels.find(({ value }, index) => index > 0 && LEVELS.includes(value)) : undefined)
  return second && complain('Expected one log level', second)
}

const number = (extra: RegExp, wanted: string): Check => (subject) => {
  const [word] = subject.args
  const text = word?.value ?? ''
  return once(subject) ?? (extra.test(text) || parseNumber(text) !== null ? null : complain(`Expected ${wanted}, not "${text}"`, word))
}

function affinity(subject: Subject) {
  const masks = subject.values[0] === 'auto' ? subject.args.slice(1) : subject.args
  const wrong = masks.find(({ value }) => !/^[01 ]*$/.test(value))
  return once(subject) ?? (wrong && complain('Expected a mask of processors such as 0101', wrong))
}

function threadPool({ args }: Subject) {
  const threads = args.find(({ value }) => value.startsWith('threads='))
  if (!threads) return complain('Expected the parameter "threads=" with their number')
  return parseNumber(threads.value.slice(8)) ? null : complain('Expected the number of threads, 1 or more', threads)
}

export const CORE_CHECKS: Record<string, Check> = {
  error_log: errorLog,
  worker_processes: number(/^auto$/, 'a number or "auto"'),
  worker_priority: number(/^[+-][0-9]+$/, 'a number such as -5'),
  worker_connections: number(/^$/, 'a number'),
  worker_cpu_affinity: affinity,
  user: (subject) => once(subject),
  events: (subject) => once(subject),
  http: (subject) => once(subject),
  stream: (subject) => once(subject),
  mail: (subject) => once(subject),
  use: (subject) => once(subject) ?? (['epoll', 'kqueue', 'select', 'poll', '/dev/poll', 'eventport'].includes(subject.values[0] ?? '') ? null : complain('Expected a method such as "epoll"', subject.args[0])),
  thread_pool: threadPool,
}
