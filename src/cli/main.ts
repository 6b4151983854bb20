import { lint } from '../index.ts'

export interface Io { stdin: NodeJS.ReadableStream; stdout: NodeJS.WritableStream; stderr: NodeJS.WritableStream; cwd: string; env: NodeJS.ProcessEnv }

/** Runs one command; resolves to its exit code: 0 clean, 1 problems, 2 wrong usage or a fault of the tool. */
export async function main(args: string[], io: Io): Promise<number> {
  const report = await lint({ cwd: io.cwd, paths: args })
  for (const { file, range, severity, message, ruleId } of report.problems) {
    io.stdout.write(`${file}:${range.start.line}:${range.start.column}: ${severity}: ${message} [${ruleId}]\n`)
  }
  for (const { path, reason } of report.refused) io.stderr.write(`verblint: ${path} ${reason}\n`)
  return report.refused.some(({ byHand }) => byHand) ? 2 : report.problems.length ? 1 : 0
}
