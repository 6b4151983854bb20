import { relative, resolve } from 'node:path'
import { nearestConfig } from '../config/find.ts'
import type { LoadedConfig } from '../config/load.ts'
import type { Scoped } from '../config/overrides.ts'
import type { Preset } from '../config/presets.ts'
import type { DocumentPath, Expected, Setting } from '../config/shape.ts'
import type { Limits } from '../text/limits.ts'
import type { Options } from './options.ts'
import type { Ignored } from '../files/walk.ts'
import type { Texts } from '../files/texts.ts'

/** What the options and the configuration say together; an option wins. */
export interface Settings extends Pick<Options, 'nginx' | 'apache' | 'express'> {
  preset: Preset
  rules: Record<string, Setting>
  overrides: Scoped[]
  ignored: Ignored
  backends: Record<string, string>
  expected: Expected[]
  documents: DocumentPath[]
  limits: Partial<Limits>
  config: LoadedConfig | null
}

/** Throws UsageError for what is wrong in the configuration. */
export async function settingsFor(
  { cwd, config: option, nginx, apache, express }: Options,
  texts: Texts,
): Promise<Settings> {
  const found = option === false ? null : (option ?? nearestConfig(cwd, texts))
  if (found === null)
    return {
      preset: 'recommended',
      rules: {},
      overrides: [],
      ignored: { folder: cwd, patterns: [] },
      backends: {},
      expected: [],
      documents: [],
      limits: {},
      config: null,
      ...given({ nginx, apache, express }),
    }
  const { loadConfig } = await import('../config/load.ts')
  const own = await foundIn(loadConfig(cwd, found, texts), cwd)
  return {
    ...own,
    nginx: { ...own.nginx, ...nginx },
    apache: { ...own.apache, ...apache },
    express: { ...own.express, ...express },
  }
}

/** What a configuration says, its paths made those from the working directory. */
export async function foundIn(loaded: LoadedConfig, cwd: string): Promise<Settings> {
  const [{ documentsOf, expectedOf }, { scopesOf }] = await Promise.all([
    import('../config/load.ts'),
    import('../config/overrides.ts'),
  ])
  const { config, folder } = loaded
  const fromCwd = (path: string): string => relative(cwd, resolve(folder, path)).replaceAll('\\', '/') || '.'
  const prefix = config.nginx.prefix === undefined ? {} : { prefix: fromCwd(config.nginx.prefix) }
  const pathMap =
    config.nginx.pathMap === undefined
      ? {}
      : {
          pathMap: Object.fromEntries(
            Object.entries(config.nginx.pathMap).map(([path, folder]) => [path, fromCwd(folder)]),
          ),
        }
  const passed =
    config.express.passes === undefined
      ? {}
      : {
          passes: config.express.passes.map((entry) => (/^[./]|^[^@].*\//.test(entry) ? `./${fromCwd(entry)}` : entry)),
        }
  return {
    preset: config.extends,
    rules: config.rules,
    overrides: scopesOf(config.overrides, folder, cwd),
    ignored: { folder, patterns: config.ignore },
    backends: Object.fromEntries(Object.entries(config.backends).map(([upstream, path]) => [upstream, fromCwd(path)])),
    expected: expectedOf(loaded),
    documents: documentsOf(loaded, cwd),
    limits: config.limits,
    config: loaded,
    nginx: { ...config.nginx, ...prefix, ...pathMap },
    apache: config.apache,
    express: { ...config.express, ...passed },
  }
}

/** What the configuration says of a rule in one file. */
export const settingIn = ({ rules, overrides }: Settings, id: string, file: string): Setting | undefined =>
  overrides.findLast((one) => Object.hasOwn(one.rules, id) && one.covers(file))?.rules[id] ??
  (Object.hasOwn(rules, id) ? rules[id] : undefined)

/** Whether a rule is on in any file. */
export const isOn = ({ rules, overrides }: Settings, id: string): boolean =>
  rules[id] !== 'off' || overrides.some((one) => Object.hasOwn(one.rules, id) && one.rules[id] !== 'off')

const given = (options: Pick<Options, 'nginx' | 'apache' | 'express'>): Pick<Options, 'nginx' | 'apache' | 'express'> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
