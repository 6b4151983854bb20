/** Whether a file is one for the parser of JavaScript. */
export const isScript = (name: string): boolean => /\.[cm]?[jt]sx?$/.test(name)

const KINDS = ['nginx', 'Apache', 'Express', 'beside'] as const

/** Whom a file is for, as far as its name says. */
export function kindOf(name: string): (typeof KINDS)[number] {
  if (isScript(name)) return 'Express'
  if (/\.(?:ya?ml|json|env)$|(?:^|\/)(?:Dockerfile|\.env)[^/]*$/.test(name)) return 'beside'
  return /htaccess|httpd|apache|vhost/i.test(name) ? 'Apache' : 'nginx'
}

/** The files of each kind beside each other. */
export const inTabOrder = (names: string[]): string[] =>
  KINDS.flatMap((kind) => names.filter((name) => kindOf(name) === kind))

/** What the page calls how grave a finding is. */
export const SEVERITIES = { error: 'error', warn: 'warning', info: 'note' } as const
