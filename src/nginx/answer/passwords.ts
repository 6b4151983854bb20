import type { Hash } from 'node:crypto'

/** Loaded when a password is asked for. */
const sha1 = (): Hash => process.getBuiltinModule('node:crypto').createHash('sha1')

/** The user and password of an Authorization field; null: not Basic, or no colon in it. */
function credentialsOf(field: string): { user: string; password: string } | null {
  const encoded = /^basic +(\S+)/i.exec(field)?.[1]
  if (encoded === undefined) return null
  const text = Buffer.from(encoded, 'base64').toString()
  const colon = text.indexOf(':')
  return colon < 0 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) }
}

/** What ngx_crypt knows without the system's crypt(); null: cannot be told. */
function agrees(password: string, stored: string): boolean | null {
  if (stored.startsWith('{PLAIN}')) return stored.slice('{PLAIN}'.length) === password
  if (stored.startsWith('{SHA}')) return stored.slice('{SHA}'.length) === sha1().update(password).digest('base64')
  if (!stored.startsWith('{SSHA}')) return null
  const bytes = Buffer.from(stored.slice('{SSHA}'.length), 'base64')
  return sha1().update(password).update(bytes.subarray(20)).digest().equals(bytes.subarray(0, 20))
}

/** Whether an Authorization field opens a password file; `file` null: it is not in sight. */
export function checkPassword(field: string, file: string | null): boolean | null {
  const sent = credentialsOf(field)
  if (!sent) return false
  if (file === null) return null
  const line = file.split('\n').find((one) => one.startsWith(`${sent.user}:`))
  return line === undefined ? false : agrees(sent.password, line.slice(sent.user.length + 1).split(':')[0] ?? '')
}
