// Eleventy comes without types: what the site's build uses of it.
declare module '@11ty/eleventy' {
  export interface Config {
    setQuietMode(quiet: boolean): void
    setTemplateFormats(formats: string[]): void
    setLibrary(engine: 'md', library: { render(text: string, data: Record<string, unknown>): string }): void
    addTemplate(path: string, text: string, data: Record<string, unknown>): void
    addGlobalData(name: string, value: unknown): void
    addFilter(name: string, filter: (value: string) => string): void
  }
  export default class Eleventy {
    constructor(
      input: string,
      output: string,
      options: { quietMode: boolean; configPath: string | undefined; config(config: Config): void },
    )
    disableLogger(): void
    write(): Promise<unknown>
  }
}
