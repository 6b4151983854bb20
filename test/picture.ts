// npm run picture: the picture of the folders in docs/architecture.md, drawn from the imports, and that of the routes map in the README.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withPicture } from './folders.ts'
import { MAP_PICTURE, mapPicture } from './map-picture.ts'

const PAGE = join(import.meta.dirname, '../docs/architecture.md')
writeFileSync(PAGE, withPicture(readFileSync(PAGE, 'utf8')))
writeFileSync(MAP_PICTURE, await mapPicture())
