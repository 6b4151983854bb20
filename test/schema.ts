// npm run schema: verblint.schema.json from the shape of the configuration and the rules' own data.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { schemaOf } from '../src/config/schema.ts'
import { describeRules } from '../src/index.ts'

writeFileSync(
  join(import.meta.dirname, '../verblint.schema.json'),
  `${JSON.stringify(schemaOf(await describeRules()), null, 2)}\n`,
)
