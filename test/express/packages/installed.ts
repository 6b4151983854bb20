import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The pinned packages that the catalogue is held against: a project of their own. */
export const HOME = join(import.meta.dirname, '../../packages')

/** Installs them where they are missing; whether they are there. */
export function installPackages(): boolean {
  const marker = join(HOME, 'node_modules/.package-lock.json')
  if (!existsSync(marker)) spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', HOME], { stdio: 'ignore', timeout: 600_000 })
  return existsSync(marker)
}
