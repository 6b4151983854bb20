import { type ValueCheck, valueOf } from './value.ts'

const LISTING_OPTIONS = (
  'fancyindexing foldersfirst htmltable suppressicon suppresslastmodified suppresssize suppressdescription suppresshtmlpreamble suppresscolumnsorting ' +
  'suppressrules scanhtmltitles iconsarelinks ignorecase ignoreclient tracksmodified trackmodified versionsort xhtml showforbidden addaltclass useolddateformat none'
).split(' ')
const LISTING_SIZES = /^(?:iconheight|iconwidth|namewidth|descriptionwidth)(?:=(.+))?$/

const indexOptions: ValueCheck = ({ args }) => {
  for (const word of args) {
    const [, sign, name = ''] = /^([+-]?)(.*)$/s.exec(word.value) ?? []
    const key = name.toLowerCase()
    if (key.startsWith('charset=') || key.startsWith('type=')) continue
    const size = LISTING_SIZES.exec(key)
    const width = size?.[1]
    const fits = size
      ? sign === '-'
        ? width === undefined
        : width === undefined
          ? key.startsWith('icon')
          : width === '*'
            ? !key.startsWith('icon')
            : /^\d/.test(width)
      : LISTING_OPTIONS.includes(key) && !(key === 'none' && sign)
    if (!fits) return { message: `Unknown option ${word.value} of IndexOptions`, word }
  }
  return null
}

const indexOrder: ValueCheck = (directive) =>
  /^(?:ascending|descending)$/i.test(valueOf(directive, 0)) &&
  /^(?:name|date|size|description)$/i.test(valueOf(directive, 1))
    ? null
    : 'Expected Ascending or Descending, and Name, Date, Size or Description behind IndexOrderDefault'

/** How mod_autoindex lists a folder. */
export const LISTING_CHECKS: Record<string, ValueCheck> = {
  indexoptions: indexOptions,
  indexorderdefault: indexOrder,
}
