import { resolve } from 'node:path'
import type { Config, Setting } from '../config/shape.ts'
import type { RuleEntry } from '../rule.ts'
import { openDisk } from '../files/disk.ts'
import { localTexts } from '../files/texts.ts'
import { nestedSettings } from './nested.ts'
import type { Options } from './options.ts'
import { settingIn, settingsFor } from './settings.ts'

/** The configuration in force, with the severity of every rule; for one file, its overrides are worked in. It is itself a configuration. */
export async function effectiveConfig(
  rules: RuleEntry[],
  { cwd, config: option }: Options,
  path?: string,
): Promise<Config> {
  const [{ checkRuleNames, NOTHING }, base] = await Promise.all([
    import('../config/load.ts'),
    settingsFor({ cwd: resolve(cwd), config: option }, localTexts),
  ])
  const { settings, configs } = await nestedSettings(
    base,
    path === undefined || option !== undefined ? [] : [resolve(cwd, path)],
    openDisk(resolve(cwd)),
  )
  for (const config of base.config ? [base.config, ...configs] : configs)
    checkRuleNames(
      config,
      rules.map(({ id }) => id),
    )
  const config = settings.config?.config ?? NOTHING
  const severities = await Promise.all(
    rules.map(async (entry): Promise<[string, Setting]> => {
      const own = (await entry.load()).default.severity
      const setting = path === undefined ? config.rules[entry.id] : settingIn(settings, entry.id, path)
      return [entry.id, setting ?? (config.extends === 'all' && own === 'info' ? 'warn' : own)]
    }),
  )
  return { ...config, rules: Object.fromEntries(severities), overrides: path === undefined ? config.overrides : [] }
}
