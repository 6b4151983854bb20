// npm run picture: the picture of the folders in docs/architecture.md, drawn from the imports.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withPicture } from './folders.ts'

const PAGE = join(import.meta.dirname, '../docs/architecture.md')
writeFileSync(PAGE, withPicture(readFileSync(PAGE, 'utf8')))
