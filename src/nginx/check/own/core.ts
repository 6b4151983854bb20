import type { Word } from '../../../text/directive.ts'
import { complain, hasHole, once } from '../subject.ts'
import type { Check, Complaint, Subject } from '../subject.ts'
import { parseUrl } from '../../words/url.ts'
import { parseNumber, parseSize } from '../../words/values.ts'

const LEVELS = ['debug', 'info', 'notice', 'warn', 'error', 'crit', 'alert', 'emerg']
const DEBUG = ['debug_core', 'debug_alloc', 'debug_mutex', 'debug_event', 'debug_http', 'debug_mail', 'debug_stream']

const FACILITIES = [
  'kern',
  'user',
  'mail',
  'daemon',
  'auth',
  'intern',
  'lpr',
  'news',
  'uucp',
  'clock',
  'authpriv',
  'ftp',
  'ntp',
  'audit',
  'alert',
  'cron',
  'local0',
  'local1',
  'local2',
  'local3',
  'local4',
  'local5',
  'local6',
  'local7',
]
const SEVERITIES = ['emerg', 'alert', 'crit', 'error', 'warn', 'notice', 'info', 'debug']

/** ngx_syslog_process_conf: `syslog:server=…,facility=…,tag=…,severity=…,nohostname`. */
export function syslog(word: Word): Complaint | null {
  if (hasHole(word.raw)) return null
  const parts = word.value.slice(7).split(',')
  const accepts = (part: string): boolean => {
    const [, name = '', value = ''] = /^([a-z]+)=(.*)$/s.exec(part) ?? []
    if (name === 'server') return parseUrl(value).error === undefined
    if (name === 'facility') return FACILITIES.includes(value)
    if (name === 'severity') return SEVERITIES.includes(value)
    return name === 'tag' ? /^[A-Za-z0-9_]{1,32}$/.test(value) : part === 'nohostname'
  }
  const wrong = parts.find((part) => !accepts(part))
  if (wrong !== undefined)
    return complain(`Expected a parameter of syslog such as "server=127.0.0.1" or "tag=nginx", not "${wrong}"`, word)
  return parts.some((part) => part.startsWith('server=')) ? null : complain('Expected "server=" after "syslog:"', word)
}

/** ngx_log_set_log: a file, then one level, or several kinds of debug messages. */
function errorLog({ args }: Subject) {
  const [target, ...levels] = args
  if (target?.value.startsWith('memory:') && (parseSize(target.value.slice(7)) ?? 0) < 2048)
    return complain('Expected a size such as memory:32m', target)
  const wrongTarget = target?.value.startsWith('syslog:') ? syslog(target) : null
  if (wrongTarget) return wrongTarget
  const wrong = levels.find(({ value }) => !LEVELS.includes(value) && !DEBUG.includes(value))
  if (wrong) return complain(`Expected a log level such as "error" or "warn", not "${wrong.value}"`, wrong)
  const second =
    levels.filter(({ value }) => LEVELS.includes(value))[1] ??
    (levels.length > 1 ? levels.find(({ value }, index) => index > 0 && LEVELS.includes(value)) : undefined)
  return second && complain('Expected one log level', second)
}

const number =
  (extra: RegExp, wanted: string): Check =>
  (subject) => {
    const [word] = subject.args
    const text = word?.value ?? ''
    return (
      once(subject) ??
      (extra.test(text) || parseNumber(text) !== null ? null : complain(`Expected ${wanted}, not "${text}"`, word))
    )
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
  use: (subject) =>
    once(subject) ??
    (['epoll', 'kqueue', 'select', 'poll', '/dev/poll', 'eventport'].includes(subject.values[0] ?? '')
      ? null
      : complain('Expected a method such as "epoll"', subject.args[0])),
  thread_pool: threadPool,
}
