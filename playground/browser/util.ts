// node:util in a browser: a page has no terminal to colour.
export const styleText = (_: unknown, text: string): string => text
