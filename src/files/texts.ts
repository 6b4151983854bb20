import { lstatSync } from 'node:fs'
import { readAlone, type TextRead } from './disk.ts'

/** How a configuration is looked for and read: it may stand above the working directory, where no disk reads. */
export interface Texts {
  isThere(path: string): boolean
  read(path: string): TextRead
}

export const localTexts: Texts = {
  isThere(path) {
    try {
      return lstatSync(path, { throwIfNoEntry: false }) !== undefined
    } catch {
      return false
    }
  },
  read: readAlone,
}
