import { existsSync } from 'node:fs'
import { suite, type Test } from 'uvu'

const PLACES = ['/usr/sbin', '/usr/local/sbin', '/usr/local/nginx/sbin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']

/** The server's program, or null where it is not installed. */
export const serverProgram = (name: 'nginx' | 'apache2'): string | null => PLACES.map((folder) => `${folder}/${name}`).find(existsSync) ?? null

/** A suite that needs a real server; without it each of its tests is skipped, and the run says why. */
export function liveSuite(name: string, server: 'nginx' | 'apache2' | null): Test {
  const live = suite(name)
  if (server === null || serverProgram(server) !== null) return live
  console.log(`\nSKIPPED ${name}: ${server} is not installed`)
  const skip = ((): void => live.skip()) as unknown as Test
  return Object.assign(skip, live, { skip: live.skip, only: skip })
}
