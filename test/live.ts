import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { suite, type Test } from 'uvu'

const PLACES = [
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/local/nginx/sbin',
  '/usr/bin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
]

/** A program that tests need, by all its names. */
const PROGRAMS = {
  nginx: ['nginx'],
  apache2: ['apache2'],
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
}
type Program = keyof typeof PROGRAMS

/** Where the program is, or null where it is not installed; VERBLINT_NGINX names another build of nginx. */
export const serverProgram = (name: Program): string | null =>
  (name === 'nginx' ? process.env['VERBLINT_NGINX'] : undefined) ??
  PROGRAMS[name].flatMap((one) => PLACES.map((folder) => `${folder}/${one}`)).find((path) => existsSync(path)) ??
  null

/** Where a program that comes with the system is, or null. */
export const programAt = (name: string): string | null =>
  ['/usr/local/bin', '/usr/bin', '/bin', '/opt/homebrew/bin']
    .map((folder) => `${folder}/${name}`)
    .find((path) => existsSync(path)) ?? null

/** The version that nginx says it is. */
export const nginxVersion = (program: string): string =>
  /nginx\/([\d.]+)/.exec(spawnSync(program, ['-v'], { encoding: 'utf8' }).stderr)?.[1] ?? '1.22.1'

/** A suite that needs a real server or browser; without it each of its tests is skipped, and the run says why. */
export function liveSuite(name: string, server: Program | null): Test {
  const live = suite(name)
  if (server === null || serverProgram(server) !== null) return live
  console.log(`\nSKIPPED ${name}: ${server} is not installed`)
  const skip = ((): void => live.skip()) as unknown as Test
  return Object.assign(skip, live, { skip: live.skip, only: skip })
}
