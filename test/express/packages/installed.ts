import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The pinned packages that the catalogue is held against: a project of their own. */
export const HOME = join(import.meta.dirname, '../../packages')

/** Installs them where they are missing; whether they are there. */
export function installPackages(): boolean {
  const { dependencies } = JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8'))
  const areThere = (): boolean =>
    Object.keys(dependencies).every((name) => existsSync(join(HOME, 'node_modules', name, 'package.json')))
  if (!areThere())
    spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', HOME], {
      stdio: 'ignore',
      timeout: 600_000,
    })
  return areThere()
}
