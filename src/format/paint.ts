import { styleText } from 'node:util'

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'blue' | 'cyan' | 'magenta' | 'underline'

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style | Style[], text: string) => string

export const painter = (colour: boolean): Paint =>
  colour ? (style, text) => (text === '' ? text : styleText(style, text, { validateStream: false })) : (_, text) => text
