/** What `extends` may name. `recommended`: what is wrong or very likely so. `strict`: information is shown as well. `all`: it counts as a warning. */
export const PRESETS = ['recommended', 'strict', 'all'] as const
export type Preset = (typeof PRESETS)[number]
