/** Whether a file is one for the parser of JavaScript. */
export const isScript = (name: string): boolean => /\.[cm]?[jt]sx?$/.test(name)
