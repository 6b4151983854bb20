/** What only some files need, so that the others do not wait for it. */
interface Part {
  needs(name: string, text: string): boolean
  load(): Promise<unknown>
}

const SCRIPT = /\.[cm]?[jt]sx?$/

const PARTS: Part[] = [
  { needs: (name) => SCRIPT.test(name), load: () => import('./javascript.ts') },
  { needs: (name) => /\.ya?ml$/.test(name), load: () => import('./yaml.ts') },
  { needs: (name) => SCRIPT.test(name) || name.endsWith('.json'), load: () => import('./config.ts') },
  { needs: (name, text) => SCRIPT.test(name) || /\\p/i.test(text), load: () => import('./unicode.ts') },
]

/** Whether a file needs the parser of JavaScript. */
export const isScript = (name: string): boolean => SCRIPT.test(name)

/** Loads what these files need. A part that is there already is not loaded again. */
export const loadParts = (texts: [name: string, text: string][]): Promise<unknown> =>
  Promise.all(PARTS.flatMap(({ needs, load }) => (texts.some(([name, text]) => needs(name, text)) ? [load()] : [])))
