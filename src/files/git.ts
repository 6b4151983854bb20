import { devNull } from 'node:os'

/** Why git could not be asked, in one line for a person. */
export class GitError extends Error {
  override name = 'GitError'
}

const MAX_OUTPUT = 1024 * 1024 * 1024

/**
 * A checkout's own configuration may come from a stranger and may name commands: none of them is run. Hooks, the file system monitor, external
 * diffs and pagers are switched off, and a bare repository that lies below the folder is not taken for the repository (gitconfig(5)).
 */
const HARMLESS = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.pager=cat',
  'core.sshCommand=false',
  'core.askPass=false',
  'credential.helper=',
  'diff.external=',
  'safe.bareRepository=explicit',
].flatMap((setting) => ['-c', setting])

/** A partial clone fetches what it lacks, by a command and from a host that its configuration names: no protocol is allowed (git(1)). */
const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_LAZY_FETCH: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
})

interface Answer {
  stdout: Buffer
  error: string | null
}

function run(cwd: string, args: string[], input?: string): Answer {
  const options = { cwd, input, env: environment(), maxBuffer: MAX_OUTPUT }
  // Large, and seldom needed: not loaded before.
  const { status, stdout, stderr, error } = process
    .getBuiltinModule('node:child_process')
    .spawnSync('git', ['--no-pager', ...HARMLESS, ...args], options)
  if (error) throw new GitError(`git could not be run (${error.message})`)
  if (status === 0) return { stdout, error: null }
  return {
    stdout,
    error:
      stderr
        .toString()
        .trim()
        .split('\n')[0]
        ?.replace(/^fatal: /, '') ?? 'git failed',
  }
}

/** What git prints. Throws GitError where git ends with an error. */
export function git(cwd: string, args: string[], input?: string): Buffer {
  const { stdout, error } = run(cwd, args, input)
  if (error !== null) throw new GitError(error)
  return stdout
}

/** What git prints, or null where it ends with an error. Throws GitError where git cannot be run at all. */
export function tryGit(cwd: string, args: string[]): string | null {
  const { stdout, error } = run(cwd, args)
  return error === null ? stdout.toString() : null
}
