/** What an editor may set, in the section `verblint`. */
export interface Settings {
  run: 'onType' | 'onSave'
}

export const DEFAULTS: Settings = { run: 'onType' }

/** Reads what an editor sends; what is not understood is as it is by default. */
export function settingsFrom(value: unknown): Settings {
  const run: unknown = typeof value === 'object' && value !== null && 'run' in value ? value.run : undefined
  return { run: run === 'onSave' ? 'onSave' : 'onType' }
}
