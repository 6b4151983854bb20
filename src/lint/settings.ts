import { relative, resolve } from 'node:path'
import { nearestConfig } from '../config/find.ts'
import type { LoadedConfig } from '../config/load.ts'
import type { Expected } from '../config/shape.ts'
import type { Setting } from '../config/shape.ts'
import type { Options } from './options.ts'
import type { Ignored } from './walk.ts'

/** What the options and the configuration say together; an option wins. */
export interface Settings extends Pick<Options, 'nginx' | 'apache' | 'express'> {
  rules: Record<string, Setting>
  ignored: Ignored
  backends: Record<string, string>
  expected: Expected[]
  config: LoadedConfig | null
}

/** Throws UsageError for what is wrong in the configuration. */
export async function settingsFor({ cwd, config: option, nginx, apache, express }: Options): Promise<Settings> {
  const found = option === false ? null : option ?? nearestConfig(cwd)
  if (found === null) return { rules: {}, ignored: { folder: cwd, patterns: [] }, backends: {}, expected: [], config: null, ...given({ nginx, apache, express }) }
  const { expectedOf, loadConfig } = await import('../config/load.ts')
  const loaded = loadConfig(cwd, found)
  const { config, folder } = loaded
  const fromCwd = (path: string): string => relative(cwd, resolve(folder, path)).replaceAll('\\', '/') || '.'
  const prefix = config.nginx.prefix === undefined ? {} : { prefix: fromCwd(config.nginx.prefix) }
  return {
    rules: config.rules,
    ignored: { folder, patterns: config.ignore },
    backends: Object.fromEntries(Object.entries(config.backends).map(([upstream, path]) => [upstream, fromCwd(path)])),
    expected: expectedOf(loaded),
    config: loaded,
    nginx: { ...config.nginx, ...prefix, ...nginx },
    apache: { ...config.apache, ...apache },
    express: { ...config.express, ...express },
  }
}

const given = (options: Pick<Options, 'nginx' | 'apache' | 'express'>): Pick<Options, 'nginx' | 'apache' | 'express'> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
